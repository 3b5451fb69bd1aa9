// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a lock is held: for each acquisition in a function the code that runs
// until the release, found on Clang's control-flow graph. Guards, unlock() and
// lock() in between, defer, adopt and try, manual locking, conditional and
// early exits, temporaries that hold a lock to the end of the full expression,
// locks that the caller holds.
//
// "Held" means on every path that leads here. A lock that only some paths hold
// is not reported as held. The graph is built only for functions that lock.

#ifndef P99_ANALYSIS_CRITICALSECTIONS_H
#define P99_ANALYSIS_CRITICALSECTIONS_H

#include "analysis/ApiModels.h"
#include "analysis/Mutexes.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <vector>

namespace p99::analysis {

struct Section {
  enum class Kind {
    Guard,     ///< an object's lifetime
    Manual,    ///< lock() ... unlock()
    Temporary, ///< a guard that dies at the end of the full expression
    OnEntry,   ///< the caller holds it
    Callable,  ///< the body of a lambda that the acquiring call runs
  };
  Kind How = Kind::Guard;
  LockMode Mode = LockMode::Exclusive;
  /// The mutexes taken together; more than one for scoped_lock of several.
  llvm::SmallVector<MutexRef, 1> Mutexes;
  bool Tried = false; ///< try_lock succeeded, or a timed lock

  /// Function whose code is the section's.
  const clang::FunctionDecl *Function = nullptr;
  /// The lock call or the guard's construction; nullptr for OnEntry.
  const clang::Expr *Acquisition = nullptr;
  /// The variable of a Guard section.
  const clang::VarDecl *Guard = nullptr;
  /// OnEntry, in a lambda that runs where it stands, under a lock of the
  /// function around it: that function's section.
  const Section *From = nullptr;
  /// The release calls that end it, none for one that ends with a scope.
  llvm::SmallVector<const clang::Expr *, 2> Releases;

  /// What is evaluated while it is held: every call, construction, use of a
  /// variable and other expression, in the order of the source. The
  /// acquisition and the releases are not in it, nor are calls that give the
  /// lock back while they run (a condition variable's wait, a function that
  /// unlocks for a while), nor the bodies of lambdas.
  std::vector<const clang::Stmt *> Held;
  /// What is evaluated after an unlock on a branch has come together again with
  /// paths that still hold it: `if (c) lock.unlock(); f();`. Not held, as the
  /// word is used here; a condition may well see to that.
  std::vector<const clang::Stmt *> HeldOnSomePaths;
  /// Objects that are destroyed while it is held: a local's or temporary's
  /// destructor runs under the lock.
  struct Destruction {
    clang::QualType Type;
    const clang::VarDecl *Variable; ///< nullptr: a temporary
    const clang::Stmt *After;       ///< the last statement before it
  };
  llvm::SmallVector<Destruction, 2> Destroyed;

  const MutexRef &mutex() const { return Mutexes.front(); }
  bool holds(const clang::Stmt *S) const { return HeldSet.contains(S); }
  clang::SourceLocation location() const;

  llvm::DenseSet<const clang::Stmt *> HeldSet;
};

class CriticalSections {
public:
  CriticalSections(clang::ASTContext &Context, const ModelIndex &Models,
                   const Mutexes &Locks, const References &Refs)
      : Context(Context), Models(Models), Locks(Locks), Refs(Refs) {}

  /// The sections in the code of one function or lambda, in the order of the
  /// source. Empty for uninstantiated templates and where Clang builds no
  /// control-flow graph.
  llvm::ArrayRef<Section> of(const clang::FunctionDecl *F);

  /// All sections of the unit's own code.
  const std::vector<const Section *> &all();

  /// The section of a statement that is held there, the innermost if several;
  /// nullptr if none is.
  const Section *around(const clang::Stmt *S);

private:
  void enterLambda(const clang::FunctionDecl *F, std::vector<Section> &Entries);
  bool runsAtOnce(const clang::CallExpr *Call, unsigned Argument) const;

  clang::ASTContext &Context;
  const ModelIndex &Models;
  const Mutexes &Locks;
  const References &Refs;
  llvm::DenseMap<const clang::FunctionDecl *,
                 std::unique_ptr<std::vector<Section>>>
      Known;
  std::optional<std::vector<const Section *>> All;
};

} // namespace p99::analysis

#endif
