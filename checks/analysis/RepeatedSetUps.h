// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expensive objects that are made again and again although nothing that they
// are made of changes: in a loop, in a function that a loop calls, or on each
// request.

#ifndef P99_ANALYSIS_REPEATEDSETUPS_H
#define P99_ANALYSIS_REPEATEDSETUPS_H

#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/SetUps.h"

namespace p99::analysis {

struct RepeatedSetUp {
  SetUp What;
  /// The loop around it, or around `Call`; none if it is only hot.
  Loop Repeats;
  /// The call in the loop, or on the request path, that leads to it; nullptr if
  /// the function around it is where it repeats.
  const clang::Expr *Call = nullptr;
  /// The function that makes it.
  const clang::FunctionDecl *In = nullptr;
  /// It is made of literals alone.
  bool Literal = false;
  /// Literals, and globals and members that nobody changes.
  bool Steady = false;
  /// Only read between making and end: one could serve all.
  bool OnlyRead = false;
  HotReasons Hot;

  /// A call whose answer is what can be kept: there is nothing behind it.
  bool isAnswerKept() const {
    return What.Cost->Transient && What.Cost->Reuse.empty();
  }
};

/// All of the unit, once each, in the order of the source. Loops proven to have
/// fewer rounds than `MinTripCount` do not count.
std::vector<RepeatedSetUp> repeatedSetUps(Unit &U, unsigned MinTripCount);

} // namespace p99::analysis

#endif
