// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A RecursiveASTVisitor with virtual functions, which is built once and not for
// each class that derives from it. Clang has one since LLVM 20; its vtables of
// a thousand functions keep a plugin from being loaded by a clang-tidy without
// it, which then cannot say what is wrong.

#ifndef P99_ANALYSIS_ASTVISITOR_H
#define P99_ANALYSIS_ASTVISITOR_H

#include "clang/AST/DeclBase.h"
#include "clang/AST/TypeLoc.h"

namespace clang {
class DeclRefExpr;
class Expr;
class FunctionDecl;
class LabelStmt;
class LambdaExpr;
class MemberExpr;
class NamedDecl;
class Stmt;
} // namespace clang

namespace p99::analysis {

/// What is used somewhere, by the names of RecursiveASTVisitor. Each
/// function returns false to end the walk.
class AstVisitor {
public:
  virtual ~AstVisitor();
  virtual bool TraverseDecl(clang::Decl *D);
  virtual bool TraverseStmt(clang::Stmt *S);
  bool TraverseTypeLoc(clang::TypeLoc T);
  virtual bool VisitNamedDecl(clang::NamedDecl *) { return true; }
  virtual bool VisitFunctionDecl(clang::FunctionDecl *) { return true; }
  virtual bool VisitStmt(clang::Stmt *) { return true; }
  virtual bool VisitExpr(clang::Expr *) { return true; }
  virtual bool VisitDeclRefExpr(clang::DeclRefExpr *) { return true; }
  virtual bool VisitMemberExpr(clang::MemberExpr *) { return true; }
  virtual bool VisitLambdaExpr(clang::LambdaExpr *) { return true; }
  virtual bool VisitLabelStmt(clang::LabelStmt *) { return true; }
  virtual bool VisitTypeLoc(clang::TypeLoc) { return true; }
};

} // namespace p99::analysis

#endif
