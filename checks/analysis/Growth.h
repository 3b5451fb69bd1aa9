// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops of known length that grow a container which nobody gave room before.

#ifndef P99_ANALYSIS_GROWTH_H
#define P99_ANALYSIS_GROWTH_H

#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include <string>
#include <vector>

namespace p99::analysis {

class Unit;

/// How often a loop goes round, as an expression that can be written before it.
struct LoopLength {
  enum class Kind {
    Constant, ///< `Rounds`
    Size,     ///< that many elements as `Of` has
    Value,    ///< the number `Of`
  };
  Kind How = Kind::Constant;
  uint64_t Rounds = 0;
  const clang::Expr *Of = nullptr;
  bool Inclusive = false; ///< one more than `Of`
  bool MayBeNegative = false;
  /// Can stand before the loop too: names nothing that the loop declares, and
  /// does nothing that is not done in each round anyway.
  bool Repeatable = false;
  /// `i < n` from 0, or a range-for.
  bool Plain = false;
};

/// nullopt where it is not known before the loop starts. Containers count if
/// they know their size.
std::optional<LoopLength> lengthOf(const Loop &L, Unit &U);

struct Growth {
  const clang::Expr *First = nullptr;  ///< the call that adds an element
  const clang::Expr *Object = nullptr; ///< the container that it is called on
  std::string Reserve;                 ///< the container's method
  Loop Repeats;
  LoopLength Length;
  unsigned AtLeast = 0; ///< elements that each round adds; 0: some rounds none
  bool MayStopEarly = false;  ///< there is a `break`
  bool Empty = false;         ///< nothing is in the container before
  bool Ordered = true;        ///< more room does not change the order
  bool OnlyStatement = false; ///< the loop does nothing else
  HotReasons Hot;             ///< why it is on a request path, if it is
};

/// Of local containers, one loop for each, sorted by place. Not in cold code,
/// not where a round waits for something, and not where an outer loop refills
/// the same container: to reserve a little more each time is quadratic.
std::vector<Growth> unreservedGrowth(Unit &U, unsigned MinTripCount);

} // namespace p99::analysis

#endif
