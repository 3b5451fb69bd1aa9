// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What code does to a container where it names it, as far as the number of its
// elements goes: by the names that std, Boost, Abseil, folly and Qt share.

#ifndef P99_ANALYSIS_CONTAINERUSES_H
#define P99_ANALYSIS_CONTAINERUSES_H

#include "analysis/References.h"

namespace p99::analysis {

enum class ContainerUse {
  Reads,   ///< elements may change, their number does not
  AddsOne, ///< at most, of a set
  Adds,    ///< nobody knows how many
  Other,   ///< anything: it is cleared, handed on, given room
};

/// What a call does to the object that it is called on: AddsOne, Adds or Other.
ContainerUse effectOf(const clang::Expr *Call);

/// What the expression around `Named` does to the container that it names.
ContainerUse useBy(const clang::Expr *Named, const References &Refs);

/// m[key] = value
bool assignsElement(const clang::Expr *Subscript, const References &Refs);

/// Has keys.
bool isAssociative(clang::QualType T);

} // namespace p99::analysis

#endif
