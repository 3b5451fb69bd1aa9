// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calling a function can do, through all that it calls in the unit:
// block, lock, start threads, run code that nobody here knows. Each fact comes
// with the chain of calls down to the modelled one.

#ifndef P99_ANALYSIS_CALLSUMMARIES_H
#define P99_ANALYSIS_CALLSUMMARIES_H

#include "analysis/ApiModels.h"
#include "analysis/Mutexes.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace p99::analysis {

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
  /// The handle that is waited on, or nullptr: a member or variable.
  const clang::ValueDecl *Handle = nullptr;

  const clang::Stmt *call() const { return Chain.front(); }
  const clang::Stmt *origin() const { return Chain.back(); }
};

struct Summary {
  /// The worst that it can block on in code that is not cold. The chain starts
  /// in the function's own body.
  std::optional<Blocking> Blocks;
  /// A callback that comes from elsewhere is run by this call or chain.
  llvm::SmallVector<const clang::Expr *, 2> RunsUnknown;
  /// Acquisitions of mutexes, directly or below.
  bool Locks = false;
  /// A modelled spawn, directly or below.
  const clang::Expr *Spawns = nullptr;
};

class CallSummaries {
public:
  explicit CallSummaries(Unit &U) : U(U) {}

  /// What `F` does. Recursion is cut; a function without a visible body does
  /// what its model says, and nothing if there is none.
  const Summary &of(const clang::FunctionDecl *F);

  /// Whether evaluating this one call, construction or operator blocks:
  /// directly, by its arguments' values (`recv` with MSG_DONTWAIT does not,
  /// `poll` with 0 does not, a descriptor that is seen to be non-blocking does
  /// not), or through the functions it runs.
  std::optional<Blocking> blocks(const clang::Expr *Call);

  /// Whether destroying a `T` blocks: it joins, closes, flushes or waits,
  /// itself or one of its members.
  std::optional<Blocking> destructionBlocks(clang::QualType T,
                                            const clang::Stmt *At);

  /// The call runs code that the unit cannot see: a std::function or function
  /// pointer that comes from elsewhere, a virtual method of a listener.
  bool runsUnknown(const clang::Expr *Call);

private:
  Unit &U;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Summary>> Known;
};

/// The worse of two things to wait for comes first: peers before disks before
/// logs.
bool worse(BlockKind A, BlockKind B);

} // namespace p99::analysis

#endif
