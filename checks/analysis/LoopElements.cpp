// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Branches that a loop takes for one of its elements.

#include "analysis/Expressions.h"
#include "analysis/Loops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

/// The variable of a range, or one that begins as what an iterator is at.
bool Loops::isElement(const Expr *E, const Loop &L) const {
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(strip(E)));
  if (!V || !declares(L, V) || !V->getInit() ||
      !V->getType()->isIntegralOrEnumerationType())
    return false;
  const auto *Range = dyn_cast<CXXForRangeStmt>(L.Statement);
  const Expr *Init = V->getInit()->IgnoreParenImpCasts();
  const auto *Star = dyn_cast<CXXOperatorCallExpr>(Init);
  const auto *Plain = dyn_cast<UnaryOperator>(Init);
  return (Range && Range->getLoopVariable() == V) ||
         (Star && Star->getOperator() == OO_Star) ||
         (Plain && Plain->getOpcode() == UO_Deref);
}

static bool hasLiteral(llvm::ArrayRef<const Expr *> Operands) {
  return llvm::any_of(Operands, [](const Expr *E) {
    return isa<clang::StringLiteral>(E->IgnoreParenImpCasts());
  });
}

/// strcasecmp(Name, "codecs"), which is 0 where they are the same.
static bool comparesName(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  llvm::StringRef Name = Call ? nameOf(calleeOf(Call)) : "";
  return Name.contains("str") && Name.contains("cmp") &&
         hasLiteral(argumentsOf(Call));
}

bool Loops::picksOne(const Expr *Condition, const Loop &L) const {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition))
    return Not->getOpcode() == UO_LNot && comparesName(Not->getSubExpr());
  if (const auto *Equal = dyn_cast<CXXOperatorCallExpr>(Condition))
    return Equal->getOperator() == OO_EqualEqual &&
           hasLiteral({Equal->getArg(0), Equal->getArg(1)});
  const auto *Both = dyn_cast<BinaryOperator>(Condition);
  if (!Both)
    return false;
  if (Both->getOpcode() == BO_LAnd)
    return picksOne(Both->getLHS(), L) || picksOne(Both->getRHS(), L);
  if (Both->getOpcode() == BO_LOr)
    return picksOne(Both->getLHS(), L) && picksOne(Both->getRHS(), L);
  if (Both->getOpcode() != BO_EQ)
    return false;
  return llvm::any_of(
      std::initializer_list<std::pair<const Expr *, const Expr *>>{
          {Both->getLHS(), Both->getRHS()}, {Both->getRHS(), Both->getLHS()}},
      [&](auto Sides) {
        auto [One, Other] = Sides;
        return constantOf(Other, Context) &&
               (isElement(One, L) || comparesName(One));
      });
}

bool Loops::isForOneElement(const Loop &L, const Stmt *S) const {
  for (const Stmt *P = Refs.parent(S), *Child = S; P && P != L.Statement;
       Child = P, P = Refs.parent(P))
    if (const auto *If = dyn_cast<IfStmt>(P);
        If && If->getThen() == Child && picksOne(If->getCond(), L))
      return true;
  return false;
}

} // namespace p99::analysis
