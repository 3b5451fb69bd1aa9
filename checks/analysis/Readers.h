// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code around a use of a variable or member does with the object.

#ifndef P99_ANALYSIS_READERS_H
#define P99_ANALYSIS_READERS_H

#include "analysis/References.h"

namespace p99::analysis {

enum class Reading {
  Reads,   ///< looks at it, and could as well if it were const
  Copies,  ///< makes another object of the whole
  Unknown, ///< hands it to code that takes it as it is: a forwarding reference
  Writes,  ///< changes it, moves it, or gives others the means to
};

Reading usedFor(const clang::Expr *Use, const References &Refs);

} // namespace p99::analysis

#endif
