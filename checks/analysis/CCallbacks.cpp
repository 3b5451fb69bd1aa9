// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CCallbacks.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"

using namespace clang;

namespace p99::analysis {

bool isGivenToC(const Stmt *Call, Unit &U) {
  const auto *E = dyn_cast<Expr>(Call);
  const FunctionDecl *F = E ? calleeOf(E) : nullptr;
  return F && F->isExternC() && !Callables::isOwn(F) && !U.models().find(F);
}

/// The call whose argument it is, past its conversion to a pointer.
static const CallExpr *givenTo(const Expr *Named, const References &Refs) {
  const Stmt *Child = Named, *P = Refs.parent(Named);
  for (; isa_and_nonnull<CastExpr, MemberExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr, CXXConstructExpr,
                         CXXMemberCallExpr>(P);
       Child = P, P = Refs.parent(P))
    if (const auto *Method = dyn_cast<CXXMemberCallExpr>(P);
        Method && !isa_and_nonnull<CXXConversionDecl>(Method->getMethodDecl()))
      return nullptr;
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  return Call && Call->getCallee() != Child ? Call : nullptr;
}

bool isOnlyGivenToC(const LambdaExpr *Lambda, Unit &U) {
  // Only without captures it converts to a pointer.
  if (Lambda->capture_size() != 0)
    return false;
  const References &Refs = U.references();
  auto IsGiven = [&](const Expr *Named) {
    const CallExpr *Call = givenTo(Named, Refs);
    return Call && (Call->getDirectCallee() ? isGivenToC(Call, U)
                                            : Call->isTypeDependent());
  };
  const Stmt *Whole = Lambda;
  while (isa_and_nonnull<Expr>(Whole) && !Refs.initializedBy(Whole))
    Whole = Refs.parent(Whole);
  if (!isa_and_nonnull<Expr>(Whole))
    return IsGiven(Lambda);
  auto Uses = Refs.usesOf(Refs.initializedBy(Whole));
  return !Uses.empty() && llvm::all_of(Uses, IsGiven);
}

} // namespace p99::analysis
