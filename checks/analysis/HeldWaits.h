// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a critical section waits for although it need not: of all that can block
// while a lock is held, that which an engineer on call would complain about.

#ifndef P99_ANALYSIS_HELDWAITS_H
#define P99_ANALYSIS_HELDWAITS_H

#include "analysis/CallSummaries.h"
#include "analysis/CriticalSections.h"
#include "analysis/HotPath.h"
#include "analysis/LockPurpose.h"
#include "llvm/ADT/DenseSet.h"

namespace p99::analysis {

/// One call in a section that holds it up.
struct HeldWait {
  enum class Kind {
    Wait,     ///< it blocks
    Callback, ///< it runs code that somebody else has registered
    Free,     ///< it frees a whole container on a hot path
  };
  Kind How = Kind::Wait;
  /// How it blocks; for the other kinds only its chain and name.
  Blocking Wait = {};
  /// The handle is the lock's own: it is there to let one caller at a time use
  /// a connection.
  bool OnOwnHandle = false;
  /// The thread that is joined takes the mutex, here.
  const clang::Expr *NeededBy = nullptr;
  /// One branch before it unlocks, here, and the others come with the lock.
  const clang::Expr *ReleasedOnBranch = nullptr;

  const clang::Stmt *call() const { return Wait.call(); }
};

struct HeldUp {
  const Section *In = nullptr;
  /// The worst first, else in the order of the source.
  llvm::SmallVector<HeldWait, 2> Waits;
  HotReasons Hot;
};

class HeldWaits {
public:
  /// `Files`: tell of files also where nothing says that the code, or who else
  /// wants the lock, is hot. `Callbacks`: tell of them.
  HeldWaits(Unit &U, bool Files, bool Callbacks)
      : U(U), Purpose(U), Files(Files), Callbacks(Callbacks) {}

  /// All sections that wait, in the order of the source. A call that several
  /// locks are held for is told of for the innermost.
  std::vector<HeldUp> found();

private:
  HeldUp in(const Section &S);
  bool isTold(const Section &S) const;
  void waits(const Section &S, const clang::Expr *Call, HeldUp &Into);
  void destructions(const Section &S, HeldUp &Into);
  void waitsOnSomePaths(const Section &S, HeldUp &Into);
  bool counts(const Section &S, HeldWait &W);
  bool isGivenBack(const Section &S, const Blocking &B) const;
  bool isToldBelow(const Section &S, const Blocking &B) const;
  bool countsAsSleep(const Section &S, const Blocking &B) const;
  static bool isPartOfEnd(const Blocking &B);
  bool isToldOfEnd(const Section &S, const clang::Stmt *Join) const;
  bool startsThreads(const Section &S) const;
  const clang::Expr *neededByThread(const Section &S,
                                    const clang::ValueDecl *Thread) const;
  bool isCallbackLock(const Section &S, const clang::Expr *Call) const;
  bool isOnlyForCallback(const Section &S, const clang::Expr *Call) const;
  bool isForeignCallback(const clang::Expr *Call) const;
  bool isStored(const clang::Expr *Callable, unsigned Depth = 0) const;
  bool freesMember(const clang::Expr *Call) const;

  Unit &U;
  LockPurpose Purpose;
  bool Files;
  bool Callbacks;
  bool Hot = false; ///< the section at hand is
  llvm::DenseSet<const clang::Stmt *> Told;
};

} // namespace p99::analysis

#endif
