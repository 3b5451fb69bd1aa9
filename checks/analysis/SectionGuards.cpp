// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Guards of one function: which object holds which lock, and where one that is
// made comes to live.

#include "analysis/Expressions.h"
#include "analysis/SectionFlow.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

unsigned SectionFlow::siteOf(const void *Id) {
  auto [It, New] = SiteIds.try_emplace(Id, Sites.size());
  if (New) {
    Sites.emplace_back();
    Sites.back().S.Function = F->getCanonicalDecl();
  }
  unsigned Index = It->second;
  for (auto To = Merged.find(Index); To != Merged.end();
       To = Merged.find(Index))
    Index = To->second;
  return Index;
}

std::optional<unsigned> SectionFlow::ownerOf(const State &S, const void *Key) {
  for (const auto &[Guard, Index] : S.Owners)
    if (Guard == Key)
      return Index;
  return std::nullopt;
}

void SectionFlow::own(State &S, const void *Key,
                      std::optional<unsigned> Index) {
  llvm::erase_if(S.Owners, [&](const auto &O) { return O.first == Key; });
  if (Index)
    S.Owners.emplace_back(Key, *Index);
  llvm::sort(S.Owners);
}

const void *SectionFlow::keyOf(const Expr *Guard) const {
  // A temporary: what was bound under the casts.
  for (const Expr *E = Guard; E;) {
    E = E->IgnoreParenCasts();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (isa<CXXBindTemporaryExpr>(E))
      return E;
    else
      break;
  }
  const Expr *E = strip(Guard);
  if (isa<CXXThisExpr>(E))
    return MutexRef::thisRoot();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V)
      return nullptr;
    if (V->getType()->isReferenceType() && !isa<ParmVarDecl>(V) && V->getInit())
      if (const void *Bound = keyOf(V->getInit());
          Bound && Bound != V &&
          !isa<CXXBindTemporaryExpr>(strip(V->getInit())))
        // A reference that keeps a temporary alive is its name.
        return V->getInit()->IgnoreImplicit() != strip(V->getInit()) &&
                       isa<MaterializeTemporaryExpr>(
                           V->getInit()->IgnoreParens())
                   ? V->getCanonicalDecl()
                   : Bound;
    return V->getCanonicalDecl();
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const Expr *Base = strip(Member->getBase());
    if (isa<CXXThisExpr>(Base))
      return Member->getMemberDecl()->getCanonicalDecl();
    // The guard in a local struct is the struct.
    if (Locks.isGuard(Base->getType()))
      return keyOf(Base);
  }
  return nullptr;
}

/// Where the guard that `E` makes comes to live.
SectionFlow::Where SectionFlow::destinationOf(const Expr *E) const {
  const CXXBindTemporaryExpr *Bound = nullptr;
  const Stmt *S = E;
  for (;;) {
    const Stmt *Parent = Refs.parent(S);
    if (const ValueDecl *D = Refs.initializedBy(S)) {
      if (const auto *V = dyn_cast<VarDecl>(D)) {
        // One that moves into a lambda, or outlives the function.
        if (V->isInitCapture() || !V->hasLocalStorage())
          return {};
        return {V->getCanonicalDecl(), V};
      }
      if (!isa_and_nonnull<InitListExpr>(Parent))
        return {D->getCanonicalDecl(), nullptr, false, true};
    }
    if (!Parent) {
      if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
        for (const CXXCtorInitializer *Init : C->inits())
          if (Init->getInit() == S && !Init->isAnyMemberInitializer())
            return {MutexRef::thisRoot(), nullptr, false, true};
      break;
    }
    if (isa<ReturnStmt>(Parent))
      return {F, nullptr, true};
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Parent))
      if (const auto *V = dyn_cast_or_null<VarDecl>(M->getExtendingDecl()))
        return {V->getCanonicalDecl(), V};
    if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Parent)) {
      Bound = Bind;
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent)) {
      // unique_ptr(new Guard(m)), and C++14's copies that never happen.
      if (!Construct->isElidable() &&
          (Construct->getConstructor()->isCopyOrMoveConstructor() ||
           !Locks.isGuard(Construct->getType())))
        break;
    } else if (!isa<FullExpr, CastExpr, ParenExpr, MaterializeTemporaryExpr,
                    CXXNewExpr, InitListExpr, ConditionalOperator>(Parent)) {
      break;
    }
    S = Parent;
  }
  if (Bound)
    return {Bound, nullptr, true};
  return {};
}

