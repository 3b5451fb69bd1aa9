// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For the mutexes that hot code locks exclusively: is there a better tool, and
// which? A plain mutex around a few writes has none and is left alone.

#ifndef P99_ANALYSIS_LOCKREMEDIES_H
#define P99_ANALYSIS_LOCKREMEDIES_H

#include "analysis/GuardedData.h"
#include "analysis/HotPath.h"
#include "analysis/WorkEstimate.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct LockRemedy {
  enum class Kind {
    ShareGuard, ///< the mutex can be shared, this section need not exclude
    ShareMutex, ///< make it a shared mutex; its reading sections share it
    Atomic,     ///< it guards one scalar: an atomic needs no mutex
    Narrow,     ///< part of the section touches nothing that is shared
  };
  Kind What = Kind::Narrow;
  /// The section to report: the hottest, if the remedy is for the mutex.
  const Section *Where = nullptr;
  const MutexFacts *Facts = nullptr;
  HotAnswer Hot;

  /// ShareMutex: the sections that only read. Atomic: those of the unit.
  llvm::SmallVector<const Section *, 4> Sections;
  Work Done; ///< ShareGuard, ShareMutex: in the section; Narrow: outside of it
  const clang::ValueDecl *Scalar = nullptr; ///< Atomic

  /// Narrow: the statements of `Block` that need the lock, from the first to
  /// the last, and how much of the work stands before and behind them.
  const clang::CompoundStmt *Block = nullptr;
  const clang::Stmt *Guard = nullptr; ///< the guard's declaration
  const clang::Stmt *First = nullptr;
  const clang::Stmt *Last = nullptr;
  bool Before = false;
  bool Behind = false;
};

struct RemedyLimits {
  unsigned SharedNs; ///< least work of a section worth sharing
  unsigned NarrowNs; ///< least work worth moving out of a section
};

class LockRemedies {
public:
  LockRemedies(Unit &U, RemedyLimits Limits);

  /// In the order of the source.
  std::vector<LockRemedy> found();

private:
  bool mayHelp(const Section &S) const;
  HotAnswer heatOf(const Section &S) const;
  Work workIn(const Section &S) const;
  std::optional<LockRemedy> shareMutex(const MutexFacts &Facts);
  std::optional<LockRemedy> makeAtomic(const MutexFacts &Facts);
  std::optional<LockRemedy> shareGuard(const Section &S,
                                       const MutexFacts &Facts);
  std::optional<LockRemedy> narrow(const Section &S, const MutexFacts &Facts);
  bool needsLock(const clang::Stmt *S, const Section &In) const;

  Unit &U;
  GuardedData &Guarded;
  WorkEstimate Estimate;
  RemedyLimits Limits;
};

/// The guard is given to a function, returned or copied, and not only locked
/// and unlocked.
bool isHandedOn(const clang::VarDecl *Guard, const References &Refs);

/// The value of a scalar that an atomic can hold without a lock, and the
/// operation on it is one that atomics have: nullopt if it is none.
/// For `n`, `n = 1`, `++n`, `n += 2`.
enum class AtomicUse { Load, Store, Modify };
std::optional<AtomicUse> atomicUse(const clang::Expr *Place,
                                   const References &Refs);

} // namespace p99::analysis

#endif
