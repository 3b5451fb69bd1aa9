// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef P99_ANALYSIS_WITHIN_H
#define P99_ANALYSIS_WITHIN_H

#include "analysis/References.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace p99::analysis {

/// `S` is `Around` or a part of it, within one function.
inline bool isWithin(const clang::Stmt *S, const clang::Stmt *Around,
                     const References &Refs) {
  while (S && S != Around)
    S = Refs.parent(S);
  return S != nullptr;
}

/// One of the statements that `S` is made of, itself included, is such; not
/// what stands in its lambdas, which run at another time. No for nullptr.
inline bool anyWithin(const clang::Stmt *S,
                      llvm::function_ref<bool(const clang::Stmt *)> Is) {
  if (!S || llvm::isa<clang::LambdaExpr>(S))
    return false;
  return Is(S) || llvm::any_of(S->children(), [&](const clang::Stmt *Child) {
           return anyWithin(Child, Is);
         });
}

/// `S`, a part of `Around`, runs whenever that does: it is in no branch, which
/// `Around` may be itself, and in no lambda.
inline bool runsEachTime(const clang::Stmt *S, const clang::Stmt *Around,
                         const References &Refs) {
  const clang::Stmt *Child = nullptr;
  for (; S; Child = S, S = Refs.parent(S)) {
    const auto *If = llvm::dyn_cast<clang::IfStmt>(S);
    const bool Asks = If && (Child == If->getCond() || Child == If->getInit());
    if (!Asks && llvm::isa<clang::IfStmt, clang::SwitchStmt,
                           clang::AbstractConditionalOperator,
                           clang::CXXCatchStmt, clang::LambdaExpr>(S))
      return false;
    if (S == Around)
      return true;
  }
  return false;
}

/// Some of it does not compile. Other statements may be missing as well: they
/// leave no trace.
inline bool containsErrors(const clang::Stmt *S,
                           const clang::ASTContext &Context) {
  return Context.getDiagnostics().hasUncompilableErrorOccurred() &&
         anyWithin(S, [](const clang::Stmt *Part) {
           const auto *E = llvm::dyn_cast<clang::Expr>(Part);
           return E && E->containsErrors();
         });
}

/// One use of a macro has written both.
inline bool areOfOneMacro(const clang::Stmt *A, const clang::Stmt *B,
                          const clang::SourceManager &SM) {
  return A->getBeginLoc().isMacroID() && B->getBeginLoc().isMacroID() &&
         SM.getExpansionLoc(A->getBeginLoc()) ==
             SM.getExpansionLoc(B->getBeginLoc());
}

/// What holds an expression, past casts that nobody has written and
/// parentheses; nullptr if nothing does.
inline const clang::Stmt *parentPastCasts(const clang::Stmt *S,
                                          const References &Refs) {
  const clang::Stmt *P = Refs.parent(S);
  while (llvm::isa_and_nonnull<clang::ImplicitCastExpr, clang::ParenExpr>(P))
    P = Refs.parent(P);
  return P;
}

} // namespace p99::analysis

#endif
