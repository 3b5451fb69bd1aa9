// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies of a variable, or of a part of one, that nobody looks at again: on no
// path, in no later round of a loop, and through no reference, pointer or view.

#ifndef P99_ANALYSIS_LASTUSES_H
#define P99_ANALYSIS_LASTUSES_H

#include "analysis/References.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct LastCopy {
  const clang::VarDecl *Variable;
  /// The name where it, or a member of it, is copied: `v` or `v.name`.
  const clang::Expr *Use;
  /// The expression that copies, or hands it to what does.
  const clang::Expr *By;
  /// The capture that copies it into a lambda, or nullptr.
  const clang::LambdaCapture *Capture = nullptr;
  /// It is the one use of the variable.
  bool Only = false;
  bool IsMemberInitializer = false;
  /// The variable is itself made as a copy.
  bool OfOther = false;
};

/// In the unit's own code, in functions that are not cold, of types whose copy
/// allocates and whose move does not. A move would be taken everywhere: the
/// type or the overloads have one.
std::vector<LastCopy> lastCopies(Unit &U);

} // namespace p99::analysis

#endif
