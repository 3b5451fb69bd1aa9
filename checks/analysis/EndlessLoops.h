// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that are never left.

#ifndef P99_ANALYSIS_ENDLESSLOOPS_H
#define P99_ANALYSIS_ENDLESSLOOPS_H

#include "analysis/Loops.h"

namespace p99::analysis {

/// Something in the body leaves the loop: break, return, throw, goto, or a call
/// that does not come back.
bool isLeft(const Loop &L);

/// The loop without a condition and without a way out that the function comes
/// to, itself or in what it calls; none if there is no such loop.
Loop endlessLoopOf(const clang::FunctionDecl *F, const Loops &All);

} // namespace p99::analysis

#endif
