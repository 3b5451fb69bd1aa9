// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function's own comparisons say of the descriptors that it uses.

#include "analysis/DirectWaits.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace p99::analysis {

/// EAGAIN, EWOULDBLOCK and EINPROGRESS, and what OpenSSL and libssh have for
/// them, are macros.
static bool isTryAgain(const Expr *E, const ASTContext &Context) {
  constexpr int64_t TryAgain = 11, InProgress = 115;
  E = E->IgnoreParenImpCasts();
  if (const auto *Minus = dyn_cast<UnaryOperator>(E);
      Minus && Minus->getOpcode() == UO_Minus)
    E = Minus->getSubExpr();
  const auto *Number = dyn_cast<IntegerLiteral>(E);
  if (!Number || !Number->getBeginLoc().isMacroID())
    return false;
  llvm::StringRef Macro = Lexer::getImmediateMacroName(
      Number->getBeginLoc(), Context.getSourceManager(), Context.getLangOpts());
  return Number->getValue() == TryAgain || Number->getValue() == InProgress ||
         Macro == "SSL_ERROR_WANT_READ" || Macro == "SSL_ERROR_WANT_WRITE" ||
         Macro == "SSH_AGAIN";
}

static bool isDatagramKind(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Kind = Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  return Kind && (Kind->getName().contains_insensitive("udp") ||
                  Kind->getName().contains_insensitive("dgram"));
}

DirectWaits::Asked DirectWaits::askedIn(const FunctionDecl *F) {
  auto [It, New] = Asks.try_emplace(F);
  Asked &Found = It->second;
  llvm::SmallVector<const Stmt *, 32> Open;
  if (New && F && F->getBody())
    Open.push_back(F->getBody());
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isEqualityOp()) {
      for (const Expr *Side : {B->getLHS(), B->getRHS()}) {
        Found.ForAgain |= isTryAgain(Side, U.ast());
        Found.ForDatagrams |= isDatagramKind(Side);
      }
    } else if (const auto *C = dyn_cast<CaseStmt>(S)) {
      const auto *Value = dyn_cast<ConstantExpr>(C->getLHS());
      Found.ForAgain |= Value && isTryAgain(Value->getSubExpr(), U.ast());
    }
    for (const Stmt *Child : S->children())
      if (Child)
        Open.push_back(Child);
  }
  return Found;
}

/// In an event loop the code says so where it handles the result, or its caller
/// does; or another function of the object that the handle is a member of.
bool DirectWaits::isAskedAgain(const Expr *Call, const ValueDecl *Handle) {
  const References &Refs = U.references();
  const FunctionDecl *In = Refs.functionAround(Call);
  if (askedIn(In).ForAgain)
    return true;
  if (isa_and_nonnull<FieldDecl>(Handle) &&
      llvm::any_of(Refs.usesOf(Handle), [&](const Expr *Use) {
        return askedIn(Refs.functionAround(Use)).ForAgain;
      }))
    return true;
  return In && llvm::any_of(Refs.callsOf(In), [&](const Expr *Outer) {
           return askedIn(Refs.functionAround(Outer)).ForAgain;
         });
}

} // namespace p99::analysis
