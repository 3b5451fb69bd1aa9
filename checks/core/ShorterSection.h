// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Edits that take one call out of a critical section, where nothing that the
// lock may be for is then touched without it.

#ifndef P99_CORE_SHORTERSECTION_H
#define P99_CORE_SHORTERSECTION_H

#include "analysis/CriticalSections.h"
#include "core/FixBuilder.h"

namespace p99 {

namespace analysis {
class Unit;
}

class ShorterSection {
public:
  ShorterSection(analysis::Unit &U, const analysis::Section &S);

  /// Ends the section before the call, starts it behind it, or lets what it
  /// frees die behind the section. False if none of these can be done; `Fix`
  /// has no edits then.
  bool without(const clang::Stmt *Call, FixBuilder &Fix) const;
  /// Ends it before a statement of its block of which, and of all behind it,
  /// the caller knows that they need no lock. False as above.
  bool endBefore(const clang::Stmt *Statement, FixBuilder &Fix) const;

private:
  bool endEarly(FixBuilder &Fix) const;
  bool startBehind(FixBuilder &Fix) const;
  bool freeBehind(const clang::Stmt *Call, FixBuilder &Fix) const;
  bool needsLock(const clang::Stmt *S) const;
  bool needsScope() const;
  bool unlocks() const;
  llvm::StringRef textOf(const clang::Stmt *S) const;
  const clang::Stmt *inBlock(const clang::Stmt *S) const;

  analysis::Unit &U;
  const analysis::Section &S;
  const clang::CompoundStmt *Block = nullptr; ///< that the section starts in
  const clang::Stmt *Start = nullptr;         ///< its child that locks
  const clang::Stmt *End = nullptr; ///< that unlocks; nullptr: the block's end
  mutable const clang::Stmt *At = nullptr; ///< that has the call in it
};

} // namespace p99

#endif
