// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What locks: which calls, constructions and destructions take or give back
// which mutex, however it is spelled.

#ifndef P99_ANALYSIS_MUTEXES_H
#define P99_ANALYSIS_MUTEXES_H

#include "analysis/ApiModels.h"
#include "analysis/References.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FoldingSet.h"
#include <optional>
#include <string>

namespace p99::analysis {

/// A mutex as one function sees it: the variable or member, and the way to it.
/// `mu_`, `this->mu_` and a reference initialised with it are the same one;
/// `a.mu_` and `b.mu_` are not. Elements of an array are one mutex if their
/// index is spelled alike.
struct MutexRef {
  /// The variable, field or accessor that the path ends in; nullptr if the
  /// expression names none (what a call returned, say).
  const clang::ValueDecl *Decl = nullptr;
  /// All of the way, from `this` or a variable: two are the same mutex in one
  /// function if these are equal.
  llvm::SmallVector<const void *, 4> Path;
  /// "cache_mu_", or the expression's text: for messages.
  std::string Name;

  bool operator==(const MutexRef &O) const { return Path == O.Path; }
  explicit operator bool() const { return !Path.empty(); }
  /// Not a local variable of the function itself: others can want it.
  bool isShared() const;
};

enum class LockMode { Exclusive, Shared };

/// One thing that a call, construction or destruction does to a lock.
struct LockStep {
  enum class What {
    Acquire,   ///< waits until it has the mutex
    Try,       ///< may have got it; the condition on its result tells
    Release,   ///< a call; on a guard all that it holds
    Defer,     ///< makes a guard that does not hold its mutexes yet
    Adopt,     ///< makes a guard of mutexes that are held already
    AssertHeld ///< says that the caller holds it
  };
  What Kind;
  LockMode Mode = LockMode::Exclusive;
  llvm::SmallVector<MutexRef, 1> Mutexes; ///< empty for a call on a guard
  /// The guard that holds them: the variable, or nullptr for a temporary.
  const clang::VarDecl *Guard = nullptr;
  bool OnGuard = false; ///< constructs, or is called on, a guard
  /// The argument that runs while it is held: `data.withWLock(f)`; (from 1).
  unsigned Callable = 0;
};

class Mutexes {
public:
  Mutexes(clang::ASTContext &Context, const ModelIndex &Models,
          const References &Refs)
      : Context(Context), Models(Models), Refs(Refs) {}

  /// A type to lock: modelled, marked `capability`, or one of the user's with
  /// lock() and unlock().
  bool isMutex(clang::QualType T) const;
  /// Such a type that can also be taken shared.
  bool isSharedMutex(clang::QualType T) const;
  /// A type that holds a lock while it lives: modelled, `scoped_lockable`, or
  /// one of the user's whose constructor locks and whose destructor unlocks.
  bool isGuard(clang::QualType T) const;
  /// How a guard of this type holds its mutex.
  LockMode modeOf(clang::QualType Guard) const;

  /// What the call or construction does to locks; nullopt for most.
  std::optional<LockStep> stepOf(const clang::Expr *E) const;
  /// The mutex that an expression denotes.
  MutexRef mutexOf(const clang::Expr *E) const;

  /// Held on entry to `F`: `requires_capability`, and guards and locks that the
  /// caller hands over (`std::unique_lock<std::mutex> &`).
  llvm::SmallVector<LockStep, 1>
  heldOnEntry(const clang::FunctionDecl *F) const;

  /// The function, in its own code, locks or unlocks something, or is entered
  /// with a lock held. Cheap: asked of every function of the unit.
  bool concerns(const clang::FunctionDecl *F) const;

  /// The mutex that a call gives back while it waits (a condition variable's),
  /// as the models' `waits-with` says: the guard variable or the mutex.
  const clang::Expr *waitedWith(const clang::Expr *Call) const;
  /// notify_one() and its like.
  bool notifies(const clang::Expr *Call) const;

private:
  clang::ASTContext &Context;
  const ModelIndex &Models;
  const References &Refs;
  struct GuardClass;
  const GuardClass *derivedGuard(const clang::CXXRecordDecl *Class) const;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *,
                         std::shared_ptr<const GuardClass>>
      Derived;
};

} // namespace p99::analysis

#endif
