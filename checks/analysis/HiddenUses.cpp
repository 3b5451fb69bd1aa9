// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HiddenUses.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace p99::analysis {

static const Stmt *scopeOf(const VarDecl *V, const FunctionDecl *In,
                           const References &Refs) {
  const Stmt *Scope = V->getInit();
  while (Scope && !isa<CompoundStmt>(Scope))
    Scope = Refs.parent(Scope);
  return Scope ? Scope : In->getBody();
}

bool hasHiddenUse(const VarDecl *V, const FunctionDecl *In,
                  const References &Refs) {
  const ASTContext &Context = V->getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  const Stmt *Scope = scopeOf(V, In, Refs);
  if (!Scope || Scope->getBeginLoc().isMacroID() ||
      Scope->getEndLoc().isMacroID())
    return false;
  auto [File, Begin] = SM.getDecomposedLoc(Scope->getBeginLoc());
  auto [EndFile, End] = SM.getDecomposedLoc(Scope->getEndLoc());
  llvm::StringRef Text = SM.getBufferData(File);
  if (File != EndFile || End > Text.size())
    return false;
  llvm::DenseSet<unsigned> Known{SM.getFileOffset(V->getLocation())};
  for (const Expr *Use : Refs.usesOf(V))
    Known.insert(SM.getFileOffset(SM.getSpellingLoc(Use->getExprLoc())));

  Lexer Tokens(SM.getLocForStartOfFile(File), Context.getLangOpts(),
               Text.begin(), Text.begin() + Begin, Text.end());
  bool OfOther = false;
  for (Token T;
       !Tokens.LexFromRawLexer(T) && SM.getFileOffset(T.getLocation()) < End;) {
    if (T.is(tok::raw_identifier) && !OfOther &&
        T.getRawIdentifier() == V->getName() &&
        !Known.contains(SM.getFileOffset(T.getLocation())))
      return true;
    OfOther = T.isOneOf(tok::period, tok::arrow, tok::coloncolon);
  }
  return false;
}

} // namespace p99::analysis
