// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Futures that wait for the thread which they stand for sooner than the code
// seems to mean, and those that never run anything.

#ifndef P99_ANALYSIS_ASYNCFUTURES_H
#define P99_ANALYSIS_ASYNCFUTURES_H

#include "analysis/HotPath.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct AsyncFuture {
  enum class Fate {
    Dropped,     ///< dies in the statement that makes it
    Unused,      ///< dies with its variable, and nothing runs until then
    Awaited,     ///< waited for before anything else is done
    Overwritten, ///< assigned over in each round, or on each request
    NeverRun,    ///< deferred, and nothing waits for it
  };
  Fate How;
  /// The call that answers with the future: that of std::async, or of a
  /// function of the unit that returns one.
  const clang::CallExpr *Start;
  const clang::Expr *Spawn; ///< std::async itself
  const clang::ValueDecl *Variable = nullptr;
  /// Dropped: the whole expression. Awaited: get() or wait().
  const clang::Expr *End = nullptr;
  const clang::Stmt *Loop = nullptr; ///< Overwritten: of which each round
  HotReasons Hot = {};
};

/// All of the unit, in the order of the source.
std::vector<AsyncFuture> asyncFutures(Unit &U);

} // namespace p99::analysis

#endif
