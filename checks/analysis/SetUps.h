// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the unit makes something that the models call expensive, and how long
// it keeps it. A function that returns what it has made, a class that makes it
// in its constructor, and wrappers of these stand for what they make.

#ifndef P99_ANALYSIS_SETUPS_H
#define P99_ANALYSIS_SETUPS_H

#include "analysis/ApiModels.h"
#include "analysis/References.h"
#include "clang/AST/Expr.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct SetUp {
  /// The call or construction that stands for it in the function which uses it.
  const clang::Expr *Made = nullptr;
  /// From there down to the modelled one, which is the last.
  llvm::SmallVector<const clang::Expr *, 2> Chain;
  const ExpensiveSetup *Cost = nullptr;
  /// What it depends on, in the function of `Made`.
  llvm::SmallVector<const clang::Expr *, 2> Inputs;
  /// The local variable that holds it; nullptr for a temporary.
  const clang::VarDecl *Object = nullptr;
  /// Of a handle, the calls that release it before the function goes on.
  llvm::SmallVector<const clang::Expr *, 1> Releases;

  /// It opens or connects: it can fail, and be tried again.
  bool CanFail = false;
  /// An object that is made of other things, too, which may differ.
  bool IsPart = false;

  const clang::Expr *origin() const { return Chain.back(); }
};

/// The calls and `delete`s in the function that end what it has made whenever
/// that is there.
llvm::SmallVector<const clang::Expr *, 1> releasesOf(const SetUp &S,
                                                     const References &Refs);

/// Those that die in the function, or the round of a loop, that makes them.
std::vector<SetUp> setUpsOf(Unit &U);

} // namespace p99::analysis

#endif
