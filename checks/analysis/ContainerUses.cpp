// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ContainerUses.h"
#include "analysis/Expressions.h"
#include "analysis/StdTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

bool isAssociative(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && llvm::any_of(Class->decls(), [](const Decl *D) {
           const auto *Type = dyn_cast<TypedefNameDecl>(D);
           return Type && Type->getName() == "key_type";
         });
}

/// How a call changes the number of elements of the object it is called on.
ContainerUse effectOf(const Expr *Call) {
  const FunctionDecl *F = calleeOf(Call);
  const Expr *Object = objectOf(Call);
  if (!F || !Object)
    return ContainerUse::Other;
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getOperator() == OO_PlusEqual &&
        isStdString(Object->getType()))
      return Arguments.front()->getType()->isAnyCharacterType()
                 ? ContainerUse::AddsOne
                 : ContainerUse::Adds;
    return ContainerUse::Other;
  }
  llvm::StringRef Name = nameOf(F);
  if (Name == "push_back" || Name == "emplace_back")
    return ContainerUse::AddsOne;
  if (isStdString(Object->getType()))
    return Name == "append" ? ContainerUse::Adds : ContainerUse::Other;
  bool Keyed = isAssociative(Object->getType());
  if (Name == "insert" && Keyed && Arguments.size() == 1)
    return isa<InitListExpr>(Arguments[0]->IgnoreImplicit()) ||
                   isa<CXXStdInitializerListExpr>(
                       Arguments[0]->IgnoreImplicit())
               ? ContainerUse::Adds
               : ContainerUse::AddsOne;
  if (Keyed && (Name == "emplace" || Name == "try_emplace" ||
                Name == "insert_or_assign"))
    return ContainerUse::AddsOne;
  // Qt's names.
  if (Name == "append" && Arguments.size() == 1)
    return F->getParamDecl(0)
                       ->getType()
                       .getNonReferenceType()
                       ->getAsRecordDecl() ==
                   Object->getType().getNonReferenceType()->getAsRecordDecl()
               ? ContainerUse::Adds
               : ContainerUse::AddsOne;
  if (Name == "insert" && !Keyed)
    return ContainerUse::Adds;
  return ContainerUse::Other;
}

/// m[key] = value
bool assignsElement(const Expr *Subscript, const References &Refs) {
  const Stmt *Child = Subscript, *P = Refs.parent(Subscript);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P)) {
    Child = P;
    P = Refs.parent(P);
  }
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P))
    return Binary->getOpcode() == BO_Assign && Binary->getLHS() == Child;
  const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P);
  return Operator && Operator->getOperator() == OO_Equal &&
         Operator->getArg(0) == Child;
}

ContainerUse useBy(const Expr *Named, const References &Refs) {
  const Stmt *Child = Named, *P = Refs.parent(Named);
  for (; P; Child = P, P = Refs.parent(P)) {
    if (const auto *Cast = dyn_cast<CastExpr>(P)) {
      if (Cast->getCastKind() == CK_LValueToRValue ||
          Cast->getType().isConstQualified())
        return ContainerUse::Reads;
      continue;
    }
    if (isa<ParenExpr>(P))
      continue;
    if (const auto *Member = dyn_cast<MemberExpr>(P)) {
      const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
      const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(P));
      if (!Method || !Call)
        return ContainerUse::Other;
      if (ContainerUse Effect = effectOf(Call); Effect != ContainerUse::Other)
        return Effect;
      static const llvm::StringRef Looks[] = {"begin", "end",  "rbegin",
                                              "rend",  "back", "front",
                                              "at",    "data", "find"};
      return Method->isConst() || llvm::is_contained(Looks, nameOf(Method))
                 ? ContainerUse::Reads
                 : ContainerUse::Other;
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
        Operator && Operator->getArg(0) == Child &&
        isa_and_nonnull<CXXMethodDecl>(Operator->getDirectCallee())) {
      if (ContainerUse Effect = effectOf(Operator);
          Effect != ContainerUse::Other)
        return Effect;
      if (Operator->getOperator() != OO_Subscript)
        return cast<CXXMethodDecl>(Operator->getDirectCallee())->isConst()
                   ? ContainerUse::Reads
                   : ContainerUse::Other;
      if (!isAssociative(Named->getType()))
        return ContainerUse::Reads;
      return assignsElement(Operator, Refs) ? ContainerUse::AddsOne
                                            : ContainerUse::Adds;
    }
    if (const auto *Call = dyn_cast<Expr>(P);
        Call && isa<CallExpr, CXXConstructExpr>(Call)) {
      const FunctionDecl *F = calleeOf(Call);
      llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
      for (unsigned I = 0; F && I < Arguments.size(); ++I)
        if (Arguments[I] == Child && I < F->getNumParams()) {
          QualType T = F->getParamDecl(I)->getType();
          return T->isReferenceType() && !T->getPointeeType().isConstQualified()
                     ? ContainerUse::Other
                     : ContainerUse::Reads;
        }
      return ContainerUse::Other;
    }
    return isa<ReturnStmt>(P) ? ContainerUse::Reads : ContainerUse::Other;
  }
  return ContainerUse::Other;
}

} // namespace p99::analysis
