// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Readers.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// The same method for const objects, which answers alike: `begin`, `[]`, `at`.
static bool hasConstTwin(const CXXMethodDecl *Method) {
  for (const NamedDecl *D : Method->getParent()->lookup(Method->getDeclName()))
    if (const auto *Other = dyn_cast<CXXMethodDecl>(D->getUnderlyingDecl());
        Other && Other->isConst() &&
        Other->getNumParams() == Method->getNumParams() &&
        Other->getReturnType()->isReferenceType() ==
            Method->getReturnType()->isReferenceType())
      return true;
  return false;
}

/// `T &&` of a template's own, which takes an lvalue as it is.
static bool isForwarding(const FunctionDecl *F, unsigned N) {
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  if (!Pattern)
    if (const FunctionTemplateDecl *Template = F->getPrimaryTemplate())
      Pattern = Template->getTemplatedDecl();
  if (!Pattern || Pattern->getNumParams() == 0)
    return false;
  QualType T = Pattern->getParamDecl(std::min(N, Pattern->getNumParams() - 1))
                   ->getType();
  if (const auto *Expansion = T->getAs<PackExpansionType>())
    T = Expansion->getPattern();
  return T->isRValueReferenceType() &&
         T->getPointeeType()->isTemplateTypeParmType();
}

bool onlyFormats(const FunctionDecl *F, Unit &U) {
  const Model *Known = U.models().find(F);
  return Known && (Known->Formats || Known->MakesText || Known->Logs ||
                   Known->Blocks == BlockKind::Log);
}

namespace {

class Walk {
public:
  explicit Walk(Unit &U) : U(U), Refs(U.references()) {}

  Reading of(const Expr *Use, unsigned Depth = 0);

private:
  Reading ofCall(const Expr *Call, const Expr *At, bool &Goes);
  Reading ofVariable(const VarDecl *V, const Expr *From, unsigned Depth);

  Unit &U;
  const References &Refs;
  bool Part = false; ///< the expression is a part of the object
};

} // namespace

/// A reference to it, or an iterator into it, has a name of its own.
Reading Walk::ofVariable(const VarDecl *V, const Expr *From, unsigned Depth) {
  QualType T = V->getType();
  if (T->isReferenceType() ? T->getPointeeType().isConstQualified()
                           : From->isGLValue() || !refersToOthers(T))
    return Reading::Reads;
  if (Depth > 3)
    return Reading::Writes;
  Reading Worst = Reading::Reads;
  llvm::SmallVector<const Expr *, 8> Uses(Refs.usesOf(V));
  // auto &[key, value] = v;
  if (const auto *Pieces = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *Piece : Pieces->bindings())
      llvm::append_range(Uses, Refs.usesOf(Piece));
  for (const Expr *Use : Uses) {
    Walk Inner(U);
    Inner.Part = true;
    Reading R = Inner.of(Use, Depth + 1);
    // An iterator that moves on.
    if (R == Reading::Writes && !T->isReferenceType()) {
      const Stmt *Up = Refs.parent(Use);
      const auto *Step = dyn_cast_or_null<CXXOperatorCallExpr>(Up);
      const auto *Plain = dyn_cast_or_null<UnaryOperator>(Up);
      if ((Step && Step->getOperator() == OO_PlusPlus) ||
          (Plain && Plain->isIncrementDecrementOp()))
        R = Reading::Reads;
    }
    Worst = std::max(Worst, R);
  }
  return Worst;
}

