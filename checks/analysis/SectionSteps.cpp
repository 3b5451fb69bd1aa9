// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each element of the graph does to the locks that are held.

#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/SectionFlow.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

using What = LockStep::What;

void SectionFlow::element(State &S, const CFGElement &E) {
  switch (E.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall: {
    const Stmt *At = E.castAs<CFGStmt>().getStmt();
    if (Noting)
      note(S, At);
    if (const auto *Expression = dyn_cast<Expr>(At))
      expression(S, Expression);
    break;
  }
  case CFGElement::AutomaticObjectDtor: {
    const VarDecl *V = E.castAs<CFGAutomaticObjDtor>().getVarDecl();
    end(S, V->getCanonicalDecl());
    if (Noting)
      destroyed(S, V->getType().getNonReferenceType(), V,
                Last ? Last : E.castAs<CFGAutomaticObjDtor>().getTriggerStmt());
    break;
  }
  case CFGElement::TemporaryDtor: {
    const auto *Bound = E.castAs<CFGTemporaryDtor>().getBindTemporaryExpr();
    end(S, Bound);
    if (Noting && !isMovedOut(Bound, Refs))
      destroyed(S, Bound->getType(), nullptr, Last ? Last : Bound);
    break;
  }
  case CFGElement::DeleteDtor: {
    const Expr *Guard =
        E.castAs<CFGDeleteDtor>().getDeleteExpr()->getArgument();
    if (const void *Key = keyOf(Guard))
      end(S, Key);
    break;
  }
  case CFGElement::CleanupFunction:
    cleanUp(S, E.castAs<CFGCleanupFunction>().getVarDecl());
    break;
  default:
    break;
  }
}

/// __attribute__((cleanup(unlock))): the function is called with the variable's
/// address.
void SectionFlow::cleanUp(State &S, const VarDecl *V) {
  const FunctionDecl *Cleaner = V->getAttr<CleanupAttr>()->getFunctionDecl();
  if (!Cleaner)
    return;
  const Expr *Init = V->getInit() ? strip(V->getInit()) : nullptr;
  for (const MutexRef &Ref : Locks.releasedBy(Cleaner, V)) {
    std::optional<unsigned> Index = siteOf(S, Ref);
    // guard_t guard = guard_make(&m): what that took is what guard keeps.
    if (!Index && Ref.Path[0] == V->getCanonicalDecl() &&
        SiteIds.contains(Init))
      Index = siteOf(Init);
    if (Index)
      drop(S, *Index, nullptr);
  }
}

void SectionFlow::expression(State &S, const Expr *E) {
  if (!isa<CallExpr, CXXConstructExpr>(E))
    return;
  if (std::optional<LockStep> Step = Locks.suspendedBy(E)) {
    suspend(S, E, *Step);
    return;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && Locks.isGuard(C->getType())) {
    construct(S, C);
    return;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getOperator() == OO_Equal &&
      Operator->getNumArgs() == 2 &&
      Locks.isGuard(Operator->getArg(0)->getType())) {
    const void *To = keyOf(Operator->getArg(0));
    if (std::optional<unsigned> Index = ownerOf(S, To);
        Index && Sites[*Index].FromEntry && !Sites[*Index].Dropped &&
        llvm::is_contained(S.Held, *Index)) {
      // It was handed over to be made, not held.
      Sites[*Index].Dropped = true;
      Restart = true;
    }
    if (To)
      end(S, To);
    transfer(S, keyOf(Operator->getArg(1)), To);
    return;
  }
  if (std::optional<LockStep> Step = Locks.stepOf(E)) {
    apply(S, E, *Step);
    return;
  }
  if (Noting)
    if (const Expr *Lock = Locks.waitedWith(E))
      waits(S, Lock);
  // swap() and release(): the guard no longer has what it had.
  const FunctionDecl *Callee = calleeOf(E);
  if (!Callee || !Callee->getIdentifier())
    return;
  const Expr *Object = objectOf(E);
  auto Forget = [&](const Expr *Guard) {
    if (Locks.isGuard(Guard->getType()))
      if (const void *Key = keyOf(Guard))
        end(S, Key);
  };
  const bool Swaps = Callee->getName() == "swap";
  if (Swaps && exchange(S, E))
    return;
  if (Swaps || (Callee->getName() == "release" && Object)) {
    if (Object)
      Forget(Object);
    for (const Expr *Argument : argumentsOf(E))
      Forget(Argument);
  }
}

