// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CodeOrder.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace p99::analysis {

/// Clang asks for the destructors of what a body declares.
static bool hasErrors(const FunctionDecl *F) {
  if (F->isInvalidDecl())
    return true;
  return llvm::any_of(F->decls(),
                      [](const Decl *D) { return D->isInvalidDecl(); });
}

static const Stmt *statementOf(const CFGElement &Element) {
  if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
    return S->getStmt();
  if (std::optional<CFGInitializer> Init = Element.getAs<CFGInitializer>())
    return Init->getInitializer()->getInit();
  return nullptr;
}

std::unique_ptr<CodeOrder> CodeOrder::of(const FunctionDecl *F,
                                         ASTContext &Context) {
  const FunctionDecl *Definition = nullptr;
  Stmt *Body = F->getBody(Definition);
  if (!Body || Definition->isDependentContext() || hasErrors(Definition) ||
      isa<CoroutineBodyStmt>(Body))
    return nullptr;
  CFG::BuildOptions Options;
  Options.AddInitializers = true;
  Options.AddEHEdges = true;
  Options.setAllAlwaysAdd();
  auto Order = std::unique_ptr<CodeOrder>(new CodeOrder());
  Order->Graph = CFG::buildCFG(Definition, Body, &Context, Options);
  if (!Order->Graph)
    return nullptr;
  for (const CFGBlock *Block : *Order->Graph)
    for (unsigned I = 0; I < Block->size(); ++I)
      if (const Stmt *S = statementOf((*Block)[I]))
        Order->Places.try_emplace(S, Block, I);
  return Order;
}

bool CodeOrder::after(const Stmt *From, Visitor Visit) const {
  auto Place = Places.find(From);
  if (Place == Places.end())
    return false;
  auto [Start, Index] = Place->second;
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  llvm::SmallVector<const CFGBlock *, 16> Open;
  /// False if nothing behind the block counts.
  auto Run = [&](const CFGBlock *Block, unsigned I, bool &Found) {
    for (; I < Block->size(); ++I)
      if (const Stmt *S = statementOf((*Block)[I]))
        switch (Visit(S)) {
        case Step::On:
          break;
        case Step::Leave:
          return false;
        case Step::Found:
          Found = true;
          return false;
        }
    return true;
  };
  bool Found = false;
  auto Follow = [&](const CFGBlock *Block) {
    for (CFGBlock::AdjacentBlock Next : Block->succs()) {
      const CFGBlock *To =
          Next ? Next.getReachableBlock() : Next.getPossiblyUnreachableBlock();
      if (To && Seen.insert(To).second)
        Open.push_back(To);
    }
  };
  if (Run(Start, Index + 1, Found))
    Follow(Start);
  while (!Found && !Open.empty()) {
    const CFGBlock *Block = Open.pop_back_val();
    if (Run(Block, 0, Found))
      Follow(Block);
  }
  return Found;
}

} // namespace p99::analysis
