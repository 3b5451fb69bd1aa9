// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RepeatedLocks.h"
#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/RunOnce.h"
#include "analysis/Spawns.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

namespace {

class Search {
public:
  Search(Unit &U, unsigned MinTripCount) : U(U), MinTripCount(MinTripCount) {}

  std::vector<RepeatedLock> run() {
    for (const Section *S : U.criticalSections().all()) {
      consider(*S);
      considerCallers(*S);
    }
    llvm::stable_sort(Found, [&](const auto &A, const auto &B) {
      return U.ast().getSourceManager().isBeforeInTranslationUnit(
          A.At->getBeginLoc(), B.At->getBeginLoc());
    });
    return std::move(Found);
  }

private:
  void consider(const Section &S);
  void considerCallers(const Section &S);
  bool drains(const Section &S, const Loop &L) const;
  bool endsWhenEmpty(const Loop &L) const;
  bool loopsInside(const Section &S, const Loop &L) const;
  bool isHeldAround(const Expr *At, const Section &S) const;
  bool isBoundedLoop(const Loop &L) const;
  bool namesTheSameMutex(const Section &S, const Loop &L) const;
  bool staysShort(const Loop &L, const Section *S, const FunctionDecl *In,
                  const FunctionDecl *Through = nullptr);
  bool isLight(const Expr *Call) const;
  void add(RepeatedLock Lock);

