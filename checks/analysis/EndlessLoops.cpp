// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/EndlessLoops.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// Whether the statement, a part of the loop, leaves it. `Own`: a `break` here
/// is one of that loop.
static bool leaves(const Stmt *S, bool Own) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<ReturnStmt, CoreturnStmt, GotoStmt, IndirectGotoStmt, CXXThrowExpr>(
          S) ||
      (Own && isa<BreakStmt>(S)))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = Call->getDirectCallee(); F && F->isNoReturn())
      return true;
  Own &= !isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(S);
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return leaves(Child, Own); });
}

bool isLeft(const Loop &L) { return leaves(L.Body, /*Own=*/true); }

/// The loop without a way out that the function comes to, or one that it calls
/// on its way.
static Loop search(const FunctionDecl *F, const Loops &All, unsigned Depth) {
  if (!References::hasVisibleBody(F) || Depth > 2)
    return {};
  llvm::SmallVector<const Stmt *, 8> Open{F->getBody()};
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (isa<ForStmt, WhileStmt, DoStmt>(S)) {
      Loop L = All.of(S);
      if (All.isEndless(L) && !isLeft(L))
        return L;
      continue;
    }
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (const FunctionDecl *Body = Callee ? Callee->getDefinition() : nullptr;
          Body && Body != F && Callables::isOwn(Body))
        if (Loop L = search(Body, All, Depth + 1))
          return L;
    }
    // Not what stands in branches, nor in other lambdas.
    if (isa<CompoundStmt, ExprWithCleanups, CXXTryStmt, CastExpr>(S)) {
      llvm::SmallVector<const Stmt *, 8> Parts(S->child_begin(),
                                               S->child_end());
      for (const Stmt *Part : llvm::reverse(Parts))
        if (Part)
          Open.push_back(Part);
    }
  }
  return {};
}

Loop endlessLoopOf(const FunctionDecl *F, const Loops &All) {
  return search(F, All, 0);
}

} // namespace p99::analysis
