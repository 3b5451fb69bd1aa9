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
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>
#include <string>

namespace p99::analysis {

/// A mutex as one function sees it: the variable or member, and the way to it.
/// `mu_`, `this->mu_` and a reference initialised with it are the same one;
/// `a.mu_` and `b.mu_` are not. Elements of an array are one mutex if their
/// index is spelled alike. A wrapper of the user's that locks a member of its
/// own is the mutex; the member is no second one.
struct MutexRef {
  /// The variable, field or accessor that the path ends in; nullptr if the
  /// expression names none (what a call returned, say).
  const clang::ValueDecl *Decl = nullptr;
  /// All of the way, from `this` or a variable: two are the same mutex in one
  /// function if these are equal.
  llvm::SmallVector<const void *, 4> Path;
  /// "cache_mu_", or the expression's text: for messages.
  std::string Name;
  /// A local variable of the function itself, or a part of one.
  bool Local = false;

  bool operator==(const MutexRef &O) const { return Path == O.Path; }
  explicit operator bool() const { return !Path.empty(); }
  /// Not a local variable of the function itself: others can want it.
  bool isShared() const { return !Path.empty() && !Local; }
  /// The root of what `this` reaches.
  static const void *thisRoot();
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
  /// What the call's value is if it has the lock.
  enum class Success { Any, NonZero, Zero, MinusOne };

  What Kind = What::Acquire;
  LockMode Mode = LockMode::Exclusive;
  Success Result = Success::Any;
  llvm::SmallVector<MutexRef, 1> Mutexes; ///< empty for a call on a guard
  /// The guard that holds them: the variable, or nullptr for a temporary.
  const clang::VarDecl *Guard = nullptr;
  bool OnGuard = false; ///< constructs, or is called on, a guard
  /// Guards that are named in place of mutexes: `std::lock(lockA, lockB)`.
  llvm::SmallVector<const clang::Expr *, 1> Guards;
  /// The argument that runs while it is held: `data.withWLock(f)`; (from 1).
  unsigned Callable = 0;
};

/// What calling a function does to its caller's locks.
struct LockEffects {
  /// What it leaves locked or unlocked, in terms of its `this`, parameters and
  /// globals.
  llvm::SmallVector<LockStep, 1> Steps;
  /// What it gives back for a while, or for good.
  llvm::SmallVector<MutexRef, 1> GivesBack;
  /// What the guard that it returns holds.
  std::optional<LockStep> Returned;

  bool empty() const { return Steps.empty() && GivesBack.empty() && !Returned; }
};

class Mutexes {
public:
  Mutexes(clang::ASTContext &Context, const ModelIndex &Models,
          const References &Refs);
  ~Mutexes();

  /// A type to lock: modelled, marked `capability`, or one of the user's with
  /// lock() and unlock().
  bool isMutex(clang::QualType T) const;
  /// Such a type that can also be taken shared.
  bool isSharedMutex(clang::QualType T) const;
  /// A type that holds a lock while it lives: modelled, `scoped_lockable`, or
  /// one of the user's whose constructor locks and whose destructor unlocks.
  /// So does std::optional or a smart pointer of one.
  bool isGuard(clang::QualType T) const;
  /// How a guard of this type holds its mutex.
  LockMode modeOf(clang::QualType Guard) const;

  /// What the call or construction does to locks; nullopt for most.
  std::optional<LockStep> stepOf(const clang::Expr *E) const;
  /// The making of an object that gives a lock back while it lives, a
  /// reverse lock: what it releases.
  std::optional<LockStep> suspendedBy(const clang::Expr *E) const;
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
  /// notify_one() and its like, and methods of the user's that forward to one.
  bool notifies(const clang::Expr *Call) const;

  /// What the function does to its caller's locks, as its body shows.
  const LockEffects &effectsOf(const clang::FunctionDecl *F) const;
  /// The mutexes that a function of the user's gives back while it runs.
  /// `Indirect`: also one that its object points to, and nobody sees which.
  llvm::SmallVector<MutexRef, 1> givenBack(const clang::Expr *Call,
                                           bool *Indirect = nullptr) const;

  /// What `cleanup(Cleaner)` on a variable unlocks when it dies.
  llvm::SmallVector<MutexRef, 1> releasedBy(const clang::FunctionDecl *Cleaner,
                                            const clang::VarDecl *V) const;

private:
  struct Callee;
  struct GuardClass;

  /// All that is known of a function for stepOf(); most lock nothing.
  const Callee &calleeFacts(const clang::FunctionDecl *F) const;
  std::optional<LockStep> constructionStep(const clang::Expr *E) const;
  std::optional<LockStep> modelStep(const clang::Expr *E,
                                    const Model &Entry) const;
  std::optional<LockStep> attributeStep(const clang::Expr *E,
                                        const clang::FunctionDecl *F) const;
  std::optional<LockStep> shapeStep(const clang::Expr *E,
                                    const clang::FunctionDecl *F) const;
  std::optional<LockStep> holderStep(const clang::Expr *E) const;
  std::optional<LockStep> effectStep(const clang::Expr *E,
                                     const LockEffects &Effects) const;
  std::optional<LockStep> guardMade(const clang::Expr *E,
                                    const clang::CXXRecordDecl *Class,
                                    llvm::ArrayRef<const clang::Expr *> Args,
                                    const clang::CXXConstructorDecl *C) const;
  bool spins(const clang::CXXMethodDecl *Method, unsigned Depth) const;
  void addMutex(LockStep &Step, const clang::Expr *E) const;

  const GuardClass &guardClass(const clang::CXXRecordDecl *Class) const;
  const clang::CXXRecordDecl *guardIn(clang::QualType T) const;

  bool follow(const clang::Expr *E, MutexRef &Into, unsigned Depth) const;
  bool isMutexClass(const clang::CXXRecordDecl *Class) const;
  std::optional<MutexRef> rebase(const MutexRef &Ref,
                                 const clang::FunctionDecl *Callee,
                                 const clang::Expr *Object,
                                 llvm::ArrayRef<const clang::Expr *> Args,
                                 unsigned Depth) const;
  LockEffects computeEffects(const clang::FunctionDecl *F) const;
  bool mayHaveEffects(const clang::FunctionDecl *F) const;
  std::string textOf(const clang::Expr *E) const;

  clang::ASTContext &Context;
  const ModelIndex &Models;
  const References &Refs;
  mutable llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Callee>>
      Callees;
  mutable llvm::DenseMap<const clang::FunctionDecl *,
                         std::unique_ptr<LockEffects>>
      Effects;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *,
                         std::unique_ptr<GuardClass>>
      Classes;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> Lockable;
  mutable std::optional<llvm::DenseSet<const clang::FunctionDecl *>> Concerned;
  mutable llvm::DenseMap<const clang::FunctionDecl *, bool> Notifiers;
  mutable unsigned Depth = 0;
};

} // namespace p99::analysis

#endif
