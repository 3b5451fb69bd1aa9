// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a mutex guards, as far as the unit shows: `guarded_by` attributes, and
// the members and globals that the unit's code only uses while it holds that
// mutex.

#ifndef P99_ANALYSIS_GUARDEDDATA_H
#define P99_ANALYSIS_GUARDEDDATA_H

#include "analysis/CriticalSections.h"
#include "analysis/Effects.h"
#include "llvm/ADT/SetVector.h"

namespace p99::analysis {

/// How a section uses what its mutex guards.
struct SectionUse {
  /// The expressions that name guarded data, or a local pointer, reference or
  /// iterator to something shared, in order of the source.
  llvm::SmallVector<const clang::Expr *, 8> Touches;
  /// Changes something that others can see, guarded or not, or may: a non-const
  /// call, an address that escapes, code that is not in sight.
  bool Writes = false;
  const clang::Expr *FirstWrite = nullptr; ///< nullptr if it does not
};

/// All that the unit shows of one mutex.
struct MutexFacts {
  const clang::ValueDecl *Mutex = nullptr;
  llvm::SmallVector<const Section *, 4> Sections;
  llvm::SmallSetVector<const clang::ValueDecl *, 4> Guarded;
  unsigned Readers = 0; ///< sections that only read guarded data
  unsigned Writers = 0; ///< all others
  /// Every use of the mutex is in sight: no method without a body, no friend,
  /// not public, its address not handed on.
  bool AllSeen = false;
  /// A condition variable waits with it.
  bool HasCondition = false;
};

class GuardedData {
public:
  GuardedData(clang::ASTContext &Context, const References &Refs,
              const Mutexes &Locks, CriticalSections &Sections)
      : Context(Context), Refs(Refs), Locks(Locks), Sections(Sections),
        Changes(Context, Refs, Locks) {}

  /// Empty facts for nullptr and for mutexes that nothing in the unit locks.
  const MutexFacts &of(const clang::ValueDecl *Mutex);
  /// What the section does to what its mutex guards.
  SectionUse useIn(const Section &S);
  /// The data was seen under the mutex, and never without it.
  bool guards(const clang::ValueDecl *Mutex, const clang::ValueDecl *Data);

  /// The variable or member that `guarded_by` and its like name, or nullptr.
  static const clang::ValueDecl *guardNamedBy(const clang::ValueDecl *Data);
  /// What expressions change.
  const Effects &effects() const { return Changes; }

private:
  void index();
  std::unique_ptr<MutexFacts> compute(const clang::ValueDecl *Mutex);
  const clang::ValueDecl *dataOf(const clang::Expr *E,
                                 const MutexRef &Mutex) const;
  bool onlyUsedUnder(const clang::ValueDecl *Data, const MutexFacts &Facts);
  bool isHeldIn(const Section &S, const clang::Expr *Use,
                const clang::Stmt *Site, const MutexFacts &Facts) const;
  bool isHeld(const clang::Expr *Use, const clang::Expr *Site,
              const MutexFacts &Facts, unsigned Depth);
  void eachExpression(const clang::Stmt *S, unsigned Depth,
                      llvm::function_ref<void(const clang::Expr *)> Each) const;
  bool callersHold(const clang::FunctionDecl *F, const MutexFacts &Facts,
                   unsigned Depth);
  const clang::Expr *runsAtOnce(const clang::LambdaExpr *Lambda) const;
  bool allSeen(const MutexFacts &Facts) const;

  clang::ASTContext &Context;
  const References &Refs;
  const Mutexes &Locks;
  CriticalSections &Sections;
  Effects Changes;
  bool Indexed = false;
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const Section *, 4>>
      ByMutex;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> WithCondition;
  llvm::DenseMap<const clang::ValueDecl *, std::unique_ptr<MutexFacts>> Known;
};

} // namespace p99::analysis

#endif
