// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RepeatedSetUps.h"
#include "analysis/CallSummaries.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "analysis/Origins.h"
#include "analysis/References.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallSet.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

namespace {

class Search {
public:
  Search(Unit &U, unsigned MinTripCount)
      : U(U), Refs(U.references()), MinTripCount(MinTripCount) {}

  std::vector<RepeatedSetUp> run();

private:
  void consider(const SetUp &S);
  bool inLoop(RepeatedSetUp &R);
  bool fromLoop(RepeatedSetUp &R, const FunctionDecl *F, const Origin &From,
                unsigned Depth);
  bool onRequests(RepeatedSetUp &R, const Origin &From);
  bool isSame(const Expr *Input, const RepeatedSetUp &R, const Loop &L) const;
  bool repeats(const Loop &L, const Stmt *At, const SetUp &S);
  bool leavesAfter(const Stmt *At, const Loop &L) const;
  bool sleeps(const Loop &L) const;
  bool triesAgain(const Loop &L) const;
  bool waits(const Loop &L) const;
  bool isBesideWait(const RepeatedSetUp &R) const;
  bool isInBranch(const RepeatedSetUp &R) const;
  bool makesUntilItFits(const Loop &L, const Stmt *At) const;
  bool isForArguments(const Loop &L) const;
  bool isReadInPassing(const Expr *Made) const;
  bool isSeldom(const Stmt *At) const;

