// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the value of an expression is made from: literals alone, what stays the
// same while the process or the object lives, or the parameters of the function
// around it. And whether a variable is only read.

#ifndef P99_ANALYSIS_ORIGINS_H
#define P99_ANALYSIS_ORIGINS_H

#include "analysis/References.h"
#include "llvm/ADT/SetVector.h"

namespace p99::analysis {

struct Origin {
  /// The value can be another one each time that the function runs, whatever
  /// the function is given.
  bool Varies = false;
  /// Literals and constants only: the same in each process.
  bool Literal = true;
  /// Made in the function from what it names: a string put together above.
  bool Local = false;
  /// Read from members of the object.
  bool Members = false;
  /// What else it depends on.
  llvm::SmallSetVector<const clang::ParmVarDecl *, 2> Parameters;

  bool isSteady() const { return !Varies && Parameters.empty(); }
  void add(const Origin &Other);
};

class Origins {
public:
  explicit Origins(const References &Refs) : Refs(Refs) {}

  Origin of(const clang::Expr *E) const { return of(E, 0); }
  /// All of the expressions together.
  Origin of(llvm::ArrayRef<const clang::Expr *> Expressions) const;

private:
  Origin of(const clang::Expr *E, unsigned Depth) const;
  Origin ofVariable(const clang::VarDecl *V, unsigned Depth) const;
  Origin ofCall(const clang::CallExpr *Call, unsigned Depth) const;
  Origin ofMember(const clang::MemberExpr *Member, unsigned Depth) const;

  const References &Refs;
};

/// What stands around this use of a variable or member cannot change it: it
/// reads it, calls a const method on it, or hands it to what takes it as const.
bool isRead(const clang::Expr *Use, const References &Refs);
/// All uses but initialisers are reads.
bool isOnlyRead(const clang::ValueDecl *D, const References &Refs);

} // namespace p99::analysis

#endif