  Unit &U;
  unsigned MinTripCount;
  std::vector<RepeatedLock> Found;
  llvm::DenseSet<SourceLocation> Seen;
};

bool Search::isBoundedLoop(const Loop &L) const {
  const Loops &All = U.loops();
  if (!L || All.isEndless(L) || All.leavesInFirstRound(L) ||
      All.servesEventsOf(L))
    return false;
  std::optional<uint64_t> Rounds = All.tripCount(L);
  if (Rounds)
    return *Rounds >= MinTripCount;
  // `while (!done)` polls or waits for somebody; a loop that moves on through
  // something has an end of its own.
  return isa<ForStmt, CXXForRangeStmt, CallExpr>(L.Statement);
}

/// Whatever the acquisition names is the same thing in each round.
bool Search::namesTheSameMutex(const Section &S, const Loop &L) const {
  auto Same = [&](const Expr *E) {
    return isa<CXXDefaultArgExpr>(E) || U.loops().isInvariant(E, L);
  };
  if (const Expr *Object = objectOf(S.Acquisition); Object && !Same(Object))
    return false;
  return llvm::all_of(argumentsOf(S.Acquisition), Same);
}

/// What repeats under the lock is the work on a batch.
bool Search::loopsInside(const Section &S, const Loop &L) const {
  return llvm::any_of(S.Held, [&](const Stmt *Held) {
    const Stmt *Inner = U.references().loopAround(Held);
    return Inner && Inner != L.Statement && U.loops().contains(L, Inner);
  });
}

/// The caller of a recursive mutex has it already.
bool Search::isHeldAround(const Expr *At, const Section &S) const {
  const FunctionDecl *In = U.references().functionAround(At);
  return In && llvm::any_of(U.criticalSections().of(In), [&](const auto &O) {
           return &O != &S && O.holds(At) && O.mutex().Decl == S.mutex().Decl;
         });
}

/// A call that takes about as long as the lock itself.
bool Search::isLight(const Expr *Call) const {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return false;
  const FunctionDecl *Definition = nullptr;
  if (isInStd(F)) {
    // size(), empty(), operator++ and * of an iterator, get(), move().
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    return F->getNumParams() == 0 || F->isOverloadedOperator() ||
           (Method && Method->isConst()) || seenThrough(Call);
  }
  if (!F->hasBody(Definition) || Definition->hasSkippedBody())
    return false;
  llvm::ArrayRef<const Expr *> Inside = U.references().callsIn(Definition);
  if (!llvm::all_of(Inside, [](const Expr *E) { return calleeOf(E); }))
    return false; // Through a pointer: a callable of the user's own.
  return Inside.size() <= 1 && isa<CompoundStmt>(Definition->getBody()) &&
         cast<CompoundStmt>(Definition->getBody())->size() <= 2;
}

/// notify(lock): who gets the guard may give the lock back for a while.
static bool isHandedGuard(const Expr *Call, const Section &S) {
  return S.Guard && llvm::any_of(argumentsOf(Call), [&](const Expr *Given) {
           return placeOf(strip(Given)) == S.Guard;
         });
}

/// Nothing in the loop blocks, waits, calls back or takes another lock, and
/// what it does without the lock is next to nothing.
bool Search::staysShort(const Loop &L, const Section *S, const FunctionDecl *In,
                        const FunctionDecl *Through) {
  const bool Hot = U.hotPath().why(In).isHot();
  // std::thread worker(run); std::ifstream file(path);
  if (anyWithin(L.Body, [this](const Stmt *Made) {
        const auto *Object = dyn_cast<CXXConstructExpr>(Made);
        return Object && (startsThread(Object, U.models()) ||
                          U.callSummaries().blocks(Object));
      }))
    return false;
  for (const Expr *Call : U.references().callsIn(In)) {
    if (!U.loops().contains(L, Call) || (S && Call == S->Acquisition) ||
        (S && llvm::is_contained(S->Releases, Call)))
      continue;
    if (U.mutexes().waitedWith(Call) || U.callSummaries().blocks(Call) ||
        U.callSummaries().runsUnknown(Call) || (S && isHandedGuard(Call, *S)))
      return false;
    // What is not in sight may lock, or take long.
    if (const FunctionDecl *F = calleeOf(Call);
        !Hot && F && !isInStd(F) && !References::hasVisibleBody(F))
      return false;
    for (const FunctionDecl *F : U.callables().called(Call).Functions)
      if (S && U.callSummaries().of(F).Locks)
        return false;
    if (!(S && S->holds(Call)) && calleeOf(Call) != Through && !isLight(Call))
      return false;
  }
  for (const Section &Other : U.criticalSections().of(In))
    if (&Other != S && Other.Acquisition &&
        U.loops().contains(L, Other.Acquisition))
      return false;
  return true;
}

void Search::add(RepeatedLock Lock) {
  // Once for all instantiations of a template.
  if (!Seen.insert(Lock.At->getBeginLoc()).second)
    return;
  if (HotAnswer Hot = U.hotPath().why(Lock.At); Hot.isHot())
    Lock.Hot = std::move(Hot.Reasons);
  Found.push_back(std::move(Lock));
}

void Search::consider(const Section &S) {
  if (!S.Acquisition || S.Tried || S.How == Section::Kind::OnEntry ||
      isShutDown(S.Function, U.references()))
    return;
  if (!llvm::all_of(S.Mutexes, [](const MutexRef &M) { return M.isShared(); }))
    return;
  Loop L = U.loops().around(S.Acquisition);
  if (!L || !namesTheSameMutex(S, L) || U.hotPath().isColdCode(S.Acquisition) ||
      U.hotPath().isCold(S.Function))
    return;
  if (containsErrors(S.Function->getBody(), U.ast()))
    return;
  // A benchmark of the lock.
  if (S.Held.empty())
    return;
  // while (n--) lock(); takes one lock many times.
  if (S.How == Section::Kind::Manual && S.Releases.empty())
    return;
  // A branch may be an error's, or one that is taken once.
  if (!runsEachTime(S.Acquisition, L.Body, U.references()) ||
      loopsInside(S, L) || isHeldAround(S.Acquisition, S))
    return;
  bool Drains = drains(S, L);
  if (!Drains && (!isBoundedLoop(L) || !staysShort(L, &S, S.Function)))
    return;
  // A guard that outlives the round would be a deadlock, or is the loop's own
  // (`for (std::lock_guard l(m); ...)`).
  if (L.Body && S.Guard) {
    const Stmt *Around = S.Acquisition;
    while (Around && Around != L.Body)
      Around = U.references().parent(Around);
    if (!Around)
      return;
  }
  add({&S, L, S.Acquisition, nullptr, Drains, {}});
}

/// queue.empty(), queue.size() == 0, !queue.size(), or either of two. What else
/// is asked in each round may be whether to go on: queue.empty() || stopped.
static bool asksIfEmpty(const Expr *Condition, const ASTContext &Context) {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition)) {
    if (Binary->getOpcode() == BO_LOr)
      return asksIfEmpty(Binary->getLHS(), Context) &&
             asksIfEmpty(Binary->getRHS(), Context);
    const auto *Size =
        dyn_cast<CXXMemberCallExpr>(Binary->getLHS()->IgnoreParenImpCasts());
    return Binary->getOpcode() == BO_EQ && Size &&
           nameOf(Size->getMethodDecl()) == "size" &&
           constantOf(Binary->getRHS(), Context) == 0;
  }
  const auto *Not = dyn_cast<UnaryOperator>(Condition);
  if (Not && Not->getOpcode() == UO_LNot)
    Condition = Not->getSubExpr()->IgnoreParenImpCasts();
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Condition);
  llvm::StringRef Name = Call ? nameOf(Call->getMethodDecl()) : "";
  return Not ? Name == "size" : Name == "empty";
}

