// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HeldWaits.h"
#include "analysis/ConstantArguments.h"
#include "analysis/Expressions.h"
#include "analysis/GuardedData.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/WaitBranches.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

//===-- Sections ----------------------------------------------------------===//

/// Sections that nobody waits for: of a mutex that no one else has, and in code
/// that seldom runs, or once.
bool HeldWaits::isTold(const Section &S) const {
  const References &Refs = U.references();
  // Who prints a backtrace is about to end.
  auto PrintsBacktrace = [&](const Expr *Call) {
    return nameOf(calleeOf(Call)).starts_with("backtrace");
  };
  if (S.Function && llvm::any_of(Refs.callsIn(S.Function), PrintsBacktrace))
    return false;
  // A guard, or what gives the lock back, may be among what is missing.
  if (S.Function && containsErrors(S.Function->getBody(), U.ast()))
    return false;
  // Where all only try to have it, nobody waits for it.
  if (S.Tried && llvm::all_of(U.guardedData().of(S.mutex().Decl).Sections,
                              [](const Section *Each) { return Each->Tried; }))
    return false;
  bool Foreign = S.How == Section::Kind::OnEntry;
  if (S.Mutexes.empty() || (!Foreign && !S.mutex().isShared()) || !S.Function ||
      U.hotPath().isCold(S.Function) || isStartUp(S.Function, Refs) ||
      isAboutErrors(S.Function))
    return false;
  return !S.Acquisition || !U.hotPath().isColdCode(S.Acquisition);
}

/// The section's own lock is let go of while it waits, or by one of the
/// functions on the way there.
bool HeldWaits::isGivenBack(const Section &S, const Blocking &B) const {
  // A lock that is only known to be held on entry may be any.
  if (B.GivesBackCallers && (B.Chain.size() > 1 || B.GivesBack.empty() ||
                             S.How == Section::Kind::OnEntry))
    return true;
  for (const ValueDecl *D : B.GivesBack) {
    if (isSame(D, S.Guard))
      return true;
    for (const MutexRef &Mutex : S.Mutexes) {
      if (isSame(D, Mutex.Decl))
        return true;
      // A queue with one lock for either end waits for the other end with its
      // own held: that keeps those who wait in line.
      if (B.Chain.size() > 1 && classOf(D) && classOf(D) == classOf(Mutex.Decl))
        return true;
    }
  }
  // By any of the functions on the way.
  return llvm::any_of(llvm::drop_end(B.Chain), [&](const Stmt *Link) {
    const auto *Call = dyn_cast<Expr>(Link);
    return Call &&
           llvm::any_of(U.mutexes().givenBack(Call), [&](const MutexRef &Back) {
             return llvm::any_of(S.Mutexes, [&](const MutexRef &Mutex) {
               return (Link == B.call() && Back == Mutex) ||
                      isSame(Back.Decl, Mutex.Decl);
             });
           });
  });
}

/// The callee says that it is entered with the lock held, and is told of.
bool HeldWaits::isToldBelow(const Section &S, const Blocking &B) const {
  for (const Stmt *Link : llvm::drop_begin(B.Chain)) {
    const Section *Inner = U.criticalSections().around(Link);
    if (!Inner || Inner->How != Section::Kind::OnEntry || !isTold(*Inner))
      continue;
    for (const MutexRef &Mutex : Inner->Mutexes)
      if (isa_and_nonnull<ParmVarDecl>(Mutex.Decl) || !Mutex.Decl ||
          llvm::any_of(S.Mutexes, [&](const MutexRef &Own) {
            return isSame(Mutex.Decl, Own.Decl);
          }))
        return true;
  }
  return false;
}

//===-- What counts -------------------------------------------------------===//

/// The caller has handed over an object of the user's own that holds a lock for
/// as long as it lives, such as a connection: what it is there for is done.
static bool isHandedOver(const Section &S, const ModelIndex &Models) {
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(S.mutex().Decl);
  return Parameter && S.How == Section::Kind::OnEntry &&
         !Models.find(Parameter->getType().getNonReferenceType());
}

/// void wait_and_lock() { lock(m); while (used) wait(c, &other); }: what it
/// waits for is the lock.
static bool isTakenForCallers(const Section &S) {
  return S.How == Section::Kind::Manual && S.Releases.empty() &&
         saysOneOf(S.Function, {"lock", "acquire", "wrlock", "rdlock"});
}

/// lock(m); n = read(pipe[0], &command, 1); unlock(m): one reader at a time.
static bool isForDescriptor(const Section &S, const Blocking &B) {
  return isOfDescriptor(B.Entry) && isForOneCall(S, B);
}

/// accept(polled[i].fd, ...): one of those that are known to be ready.
static bool isOfPolled(const Blocking &B) {
  const auto *Call = dyn_cast<CallExpr>(B.origin());
  const Expr *Descriptor = Call ? argument(Call, 0) : nullptr;
  return anyWithin(Descriptor,
                   [](const Stmt *S) { return isa<ArraySubscriptExpr>(S); });
}

