// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RowLoops.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

constexpr unsigned MaxDepth = 2;

static const Expr *fetchIn(const Stmt *S, Unit &U, unsigned Depth) {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = calleeOf(Call)) {
      if (const Model *M = U.models().find(F)) {
        if (M->Rows)
          return Call;
      } else if (Depth && Callables::isOwn(F)) {
        // bool Rows::next() { return sqlite3_step(Statement) == SQLITE_ROW; }
        for (const Expr *Answer : U.references().returnsOf(F))
          if (fetchIn(Answer, U, Depth - 1))
            return Call;
      }
    }
  for (const Stmt *Child : S->children())
    if (const Expr *Call = fetchIn(Child, U, Depth))
      return Call;
  return nullptr;
}

const Expr *rowFetchOf(const Loop &L, Unit &U) {
  if (const auto *While = dyn_cast_or_null<WhileStmt>(L.Statement)) {
    const Expr *Call =
        fetchIn(While->getConditionVariableDeclStmt(), U, MaxDepth);
    return Call ? Call : fetchIn(While->getCond(), U, MaxDepth);
  }
  if (const auto *Do = dyn_cast_or_null<DoStmt>(L.Statement))
    return fetchIn(Do->getCond(), U, MaxDepth);
  if (const auto *For = dyn_cast_or_null<ForStmt>(L.Statement)) {
    const Expr *Call = fetchIn(For->getCond(), U, MaxDepth);
    return Call ? Call : fetchIn(For->getInc(), U, MaxDepth);
  }
  return nullptr;
}

} // namespace p99::analysis
