// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What repeats: for, while, do and range-for loops, and the callables given to
// algorithms that run them many times (the models' `loops`). How often, what
// stays the same in it, and what ends it.

#ifndef P99_ANALYSIS_LOOPS_H
#define P99_ANALYSIS_LOOPS_H

#include "analysis/ApiModels.h"
#include "analysis/Callables.h"
#include "analysis/References.h"
#include <optional>

namespace p99::analysis {

struct Loop {
  /// The loop statement, or the call of the algorithm.
  const clang::Stmt *Statement = nullptr;
  /// What runs once per round.
  const clang::Stmt *Body = nullptr;
  /// The lambda or function that the algorithm runs; nullptr for a statement.
  const clang::FunctionDecl *Callable = nullptr;
  /// The algorithm runs rounds on several threads at once: what they share
  /// cannot be locked around all of them.
  bool Parallel = false;

  explicit operator bool() const { return Statement; }
};

/// The condition of a loop statement; nullptr if it has none, and for a range.
const clang::Expr *conditionOf(const clang::Stmt *LoopStatement);

class Loops {
public:
  Loops(clang::ASTContext &Context, const ModelIndex &Models,
        const References &Refs, const Callables &Calls)
      : Context(Context), Models(Models), Refs(Refs), Calls(Calls) {}

  /// The innermost loop whose body (or condition or increment) `S` is in,
  /// within its function or lambda; for a lambda given to a looping algorithm
  /// that algorithm's. Loops written `do { } while (0)` are none.
  Loop around(const clang::Stmt *S) const;
  /// A loop statement, or the call of a looping algorithm.
  Loop of(const clang::Stmt *LoopStatement) const;
  /// `S` is in what runs in each round.
  bool contains(const Loop &L, const clang::Stmt *S) const;
  /// `D` is a variable of each round, or of the loop statement itself: one of
  /// its body, its header, or a handler or block within them.
  bool declares(const Loop &L, const clang::ValueDecl *D) const;

  /// The number of rounds, where it is constant: counted loops with constant
  /// bounds, a range over an array, std::array or initialiser list. A `break`
  /// can make it less.
  std::optional<uint64_t> tripCount(const Loop &L) const;
  /// Cannot go on to a second round: each path through the body leaves.
  bool leavesInFirstRound(const Loop &L) const;
  /// Its condition is about attempts, by the name of the number in it:
  /// `Retries < 10`, `tries_left--`.
  bool countsAttempts(const Loop &L) const;
  /// `S` stands in a branch for one of the loop's elements, by its number or
  /// its name: `if (Kind == 3)`, `if (!strcmp(Option->Name, "codecs"))`.
  bool isForOneElement(const Loop &L, const clang::Stmt *S) const;
  /// No condition, or one that is constantly true.
  bool isEndless(const Loop &L) const;
  /// The call by which each round waits for a request, a connection, a message
  /// or another event (a model that `blocks: events`, or waits for a set of
  /// descriptors), or one of the user's own that waits so, in the loop itself
  /// or in its condition; nullptr if there is none. A loop that counts, or goes
  /// on until some work is done, serves nothing: it waits for the answers to
  /// what it asked itself.
  const clang::Expr *servesEventsOf(const Loop &L) const;

  /// `E` denotes the same thing in each round: it names nothing declared in the
  /// loop, nothing that the loop assigns, increments, passes by non-const
  /// reference or pointer, or calls a non-const method on, and calls only what
  /// cannot answer differently. A mutex may be locked in between.
  bool isInvariant(const clang::Expr *E, const Loop &L) const;

private:
  Loop runBy(const clang::LambdaExpr *Lambda) const;
  Loop runByCallAround(const clang::Expr *Callable) const;
  bool picksOne(const clang::Expr *Condition, const Loop &L) const;
  bool isElement(const clang::Expr *E, const Loop &L) const;
  bool isWait(const clang::Expr *Call) const;
  void findWaits(const clang::Stmt *S,
                 llvm::SmallVectorImpl<const clang::Expr *> &Waits) const;
  bool goesOnUntilDone(const Loop &L, const clang::Expr *Wait) const;

  clang::ASTContext &Context;
  const ModelIndex &Models;
  const References &Refs;
  const Callables &Calls;
};

} // namespace p99::analysis

#endif
