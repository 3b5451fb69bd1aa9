// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops over what a query found: while (query.next()), do { } while (fetch()).

#ifndef P99_ANALYSIS_ROWLOOPS_H
#define P99_ANALYSIS_ROWLOOPS_H

#include "analysis/Loops.h"

namespace p99::analysis {

class Unit;

/// The call in the header of the loop that goes on to the next row, or leads to
/// one that does; nullptr if it goes over something else.
const clang::Expr *rowFetchOf(const Loop &L, Unit &U);

} // namespace p99::analysis

#endif
