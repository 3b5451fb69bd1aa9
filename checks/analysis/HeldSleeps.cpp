// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sleeps under a lock: those that are meant, and those that somebody pays for.

#include "analysis/Devices.h"
#include "analysis/Expressions.h"
#include "analysis/HeldWaits.h"
#include "analysis/Unit.h"
#include "analysis/WaitBranches.h"
#include "analysis/Within.h"

using namespace clang;

namespace p99::analysis {

/// The pause that a device asks for before or after it is closed, or the time
/// that what is stopped needs to come to its end.
bool HeldWaits::isPartOfEnd(const Blocking &B) {
  return anyCallSays(llvm::ArrayRef(B.Chain).drop_back(),
                     {"close", "stop", "shutdown"});
}

/// A pause between two tries, both of which are made under the lock.
static bool isInRetry(const Section &S, const Blocking &B,
                      const References &Refs, const ASTContext &Context) {
  return llvm::any_of(B.Chain, [&](const Stmt *Link) {
    const Stmt *Loop = retryAround(Link, Refs, Context);
    return Loop && (!S.Acquisition || !isWithin(S.Acquisition, Loop, Refs));
  });
}

static bool setsLocal(const BinaryOperator *Sets) {
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(strip(Sets->getLHS())));
  return V && V->hasLocalStorage();
}

/// void hold_up(int seconds) { lock(m); log("holding"); sleep(seconds);
/// unlock(m); }: it is there to keep the others waiting.
static bool isHeldForItsOwnSake(const Section &S, const Blocking &B) {
  const auto *Sleep = dyn_cast<CallExpr>(B.origin());
  const Expr *Time = Sleep ? argument(Sleep, 0) : nullptr;
  if (B.Chain.size() > 1 || !Time ||
      !isa_and_nonnull<ParmVarDecl>(placeOf(strip(Time))))
    return false;
  bool Says = false;
  for (const Stmt *Held : S.Held) {
    const auto *Sets = dyn_cast<BinaryOperator>(Held);
    const auto *Steps = dyn_cast<UnaryOperator>(Held);
    if ((Sets && Sets->isAssignmentOp() && !setsLocal(Sets)) ||
        (Steps && Steps->isIncrementDecrementOp()))
      return false;
    const auto *Call = dyn_cast<CallExpr>(Held);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    // A macro that locks or unlocks may abort() if it cannot.
    if (!Call || Call == Sleep || (F && F->isNoReturn()) ||
        llvm::is_contained(S.Releases, Call))
      continue;
    if (llvm::none_of(Call->arguments(), [](const Expr *Given) {
          return isa<StringLiteral>(Given->IgnoreParenImpCasts());
        }))
      return false;
    Says = true;
  }
  return Says;
}

bool HeldWaits::countsAsSleep(const Section &S, const Blocking &B) const {
  const References &Refs = U.references();
  return !Purpose.servesLoop(S, B.call()) && !isBackOff(B.Chain, Refs) &&
         !isInRetry(S, B, Refs, U.ast()) && !isHeldForItsOwnSake(S, B) &&
         !isBrief(B.origin(), Refs, U.ast()) && !isPartOfEnd(B) &&
         (Hot || !Purpose.servesConnecting(S, B)) && !Purpose.servesTests(B) &&
         llvm::none_of(B.Chain,
                       [&](const Stmt *Link) {
                         return followsError(Link, Refs, U.ast()) ||
                                isAfterErrorLine(Link, Refs, U.ast());
                       }) &&
         !accessesRegisters(Refs.functionAround(B.origin()), Refs);
}

} // namespace p99::analysis
