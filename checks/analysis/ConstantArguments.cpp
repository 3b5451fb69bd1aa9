// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ConstantArguments.h"
#include "analysis/Expressions.h"
#include <optional>

using namespace clang;

namespace p99::analysis {

namespace {

/// What conditions of a function say, as far as one call of it decides that.
class Decided {
public:
  Decided(const Expr *Call, const References &Refs, ASTContext &Context)
      : Call(Call), Refs(Refs), Context(Context) {}

  std::optional<bool> holds(const Expr *Condition) const;

private:
  std::optional<int64_t> passedFor(const Expr *E) const;

  const Expr *Call;
  const References &Refs;
  ASTContext &Context;
};

/// What the call passes for the parameter that `E` names, if nothing in the
/// function gives it another value.
std::optional<int64_t> Decided::passedFor(const Expr *E) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (!Parameter || !Refs.valuesOf(Parameter).empty())
    return std::nullopt;
  return constantOf(argument(Call, Parameter->getFunctionScopeIndex()),
                    Context);
}

std::optional<bool> Decided::holds(const Expr *Condition) const {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = holds(Not->getSubExpr());
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  const auto *Test = dyn_cast<BinaryOperator>(Condition);
  if (Test && Test->isLogicalOp()) {
    const bool Deciding = Test->getOpcode() == BO_LOr;
    std::optional<bool> Left = holds(Test->getLHS()),
                        Right = holds(Test->getRHS());
    if (Left == Deciding || Right == Deciding)
      return Deciding;
    return Left && Right ? std::optional(!Deciding) : std::nullopt;
  }
  if (Test && Test->isEqualityOp()) {
    std::optional<int64_t> Passed = passedFor(Test->getLHS()),
                           Wanted = constantOf(Test->getRHS(), Context);
    if (!Passed || !Wanted)
      return std::nullopt;
    return (*Passed == *Wanted) == (Test->getOpcode() == BO_EQ);
  }
  std::optional<int64_t> Passed = passedFor(Condition);
  return Passed ? std::optional(*Passed != 0) : std::nullopt;
}

} // namespace

bool isRuledOut(const Expr *Call, const Stmt *Inside, const References &Refs,
                ASTContext &Context) {
  const Decided Conditions(Call, Refs, Context);
  const Stmt *Part = Inside;
  for (const Stmt *S = Refs.parent(Part); S; Part = S, S = Refs.parent(S)) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If || (Part != If->getThen() && Part != If->getElse()))
      continue;
    std::optional<bool> Holds = Conditions.holds(If->getCond());
    if (Holds && *Holds != (Part == If->getThen()))
      return true;
  }
  return false;
}

} // namespace p99::analysis
