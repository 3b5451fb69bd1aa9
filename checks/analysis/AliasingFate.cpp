// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of an object while a reference to it would be used.

#include "analysis/Aliasing.h"
#include "analysis/Borrows.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// The call whose operand an expression is, by whatever name.
static const Expr *callAround(const Stmt *S, const References &Refs) {
  do
    S = Refs.parent(S);
  while (isa_and_nonnull<Expr>(S) && !isa<CallExpr, CXXConstructExpr>(S));
  return dyn_cast_or_null<Expr>(S);
}

/// The calls that run while they look at what is used: `copy.writeTo(source)`.
static void addRunningWith(const Stmt *Use, const References &Refs,
                           llvm::SmallPtrSetImpl<const Stmt *> &Into) {
  while (const Expr *Call = callAround(Use, Refs)) {
    Into.insert(Call);
    // What they answer with may still lead there.
    if (!Call->isGLValue() && !refersToOthers(Call->getType()))
      return;
    Use = Call;
  }
}

Fate Aliasing::fateOf(const Way &Source, const VarDecl *Reader,
                      const Stmt *Init, llvm::ArrayRef<const Stmt *> Uses) {
  if (Source.From == Way::Root::Unknown || !order() || !Order->knows(Init))
    return {Fate::Kind::Changes, Init};
  const References &Refs = U.references();
  // A local whose address is out can be reached by anyone.
  Way From = Source;
  if (From.From == Way::Root::Local)
    for (const ValueDecl *Owner : Source.Owners)
      if (const auto *V = dyn_cast<VarDecl>(Owner);
          V && V->hasLocalStorage() && borrowsOf(V, In, Refs).Leak)
        From.From = Way::Root::Shared;
  addOthers(From, Reader);
  llvm::SmallPtrSet<const Stmt *, 16> Wanted(Uses.begin(), Uses.end()), Around,
      Running;
  for (const Stmt *Use : Uses) {
    addRunningWith(Use, Refs, Running);
    for (const Stmt *S = Use; S && isa<Expr>(S); S = Refs.parent(S))
      Around.insert(S);
  }
  auto IsReborn = [&](const Stmt *S) {
    const auto *Declaration = dyn_cast<DeclStmt>(S);
    return Declaration && llvm::is_contained(Declaration->decls(), Reader);
  };
  Fate Worst;
  bool Behind = false; // The declaration itself comes first.
  Order->after(Init, [&](const Stmt *S) {
    if (IsReborn(S)) {
      if (!std::exchange(Behind, true))
        return CodeOrder::Step::On;
      return CodeOrder::Step::Leave;
    }
    Fate::Kind Kind = changeBy(S, From);
    if (Kind <= Worst.Is)
      return CodeOrder::Step::On;
    bool Alive = Around.contains(S) || Running.contains(callAround(S, Refs)) ||
                 Order->after(S, [&](const Stmt *Next) {
                   return IsReborn(Next)          ? CodeOrder::Step::Leave
                          : Wanted.contains(Next) ? CodeOrder::Step::Found
                                                  : CodeOrder::Step::On;
                 });
    if (Alive)
      Worst = {Kind, S};
    return Worst.Is == Fate::Kind::Changes ? CodeOrder::Step::Found
                                           : CodeOrder::Step::On;
  });
  return Worst;
}

} // namespace p99::analysis