/// mine.swap(yours), std::swap(mine, yours): each has what the other had.
bool SectionFlow::exchange(State &S, const Expr *Swap) {
  llvm::SmallVector<const Expr *, 2> Guards;
  if (const Expr *Object = objectOf(Swap))
    Guards.push_back(Object);
  Guards.append(argumentsOf(Swap).begin(), argumentsOf(Swap).end());
  if (Guards.size() != 2 || !Locks.isGuard(Guards[0]->getType()) ||
      !Locks.isGuard(Guards[1]->getType()))
    return false;
  const void *One = keyOf(Guards[0]), *Other = keyOf(Guards[1]);
  if (!One || !Other)
    return false;
  std::optional<unsigned> Mine = ownerOf(S, One), Yours = ownerOf(S, Other);
  own(S, One, Yours);
  own(S, Other, Mine);
  return true;
}

void SectionFlow::construct(State &S, const CXXConstructExpr *C) {
  if (std::optional<LockStep> Step = Locks.stepOf(C)) {
    made(S, C, *Step, destinationOf(C));
    return;
  }
  if (C->isElidable())
    return;
  // b = std::move(a): a no longer holds.
  for (const Expr *Argument : argumentsOf(C))
    if (Locks.isGuard(Argument->getType()) && !Argument->isLValue())
      if (const void *From = keyOf(Argument)) {
        Where To = destinationOf(C);
        // A pointer to the guard, or a wrapper that refers to it, takes
        // nothing.
        if (ownerOf(S, From))
          transfer(S, From, To.Key);
        return;
      }
}

void SectionFlow::suspend(State &S, const Expr *E, const LockStep &Step) {
  const Where At = destinationOf(E);
  auto Give = [&](std::optional<unsigned> Index) {
    if (!Index || !llvm::is_contained(S.Held, *Index))
      return;
    drop(S, *Index, E);
    if (At.Key)
      S.Suspended.emplace_back(At.Key, *Index);
  };
  for (const MutexRef &Ref : Step.Mutexes)
    Give(siteOf(S, Ref));
  for (const Expr *Guard : Step.Guards)
    if (const void *Key = keyOf(Guard))
      Give(ownerOf(S, Key));
}

void SectionFlow::apply(State &S, const Expr *E, const LockStep &Step) {
  if (Step.Callable)
    return; // Ends with the call; the callable's own sections tell.
  if (!Step.OnGuard) {
    switch (Step.Kind) {
    case What::Acquire:
    case What::Try:
      acquire(S, E, Step);
      break;
    case What::Release:
      for (const MutexRef &Ref : Step.Mutexes)
        release(S, E, Ref);
      break;
    case What::AssertHeld:
      assertHeld(S, E, Step);
      break;
    default:
      break;
    }
    return;
  }
  if (Step.Guards.empty()) {
    made(S, E, Step, destinationOf(E));
    return;
  }
  for (const Expr *Guard : Step.Guards)
    applyToGuard(S, E, Step, Guard);
}

/// A guard is made, by a construction, or a call that returns one.
void SectionFlow::made(State &S, const Expr *E, const LockStep &Step,
                       Where At) {
  if (!At.Key)
    return;
  end(S, At.Key);
  if (Step.Mutexes.empty())
    return;
  if (Step.Kind == What::Adopt)
    for (unsigned I : S.Held)
      if (llvm::is_contained(Sites[I].S.Mutexes, Step.Mutexes[0])) {
        own(S, At.Key, I);
        return;
      }
  const unsigned Index = siteOf(E);
  Site &Place = Sites[Index];
  if (Place.S.Mutexes.empty()) {
    Place.S.How =
        At.Temporary ? Section::Kind::Temporary : Section::Kind::Guard;
    Place.S.Mode = Step.Mode;
    Place.S.Mutexes = Step.Mutexes;
    Place.S.Guard = At.Variable;
    Place.S.Tried = Step.Kind == What::Try;
    if (Step.Kind != What::Defer)
      Place.S.Acquisition = E;
    Place.OnMember = At.OnMember;
    Place.Adopted = Step.Kind == What::Adopt;
  }
  own(S, At.Key, Index);
  drop(S, Index, nullptr); // What the round before has left.
  if (Step.Kind == What::Acquire || Step.Kind == What::Adopt)
    hold(S, Index, E);
  else if (Step.Kind == What::Try)
    wait(S, Index);
}

