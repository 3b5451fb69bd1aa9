// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that are started and then let go: nobody can join them.

#ifndef P99_ANALYSIS_DETACHEDSTARTS_H
#define P99_ANALYSIS_DETACHEDSTARTS_H

#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct DetachedStart {
  /// The construction of the thread, or the call that starts it.
  const clang::Expr *Start;
  /// The call that lets it go.
  const clang::CallExpr *Detach;
  /// What it runs, and what that is given. Of a helper that runs what it is
  /// handed, as the caller has written it.
  const clang::Expr *Callable;
  llvm::SmallVector<const clang::Expr *, 4> Arguments;
  /// The function that has handed it over: that of `Start`, or the caller.
  const clang::FunctionDecl *In;
  /// The caller's call of the helper, or `Start`.
  const clang::Expr *At;
};

/// All of the unit, in the order of the source.
std::vector<DetachedStart> detachedStarts(Unit &U);

} // namespace p99::analysis

#endif
