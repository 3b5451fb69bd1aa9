// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/SetUps.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallSet.h"
#include <functional>

using namespace clang;

namespace p99::analysis {

/// curl, curl != NULL, curl && ok
static bool asksForIt(const Expr *Condition, const ValueDecl *D) {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition)) {
    if (Binary->getOpcode() == BO_LAnd || Binary->getOpcode() == BO_NE)
      return asksForIt(Binary->getLHS(), D) || asksForIt(Binary->getRHS(), D);
    return Binary->getOpcode() == BO_Assign && asksForIt(Binary->getLHS(), D);
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Condition);
  return Ref && Ref->getDecl() == D;
}

/// Not in a branch that asks about something else, as after an error.
static bool isAlwaysReached(const Expr *Release, const SetUp &S,
                            const References &Refs) {
  llvm::SmallSet<const Stmt *, 16> AroundMade;
  for (const Stmt *P = S.Made; P; P = Refs.parent(P))
    AroundMade.insert(P);
  const Stmt *Child = Release;
  for (const Stmt *P = Refs.parent(Release); P && !AroundMade.contains(P);
       Child = P, P = Refs.parent(P)) {
    if (isa<SwitchStmt, CXXCatchStmt, LambdaExpr>(P))
      return false;
    const auto *If = dyn_cast<IfStmt>(P);
    if (!If)
      continue;
    // if (curl) { ...; curl_easy_cleanup(curl); }
    if (If->getThen() != Child || !asksForIt(If->getCond(), S.Object))
      return false;
    const auto *Block = dyn_cast<CompoundStmt>(If->getThen());
    if (Block && !Block->body_empty() &&
        isa<ReturnStmt, ContinueStmt, BreakStmt, GotoStmt>(Block->body_back()))
      return false;
  }
  return true;
}

llvm::SmallVector<const Expr *, 1> releasesOf(const SetUp &S,
                                              const References &Refs) {
  llvm::SmallVector<const Expr *, 1> Releases;
  const FunctionDecl *In = Refs.functionAround(S.Made);
  if (!In || !S.Object)
    return Releases;
  for (const Expr *Use : Refs.usesOf(S.Object)) {
    const Stmt *P = Refs.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, UnaryOperator>(P))
      P = Refs.parent(P);
    if (const auto *Delete = dyn_cast_or_null<CXXDeleteExpr>(P)) {
      if (isAlwaysReached(Delete, S, Refs))
        Releases.push_back(Delete);
      continue;
    }
    const auto *Call = dyn_cast_or_null<CallExpr>(P);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (F && F->getIdentifier() && Refs.functionAround(Call) == In &&
        llvm::any_of(S.Cost->Ends, std::bind_front(isModelled, F->getName())) &&
        isAlwaysReached(Call, S, Refs))
      Releases.push_back(Call);
  }
  return Releases;
}

} // namespace p99::analysis
