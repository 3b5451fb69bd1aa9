// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function that unlocks without having locked was entered with.

#include "analysis/SectionFlow.h"

using namespace clang;

namespace p99::analysis {

/// Profile *p = find(name); ... unlock(&p->lock): find() has locked it.
static bool startsHere(const MutexRef &Ref, const Mutexes &Locks) {
  const void *Root = Ref.Path[0];
  // The other elements of a path are hashes, which are odd.
  if (Root == MutexRef::thisRoot() || reinterpret_cast<uintptr_t>(Root) % 2)
    return false;
  const auto *D = static_cast<const ValueDecl *>(Root);
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return F->getNumParams() > 0;
  const auto *V = dyn_cast<VarDecl>(D);
  // What a guard has released is still locked.
  return V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
         !Locks.isGuard(V->getType());
}

/// What is released without having been taken was held when the function was
/// entered, if that makes sense on all paths.
bool SectionFlow::deduceEntries() {
  auto Begin = [&](const Stmt *S) { return Order.lookup(S).first; };
  bool Changed = false;
  for (Site &S : Sites) {
    if (!S.Deduced || S.Dropped)
      continue;
    // `if (locked) m.unlock();` is not held on all paths.
    unsigned Index = &S - Sites.data();
    unsigned Held = llvm::count_if(AtExit, [&](const State &Out) {
      return llvm::is_contained(Out.Held, Index);
    });
    if (Held && Held != AtExit.size()) {
      S.Dropped = true;
      Changed = true;
    }
  }
  for (const Unmatched &U : Loose) {
    bool Known = llvm::any_of(Sites, [&](const Site &S) {
      if (S.Deduced)
        return S.S.Mutexes[0] == U.Mutex;
      if (S.S.Mutexes.empty() || !llvm::is_contained(S.S.Mutexes, U.Mutex))
        return false;
      return S.FromEntry ||
             (S.S.Acquisition && Begin(S.S.Acquisition) < Begin(U.Call)) ||
             llvm::any_of(S.Calls, [&](const Expr *Call) {
               return Begin(Call) < Begin(U.Call);
             });
    });
    if (Known || !U.Mutex || startsHere(U.Mutex, Locks))
      continue;
    Site New;
    New.Deduced = true;
    New.OnMember = U.OnGuard;
    New.S.How = Section::Kind::OnEntry;
    New.S.Mutexes = {U.Mutex};
    New.Key = U.Key;
    New.S.Function = F->getCanonicalDecl();
    Sites.push_back(std::move(New));
    Changed = true;
  }
  return Changed;
}

} // namespace p99::analysis
