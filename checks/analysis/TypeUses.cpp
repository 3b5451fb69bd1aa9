// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/TypeUses.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

static bool isSameClass(QualType A, const CXXRecordDecl *Class) {
  A = A.getNonReferenceType();
  if (A->isPointerType())
    A = A->getPointeeType();
  return A->getAsCXXRecordDecl() == Class;
}

/// The call is given no other object of the class.
static bool takesNone(const Expr *Call, const CXXRecordDecl *Class) {
  return llvm::none_of(argumentsOf(Call), [&](const Expr *Argument) {
    return isSameClass(Argument->getType(), Class);
  });
}

/// std::size(m)
static bool isForAnyContainer(const FunctionDecl *F) {
  static const llvm::StringRef Names[] = {"begin", "end",   "cbegin",  "cend",
                                          "size",  "empty", "erase_if"};
  return F && F->getIdentifier() && isInStd(F) &&
         F->isTemplateInstantiation() &&
         llvm::is_contained(Names, F->getName());
}

static bool areFree(const ValueDecl *D, const CXXRecordDecl *Class,
                    const References &Refs, unsigned Depth);

static bool isFree(const Expr *Use, const CXXRecordDecl *Class,
                   const References &Refs, unsigned Depth) {
  const Stmt *Child = Use, *P = Refs.parent(Use);
  for (; isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P); P = Refs.parent(P))
    Child = P;
  if (isa_and_nonnull<LambdaExpr, CXXForRangeStmt>(P))
    return true;
  if (!P || isa<DeclStmt>(P)) {
    // auto &Same = Map;
    const ValueDecl *Named = Refs.initializedBy(Child);
    return Named && Named->getType()->isReferenceType() &&
           Named->getType()->getContainedAutoType() && Depth < 2 &&
           areFree(Named, Class, Refs, Depth + 1);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(P)) {
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(P));
    return Call && isa<CXXMethodDecl>(Member->getMemberDecl()) &&
           takesNone(Call, Class);
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P))
    return Operator->getArg(0) == Child &&
           (Operator->getOperator() == OO_Subscript ||
            Operator->getOperator() == OO_Equal) &&
           takesNone(Operator, Class);
  const auto *Call = dyn_cast<CallExpr>(P);
  return Call && isForAnyContainer(Call->getDirectCallee());
}

static bool areFree(const ValueDecl *D, const CXXRecordDecl *Class,
                    const References &Refs, unsigned Depth) {
  return llvm::all_of(Refs.usesOf(D), [&](const Expr *Use) {
    return isFree(Use, Class, Refs, Depth);
  });
}

bool isTypeItsOwn(const ValueDecl *D, const References &Refs) {
  const CXXRecordDecl *Class = D->getType()->getAsCXXRecordDecl();
  const ASTContext &Context = D->getASTContext();
  if (!Class || isa<ParmVarDecl>(D) || D->isTemplated())
    return false;
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    if (!isPrivateToUnit(Field, Context))
      return false;
  } else {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || V->isExternallyVisible() || V->isStaticDataMember() ||
        V != V->getMostRecentDecl() || V->getPreviousDecl())
      return false;
  }
  for (const Expr *Value : Refs.valuesOf(D)) {
    const Expr *Made = Value->IgnoreImplicit();
    if (isa<InitListExpr>(Made))
      continue;
    if (!isa<CXXConstructExpr>(Made) || !takesNone(Made, Class))
      return false;
  }
  return areFree(D, Class, Refs, 0);
}

} // namespace p99::analysis
