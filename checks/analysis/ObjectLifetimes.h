// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether the objects of a class live as long as the process, or see to it that
// a thread which uses them ends before they do.

#ifndef P99_ANALYSIS_OBJECTLIFETIMES_H
#define P99_ANALYSIS_OBJECTLIFETIMES_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"

namespace p99::analysis {

class Unit;

class ObjectLifetimes {
public:
  explicit ObjectLifetimes(Unit &U) : U(U) {}

  /// A singleton, a variable of static storage, or one that `main` makes.
  bool livesOn(const clang::CXXRecordDecl *Class) const;

  /// The end of an object waits: for a thread, or in a loop that sleeps. So may
  /// an end that is not in sight, or a method that stops the object.
  bool endMayWait(const clang::CXXRecordDecl *Class) const;

  /// The first `delete` or free() of such an object outside of the given
  /// functions, or nullptr.
  const clang::Expr *
  deletedOutside(clang::QualType Pointer,
                 llvm::ArrayRef<const clang::FunctionDecl *> Of) const;

private:
  bool isAccessor(const clang::CXXMethodDecl *Method,
                  const clang::CXXRecordDecl *Class) const;
  bool waits(const clang::FunctionDecl *F) const;

  Unit &U;
};

/// One is derived from the other, or they are the same.
bool areRelated(const clang::CXXRecordDecl *A, const clang::CXXRecordDecl *B);

/// wait, join, WaitForAll, thread_join: for calls that are not modelled.
bool saysItWaits(const clang::FunctionDecl *F);

} // namespace p99::analysis

#endif