bool HeldWaits::counts(const Section &S, HeldWait &W) {
  const Blocking &B = W.Wait;
  const References &Refs = U.references();
  if (isRuledOut(B, Refs, U.ast()))
    return false;
  const bool Joins = B.Entry && B.Entry->Joins;
  if (Joins && isToldOfEnd(S, B.call()))
    return false;
  if (B.Kind == BlockKind::Thread)
    W.NeededBy = neededByThread(S, B.Handle);
  // A thread that has come to its end needs nothing any more.
  if (W.NeededBy)
    return !isAskedBefore(B.call(), Refs, U.ast());
  // At the end of an object only a deadlock is of interest.
  if (isShutDown(S.Function, Refs) || (!Hot && isForOperators(S.Function)))
    return false;
  // By way of load_state().
  if (!Hot && llvm::any_of(llvm::drop_end(B.Chain), [](const Stmt *Link) {
        const auto *Call = dyn_cast<Expr>(Link);
        return Call && isForOperators(calleeOf(Call));
      }))
    return false;
  if (!Hot && (Purpose.servesStart(S) ||
               (B.Kind == BlockKind::Peer && Purpose.servesLog(S))))
    return false;
  W.OnOwnHandle = Purpose.servesHandle(S, B.Handle);
  // A lock that many can have at once keeps a list from being changed while it
  // is in use: it makes no other reader wait, and hardly any writer for long,
  // but where a peer may not answer at all.
  if (S.Mode == LockMode::Shared && !Hot &&
      ((B.Kind == BlockKind::Peer && W.OnOwnHandle) ||
       (B.Kind == BlockKind::File && !Files) || B.Kind == BlockKind::Disk))
    return false;
  if ((B.Kind == BlockKind::Peer || B.Kind == BlockKind::Dns) && !Hot &&
      Purpose.servesConnecting(S, B))
    return false;
  if (B.Kind == BlockKind::Peer)
    return W.OnOwnHandle || Hot ||
           (!Purpose.servesOneFunction(S) && !Purpose.servesWaits(S, B.Kind));
  if (!Hot && (Purpose.servesOneFunction(S) || Purpose.servesDecorator(S, B)))
    return false;
  switch (B.Kind) {
  case BlockKind::Dns:
    // It has one answer for all threads.
    return !(llvm::StringRef(B.Name).starts_with("gethostby") ||
             Purpose.servesNames(S)) ||
           !Purpose.servesWaits(S, B.Kind);
  case BlockKind::Process:
    return !Purpose.servesWaits(S, B.Kind);
  case BlockKind::Disk:
    return (Hot ||
            (!isHandedOver(S, U.models()) && !Purpose.servesLogLibrary(S))) &&
           !Purpose.servesWaits(S, B.Kind);
  case BlockKind::Sleep:
    return countsAsSleep(S, B);
  case BlockKind::Thread:
    if (isAskedBefore(B.call(), Refs, U.ast()) || startsThreads(S) ||
        (!Hot && Joins && isPartOfEnd(B)) || isTakenForCallers(S) ||
        (!Files && isForDescriptor(S, B)) || Purpose.servesSignal(S, B) ||
        Purpose.servesWaits(S, B.Kind))
      return false;
    return !Purpose.servesLoop(S, B.call());
  case BlockKind::Events:
    // Below, it is an event loop whose thread has a lock for all it does.
    return (Hot || B.Chain.size() == 1) && !isOfPolled(B) &&
           !Purpose.servesAccept(S, B) && !Purpose.servesLoop(S, B.call());
  case BlockKind::File:
    // What a logger's lock is there for, or a table's of its file. Who asks its
    // callers for a lock does its work under it.
    return (Hot || ((Files || Purpose.servesRequests(S)) && !W.OnOwnHandle &&
                    S.mutex().Decl && !isa<ParmVarDecl>(S.mutex().Decl) &&
                    !Purpose.servesLog(S))) &&
           !Purpose.servesWaits(S, B.Kind);
  case BlockKind::Log:
    // A logger's own lock keeps its lines apart.
    return Hot && !W.OnOwnHandle && !Purpose.servesOneFunction(S) &&
           !Purpose.servesLog(S) && !followsError(B.origin(), Refs, U.ast()) &&
           !endsInFailure(B.origin(), Refs, U.ast());
  case BlockKind::Lock:
    return Hot;
  case BlockKind::Peer:
  case BlockKind::Reply:
    break;
  }
  return false;
}

//===-- One section -------------------------------------------------------===//

