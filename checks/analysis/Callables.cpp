// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

Callables::Targets Callables::named(const Expr *E) const {
  Targets Found;
  collect(E, Found, 0);
  return Found;
}

void Callables::collect(const Expr *E, Targets &Into, unsigned) const {
  E = strip(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    Into.Functions.push_back(Lambda->getCallOperator()->getCanonicalDecl());
  else if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
           Ref && isa<FunctionDecl>(Ref->getDecl()))
    Into.Functions.push_back(
        cast<FunctionDecl>(Ref->getDecl())->getCanonicalDecl());
  else
    Into.Unknown = true;
}

Callables::Targets Callables::called(const Expr *Call) const {
  Targets Found;
  if (const FunctionDecl *F = calleeOf(Call))
    Found.Functions.push_back(F->getCanonicalDecl());
  else
    Found.Unknown = true;
  return Found;
}

} // namespace p99::analysis
