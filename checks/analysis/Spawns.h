// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls start a thread or a process, with what, and who holds it then.

#ifndef P99_ANALYSIS_SPAWNS_H
#define P99_ANALYSIS_SPAWNS_H

#include "analysis/ApiModels.h"
#include "analysis/References.h"
#include "clang/AST/Expr.h"
#include <vector>

namespace p99::analysis {

class Unit;

/// A modelled spawn, or an element of a container that becomes one:
/// `std::vector<std::thread>::emplace_back(f)` has no constructor of a thread
/// in user code.
bool startsThread(const clang::Expr *Call, const ModelIndex &Models);

/// The call that starts threads with this function or lambda, or nullptr if
/// none is seen to.
const clang::Expr *threadStartOf(const clang::FunctionDecl *Callable,
                                 const References &Refs,
                                 const ModelIndex &Models);

/// How a call starts a thread or a process; nullptr if it does not. Containers
/// as above, and std::make_unique<std::thread>(f).
const Spawns *spawnOf(const clang::Expr *Call, const ModelIndex &Models);

struct Spawn {
  /// The modelled call, or that of a helper of the unit which hands its
  /// parameter on to one.
  const clang::Expr *Call = nullptr;
  const clang::Expr *Origin = nullptr; ///< the modelled one
  const Spawns *How = nullptr;
  const clang::Expr *Callable = nullptr; ///< nullptr if none is handed over
  /// Runs what a parameter of the function around it says, so that the calls of
  /// that function are spawns.
  bool Forwards = false;

  bool isWrapped() const { return Call != Origin; }
  /// What holds the thread can hold no other while it runs.
  bool isExclusive() const { return How->Exclusive && !isWrapped(); }
  /// What the callable is given.
  llvm::ArrayRef<const clang::Expr *> arguments() const;
};

/// All spawns of the unit, those through helpers included.
std::vector<Spawn> spawnsIn(Unit &U);

/// What holds a new thread.
struct ThreadHome {
  /// A variable, a member or a container; nullptr: nothing that is kept.
  const clang::ValueDecl *Place = nullptr;
  bool Element = false; ///< one of several in the place
  bool Escapes = false; ///< returned, or handed on
};
ThreadHome homeOf(const Spawn &S, const References &Refs);

/// The object or argument that a model's place stands for, or nullptr.
const clang::Expr *expressionAt(Place Where, const clang::Expr *Call);

/// The call that gives the new thread away, at once or by its variable.
const clang::Expr *detachOf(const Spawn &S, const References &Refs,
                            const ModelIndex &Models);

} // namespace p99::analysis

#endif