  Unit &U;
  const References &Refs;
  unsigned MinTripCount;
  llvm::SmallSet<SourceLocation, 16> Seen;
  std::vector<RepeatedSetUp> Found;
};

//===-- Which loops -------------------------------------------------------===//

/// It ends in what leaves the loop, as a search does that has found something.
bool Search::leavesAfter(const Stmt *At, const Loop &L) const {
  const Stmt *Last = nullptr;
  for (const Stmt *P = At; P && P != L.Statement; P = Refs.parent(P)) {
    // A `break` within it is that of the switch.
    if (isa<SwitchStmt>(P) && isa_and_nonnull<BreakStmt>(Last))
      Last = nullptr;
    if (Last && P == L.Body)
      return true;
    const auto *Block = dyn_cast<CompoundStmt>(P);
    if (!Block || Block->body_empty() || Last)
      continue;
    const Stmt *End = Block->body_back();
    if (const auto *E = dyn_cast<Expr>(End))
      End = E->IgnoreImplicit();
    if (isa<ReturnStmt, GotoStmt, CXXThrowExpr, CoreturnStmt, BreakStmt>(End))
      Last = End;
  }
  return Last != nullptr;
}

/// A loop that sleeps, or waits for a time to come, sets its own pace.
bool Search::sleeps(const Loop &L) const {
  const FunctionDecl *In =
      L.Callable ? L.Callable : Refs.functionAround(L.Statement);
  return In && llvm::any_of(Refs.callsIn(In), [&](const Expr *Call) {
           if (!U.loops().contains(L, Call))
             return false;
           for (const Blocking &B : U.callSummaries().waitsOf(Call))
             if (B.Kind == BlockKind::Sleep)
               return true;
           const FunctionDecl *F = calleeOf(Call);
           return F && F->getIdentifier() &&
                  (F->getName().contains_insensitive("sleep") ||
                   F->getName().starts_with("wait_for"));
         });
}

/// Each round asks a peer, or waits for the next request, on whatever kind of
/// descriptor.
bool Search::waits(const Loop &L) const {
  return L && anyWithin(L.Statement, [this](const Stmt *S) {
           const auto *Call = dyn_cast<CallExpr>(S);
           std::optional<Blocking> B =
               Call ? U.callSummaries().blocks(Call) : std::nullopt;
           return B &&
                  (B->Kind == BlockKind::Peer || B->Kind == BlockKind::Events ||
                   (B->Entry && B->Entry->TimesOut));
         });
}

/// A function is called in such a loop, or the loop stands in one that serves.
bool Search::isBesideWait(const RepeatedSetUp &R) const {
  if (R.Call && waits(R.Repeats))
    return true;
  if (!R.Repeats)
    return false;
  for (Loop L = U.loops().around(R.Repeats.Statement); L;
       L = U.loops().around(L.Statement))
    if (U.loops().servesEventsOf(L))
      return true;
  return false;
}

/// key = make(); while (known(key)) key = make();
bool Search::makesUntilItFits(const Loop &L, const Stmt *At) const {
  const Expr *Condition = L.Callable ? nullptr : conditionOf(L.Statement);
  if (!Condition || isa<CXXForRangeStmt>(L.Statement))
    return false;
  const ValueDecl *Made = nullptr;
  for (const Stmt *S = At; isa_and_nonnull<Expr>(S); S = Refs.parent(S)) {
    const auto *Assign = dyn_cast<BinaryOperator>(S);
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
    if (Assign && Assign->getOpcode() == BO_Assign)
      Made = placeOf(strip(Assign->getLHS()));
    else if (Operator && Operator->getOperator() == OO_Equal)
      Made = placeOf(strip(Operator->getArg(0)));
  }
  return Made && anyWithin(Condition, [&](const Stmt *S) {
           const auto *E = dyn_cast<Expr>(S);
           return E && placeOf(E) == Made;
         });
}

/// Some rounds make it, how many is not known.
bool Search::isInBranch(const RepeatedSetUp &R) const {
  return R.Repeats && R.Repeats.Body && !R.Call &&
         isWithin(R.What.Made, R.Repeats.Body, Refs) &&
         !runsEachTime(R.What.Made, R.Repeats.Body, Refs);
}

/// for (int i = 0; i < 3; ++i) { connect; if (ok) break; }: goes on only when
/// it has not worked.
bool Search::triesAgain(const Loop &L) const {
  if (L.Callable || isa<CXXForRangeStmt>(L.Statement))
    return false;
  return anyWithin(L.Body,
                   [](const Stmt *S) { return isa<BreakStmt, ReturnStmt>(S); });
}

/// for (int i = 1; i < argc; ++i): what somebody typed.
bool Search::isForArguments(const Loop &L) const {
  const FunctionDecl *In = Refs.functionAround(L.Statement);
  if (!In || !In->isMain() || In->getNumParams() == 0)
    return false;
  return llvm::any_of(Refs.usesOf(In->getParamDecl(0)), [&](const Expr *Use) {
    for (const Stmt *P = Use; P; P = Refs.parent(P))
      if (P == L.Statement)
        return true;
    return false;
  });
}

bool Search::repeats(const Loop &L, const Stmt *At, const SetUp &S) {
  const Loops &All = U.loops();
  if (!L || All.leavesInFirstRound(L) || leavesAfter(At, L) ||
      makesUntilItFits(L, At) || isForArguments(L))
    return false;
  if (std::optional<uint64_t> Rounds = All.tripCount(L);
      Rounds && *Rounds < MinTripCount)
    return false;
  if ((S.CanFail || All.countsAttempts(L)) && triesAgain(L))
    return false;
  return !All.isForOneElement(L, At) && !sleeps(L);
}

/// Not on the way of ordinary work: tests, errors, what is made once and kept.
bool Search::isSeldom(const Stmt *At) const {
  const FunctionDecl *In = Refs.functionAround(At);
  return !In || U.hotPath().isCold(In) || U.hotPath().isColdCode(At) ||
         initializesOnce(At, Refs);
}

//===-- Where it repeats --------------------------------------------------===//

/// The same in each round. A local `char *` that stays may lead to what a round
/// has filled in, and so may any pointer to what a call reads all of.
bool Search::isSame(const Expr *Input, const RepeatedSetUp &R,
                    const Loop &L) const {
  const Expr *E = Input->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (R.isAnswerKept() && E->getType()->isPointerType() &&
      !E->getType()->getPointeeType().isConstQualified())
    return false;
  if (Ref && E->getType()->isPointerType() &&
      !isa<ParmVarDecl>(Ref->getDecl()) &&
      E->getType()->getPointeeType()->isAnyCharacterType() &&
      !E->getType()->getPointeeType().isConstQualified())
    return false;
  return U.loops().isInvariant(Input, L) || !Origins(Refs).of(Input).Varies;
}

bool Search::inLoop(RepeatedSetUp &R) {
  const Loops &All = U.loops();
  for (Loop L = All.around(R.What.Made); L; L = All.around(L.Statement)) {
    if (!repeats(L, R.What.Made, R.What)) {
      if (All.leavesInFirstRound(L) || leavesAfter(R.What.Made, L))
        return false;
      continue;
    }
    if (!llvm::all_of(R.What.Inputs,
                      [&](const Expr *Input) { return isSame(Input, R, L); }))
      return false;
    R.Repeats = L;
    return true;
  }
  return false;
}

/// A loop calls the function that makes it, and hands over the same.
bool Search::fromLoop(RepeatedSetUp &R, const FunctionDecl *F,
                      const Origin &From, unsigned Depth) {
  const Loops &All = U.loops();
  Origins Source(Refs);
  for (const Expr *Call : Refs.callsOf(F)) {
    const FunctionDecl *Caller = Refs.functionAround(Call);
    if (!Caller || Caller->getCanonicalDecl() == F->getCanonicalDecl() ||
        isSeldom(Call) || isStartUp(Caller, Refs) || isAdministration(Caller))
      continue;
    // Beside all else that a callee does, little things are lost.
    if (R.What.Cost->Cost == SetUpCost::Small && !U.hotPath().why(Call).isHot())
      continue;
    llvm::SmallVector<const Expr *, 2> Given;
    bool Known = true;
    for (const ParmVarDecl *P : From.Parameters) {
      const Expr *Argument = argument(Call, P->getFunctionScopeIndex());
      Known &= Argument && P->getDeclContext() == F;
      Given.push_back(Argument);
    }
    // Members are those of the object that it is called on.
    if (From.Members)
      if (const Expr *Object = objectOf(Call);
          Object && !isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
        Given.push_back(Object);
    if (!Known)
      continue;
    if (Loop L = All.around(Call);
        repeats(L, Call, R.What) && llvm::all_of(Given, [&](const Expr *E) {
          return All.isInvariant(E, L) || !Source.of(E).Varies;
        })) {
      R.Repeats = L;
      R.Call = Call;
      return true;
    }
    if (Origin Next = Source.of(Given);
        !Next.Varies && Depth < 3 && fromLoop(R, Caller, Next, Depth + 1))
      return true;
  }
  return false;
}

/// Each request makes it, of the same.
bool Search::onRequests(RepeatedSetUp &R, const Origin &From) {
  if (R.What.Cost->Cost == SetUpCost::Small)
    return false;
  if (From.isSteady()) {
    HotAnswer Hot = U.hotPath().why(R.What.Made);
    R.Hot = Hot.Reasons;
    return Hot.isHot();
  }
  Origins Source(Refs);
  for (const Expr *Call : Refs.callsOf(R.In)) {
    llvm::SmallVector<const Expr *, 2> Given;
    for (const ParmVarDecl *P : From.Parameters)
      if (const Expr *Argument = argument(Call, P->getFunctionScopeIndex());
          Argument && P->getDeclContext() == R.In)
        Given.push_back(Argument);
    if (Given.size() != From.Parameters.size() || isSeldom(Call) ||
        !Source.of(Given).isSteady())
      continue;
    HotAnswer Hot = U.hotPath().why(Call);
    if (!Hot.isHot())
      continue;
    R.Hot = std::move(Hot.Reasons);
    R.Call = Call;
    return true;
  }
  return false;
}

/// A temporary that goes to a const reference, or whose const method is called.
bool Search::isReadInPassing(const Expr *Made) const {
  const Stmt *Child = Made, *P = Refs.parent(Made);
  for (; isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                         MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                         ExplicitCastExpr>(P);
       P = Refs.parent(P))
    Child = P;
  const CXXMethodDecl *Method = nullptr;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(P))
    Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
  else if (const auto *Call = dyn_cast_or_null<CallExpr>(P);
           Call && objectOf(Call) == Child)
    Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  return !Method || Method->isConst();
}

void Search::consider(const SetUp &S) {
  RepeatedSetUp R;
  R.What = S;
  R.In = Refs.functionAround(S.Made);
  // What a template does is known in its instances.
  if (!R.In || R.In->isDependentContext() ||
      Seen.contains(S.Made->getBeginLoc()) || isSeldom(S.Made))
    return;
  Origin From = Origins(Refs).of(S.Inputs);
  R.Literal = !From.Varies && From.Literal && !From.Local;
  R.Steady = From.isSteady();
  R.OnlyRead = S.Object ? S.Object->getType()->isRecordType() &&
                              !isPointerLike(S.Object->getType()) &&
                              isOnlyRead(S.Object, Refs)
                        : isReadInPassing(S.Made);
  bool Once = isStartUp(R.In, Refs) || R.In->isMain();
  bool Repeats = inLoop(R);
  if (!Repeats && !Once && !From.Varies)
    Repeats = (!isAdministration(R.In) && fromLoop(R, R.In, From, 0)) ||
              onRequests(R, From);
  if (!Repeats)
    return;
  if (R.Hot.empty())
    if (HotAnswer Hot = U.hotPath().why(S.Made); Hot.isHot())
      R.Hot = std::move(Hot.Reasons);
  // Little things do not matter there, however often, nor in a branch, nor in
  // what a loop calls for each request that it waits for; where nothing says
  // that it is hot, what takes microseconds does not matter there either.
  const bool Little = S.Cost->Cost == SetUpCost::Small;
  if (Little && R.Hot.empty() && (runsSeldom(R.In, Refs) || isInBranch(R)))
    return;
  if ((Little || (R.Hot.empty() && S.Cost->Cost != SetUpCost::Peer)) &&
      isBesideWait(R))
    return;
  Seen.insert(S.Made->getBeginLoc());
  Found.push_back(std::move(R));
}

std::vector<RepeatedSetUp> Search::run() {
  for (const SetUp &S : setUpsOf(U))
    consider(S);
  llvm::stable_sort(Found, [&](const auto &A, const auto &B) {
    return U.ast().getSourceManager().isBeforeInTranslationUnit(
        A.What.Made->getBeginLoc(), B.What.Made->getBeginLoc());
  });
  return std::move(Found);
}

} // namespace

std::vector<RepeatedSetUp> repeatedSetUps(Unit &U, unsigned MinTripCount) {
  return Search(U, MinTripCount).run();
}

} // namespace p99::analysis
