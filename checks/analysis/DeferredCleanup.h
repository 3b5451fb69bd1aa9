// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the rounds of a loop take and nobody gives back before the loop is long
// over: stack, arenas, handlers for the end of the process.

#ifndef P99_ANALYSIS_DEFERREDCLEANUP_H
#define P99_ANALYSIS_DEFERREDCLEANUP_H

#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct DeferredRelease {
  Loop Repeats;
  /// The call that takes it.
  const clang::Expr *Taken = nullptr;
  const Costs *Cost = nullptr;
  /// What it is taken from; nullptr for the stack and for handlers.
  const clang::ValueDecl *Arena = nullptr;
  /// The local variable that holds it, if it is one.
  const clang::VarDecl *Object = nullptr;
  /// The same amount each time.
  bool SameSize = false;
  /// An element or a member keeps it: each round needs its own.
  bool Kept = false;
  HotReasons Hot;

  /// alloca() and its like answer with what they take.
  bool isMemory() const { return Taken->getType()->isPointerType(); }
};

/// All of the unit, in the order of the source. Loops proven to have fewer
/// rounds than `MinTripCount` do not count.
std::vector<DeferredRelease> deferredReleases(Unit &U, unsigned MinTripCount);

} // namespace p99::analysis

#endif
