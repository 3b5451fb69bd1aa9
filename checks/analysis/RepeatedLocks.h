// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locks that a loop takes in each round although it is the same mutex, and
// nothing in the loop asks for it to be free in between.

#ifndef P99_ANALYSIS_REPEATEDLOCKS_H
#define P99_ANALYSIS_REPEATEDLOCKS_H

#include "analysis/CriticalSections.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct RepeatedLock {
  const Section *Locked;
  Loop Repeats;
  /// The acquisition, or the call in the loop that leads to it.
  const clang::Expr *At;
  /// The method that locks, if not the loop's own code.
  const clang::FunctionDecl *Through = nullptr;
  /// Each round takes one element out, and then works on it without the lock.
  bool Drains = false;
  HotReasons Hot;
};

/// All of the unit, in the order of the source. Loops proven to have fewer
/// rounds than `MinTripCount` do not count.
std::vector<RepeatedLock> repeatedLocks(Unit &U, unsigned MinTripCount);

} // namespace p99::analysis

#endif
