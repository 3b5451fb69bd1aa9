// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calling a function does, as far as its body, the bodies below it and the
// models show: what it waits for, which callbacks of others it runs, and which
// mutexes it takes. Built when asked for, and only for what is reached.

#ifndef P99_ANALYSIS_CALLSUMMARIES_H
#define P99_ANALYSIS_CALLSUMMARIES_H

#include "analysis/ApiModels.h"
#include "analysis/Mutexes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include <optional>

namespace p99::analysis {

class DirectWaits;
class Unit;

/// One way for a call to block.
struct Blocking {
  BlockKind Kind;
  /// From the call that was asked about down to the modelled one, which is the
  /// last; a destructor that runs implicitly stands as the expression or
  /// statement after which it does.
  llvm::SmallVector<const clang::Stmt *, 3> Chain;
  /// "fsync", "~jthread": what blocks, for messages.
  std::string Name;
  const Model *Entry = nullptr;
  /// The handle that is waited on, or nullptr: a member or variable. Of a call
  /// on another object's methods it is that object.
  const clang::ValueDecl *Handle = nullptr;
  /// The lock that the wait itself gives back, as a condition variable does:
  /// the guard's variable and the mutexes that it holds.
  llvm::SmallVector<const clang::ValueDecl *, 2> GivesBack;
  /// It gives back a lock that none of the functions on the way took: one that
  /// whoever calls them holds, as in a condition variable of the user's that
  /// knows its mutex.
  bool GivesBackCallers = false;

  const clang::Stmt *call() const { return Chain.front(); }
  const clang::Stmt *origin() const { return Chain.back(); }
};
using Blockings = llvm::SmallVector<Blocking, 1>;

struct Summary {
  /// What it can block on in code that is not cold, the worst of each kind,
  /// the worst first. The chains start in the function's own body.
  Blockings Waits;
  /// Calls in its own body that run a callback which comes from elsewhere.
  llvm::SmallVector<const clang::Expr *, 2> RunsUnknown;
  /// Parameters that it, or what it hands them to, calls before it returns.
  llvm::SmallSetVector<const clang::ParmVarDecl *, 2> RunsParameters;
  /// The mutexes that are taken, directly or below.
  llvm::SmallSetVector<const clang::ValueDecl *, 2> Acquires;
  bool Locks = false; ///< also one that no declaration names
  /// A modelled spawn, directly or below.
  const clang::Expr *Spawns = nullptr;
};

class CallSummaries {
public:
  explicit CallSummaries(Unit &U);
  ~CallSummaries();

  /// What `F` does. Recursion is cut; a function without a visible body does
  /// nothing that is known of.
  const Summary &of(const clang::FunctionDecl *F);

  /// What evaluating this one call, construction, operator or `delete` can wait
  /// for, the worst of each kind, the worst first: directly, by its arguments'
  /// values (`recv` with MSG_DONTWAIT does not, `poll` with 0 does not, a
  /// descriptor that is seen to be non-blocking does not), or through the
  /// functions it runs.
  Blockings waitsOf(const clang::Expr *Call);
  /// The worst of them.
  std::optional<Blocking> blocks(const clang::Expr *Call);

  /// Whether destroying a `T` blocks: it joins, closes, flushes or waits,
  /// itself or one of its members.
  std::optional<Blocking> destructionBlocks(clang::QualType T,
                                            const clang::Stmt *At);

  /// The call runs code that the unit cannot see: a std::function, a signal or
  /// another type made for callables of a given signature.
  bool runsUnknown(const clang::Expr *Call);

private:
  class Body;

  void ownWaits(const clang::Expr *Call, Blockings &Into);
  void through(const clang::Expr *Call, const clang::FunctionDecl *F,
               Blockings &Into);
  /// The arguments that the call runs before it returns.
  llvm::SmallVector<const clang::Expr *, 1>
  runArguments(const clang::Expr *Call);
  std::optional<Blocking> endOf(const clang::CXXRecordDecl *Class);

  Unit &U;
  std::unique_ptr<DirectWaits> Waits;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Summary>> Known;
  llvm::DenseMap<const clang::CXXRecordDecl *, std::optional<Blocking>> Ends;
};

/// A function of std has taken over what is in it: `insert(std::move(x))`,
/// `make_pair(key, make())`. Nothing is left to be destroyed.
bool isMovedOut(const clang::CXXBindTemporaryExpr *Temporary,
                const References &Refs);

/// The worse of two things to wait for comes first: peers before disks before
/// logs.
bool worse(BlockKind A, BlockKind B);

/// What the user calls the class of an object: `ofstream`, not
/// `basic_ofstream`.
std::string classNameOf(clang::QualType T);

} // namespace p99::analysis

#endif