Reading Walk::ofCall(const Expr *Call, const Expr *At, bool &Goes) {
  const FunctionDecl *F = calleeOf(Call);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call)) {
    const CXXConstructorDecl *C = Construct->getConstructor();
    if (C->isCopyConstructor())
      return Part ? Reading::Reads : Reading::Copies;
    if (C->isMoveConstructor())
      return Reading::Writes;
  }
  const Expr *Object = objectOf(Call);
  bool OfObject =
      Object && (isa<MemberExpr>(At) ||
                 Object->IgnoreParenImpCasts() == At->IgnoreParenImpCasts());
  if (OfObject && Method && Method->isInstance()) {
    if (Method->isConst()) {
      // A pointer or an iterator leads to what is not const.
      Goes = Call->isGLValue() ? !Call->getType().isConstQualified()
                               : Method->getOverloadedOperator() == OO_Arrow;
      Part = true;
      return Reading::Reads;
    }
    if (!hasConstTwin(Method))
      return Reading::Writes;
    // What it answers with is a part.
    Goes = Call->isGLValue() || refersToOthers(Call->getType());
    Part = true;
    return Reading::Reads;
  }
  if (!F)
    return Reading::Writes;
  auto Arguments = argumentsOf(Call);
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    if (Arguments[I]->IgnoreParenImpCasts() != At->IgnoreParenImpCasts())
      continue;
    if (isForwarding(F, I)) {
      if (isInStd(F) && F->getIdentifier() && F->getName() == "move")
        return Reading::Writes;
      return onlyFormats(F, U) ? Reading::Reads : Reading::Unknown;
    }
    if (I >= F->getNumParams())
      return At->isGLValue() ? Reading::Writes : Reading::Reads;
    QualType T = F->getParamDecl(I)->getType();
    if (T->isReferenceType())
      return T->getPointeeType().isConstQualified() ? Reading::Reads
                                                    : Reading::Writes;
    if (QualType To = T->getPointeeType(); !To.isNull())
      return To.isConstQualified() ? Reading::Reads : Reading::Writes;
    return refersToOthers(T) && !At->getType()->isPointerType() && Part
               ? Reading::Unknown
               : Reading::Reads;
  }
  return Reading::Writes;
}

Reading Walk::of(const Expr *Use, unsigned Depth) {
  const Expr *At = Use;
  for (;;) {
    if (const ValueDecl *Made = Refs.initializedBy(At)) {
      const auto *V = dyn_cast<VarDecl>(Made);
      return V                                    ? ofVariable(V, At, Depth)
             : Made->getType()->isReferenceType() ? Reading::Writes
                                                  : Reading::Reads;
    }
    const Stmt *Up = Refs.parent(At);
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Up))
      return Loop->getRangeInit()->IgnoreImplicit() == At->IgnoreImplicit()
                 ? ofVariable(Loop->getLoopVariable(), At, Depth)
                 : Reading::Reads;
    const auto *E = dyn_cast_or_null<Expr>(Up);
    if (!E)
      return isa_and_nonnull<ReturnStmt>(Up) && !Part ? Reading::Copies
                                                      : Reading::Reads;
    if (isa<CallExpr, CXXConstructExpr>(E)) {
      bool Goes = false;
      Reading R = ofCall(E, At, Goes);
      if (!Goes)
        return R;
      At = E;
      continue;
    }
    if (const auto *Cast = dyn_cast<CastExpr>(E)) {
      // The value of a part; but what a pointer leads to is what counts.
      if (Cast->getCastKind() == CK_LValueToRValue &&
          !Use->getType()->isPointerType())
        return Reading::Reads;
      At = E;
      continue;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      if (Unary->isIncrementDecrementOp())
        return Reading::Writes;
      if (Unary->getOpcode() == UO_AddrOf)
        return Reading::Writes; // Who has the address can write to it.
      At = E;
      if (Unary->getOpcode() != UO_Deref)
        return Reading::Reads;
      continue;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->isAssignmentOp())
        return Binary->getLHS() == At ? Reading::Writes : Reading::Reads;
      return Reading::Reads;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      Part |= !isa<CXXMethodDecl>(Member->getMemberDecl());
      At = E;
      continue;
    }
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      if (Element->getIdx() == At)
        return Reading::Reads;
      Part = true;
      At = E;
      continue;
    }
    if (isa<LambdaExpr>(E))
      return Reading::Writes; // Captured by reference.
    if (isa<InitListExpr>(E))
      return Part ? Reading::Reads : Reading::Copies;
    if (isa<CXXThrowExpr>(E))
      return Reading::Copies;
    if (!isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr, AbstractConditionalOperator>(E))
      return Reading::Writes;
    At = E;
  }
}

Reading usedFor(const Expr *Use, Unit &U) { return Walk(U).of(Use); }

} // namespace p99::analysis
