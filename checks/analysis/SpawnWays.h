// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that are started again and again with nothing to limit their number:
// the way from a loop or an entry point to where they are started.

#ifndef P99_ANALYSIS_SPAWNWAYS_H
#define P99_ANALYSIS_SPAWNWAYS_H

#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/Spawns.h"

namespace p99::analysis {

struct RepeatedSpawn {
  enum class Per {
    Connection, ///< each round of the loop accepts one
    Event,      ///< of a loop that serves something else
    Request,    ///< an entry point, or what is marked as hot
    Timer,      ///< an entry point that a timer runs
    Element,    ///< of a container, or whatever a loop goes over
    Round,      ///< of a loop that does not count
  };
  Spawn Started;
  Per Each = Per::Round;
  /// Element: what has the elements, if it has a name.
  const clang::ValueDecl *Range = nullptr;
  /// The loop, if it is in the function that starts the threads.
  Loop Repeats;
  /// From the spawn out to what repeats it.
  HotReasons Way;
  /// The join that directly follows: there is one thread at a time, and whoever
  /// started it does nothing meanwhile.
  const clang::Expr *Join = nullptr;
};

/// At most one for each place in the code. Loops that start no more than
/// `MaxThreads` are bounded.
std::vector<RepeatedSpawn> repeatedSpawns(Unit &U, unsigned MaxThreads);

} // namespace p99::analysis

#endif
