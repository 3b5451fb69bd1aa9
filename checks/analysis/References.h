// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who names what in the unit's own code (system headers excluded, template
// instantiations included): the uses of each variable and field, what is stored
// in it, the calls and the return values of each function, and the statement
// around a statement. One walk, made when a check first asks.

#ifndef P99_ANALYSIS_REFERENCES_H
#define P99_ANALYSIS_REFERENCES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace p99::analysis {

class References {
public:
  explicit References(clang::ASTContext &Context);

  /// The DeclRefExprs and MemberExprs that name a variable or field.
  llvm::ArrayRef<const clang::Expr *> usesOf(const clang::ValueDecl *D) const;
  /// Initialisers and assigned values, constructor initialisers included.
  llvm::ArrayRef<const clang::Expr *> valuesOf(const clang::ValueDecl *D) const;
  /// CallExprs and CXXConstructExprs that resolve to the function.
  llvm::ArrayRef<const clang::Expr *>
  callsOf(const clang::FunctionDecl *F) const;
  /// The CallExprs in the body of the function, those of its lambdas not.
  llvm::ArrayRef<const clang::Expr *>
  callsIn(const clang::FunctionDecl *F) const;
  llvm::ArrayRef<const clang::Expr *>
  returnsOf(const clang::FunctionDecl *F) const;
  /// The expressions that name the function other than to call it.
  llvm::ArrayRef<const clang::Expr *>
  namesOf(const clang::FunctionDecl *F) const;

  /// Is evaluated in a function or to initialise something: not the operand of
  /// `decltype`, `sizeof` or `noexcept`, of which nothing here knows.
  bool isEvaluated(const clang::Expr *E) const {
    return parent(E) || functionAround(E) || initializedBy(E);
  }
  /// Every CallExpr and CXXConstructExpr, as it was met.
  llvm::ArrayRef<const clang::Expr *> calls() const { return AllCalls; }
  /// Every function and lambda with a body, once each, as it was met.
  llvm::ArrayRef<const clang::FunctionDecl *> functions() const {
    return AllFunctions;
  }
  /// The methods that override others, without those the compiler makes.
  llvm::ArrayRef<const clang::CXXMethodDecl *> overriders() const {
    return Overriders;
  }
  /// The variables and members that valuesOf() knows something of.
  llvm::ArrayRef<const clang::ValueDecl *> valued() const { return Valued; }

  const clang::Stmt *parent(const clang::Stmt *S) const;
  /// The variable whose initialiser is this whole expression.
  const clang::ValueDecl *initializedBy(const clang::Stmt *S) const;
  /// The function or lambda body that a statement is in, or nullptr.
  const clang::FunctionDecl *functionAround(const clang::Stmt *S) const;
  /// The innermost loop around a statement within its function, or nullptr.
  const clang::Stmt *loopAround(const clang::Stmt *S) const;

  /// True if the body of `F` was seen: in the unit and not skipped.
  static bool hasVisibleBody(const clang::FunctionDecl *F);

private:
  class Builder;
  template <typename K>
  using Lists =
      llvm::DenseMap<const K *, llvm::SmallVector<const clang::Expr *, 4>>;

  Lists<clang::ValueDecl> Uses;
  Lists<clang::ValueDecl> Values;
  Lists<clang::FunctionDecl> Calls;
  Lists<clang::FunctionDecl> Inside;
  Lists<clang::FunctionDecl> Returns;
  Lists<clang::FunctionDecl> Names;
  std::vector<const clang::Expr *> AllCalls;
  std::vector<const clang::FunctionDecl *> AllFunctions;
  std::vector<const clang::CXXMethodDecl *> Overriders;
  std::vector<const clang::ValueDecl *> Valued;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  llvm::DenseMap<const clang::Stmt *, const clang::ValueDecl *> Initializes;
  llvm::DenseMap<const clang::Stmt *, const clang::FunctionDecl *> Bodies;
};

} // namespace p99::analysis

#endif