void SectionFlow::applyToGuard(State &S, const Expr *E, const LockStep &Step,
                               const Expr *Guard) {
  const void *Key = keyOf(Guard);
  std::optional<unsigned> Index = Key ? ownerOf(S, Key) : std::nullopt;
  switch (Step.Kind) {
  case What::Acquire:
  case What::Try: {
    if (!Step.Mutexes.empty() && Key) { // emplace(m)
      end(S, Key);
      Index.reset();
    }
    if (!Index) {
      if (!Key)
        return;
      Index = siteOf(E);
      Site &Place = Sites[*Index];
      if (Place.S.Mutexes.empty()) {
        Place.S.How = Section::Kind::Guard;
        Place.S.Mode = Locks.modeOf(Guard->getType());
        Place.S.Mutexes = Step.Mutexes;
        if (Place.S.Mutexes.empty())
          Place.S.Mutexes.push_back(Locks.mutexOf(Guard));
        Place.S.Guard = dyn_cast_or_null<VarDecl>(placeOf(strip(Guard)));
        Place.OnMember = !Place.S.Guard;
        Place.S.Tried = Step.Kind == What::Try;
      }
      own(S, Key, Index);
    } else if (Step.Kind == What::Acquire &&
               (Sites[*Index].FromEntry || Sites[*Index].Deduced) &&
               llvm::is_contained(S.Held, *Index) && !Sites[*Index].Dropped) {
      // What it locks first it cannot have been given locked.
      Sites[*Index].Dropped = true;
      Restart = true;
    }
    if (Step.Kind == What::Try) {
      Sites[*Index].S.Tried = true;
      if (!llvm::is_contained(Sites[*Index].Calls, E))
        Sites[*Index].Calls.push_back(E);
      wait(S, *Index);
    } else {
      hold(S, *Index, E);
    }
    break;
  }
  case What::Release:
    if (Index)
      drop(S, *Index, E);
    else if (Noting)
      Loose.push_back({Locks.mutexOf(Guard), Key, E, true});
    break;
  default:
    break;
  }
}

void SectionFlow::acquire(State &S, const Expr *E, const LockStep &Step) {
  if (Step.Mutexes.empty())
    return;
  if (std::optional<unsigned> Again = resumed(S, Step)) {
    if (Step.Kind == What::Acquire)
      hold(S, *Again, E);
    return;
  }
  const unsigned Index = siteOf(E);
  Site &Place = Sites[Index];
  if (Place.S.Mutexes.empty()) {
    Place.S.How = Section::Kind::Manual;
    Place.S.Mode = Step.Mode;
    Place.S.Mutexes = Step.Mutexes;
    Place.S.Acquisition = E;
    Place.S.Tried = Step.Kind == What::Try;
  } else if (Step.Mode == LockMode::Shared) {
    Place.S.Mode = LockMode::Shared;
  }
  for (unsigned I : S.Held)
    if (Sites[I].Deduced && !Sites[I].Dropped &&
        Sites[I].S.Mutexes == Step.Mutexes) {
      Sites[I].Dropped = true;
      Restart = true;
    }
  if (Step.Kind == What::Try) {
    drop(S, Index, nullptr);
    wait(S, Index);
    if (!llvm::is_contained(Place.Calls, E))
      Place.Calls.push_back(E);
  } else {
    hold(S, Index, E);
  }
}

/// cv.wait(lock): with the caller's lock, or one of its own?
void SectionFlow::waits(const State &S, const Expr *Lock) {
  std::optional<unsigned> Index;
  MutexRef Ref;
  if (Locks.isGuard(Lock->getType())) {
    const void *Key = keyOf(Lock);
    Index = Key ? ownerOf(S, Key) : std::nullopt;
  } else {
    Ref = Locks.mutexOf(Lock);
    Index = siteOf(S, Ref);
  }
  if (!Index) {
    Waits.push_back(Ref ? std::move(Ref) : Locks.mutexOf(Lock));
    return;
  }
  const Site &Place = Sites[*Index];
  if (Place.FromEntry || Place.Deduced || Place.Adopted ||
      Place.S.How == Section::Kind::OnEntry)
    llvm::append_range(Waits, Place.S.Mutexes);
}

void SectionFlow::release(State &S, const Expr *E, const MutexRef &Ref) {
  if (std::optional<unsigned> Found = siteOf(S, Ref)) {
    drop(S, *Found, E);
    return;
  }
  if (Noting)
    Loose.push_back({Ref, nullptr, E, false});
}

void SectionFlow::assertHeld(State &S, const Expr *E, const LockStep &Step) {
  if (Step.Mutexes.empty() || Step.Result == LockStep::Success::NonZero)
    return;
  for (unsigned I : S.Held)
    if (llvm::is_contained(Sites[I].S.Mutexes, Step.Mutexes[0]))
      return;
  const unsigned Index = siteOf(E);
  Site &Place = Sites[Index];
  if (Place.S.Mutexes.empty()) {
    Place.S.How = Section::Kind::OnEntry;
    Place.S.Mode = Step.Mode;
    Place.S.Mutexes = Step.Mutexes;
  }
  hold(S, Index, E);
}

} // namespace p99::analysis
