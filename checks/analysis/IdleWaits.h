// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which endless waits are right: a loop that serves whatever comes next, a set
// of descriptors that the process itself can signal, a listening socket.

#ifndef P99_ANALYSIS_IDLEWAITS_H
#define P99_ANALYSIS_IDLEWAITS_H

#include "analysis/Deadlines.h"

namespace p99::analysis {

class IdleWaits {
public:
  IdleWaits(const ModelIndex &Models, const References &Refs, Deadlines &Limits)
      : Models(Models), Refs(Refs), Limits(Limits) {}

  /// True if the descriptors that the call waits for (the arguments numbered
  /// in `Sets`: pollfd arrays or fd_sets) are shown to be peers, and nothing
  /// else can end the wait. Without evidence the answer is false.
  bool waitsForPeer(const clang::CallExpr *Wait,
                    llvm::ArrayRef<unsigned> Sets) const;

private:
  llvm::SmallVector<const clang::Expr *, 4>
  descriptorsOf(const clang::Expr *Set, const clang::FunctionDecl *In) const;
  bool isServiceLoop(const clang::Stmt *Loop,
                     const clang::CallExpr *Wait) const;

  const ModelIndex &Models;
  const References &Refs;
  Deadlines &Limits;
};

} // namespace p99::analysis

#endif
