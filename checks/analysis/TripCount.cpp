// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How often a loop goes round, where that is constant.

#include "analysis/Expressions.h"
#include "analysis/Loops.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

static const ValueDecl *variableOf(const Expr *E) {
  const auto *Ref =
      E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return Ref ? cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl()) : nullptr;
}

/// `int i = 3` and `i = 3`: the variable and its first value.
static const ValueDecl *startOf(const Stmt *Init, const Expr *&Value) {
  if (const auto *Decl = dyn_cast_or_null<DeclStmt>(Init);
      Decl && Decl->isSingleDecl())
    if (const auto *V = dyn_cast<VarDecl>(Decl->getSingleDecl())) {
      Value = V->getInit();
      return cast<ValueDecl>(V->getCanonicalDecl());
    }
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Init);
      Assign && Assign->getOpcode() == BO_Assign) {
    Value = Assign->getRHS();
    return variableOf(Assign->getLHS());
  }
  return nullptr;
}

/// What an increment adds to the variable; 0 if it is not seen.
static int64_t stepOf(const Expr *Increment, const ValueDecl *Counter,
                      const ASTContext &Context) {
  Increment = Increment ? Increment->IgnoreParenImpCasts() : nullptr;
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Increment);
      Unary && Unary->isIncrementDecrementOp() &&
      variableOf(Unary->getSubExpr()) == Counter)
    return Unary->isIncrementOp() ? 1 : -1;
  const auto *Binary = dyn_cast_or_null<BinaryOperator>(Increment);
  if (!Binary || variableOf(Binary->getLHS()) != Counter)
    return 0;
  int64_t By = constantOf(Binary->getRHS(), Context).value_or(0);
  return Binary->getOpcode() == BO_AddAssign   ? By
         : Binary->getOpcode() == BO_SubAssign ? -By
                                               : 0;
}

static std::optional<uint64_t> roundsOf(const ForStmt *For,
                                        const References &Refs,
                                        const ASTContext &Context) {
  const Expr *First = nullptr;
  const ValueDecl *Counter = startOf(For->getInit(), First);
  std::optional<int64_t> From = constantOf(First, Context);
  const auto *Condition = dyn_cast_or_null<BinaryOperator>(
      For->getCond() ? For->getCond()->IgnoreParenImpCasts() : nullptr);
  if (!Counter || !From || !Condition || !Condition->isComparisonOp())
    return std::nullopt;
  BinaryOperatorKind Compare = Condition->getOpcode();
  const Expr *Bound = Condition->getRHS();
  if (variableOf(Condition->getLHS()) != Counter) {
    if (variableOf(Bound) != Counter)
      return std::nullopt;
    Bound = Condition->getLHS();
    Compare = BinaryOperator::reverseComparisonOp(Compare);
  }
  std::optional<int64_t> To = constantOf(Bound, Context);
  int64_t Step = stepOf(For->getInc(), Counter, Context);
  if (!To || !Step)
    return std::nullopt;
  // The body may only read the counter.
  for (const Expr *Use : Refs.usesOf(Counter)) {
    const Stmt *P = Refs.parent(Use);
    for (const Stmt *A = P; A; A = Refs.parent(A))
      if (A == For->getBody() && !isa<ImplicitCastExpr, LambdaExpr>(P))
        return std::nullopt;
  }
  int64_t Distance = Step > 0 ? *To - *From : *From - *To;
  int64_t Width = Step > 0 ? Step : -Step;
  bool Up = Compare == BO_LT || Compare == BO_LE;
  if (Compare != BO_NE && Up != (Step > 0))
    return std::nullopt;
  if (Compare == BO_LE || Compare == BO_GE)
    ++Distance;
  if (Distance <= 0)
    return Compare == BO_NE && Distance ? std::nullopt
                                        : std::optional<uint64_t>(0);
  return uint64_t(Distance + Width - 1) / uint64_t(Width);
}

/// Of an array, a std::array or a list.
static std::optional<uint64_t> lengthOf(const Expr *Range,
                                        const ASTContext &Context) {
  if (!Range || Range->isTypeDependent())
    return std::nullopt;
  Range = Range->IgnoreImplicit()->IgnoreParens();
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Range))
    Range = List->getSubExpr()->IgnoreImplicit();
  if (const auto *Array = Context.getAsConstantArrayType(
          Range->getType().getNonReferenceType()))
    return Array->getSize().getZExtValue();
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Range->getType().getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class || !isInStd(Class) || nameOf(Class) != "array" ||
      Class->getTemplateArgs().size() != 2 ||
      Class->getTemplateArgs()[1].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  return Class->getTemplateArgs()[1].getAsIntegral().getZExtValue();
}

std::optional<uint64_t> Loops::tripCount(const Loop &L) const {
  if (const auto *For = dyn_cast_or_null<ForStmt>(L.Statement))
    return roundsOf(For, Refs, Context);
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(L.Statement))
    return lengthOf(Range->getRangeInit(), Context);
  return std::nullopt;
}

} // namespace p99::analysis