void SectionFlow::include(Set &Set, unsigned I) {
  auto At = llvm::lower_bound(Set, I);
  if (At == Set.end() || *At != I)
    Set.insert(At, I);
}

/// What was tried: a condition on the result tells.
void SectionFlow::wait(State &S, unsigned Index) { include(S.Pending, Index); }

void SectionFlow::hold(State &S, unsigned Index, const Expr *By) {
  llvm::erase(S.Failed, Index);
  include(S.Held, Index);
  include(S.Taken, Index);
  include(S.Maybe, Index);
  llvm::erase(S.Pending, Index);
  if (By && !llvm::is_contained(Sites[Index].Calls, By))
    Sites[Index].Calls.push_back(By);
  if (Noting && By)
    Sites[Index].Ever = true;
}

void SectionFlow::drop(State &S, unsigned Index, const Expr *By) {
  if (Noting && By && llvm::is_contained(S.Held, Index)) {
    Sites[Index].Released = true;
    if (!llvm::is_contained(Sites[Index].S.Releases, By))
      Sites[Index].S.Releases.push_back(By);
  }
  llvm::erase(S.Held, Index);
  llvm::erase(S.Pending, Index);
  llvm::erase(S.Maybe, Index);
  if (!By)
    llvm::erase(S.Taken, Index);
}

void SectionFlow::end(State &S, const void *Key) {
  for (auto &[Reverse, Index] : S.Suspended)
    if (Reverse == Key) {
      hold(S, Index, nullptr);
      llvm::erase_if(S.Suspended, [&](auto &R) { return R.first == Key; });
      return;
    }
  if (auto Index = ownerOf(S, Key)) {
    drop(S, *Index, nullptr);
    own(S, Key, std::nullopt);
  }
}

void SectionFlow::transfer(State &S, const void *From, const void *To) {
  std::optional<unsigned> Index = ownerOf(S, From);
  if (From)
    own(S, From, std::nullopt);
  if (To)
    own(S, To, Index);
  else if (Index)
    drop(S, *Index, nullptr); // Gone, nobody knows where.
}

std::optional<unsigned> SectionFlow::siteOf(const State &S,
                                            const MutexRef &Ref) const {
  // A recursive mutex: the last that was taken. A guard's own is the last
  // choice.
  std::optional<unsigned> Found;
  auto Owned = [&](unsigned I) {
    return llvm::any_of(S.Owners, [&](auto &O) { return O.second == I; });
  };
  for (unsigned I : llvm::concat<const unsigned>(S.Held, S.Pending))
    if (llvm::is_contained(Sites[I].S.Mutexes, Ref))
      if (!Found || (!Owned(I) && (Owned(*Found) || I > *Found)))
        Found = I;
  if (Found || !Ref)
    return Found;
  // pthread_cond_wait(&cond, mutex.native()): what a wrapper has in it.
  for (unsigned I : S.Held)
    for (const MutexRef &Mutex : Sites[I].S.Mutexes)
      if (Mutex.Path.size() > 1 && Mutex.Path.size() < Ref.Path.size() &&
          std::equal(Mutex.Path.begin(), Mutex.Path.end(), Ref.Path.begin()))
        return I;
  return ownerOf(S, Ref.Path[0]);
}

std::optional<unsigned> SectionFlow::resumed(const State &S,
                                             const LockStep &Step) const {
  auto Is = [&](unsigned I) {
    return Sites[I].S.Mutexes == Step.Mutexes && !Sites[I].Dropped &&
           !llvm::is_contained(S.Held, I) && !llvm::is_contained(S.Pending, I);
  };
  // lock.mutex()->lock()
  const void *Root = Step.Mutexes[0].Path[0];
  for (const auto &[Key, Index] : S.Owners)
    if (Is(Index) || (Key == Root && !llvm::is_contained(S.Held, Index)))
      return Index;
  for (unsigned I = 0; I < Sites.size(); ++I)
    if ((Sites[I].FromEntry || Sites[I].Deduced) && Is(I))
      return I;
  return std::nullopt;
}

} // namespace p99::analysis
