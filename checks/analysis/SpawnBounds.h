// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What limits how many threads there are: loops with few rounds, counters and
// semaphores that are asked before, flags, and joins.

#ifndef P99_ANALYSIS_SPAWNBOUNDS_H
#define P99_ANALYSIS_SPAWNBOUNDS_H

#include "analysis/Loops.h"
#include "analysis/Spawns.h"

namespace p99::analysis {

class SpawnBounds {
public:
  SpawnBounds(Unit &U, unsigned MaxThreads) : U(U), MaxThreads(MaxThreads) {}

  enum class Rounds {
    Few,      ///< a constant, the number of cores, or a count that is set
    Elements, ///< one for each element of data
    Endless,  ///< as many as there is work
  };
  struct LoopBound {
    Rounds Kind = Rounds::Few;
    /// What has the elements, if it has a name.
    const clang::ValueDecl *Range = nullptr;
  };
  LoopBound of(const Loop &L) const;

  /// Something before `Site`, within the round of `L` or else the function,
  /// lets only a limited number through: a comparison with the number of those
  /// that run, a flag that is set when one does, a semaphore.
  bool isGuarded(const clang::Stmt *Site, const Loop &L) const;

  /// The threads are waited for by the end of the round of `L`, or else of the
  /// function.
  bool isJoined(const Spawn &S, const Loop &L) const;
  /// The join that directly follows the start.
  const clang::Expr *joinRightAfter(const Spawn &S) const;

private:
  enum class Count { Few, Data, Unknown };
  Count countOf(const clang::Expr *E, unsigned Depth) const;
  Count lengthOf(const clang::Expr *Container, unsigned Depth) const;
  LoopBound ofElements(const clang::Expr *Range, const Loop &L) const;
  LoopBound ofCounted(const clang::Expr *Condition, const Loop &L) const;

  struct Question;
  bool asksForRoom(const clang::Expr *Condition, const Question &Q,
                   unsigned Depth) const;
  bool admits(const clang::Expr *Call) const;
  bool isLiveCount(const clang::Expr *E, const Question &Q,
                   unsigned Depth) const;
  bool changesAfter(const clang::ValueDecl *D, const Question &Q) const;
  bool blocksIn(const clang::Stmt *S) const;
  bool waitsForRoom(const clang::Stmt *S, const Question &Q,
                    unsigned Depth) const;
  const clang::Expr *joinOf(const clang::Expr *Call) const;
  bool joinsIn(const clang::Stmt *S, const clang::ValueDecl *Home) const;
  const clang::ValueDecl *containerOf(const clang::Expr *Handle) const;

  Unit &U;
  unsigned MaxThreads;
};

} // namespace p99::analysis

#endif
