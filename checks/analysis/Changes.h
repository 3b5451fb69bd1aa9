// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What code does to a variable or member where it names it.

#ifndef P99_ANALYSIS_CHANGES_H
#define P99_ANALYSIS_CHANGES_H

#include "analysis/References.h"

namespace p99::analysis {

enum class Change {
  None,
  Assigned, ///< or handed to a method or function that may change it
  Counted,  ///< goes up or down, atomically too
};

/// How the expression around a use changes what it names.
Change changeBy(const clang::Expr *Use, const References &Refs);

} // namespace p99::analysis

#endif
