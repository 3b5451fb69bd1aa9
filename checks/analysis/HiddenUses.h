// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Uses of a variable that this build does not see: in the other branch of an
// `#if`, or in the argument of a macro that drops it, as `assert` may.

#ifndef P99_ANALYSIS_HIDDENUSES_H
#define P99_ANALYSIS_HIDDENUSES_H

#include "analysis/References.h"

namespace p99::analysis {

/// The text of the block that a local variable lives in, or of the function's
/// body for a parameter, has its name where no expression names it. Comments
/// and members of other objects do not count.
bool hasHiddenUse(const clang::VarDecl *V, const clang::FunctionDecl *In,
                  const References &Refs);

} // namespace p99::analysis

#endif
