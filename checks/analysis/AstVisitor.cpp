// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/AstVisitor.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// Hands on to the virtual functions what the walk meets.
class Walk : public RecursiveASTVisitor<Walk> {
public:
  explicit Walk(AstVisitor &To) : To(To) {}

  bool TraverseDecl(Decl *D) { return To.TraverseDecl(D); }
  bool TraverseStmt(Stmt *S) { return To.TraverseStmt(S); }
  bool VisitNamedDecl(NamedDecl *D) { return To.VisitNamedDecl(D); }
  bool VisitFunctionDecl(FunctionDecl *F) { return To.VisitFunctionDecl(F); }
  bool VisitStmt(Stmt *S) { return To.VisitStmt(S); }
  bool VisitExpr(Expr *E) { return To.VisitExpr(E); }
  bool VisitDeclRefExpr(DeclRefExpr *E) { return To.VisitDeclRefExpr(E); }
  bool VisitMemberExpr(MemberExpr *E) { return To.VisitMemberExpr(E); }
  bool VisitLambdaExpr(LambdaExpr *E) { return To.VisitLambdaExpr(E); }
  bool VisitLabelStmt(LabelStmt *S) { return To.VisitLabelStmt(S); }
  bool VisitTypeLoc(TypeLoc T) { return To.VisitTypeLoc(T); }

private:
  AstVisitor &To;
};

} // namespace

AstVisitor::~AstVisitor() = default;

bool AstVisitor::TraverseDecl(Decl *D) {
  return Walk(*this).RecursiveASTVisitor<Walk>::TraverseDecl(D);
}
bool AstVisitor::TraverseStmt(Stmt *S) {
  return Walk(*this).RecursiveASTVisitor<Walk>::TraverseStmt(S);
}
bool AstVisitor::TraverseTypeLoc(TypeLoc T) {
  return Walk(*this).RecursiveASTVisitor<Walk>::TraverseTypeLoc(T);
}

} // namespace p99::analysis
