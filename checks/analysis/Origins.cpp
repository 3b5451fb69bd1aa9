// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Origins.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

//===-- Reads -------------------------------------------------------------===//

static bool isConstPointer(QualType T) {
  return !T.isNull() && T->isPointerType() &&
         T->getPointeeType().isConstQualified();
}

bool isRead(const Expr *Use, const References &Refs) {
  if (Use->getType().isConstQualified() && !Use->getType()->isPointerType())
    return true;
  for (const Stmt *P = Refs.parent(Use); P; P = Refs.parent(P)) {
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(P)) {
      if (Cast->getCastKind() == CK_LValueToRValue ||
          Cast->getType().isConstQualified() || isConstPointer(Cast->getType()))
        return true;
      continue;
    }
    if (isa<ParenExpr>(P))
      continue;
    if (const auto *Unary = dyn_cast<UnaryOperator>(P)) {
      if (Unary->getOpcode() != UO_AddrOf)
        return !Unary->isIncrementDecrementOp();
      if (isConstPointer(Unary->getType()))
        return true;
      continue;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(P)) {
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
        return Method->isConst() || Method->isStatic();
      continue;
    }
    if (isa<ArraySubscriptExpr>(P))
      continue;
    // Uses in the body of a lambda are judged by themselves.
    if (isa<LambdaExpr, UnaryExprOrTypeTraitExpr>(P))
      return true;
    if (const auto *Made = dyn_cast<CXXConstructExpr>(P))
      if (const CXXConstructorDecl *C = Made->getConstructor();
          C->isCopyConstructor() && Made->getNumArgs() >= 1)
        return C->getParamDecl(0)
            ->getType()
            ->getPointeeType()
            .isConstQualified();
    return false;
  }
  return false;
}

bool isOnlyRead(const ValueDecl *D, const References &Refs) {
  return llvm::all_of(Refs.usesOf(D),
                      [&](const Expr *Use) { return isRead(Use, Refs); });
}

//===-- Origins -----------------------------------------------------------===//

void Origin::add(const Origin &Other) {
  Varies |= Other.Varies;
  Literal &= Other.Literal;
  Local |= Other.Local;
  Members |= Other.Members;
  Parameters.insert(Other.Parameters.begin(), Other.Parameters.end());
}

static Origin varying() {
  Origin Result;
  Result.Varies = true;
  Result.Literal = false;
  return Result;
}

Origin Origins::of(llvm::ArrayRef<const Expr *> Expressions) const {
  Origin All;
  for (const Expr *E : Expressions)
    All.add(of(E));
  return All;
}

/// Set when it is made, and by nobody else in the unit.
static bool keepsItsValue(const ValueDecl *D, const References &Refs) {
  if (D->getType().getNonReferenceType().isConstQualified())
    return true;
  return llvm::all_of(Refs.usesOf(D), [&](const Expr *Use) {
    return isa_and_nonnull<CXXConstructorDecl>(Refs.functionAround(Use)) ||
           isRead(Use, Refs);
  });
}

Origin Origins::ofVariable(const VarDecl *V, unsigned Depth) const {
  if (const auto *Parameter = dyn_cast<ParmVarDecl>(V)) {
    if (!keepsItsValue(V, Refs))
      return varying();
    Origin Result;
    Result.Literal = false;
    Result.Parameters.insert(Parameter);
    return Result;
  }
  if (V->hasGlobalStorage()) {
    if (V->getTLSKind() != VarDecl::TLS_None || !keepsItsValue(V, Refs))
      return varying();
    Origin Result;
    Result.Literal =
        V->getType().isConstQualified() ||
        (V->getType()->isArrayType() && V->getASTContext()
                                            .getBaseElementType(V->getType())
                                            .isConstQualified());
    return Result;
  }
  llvm::ArrayRef<const Expr *> Values = Refs.valuesOf(V);
  // Of a range-for's variable the range is known, not the element.
  if (Values.size() != 1 || Values.front() != V->getInit() ||
      V->isInitCapture() ||
      !(V->getType()->isReferenceType() || isOnlyRead(V, Refs)))
    return varying();
  Origin Result = of(Values.front(), Depth + 1);
  Result.Local = true;
  return Result;
}

Origin Origins::ofMember(const MemberExpr *Member, unsigned Depth) const {
  if (const auto *V = dyn_cast<VarDecl>(Member->getMemberDecl()))
    return ofVariable(V, Depth);
  const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
  Origin Result = of(Base, Depth + 1);
  Result.Literal = false;
  if (isa<CXXThisExpr>(Base))
    Result.Members = true;
  // The fields of another object are as the caller hands it over.
  if (Result.Parameters.empty() &&
      !keepsItsValue(Member->getMemberDecl(), Refs))
    return varying();
  return Result;
}

