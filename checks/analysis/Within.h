// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef P99_ANALYSIS_WITHIN_H
#define P99_ANALYSIS_WITHIN_H

#include "analysis/References.h"

namespace p99::analysis {

/// `S` is `Around` or a part of it, within one function.
inline bool isWithin(const clang::Stmt *S, const clang::Stmt *Around,
                     const References &Refs) {
  while (S && S != Around)
    S = Refs.parent(S);
  return S != nullptr;
}

} // namespace p99::analysis

#endif