void HeldWaits::waits(const Section &S, const Expr *Call, HeldUp &Into) {
  if (Told.contains(Call))
    return;
  const References &Refs = U.references();
  HeldWait Found;
  bool Is = false;
  for (const Blocking &B : U.callSummaries().waitsOf(Call)) {
    Found = HeldWait{HeldWait::Kind::Wait, B};
    if ((Is = !isGivenBack(S, B) && !isToldBelow(S, B) && counts(S, Found)))
      break; // The worst comes first.
  }
  bool Idle =
      isShutDown(S.Function, Refs) || (!Hot && isForOperators(S.Function));
  if (!Is && Callbacks && !Idle && isForeignCallback(Call) &&
      !isCallbackLock(S, Call) && !isOnlyForCallback(S, Call) &&
      !Purpose.servesLog(S)) {
    Found = HeldWait{HeldWait::Kind::Callback};
    Is = true;
  } else if (!Is && Hot && !Idle && freesMember(Call)) {
    Found = HeldWait{HeldWait::Kind::Free};
    Is = true;
  }
  if (!Is || U.hotPath().isColdCode(Call) || initializesOnce(Call, Refs))
    return;
  if (Found.How != HeldWait::Kind::Wait) {
    const Expr *Object = objectOf(Call);
    Found.Wait = {BlockKind::Reply,
                  {Call},
                  "",
                  nullptr,
                  Object ? placeOf(strip(Object)) : nullptr,
                  {}};
    if (const FunctionDecl *F = calleeOf(Call))
      Found.Wait.Name = F->getNameAsString();
  }
  Into.Waits.push_back(std::move(Found));
}

/// if (c) lock.unlock(); f(); where nothing between the two depends on `c`
/// again: the release, or nullptr.
static const Expr *releaseBefore(const Section &S, const Stmt *Call,
                                 const References &Refs) {
  // The statement of the block that always runs the call.
  auto InBlock = [&](const Stmt *At, const Stmt *Block) {
    while (At && Refs.parent(At) != Block) {
      At = Refs.parent(At);
      const auto *Logical = dyn_cast_or_null<BinaryOperator>(At);
      if ((Logical && Logical->isLogicalOp()) ||
          isa_and_nonnull<AbstractConditionalOperator>(At))
        return static_cast<const Stmt *>(nullptr);
    }
    return At;
  };
  for (const Expr *Release : S.Releases) {
    const Stmt *Branch = Release;
    while (Branch && !isa<IfStmt>(Branch))
      Branch = Refs.parent(Branch);
    const auto *Block =
        dyn_cast_or_null<CompoundStmt>(Branch ? Refs.parent(Branch) : nullptr);
    const Stmt *At = Block ? InBlock(Call, Block) : nullptr;
    if (!At)
      continue;
    auto Begin = llvm::find(Block->body(), Branch);
    auto End = llvm::find(Block->body(), At);
    if (Begin < End &&
        std::all_of(
            Begin + 1, End + 1,
            [](const Stmt *Between) { return isa<Expr, DeclStmt>(Between); }))
      return Release;
  }
  return nullptr;
}

void HeldWaits::waitsOnSomePaths(const Section &S, HeldUp &Into) {
  for (const Stmt *Each : S.HeldOnSomePaths) {
    const Expr *Release =
        isa<CallExpr>(Each) ? releaseBefore(S, Each, U.references()) : nullptr;
    if (!Release)
      continue;
    const size_t Before = Into.Waits.size();
    waits(S, cast<Expr>(Each), Into);
    for (HeldWait &New : llvm::drop_begin(Into.Waits, Before))
      New.ReleasedOnBranch = Release;
  }
}

/// Locals and temporaries that die while it is held.
void HeldWaits::destructions(const Section &S, HeldUp &Into) {
  for (const Section::Destruction &D : S.Destroyed) {
    if (!D.After || U.hotPath().isColdCode(D.After) || Told.contains(D.After))
      continue;
    std::optional<Blocking> End =
        U.callSummaries().destructionBlocks(D.Type, D.After);
    HeldWait Found{HeldWait::Kind::Wait, End.value_or(Blocking{})};
    if (End && counts(S, Found))
      Into.Waits.push_back(std::move(Found));
  }
}

HeldUp HeldWaits::in(const Section &S) {
  HeldUp Found{&S, {}, {}};
  const HotAnswer &Why = U.hotPath().why(S.Function);
  Hot = Why.isHot();
  for (const Stmt *Each : S.Held)
    if (isa<CallExpr, CXXConstructExpr, CXXDeleteExpr>(Each))
      waits(S, cast<Expr>(Each), Found);
  waitsOnSomePaths(S, Found);
  destructions(S, Found);
  // A callback is worse than a file: it may take the same lock.
  auto Rank = [](const HeldWait &W) {
    return W.How == HeldWait::Kind::Wait       ? W.Wait.Kind
           : W.How == HeldWait::Kind::Callback ? BlockKind::Disk
                                               : BlockKind::Log;
  };
  llvm::stable_sort(Found.Waits, [&](const HeldWait &A, const HeldWait &B) {
    return worse(Rank(A), Rank(B));
  });
  if (Hot)
    Found.Hot = Why.Reasons;
  return Found;
}

std::vector<HeldUp> HeldWaits::found() {
  std::vector<HeldUp> Found;
  // The sections of a function stand in the order of the source: the inner
  // ones come last.
  for (const Section *S : llvm::reverse(U.criticalSections().all())) {
    if (!isTold(*S))
      continue;
    HeldUp Up = in(*S);
    if (Up.Waits.empty())
      continue;
    for (const HeldWait &W : Up.Waits)
      Told.insert(W.call());
    Found.push_back(std::move(Up));
  }
  std::reverse(Found.begin(), Found.end());
  return Found;
}

} // namespace p99::analysis
