// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who can still look at a local variable: the references, pointers, iterators
// and views that the code makes of it, and where each of them is used.

#ifndef P99_ANALYSIS_BORROWS_H
#define P99_ANALYSIS_BORROWS_H

#include "analysis/References.h"

namespace p99::analysis {

struct Borrows {
  /// Where the variable, or another one that refers to it, is used in the code
  /// of the function itself; the steps of a range-for over it, too.
  llvm::SmallVector<const clang::Stmt *, 8> Uses;
  /// Somebody may look at it whose uses are not all known: it is captured by
  /// reference, its address is stored or kept by an object.
  bool Leak = false;
};

/// Of a local variable or parameter of `In`.
Borrows borrowsOf(const clang::VarDecl *V, const clang::FunctionDecl *In,
                  const References &Refs);

/// The outermost expression around one, within its function.
const clang::Expr *fullExpressionOf(const clang::Expr *E,
                                    const References &Refs);

} // namespace p99::analysis

#endif
