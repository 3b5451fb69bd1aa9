// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the branches around a wait say of it: that it is over, brief, a pause
// between two tries, or an error's last word.

#ifndef P99_ANALYSIS_WAITBRANCHES_H
#define P99_ANALYSIS_WAITBRANCHES_H

#include "analysis/References.h"
#include "clang/AST/Expr.h"

namespace p99::analysis {

/// if (step(s) == BUSY) usleep(100); in a loop: seldom, and not what takes
/// time. So is what comes in a loop after r = step(s); if (r == OK) break; The
/// chain of calls goes down to the sleep; the loop may be around any of them,
/// as it is around the pause() of a spinning lock.
bool isBackOff(llvm::ArrayRef<const clang::Stmt *> Chain,
               const References &Refs);

/// while ((fd = open(path)) < 0) sleep(1): the loop that tries again whose
/// pause this is, or nullptr.
const clang::Stmt *retryAround(const clang::Stmt *Pause, const References &Refs,
                               const clang::ASTContext &Context);

/// while (busy() && ++tries < 10) usleep(1);
bool isBrief(const clang::Stmt *Sleep, const References &Refs,
             const clang::ASTContext &Context);

/// if (future.isReady()) use(future.get());
/// case JOB_FINISHED: pthread_join(job->thread, NULL);
/// if (job->running == 0) pthread_join(job->thread, NULL);
bool isAskedBefore(const clang::Stmt *Wait, const References &Refs,
                   const clang::ASTContext &Context);

/// if (set(fd) < 0) log("..."); an error's line, or the pause after it.
bool followsError(const clang::Stmt *Wait, const References &Refs,
                  const clang::ASTContext &Context);

/// log_err("..."); sleep(1); the line right before it says that something has
/// failed.
bool isAfterErrorLine(const clang::Stmt *Wait, const References &Refs,
                      const clang::ASTContext &Context);

/// { log("..."); return false; } or nullptr, or less than nothing: the line
/// says what has failed.
bool endsInFailure(const clang::Stmt *Line, const References &Refs,
                   const clang::ASTContext &Context);

} // namespace p99::analysis

#endif
