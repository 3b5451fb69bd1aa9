// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a mutex guards, as far as the unit shows: `guarded_by` attributes, and
// the members and globals that the unit's code only uses while it holds that
// mutex.

#ifndef P99_ANALYSIS_GUARDEDDATA_H
#define P99_ANALYSIS_GUARDEDDATA_H

#include "analysis/CriticalSections.h"
#include "llvm/ADT/SetVector.h"

namespace p99::analysis {

/// How a section uses what its mutex guards.
struct SectionUse {
  /// The expressions that name guarded data, in order of the source.
  llvm::SmallVector<const clang::Expr *, 8> Touches;
  bool Writes = false; ///< or may: a non-const call, an address that escapes
};

/// All that the unit shows of one mutex.
struct MutexFacts {
  const clang::ValueDecl *Mutex = nullptr;
  llvm::SmallVector<const Section *, 4> Sections;
  llvm::SmallSetVector<const clang::ValueDecl *, 4> Guarded;
  unsigned Readers = 0; ///< sections that only read
  unsigned Writers = 0;
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
      : Context(Context), Refs(Refs), Locks(Locks), Sections(Sections) {}

  const MutexFacts &of(const clang::ValueDecl *Mutex);
  /// What the section does to what its mutex guards.
  SectionUse useIn(const Section &S);
  /// The data was seen under the mutex, and never without it.
  bool guards(const clang::ValueDecl *Mutex, const clang::ValueDecl *Data);

private:
  clang::ASTContext &Context;
  const References &Refs;
  const Mutexes &Locks;
  CriticalSections &Sections;
  llvm::DenseMap<const clang::ValueDecl *, std::unique_ptr<MutexFacts>> Known;
};

} // namespace p99::analysis

#endif
