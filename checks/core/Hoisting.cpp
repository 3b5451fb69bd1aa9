// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/Hoisting.h"
#include "analysis/AstVisitor.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

namespace {

/// Other things in a function that go by the name of a variable.
class Namesakes : public analysis::AstVisitor {
public:
  Namesakes(const VarDecl *Of, const Stmt *Loop) : Of(Of), Loop(Loop) {}

  bool Any = false;
  bool InLoop = false; ///< or code that can be jumped to
  bool Outside = false;

  bool TraverseStmt(Stmt *S) override {
    bool Enters = S && S == Loop;
    Depth += Enters;
    bool Go = analysis::AstVisitor::TraverseStmt(S);
    Depth -= Enters;
    return Go;
  }
  bool VisitNamedDecl(NamedDecl *D) override {
    if (D != Of)
      meet(D);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) override {
    if (E->getDecl() != Of && !E->getQualifier())
      meet(E->getDecl());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) override {
    if (E->isImplicitAccess())
      meet(E->getMemberDecl());
    return true;
  }
  bool VisitTypeLoc(TypeLoc T) override {
    if (const auto *Tag = T.getType()->getAsTagDecl())
      meet(Tag);
    return true;
  }
  bool VisitLabelStmt(LabelStmt *) override {
    met();
    return true;
  }

private:
  void meet(const NamedDecl *D) {
    if (D->getDeclName() != Of->getDeclName())
      return;
    Any = true;
    met();
  }
  void met() { (Depth ? InLoop : Outside) = true; }

  const VarDecl *Of;
  const Stmt *Loop;
  unsigned Depth = 0;
};

/// Whether a type names one that the function declares, or is deduced.
class LocalTypes : public analysis::AstVisitor {
public:
  bool Found = false;

  bool VisitTypeLoc(TypeLoc T) override {
    QualType Type = T.getType();
    Found |= isa<AutoType, DecltypeType, TypeOfExprType>(Type);
    if (const auto *Alias = Type->getAs<TypedefType>())
      meet(Alias->getDecl());
    if (const TagDecl *Tag = Type->getAsTagDecl())
      meet(Tag);
    return true;
  }

private:
  void meet(const Decl *D) {
    Found |= D->getParentFunctionOrMethod() != nullptr;
  }
};

} // namespace

bool hasNamesakes(const VarDecl *V, const FunctionDecl *Definition) {
  Namesakes Others(V, nullptr);
  Others.TraverseDecl(const_cast<FunctionDecl *>(Definition));
  return Others.Any;
}

bool hoist(const DeclStmt *Declaration, const Stmt *Loop, llvm::StringRef Above,
           llvm::StringRef Inside, const References &Refs, FixBuilder &Fix) {
  const auto *V = dyn_cast<VarDecl>(Declaration->getSingleDecl());
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Loop));
  const FunctionDecl *F = Refs.functionAround(Loop), *Definition = nullptr;
  if (!V || !Block || !F || !F->hasBody(Definition) ||
      Definition->isTemplateInstantiation())
    return false;
  LocalTypes Types;
  Types.TraverseTypeLoc(V->getTypeSourceInfo()->getTypeLoc());
  Namesakes Others(V, Loop);
  Others.TraverseDecl(const_cast<FunctionDecl *>(Definition));
  if (Types.Found || Others.InLoop || Fix.textOf(Declaration).empty())
    return false;
  Fix.replace(Declaration->getSourceRange(), Inside);
  if (Others.Outside || isa_and_nonnull<SwitchStmt>(Refs.parent(Block)))
    Fix.enclose(Loop, Loop, Block, Above);
  else
    Fix.insertStatement(Loop, Block, Above);
  return true;
}

} // namespace p99
