// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections that wait for threads: what these still need, and who started them.

#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/HeldWaits.h"
#include "analysis/Spawns.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

/// Where a function that the thread was started with takes the mutex.
const Expr *HeldWaits::neededByThread(const Section &S,
                                      const ValueDecl *Thread) const {
  if (!Thread || !S.mutex().Decl)
    return nullptr;
  for (const Expr *Value : U.references().valuesOf(Thread)) {
    const Expr *Made = strip(Value);
    const Model *M = U.models().find(calleeOf(Made));
    if (!M || !M->Spawns || !M->Spawns->Callable)
      continue;
    const Expr *Callable = argument(Made, M->Spawns->Callable - 1);
    if (!Callable)
      continue;
    for (const FunctionDecl *F : U.callables().named(Callable).Functions)
      for (const ValueDecl *Mutex : U.callSummaries().of(F).Acquires)
        if (isSame(Mutex, S.mutex().Decl))
          return Made;
  }
  return nullptr;
}

/// The thread has said that it is done: changed.wait(lock, ...); thread.join();
bool HeldWaits::isToldOfEnd(const Section &S, const Stmt *Join) const {
  const SourceManager &SM = U.ast().getSourceManager();
  auto Waits = [&](const Expr *Call) {
    return U.mutexes().waitedWith(Call) ||
           llvm::any_of(U.callSummaries().waitsOf(Call), [&](const auto &B) {
             return B.Kind == BlockKind::Thread && isGivenBack(S, B);
           });
  };
  return llvm::any_of(U.references().callsIn(S.Function), [&](const auto *E) {
    return SM.isBeforeInTranslationUnit(E->getBeginLoc(),
                                        Join->getBeginLoc()) &&
           Waits(E);
  });
}

/// The section starts the threads that it then joins: they do its work.
bool HeldWaits::startsThreads(const Section &S) const {
  return llvm::any_of(S.Held, [&](const Stmt *Held) {
    return isa<CallExpr, CXXConstructExpr>(Held) &&
           startsThread(cast<Expr>(Held), U.models());
  });
}

} // namespace p99::analysis