/// if (queue.empty()) break;
bool Search::endsWhenEmpty(const Loop &L) const {
  return anyWithin(L.Body, [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    return If && asksIfEmpty(If->getCond(), U.ast()) &&
           anyWithin(If->getThen(), [](const Stmt *Leaves) {
             return isa<BreakStmt, ReturnStmt>(Leaves);
           });
  });
}

/// `for (;;) { { lock; if (queue.empty()) break; x = queue.front();
/// queue.pop(); } work(x); }`, where nobody else waits for a share of the
/// queue, and the work does not decide that one was enough.
bool Search::drains(const Section &S, const Loop &L) const {
  if (S.How != Section::Kind::Guard || U.loops().leavesInFirstRound(L) ||
      U.loops().servesEventsOf(L))
    return false;
  if (!endsWhenEmpty(L) || anyWithin(L.Body, [&](const Stmt *Leaves) {
        return isa<ReturnStmt>(Leaves) && !S.holds(Leaves);
      }))
    return false;
  bool Pops = llvm::any_of(S.Held, [](const Stmt *Held) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Held);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    return Method && Method->getIdentifier() && isInStd(Method) &&
           Method->getName().starts_with("pop");
  });
  if (!Pops || threadStartOf(S.Function, U.references(), U.models()))
    return false;
  // Worker threads wait for more, and share the work.
  bool WorksOutside = false;
  for (const Expr *Call : U.references().callsIn(S.Function)) {
    if (U.mutexes().waitedWith(Call))
      return false;
    if (!U.loops().contains(L, Call) || Call == S.Acquisition ||
        llvm::is_contained(S.Releases, Call))
      continue;
    if (std::optional<Blocking> B = U.callSummaries().blocks(Call);
        B && B->Kind == BlockKind::Sleep)
      return false;
    WorksOutside |= !S.holds(Call) && !isLight(Call);
  }
  return WorksOutside;
}

/// The whole of a method of this class is the section, short, and a loop of
/// another method does nothing but call it on the same object. To call a method
/// that locks is not wrong in itself, so the loop has to be hot.
void Search::considerCallers(const Section &S) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(S.Function);
  if (!Method || !Method->isInstance() || S.Tried || !S.Guard ||
      Method->getParent()->isLambda() || S.Mutexes.size() != 1 ||
      !isa_and_nonnull<FieldDecl>(S.mutex().Decl) ||
      S.mutex().Decl->getDeclContext() != Method->getParent())
    return;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Method->getBody());
  const Stmt *Statement = S.Acquisition;
  while (Statement && U.references().parent(Statement) != Body)
    Statement = U.references().parent(Statement);
  if (!Body || !isa_and_nonnull<DeclStmt>(Statement) ||
      *Body->body_begin() != Statement || !S.Releases.empty() ||
      !U.callSummaries().of(Method).Waits.empty() ||
      loopsInside(S, {Body, Body, nullptr}))
    return;
  for (const Expr *Call : U.references().callsOf(Method)) {
    const Expr *Object = objectOf(Call);
    const FunctionDecl *In = U.references().functionAround(Call);
    if (!Object || !isa<CXXThisExpr>(Object->IgnoreParenImpCasts()) || !In ||
        In == Method->getCanonicalDecl() ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(In) ||
        U.hotPath().isColdCode(Call) || U.hotPath().isCold(In) ||
        !U.hotPath().why(In).isHot() || isHeldAround(Call, S))
      continue;
    Loop L = U.loops().around(Call);
    if (isBoundedLoop(L) && runsEachTime(Call, L.Body, U.references()) &&
        staysShort(L, nullptr, In, Method))
      add({&S, L, Call, Method, false, {}});
  }
}

} // namespace

std::vector<RepeatedLock> repeatedLocks(Unit &U, unsigned MinTripCount) {
  return Search(U, MinTripCount).run();
}

} // namespace p99::analysis
