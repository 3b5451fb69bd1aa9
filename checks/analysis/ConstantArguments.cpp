// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ConstantArguments.h"
#include "analysis/Expressions.h"
#include <optional>

using namespace clang;

namespace p99::analysis {

/// What the call passes for the parameter that `E` names, if nothing in the
/// function gives it another value.
static std::optional<int64_t> passedFor(const Expr *E, const Expr *Call,
                                        const References &Refs,
                                        ASTContext &Context) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (!Parameter || !Refs.valuesOf(Parameter).empty())
    return std::nullopt;
  return constantOf(argument(Call, Parameter->getFunctionScopeIndex()),
                    Context);
}

bool isRuledOut(const Expr *Call, const Stmt *Inside, const References &Refs,
                ASTContext &Context) {
  const Stmt *Part = Inside;
  for (const Stmt *S = Refs.parent(Part); S; Part = S, S = Refs.parent(S)) {
    const auto *If = dyn_cast<IfStmt>(S);
    const auto *Test =
        If ? dyn_cast<BinaryOperator>(If->getCond()->IgnoreParenImpCasts())
           : nullptr;
    if (!Test || !Test->isEqualityOp() ||
        (Part != If->getThen() && Part != If->getElse()))
      continue;
    auto Passed = passedFor(Test->getLHS(), Call, Refs, Context);
    auto Wanted = constantOf(Test->getRHS(), Context);
    if (!Passed || !Wanted)
      continue;
    const bool Holds = (*Passed != *Wanted) == (Test->getOpcode() == BO_NE);
    if (Holds != (Part == If->getThen()))
      return true;
  }
  return false;
}

} // namespace p99::analysis
