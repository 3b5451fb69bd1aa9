// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Queries, commands and requests that a loop sends one by one, each waiting for
// its answer, although they could go together.

#ifndef P99_ANALYSIS_ROUNDTRIPS_H
#define P99_ANALYSIS_ROUNDTRIPS_H

#include "analysis/ApiModels.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct RepeatedTrip {
  /// The call in the loop, and the modelled one that it leads to.
  const clang::Expr *At;
  const clang::Expr *Trip;
  const RoundTrip *How;
  Loop Repeats;
  /// In the terms of the loop: what they all go over, or nullptr.
  const clang::Expr *Connection = nullptr;
  /// A statement that changes what is stored.
  bool Writes = false;
  /// The call that goes on to the next row, where the loop goes over what a
  /// query has found; nullptr if it does not.
  const clang::Expr *Fetch = nullptr;
  HotReasons Hot;

  bool isWrapped() const { return At != Trip; }
};

/// All of the unit, in the order of the source, with loops over elements only:
/// each round sends something of its own over the same connection, needs no
/// answer of the round before, and is not part of a transaction or pipeline.
/// Loops proven to have fewer rounds than `MinTripCount` do not count.
std::vector<RepeatedTrip> repeatedTrips(Unit &U, unsigned MinTripCount);

} // namespace p99::analysis

#endif
