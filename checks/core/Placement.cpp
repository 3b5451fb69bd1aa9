// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/Placement.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using p99::analysis::References;

namespace p99 {

static bool isWithin(const Stmt *S, const Stmt *Around,
                     const References &Refs) {
  while (S && S != Around)
    S = Refs.parent(S);
  return S != nullptr;
}

std::optional<Placement> placeBefore(llvm::ArrayRef<const Expr *> Expressions,
                                     llvm::ArrayRef<const Expr *> Needs,
                                     const References &Refs) {
  auto HoldsAll = [&](const Stmt *Block) {
    return llvm::all_of(
        Expressions, [&](const Expr *E) { return isWithin(E, Block, Refs); });
  };
  auto HoldsNeed = [&](const Stmt *S) {
    return llvm::any_of(
        Needs, [&](const Expr *Need) { return isWithin(Need, S, Refs); });
  };
  std::optional<Placement> Found;
  const Stmt *Child = Expressions.front();
  for (const Stmt *Around; (Around = Refs.parent(Child)); Child = Around) {
    bool Block = isa<CompoundStmt, SwitchCase>(Around) ||
                 FixBuilder::isUnbracedBody(Child, Around);
    if (!Found) {
      if (Block && HoldsAll(isa<CompoundStmt>(Around) ? Around : Child)) {
        if (HoldsNeed(Child))
          return std::nullopt;
        Found = Placement{Child, Around};
      }
    } else if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Child)) {
      if (HoldsNeed(Child))
        break;
      if (isa<CompoundStmt>(Around))
        Found = Placement{Child, Around};
    } else if (isa<LambdaExpr>(Child)) {
      break;
    }
  }
  return Found;
}

/// Whether control never reaches what follows the statement.
static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return Call->getDirectCallee() && Call->getDirectCallee()->isNoReturn();
  return isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, CXXThrowExpr>(S);
}

std::optional<Placement> placeAfter(const Expr *Made, const References &Refs) {
  const Stmt *Statement = Made;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Statement));
  while (!Block) {
    Statement = Refs.parent(Statement);
    if (!Statement || !isa<Expr, DeclStmt>(Statement))
      return std::nullopt;
    Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Statement));
  }
  auto Next = std::next(llvm::find(Block->body(), Statement));
  if (Next != Block->body_end())
    if (const auto *If = dyn_cast<IfStmt>(*Next)) {
      if (If->getElse() || !leaves(If->getThen()))
        return std::nullopt;
      Statement = If;
    }
  return Placement{Statement, Block, /*After=*/true};
}

} // namespace p99