/// QStringLiteral("x"): the lambda that it expands to captures nothing.
static bool isCallOfPlainLambda(const CallExpr *Call) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (!Operator || Operator->getOperator() != OO_Call ||
      Operator->getNumArgs() != 1)
    return false;
  const CXXRecordDecl *Class =
      Operator->getArg(0)->getType()->getAsCXXRecordDecl();
  return Class && Class->isLambda() && Class->captures().empty();
}

Origin Origins::ofCall(const CallExpr *Call, unsigned Depth) const {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return varying();
  if (isCallOfPlainLambda(Call))
    return {};
  Origin Result;
  for (const Expr *Argument : argumentsOf(Call))
    Result.add(of(Argument, Depth + 1));
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (const Expr *Object = objectOf(Call); Object && Method->isInstance()) {
    if (!Method->isConst())
      return varying();
    Result.add(of(Object, Depth + 1));
    // text.c_str(), url.host(): of what is only read, the same again. A getter
    // of the user's own may read anything.
    if (!Callables::isOwn(F)) {
      const SourceManager &SM = F->getASTContext().getSourceManager();
      return SM.isInSystemHeader(F->getLocation()) ? std::move(Result)
                                                   : varying();
    }
    llvm::ArrayRef<const Expr *> Returned = Refs.returnsOf(F);
    if (Returned.size() != 1)
      return varying();
    Origin Inside = of(Returned.front(), Depth + 1);
    if (Inside.Varies || !Inside.Parameters.empty())
      return varying();
    Result.add(Inside);
    Result.Literal = false;
    return Result;
  }
  if (Callables::isOwn(F)) {
    llvm::ArrayRef<const Expr *> Returned = Refs.returnsOf(F);
    if (Returned.size() != 1 || Depth > 4)
      return varying();
    Origin Inside = of(Returned.front(), Depth + 1);
    return Inside.isSteady() ? std::move(Result) : varying();
  }
  // "a" + name, QString::fromUtf8("x"): a value made of its arguments. Without
  // arguments it comes from elsewhere, as a pointer can.
  const SourceManager &SM = F->getASTContext().getSourceManager();
  if (!SM.isInSystemHeader(F->getLocation()) || argumentsOf(Call).empty() ||
      !(F->getReturnType()->isRecordType() || isInStd(F)))
    return varying();
  return Result;
}

Origin Origins::of(const Expr *E, unsigned Depth) const {
  if (!E || Depth > 8 || E->isTypeDependent())
    return varying();
  E = E->IgnoreParenCasts();
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral,
          clang::StringLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr,
          GNUNullExpr, ImplicitValueInitExpr, CXXScalarValueInitExpr,
          UnaryExprOrTypeTraitExpr>(E))
    return {};
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return of(Full->getSubExpr(), Depth);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return of(Temporary->getSubExpr(), Depth);
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return of(Bound->getSubExpr(), Depth);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return of(Default->getExpr(), Depth);
  if (isa<CXXThisExpr>(E)) {
    Origin Result;
    Result.Literal = false;
    return Result;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (isa<EnumConstantDecl, FunctionDecl>(Ref->getDecl()))
      return {};
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V ? ofVariable(V, Depth) : varying();
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return ofMember(Member, Depth);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    // What lies behind a pointer is anyone's to change.
    return Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_Deref
               ? varying()
               : of(Unary->getSubExpr(), Depth);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp() || Binary->isCommaOp())
      return varying();
    Origin Result = of(Binary->getLHS(), Depth + 1);
    Result.add(of(Binary->getRHS(), Depth + 1));
    return Result;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Origin Result = of(Choice->getCond(), Depth + 1);
    Result.add(of(Choice->getTrueExpr(), Depth + 1));
    Result.add(of(Choice->getFalseExpr(), Depth + 1));
    return Result;
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    // A constructor of the user's own can read the clock.
    if (Made->getNumArgs() == 0 && Callables::isOwn(Made->getConstructor()))
      return varying();
    Origin Result;
    for (const Expr *Argument : Made->arguments())
      Result.add(of(Argument, Depth + 1));
    return Result;
  }
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    Origin Result;
    for (const Expr *Part : List->inits())
      Result.add(of(Part, Depth + 1));
    return Result;
  }
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return of(List->getSubExpr(), Depth + 1);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call, Depth);
  return varying();
}

} // namespace p99::analysis
