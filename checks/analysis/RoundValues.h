// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which variables hold something of the element that a round of a loop is
// about.

#ifndef P99_ANALYSIS_ROUNDVALUES_H
#define P99_ANALYSIS_ROUNDVALUES_H

#include "analysis/Loops.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace p99::analysis {

class RoundValues {
public:
  /// `Fetch`, of a loop over rows, is the call that goes on to the next.
  RoundValues(const Loop &L, const References &Refs,
              const clang::Expr *Fetch = nullptr);

  /// The variable that counts or names the elements, or that the rows are read
  /// from; nullptr for other loops.
  const clang::ValueDecl *element() const { return Element; }
  /// `E` has something in it that comes from the element: the variable itself,
  /// one made of it, or an object that the round hands it to.
  bool dependsOnElement(const clang::Expr *E) const;
  /// `E` names nothing that the loop declares, counts or assigns.
  bool isSame(const clang::Expr *E) const;
  /// A variable of outside, named in `E`, is assigned in the loop from the call
  /// `Answer` on: what is asked depends on the answer of the round before.
  bool dependsOnAnswer(const clang::Expr *E, const clang::Expr *Answer) const;

private:
  void readFrom(const clang::Expr *Fetch);
  bool follow(const clang::Stmt *S);
  bool add(const clang::Expr *E);
  bool names(const clang::Stmt *S,
             const llvm::SmallPtrSetImpl<const clang::ValueDecl *> &Set) const;

  const References &Refs;
  const clang::Stmt *Statement;
  const clang::ValueDecl *Element = nullptr;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Of;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Declared;
};

} // namespace p99::analysis

#endif
