// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What evaluating an expression changes, and whether others can see it: a
// local variable, or an object that a member, a global, a pointer or an
// iterator leads to.

#ifndef P99_ANALYSIS_EFFECTS_H
#define P99_ANALYSIS_EFFECTS_H

#include "analysis/Mutexes.h"
#include "analysis/References.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace p99::analysis {

/// Where an object lives, as the code of one function sees it. The later ones
/// are known by more of the program.
enum class Home {
  Local,     ///< dies with the function, and no one else has it
  Parameter, ///< the caller's
  This,      ///< a part of `*this`
  Shared,    ///< a global, a captured variable, or behind a pointer
};

class Effects {
public:
  Effects(const clang::ASTContext &Context, const References &Refs,
          const Mutexes &Locks)
      : Context(Context), Refs(Refs), Locks(Locks) {}

  /// Where the object is that `E` denotes, in the code of `In`; with `Pointee`
  /// the object that its value, a pointer, smart pointer or iterator, leads to.
  Home homeOf(const clang::Expr *E, const clang::FunctionDecl *In,
              bool Pointee = false) const;

  /// The most visible object that evaluating `E` changes, or may: an
  /// assignment, a non-const method, an argument that is taken by non-const
  /// reference, code that is not in sight. Not what its operands change when
  /// they are evaluated. Local if there is none. Locks, atomics and
  /// notifications do not count: threads may use them at once.
  Home changes(const clang::Expr *E, const clang::FunctionDecl *In) const;

  /// The first expression in `S`, lambdas in it included, that changes what
  /// others can see, or nullptr.
  const clang::Expr *changeIn(const clang::Stmt *S,
                              const clang::FunctionDecl *In) const;

  /// The most visible thing that calling `F` changes beside its arguments:
  /// Local, This or Shared. Local for a function without a body in sight.
  Home changedBy(const clang::FunctionDecl *F) const;

  /// Names, in the code of `In`, an object that others can see, through a
  /// local pointer, reference or iterator too; the caller's does not count.
  bool reachesShared(const clang::Expr *E, const clang::FunctionDecl *In) const;

private:
  Home homeOfVariable(const clang::VarDecl *V, const clang::FunctionDecl *In,
                      bool Pointee) const;
  Home homeOfCall(const clang::CallExpr *Call, const clang::FunctionDecl *In,
                  bool Pointee) const;
  Home changedByCall(const clang::Expr *Call,
                     const clang::FunctionDecl *In) const;
  Home changedByArguments(const clang::Expr *Call,
                          const clang::FunctionDecl *In) const;

  const clang::ASTContext &Context;
  const References &Refs;
  const Mutexes &Locks;
  mutable llvm::DenseMap<const clang::FunctionDecl *, Home> Known;
  /// A variable can be made of itself: `node = node->next`.
  mutable llvm::SmallPtrSet<const clang::VarDecl *, 8> Visiting;
};

/// The operator of a class or its bases, or nullptr.
const clang::CXXMethodDecl *operatorOf(clang::QualType T,
                                       clang::OverloadedOperatorKind Op);
/// A smart pointer or an iterator: a class with an arrow.
bool isPointerLike(clang::QualType T);
/// A type whose operations threads may run at once: an atomic.
bool isAtomic(clang::QualType T);

} // namespace p99::analysis

#endif
