// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/IdleWaits.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// The descriptor in `set->bits[fd / 64] |= 1 << fd % 64`, what FD_SET writes.
static const Expr *descriptorIn(const Expr *BitsWrite) {
  const auto *Or = dyn_cast<CompoundAssignOperator>(BitsWrite);
  const auto *Word =
      Or ? dyn_cast<ArraySubscriptExpr>(Or->getLHS()->IgnoreParenImpCasts())
         : nullptr;
  const auto *Index =
      Word ? dyn_cast<BinaryOperator>(Word->getIdx()->IgnoreParenCasts())
           : nullptr;
  return Index ? Index->getLHS()->IgnoreParenCasts() : nullptr;
}

static bool isWritten(const Expr *Init) {
  return Init && !isa<ImplicitValueInitExpr>(Init);
}

llvm::SmallVector<const Expr *, 4>
IdleWaits::descriptorsOf(const Expr *Set, const FunctionDecl *In) const {
  llvm::SmallVector<const Expr *, 4> Found;
  const ValueDecl *Place = placeOf(strip(Set));
  if (!Place)
    return Found;
  // pollfd p = {fd, POLLIN, 0}; also an array of them.
  for (const Expr *Value : Refs.valuesOf(Place)) {
    llvm::SmallVector<const Expr *, 4> Lists = {Value->IgnoreParenImpCasts()};
    while (!Lists.empty()) {
      const auto *List = dyn_cast_or_null<InitListExpr>(Lists.pop_back_val());
      if (!List || List->getNumInits() == 0)
        continue;
      if (const InitListExpr *Semantic = List->getSemanticForm())
        List = Semantic;
      if (List->getType()->isRecordType()) {
        // Not `pollfd p = {0};`, which is filled in later.
        if (isWritten(List->getInit(0)) &&
            (List->getNumInits() < 2 || isWritten(List->getInit(1))))
          Found.push_back(List->getInit(0));
      } else
        Lists.append(List->inits().begin(), List->inits().end());
    }
  }
  for (const Expr *Use : Refs.usesOf(Place)) {
    if (Refs.functionAround(Use) != In)
      continue;
    for (const Stmt *Around = Use; (Around = Refs.parent(Around));) {
      if (!isa<Expr>(Around))
        break;
      if (const Expr *Bit = descriptorIn(cast<Expr>(Around))) {
        Found.push_back(Bit);
        break;
      }
      const auto *Assign = dyn_cast<BinaryOperator>(Around);
      if (!Assign || Assign->getOpcode() != BO_Assign)
        continue;
      const auto *Field =
          dyn_cast<MemberExpr>(Assign->getLHS()->IgnoreParenImpCasts());
      // p.fd = fd, as against p.events = POLLIN.
      if (const Model *M =
              Field ? Models.find(Field->getMemberDecl()) : nullptr;
          M && !M->SetsDeadline.empty())
        Found.push_back(Assign->getRHS());
      break;
    }
  }
  return Found;
}

/// A loop that goes on whatever the wait answers: while (running) { poll(); }.
/// One that only repeats an interrupted wait names the wait or its result.
bool IdleWaits::isServiceLoop(const Stmt *Loop, const CallExpr *Wait) const {
  const Expr *Condition = nullptr;
  if (const auto *W = dyn_cast<WhileStmt>(Loop))
    Condition = W->getCond();
  else if (const auto *D = dyn_cast<DoStmt>(Loop))
    Condition = D->getCond();
  else if (const auto *F = dyn_cast<ForStmt>(Loop))
    Condition = F->getCond();
  if (!Condition)
    return true;
  const ValueDecl *Result = nullptr;
  for (const Stmt *Around = Wait; Around; Around = Refs.parent(Around)) {
    if (Around == Condition)
      return false;
    if (const ValueDecl *D = Refs.initializedBy(Around))
      Result = D;
    if (const auto *Assign = dyn_cast<BinaryOperator>(Around);
        Assign && Assign->getOpcode() == BO_Assign)
      Result = placeOf(strip(Assign->getLHS()));
  }
  if (Result)
    for (const Expr *Use : Refs.usesOf(Result))
      for (const Stmt *Around = Use; Around; Around = Refs.parent(Around))
        if (Around == Condition)
          return false;
  return true;
}

bool IdleWaits::waitsForPeer(const CallExpr *Wait,
                             llvm::ArrayRef<unsigned> Sets) const {
  const Stmt *Loop = Refs.loopAround(Wait);
  if (Loop && isServiceLoop(Loop, Wait))
    return false;
  const FunctionDecl *In = Refs.functionAround(Wait);
  // while (running) serveOnce();
  if (In)
    for (const Expr *Call : Refs.callsOf(In))
      if (const Stmt *Around = Refs.loopAround(Call);
          Around && isa<CallExpr>(Call) &&
          isServiceLoop(Around, cast<CallExpr>(Call)))
        return false;
  bool Peer = false;
  for (unsigned Set : Sets) {
    const Expr *Argument = argument(Wait, Set - 1);
    if (!Argument)
      continue;
    for (const Expr *Descriptor : descriptorsOf(Argument, In)) {
      HandleFacts Facts = Limits.of(Descriptor, Wait->getDirectCallee());
      if (Facts.Wakes || (Facts.Places.empty() && Facts.Origins.empty()))
        return false; // stdin, or a descriptor that this process signals.
      for (const Expr *Origin : Facts.Origins)
        if (const Model *M = Models.find(calleeOf(Origin)))
          Peer |= M->Creates && !M->Wakes;
      for (const Expr *Call : Facts.ModelledCalls) {
        const Model *M = Models.find(calleeOf(Call));
        if (!M || Call == Wait || !M->Blocks)
          continue;
        if (*M->Blocks == BlockKind::Events)
          return false; // A listening socket.
        Peer |= M->TimesOut && M->TimesOut->How == TimesOut::Shape::Socket;
      }
    }
  }
  return Peer;
}

} // namespace p99::analysis
