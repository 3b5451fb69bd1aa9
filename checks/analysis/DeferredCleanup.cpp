// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/DeferredCleanup.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
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

  std::vector<DeferredRelease> run();

private:
  void consider(const Expr *Call);
  bool isFromArena(DeferredRelease &R) const;
  bool repeats(const Loop &L, const Stmt *At) const;
  bool leavesAfter(const Stmt *At, const Loop &L) const;
  bool isReleasedIn(const ValueDecl *Arena, const Loop &L) const;
  bool staysInRound(const VarDecl *V) const;
  const Costs *costOf(QualType T) const;

  Unit &U;
  const References &Refs;
  unsigned MinTripCount;
  llvm::SmallSet<std::pair<const Stmt *, const ValueDecl *>, 8> Seen;
  std::vector<DeferredRelease> Found;
};

/// It is followed by what leaves the loop: the last round, or the only one.
bool Search::leavesAfter(const Stmt *At, const Loop &L) const {
  for (const Stmt *P = Refs.parent(At), *Child = At; P && Child != L.Body;
       Child = P, P = Refs.parent(P))
    if (const auto *Block = dyn_cast<CompoundStmt>(P);
        Block && !Block->body_empty() &&
        isa<ReturnStmt, BreakStmt, GotoStmt>(Block->body_back()))
      return true;
  return false;
}

/// for (i = 0; i < config->n_peers; ++i): of what is configured there is
/// little.
static bool goesThroughSettings(const Stmt *Loop) {
  static const llvm::StringRef Settings[] = {"cfg", "cfgs", "config",
                                             "configs"};
  return anyWithin(conditionOf(Loop), [](const Stmt *S) {
    const auto *Member = dyn_cast<MemberExpr>(S);
    return Member && (saysOneOf(Member->getMemberDecl(), Settings) ||
                      saysOneOf(placeOf(strip(Member->getBase())), Settings));
  });
}

bool Search::repeats(const Loop &L, const Stmt *At) const {
  const Loops &All = U.loops();
  if (!L || All.leavesInFirstRound(L) || All.countsAttempts(L) ||
      leavesAfter(At, L) || All.isForOneElement(L, At) ||
      goesThroughSettings(L.Statement))
    return false;
  std::optional<uint64_t> Rounds = All.tripCount(L);
  return !Rounds || *Rounds >= MinTripCount;
}

const Costs *Search::costOf(QualType T) const {
  if (T->isPointerType() || T->isReferenceType())
    T = T->getPointeeType();
  const Model *M = U.models().find(T.getUnqualifiedType());
  return M && M->DefersCleanup ? &*M->DefersCleanup : nullptr;
}

/// arena.Reset(), resource.release()
bool Search::isReleasedIn(const ValueDecl *Arena, const Loop &L) const {
  return llvm::any_of(Refs.usesOf(Arena), [&](const Expr *Use) {
    if (!U.loops().contains(L, Use))
      return false;
    const Stmt *P = parentPastCasts(Use, Refs);
    const auto *Member = dyn_cast_or_null<MemberExpr>(P);
    const auto *Method =
        Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
    return Method && !Method->isConst() && Method->getNumParams() == 0;
  });
}

/// Nobody can have it after the round: it is not returned, moved, copied or
/// handed over, but for its members.
bool Search::staysInRound(const VarDecl *V) const {
  bool Pointer = V->getType()->isPointerType();
  return llvm::all_of(Refs.usesOf(V), [&](const Expr *Use) {
    const Stmt *P = parentPastCasts(Use, Refs);
    if (!P || isa<ReturnStmt>(P))
      return false;
    if (isa<MemberExpr>(P))
      return true;
    if (const auto *Unary = dyn_cast<UnaryOperator>(P))
      return Unary->getOpcode() == UO_Deref;
    if (Pointer || isa<CXXConstructExpr, InitListExpr>(P))
      return false;
    const auto *Call = dyn_cast<CallExpr>(P);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return !(F && F->getIdentifier() && isInStd(F) && F->getName() == "move");
  });
}

/// std::pmr::string line(&arena), auto *row = Arena::Create<Row>(&arena)
bool Search::isFromArena(DeferredRelease &R) const {
  for (const Expr *Argument : argumentsOf(R.Taken)) {
    const ValueDecl *D = placeOf(strip(Argument));
    if (!D || !isa<VarDecl>(D))
      continue;
    R.Cost = costOf(D->getType());
    if (!R.Cost || U.loops().declares(R.Repeats, D))
      continue;
    const Stmt *Whole = R.Taken;
    while (Whole && isa<Expr>(Whole) && !Refs.initializedBy(Whole))
      Whole = Refs.parent(Whole);
    R.Object =
        dyn_cast_or_null<VarDecl>(Whole ? Refs.initializedBy(Whole) : nullptr);
    R.Arena = D;
    // Made before the loop, of what the loop puts into it, it may well be kept.
    return R.Object && R.Object->hasLocalStorage() &&
           U.loops().declares(R.Repeats, R.Object) && staysInRound(R.Object) &&
           !isReleasedIn(D, R.Repeats);
  }
  return false;
}

/// log_trace("%s", strdupa(name)): a few bytes for a line, if at all.
static bool isForLogLine(const Expr *Call, const References &Refs) {
  for (const Stmt *S = Refs.parent(Call); S; S = Refs.parent(S))
    if (const auto *Line = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *F = calleeOf(Line);
          F && F->isVariadic() &&
          saysOneOf(F, {"log", "debug", "trace", "dbg"}))
        return true;
  return false;
}

/// What the value of the call is assigned to within its round, also by way of
/// the variables of a macro.
static llvm::SmallVector<const Expr *, 2>
assignedTo(const Expr *Call, const Loop &L, const References &Refs) {
  llvm::SmallVector<const Expr *, 2> Found;
  const Stmt *Child = Call;
  for (const Stmt *P = Refs.parent(Call); P && P != L.Body;
       Child = P, P = Refs.parent(P))
    if (const auto *Assign = dyn_cast<BinaryOperator>(P);
        Assign && Assign->getOpcode() == BO_Assign && Assign->getRHS() == Child)
      Found.push_back(Assign->getLHS());
  return Found;
}

/// if (!find(key, &same)) same = alloca(n), store(key, same): the loop makes
/// one for each key that it has not seen, and finds it again.
static bool isFoundAgain(const Expr *Call, const Loop &L, const Loops &All,
                         const References &Refs) {
  for (const Expr *To : assignedTo(Call, L, Refs))
    if (const ValueDecl *Holder = placeOf(strip(To));
        Holder && !All.declares(L, Holder))
      return llvm::any_of(Refs.usesOf(Holder), [&](const Expr *Use) {
        const auto *Address =
            dyn_cast_or_null<UnaryOperator>(parentPastCasts(Use, Refs));
        return Address && Address->getOpcode() == UO_AddrOf &&
               isWithin(Address, L.Body, Refs);
      });
  return false;
}

/// names[i] = strdupa(name): it is there for what comes behind the loop.
static bool isKept(const Expr *Call, const Loop &L, const References &Refs) {
  return llvm::any_of(assignedTo(Call, L, Refs), [](const Expr *To) {
    return isa<ArraySubscriptExpr, MemberExpr>(To->IgnoreParenImpCasts());
  });
}

/// The arguments and the environment of what the process becomes.
static bool isBeforeExec(const FunctionDecl *In, const References &Refs) {
  return llvm::any_of(Refs.callsIn(In), [](const Expr *Call) {
    const FunctionDecl *F = calleeOf(Call);
    return F && F->isExternC() &&
           (nameOf(F).starts_with("exec") || nameOf(F) == "fexecve");
  });
}

void Search::consider(const Expr *Call) {
  const FunctionDecl *In = Refs.functionAround(Call);
  const FunctionDecl *F = calleeOf(Call);
  if (!In || !F || In->isDependentContext())
    return;
  DeferredRelease R;
  R.Taken = Call;
  R.Repeats = U.loops().around(Call);
  if (!R.Repeats)
    return;
  const Model *M = U.models().find(F);
  if (M && M->DefersCleanup)
    R.Cost = &*M->DefersCleanup;
  else if (!isFromArena(R))
    return;
  // The stack of a callable goes back when that returns.
  if (!R.Arena && R.isMemory() && R.Repeats.Callable)
    return;
  if (!repeats(R.Repeats, Call) || U.hotPath().isCold(In) ||
      runsSeldom(In, Refs) || isForOperators(In) || isBeforeExec(In, Refs) ||
      U.hotPath().isColdCode(Call) || isForLogLine(Call, Refs) ||
      initializesOnce(Call, Refs) ||
      initializesOnceIn(R.Repeats.Statement, Call, Refs) ||
      isFoundAgain(Call, R.Repeats, U.loops(), Refs) ||
      // ALLOC_MATRIX(n) makes the rows of what is meant to stand on the stack.
      areOfOneMacro(R.Repeats.Statement, Call, U.ast().getSourceManager()))
    return;
  if (!R.Object)
    R.Object = dyn_cast_or_null<VarDecl>([&]() -> const ValueDecl * {
      for (const Stmt *S = Call; S && isa<Expr>(S); S = Refs.parent(S))
        if (const ValueDecl *D = Refs.initializedBy(S))
          return D;
      return nullptr;
    }());
  R.SameSize = llvm::all_of(argumentsOf(Call), [&](const Expr *Argument) {
    return U.loops().isInvariant(Argument, R.Repeats);
  });
  R.Kept = isKept(Call, R.Repeats, Refs);
  if (HotAnswer Hot = U.hotPath().why(Call); Hot.isHot())
    R.Hot = std::move(Hot.Reasons);
  // One for all that a loop takes from an arena.
  const Stmt *Key = R.Arena ? R.Repeats.Statement : Call;
  if (Seen.insert({Key, R.Arena}).second)
    Found.push_back(std::move(R));
}

std::vector<DeferredRelease> Search::run() {
  for (const Expr *Call : Refs.calls())
    consider(Call);
  const SourceManager &SM = U.ast().getSourceManager();
  llvm::stable_sort(Found, [&](const auto &A, const auto &B) {
    return SM.isBeforeInTranslationUnit(A.Taken->getBeginLoc(),
                                        B.Taken->getBeginLoc());
  });
  // Once for all instances of a template.
  Found.erase(llvm::unique(Found,
                           [](const auto &A, const auto &B) {
                             return A.Taken->getBeginLoc() ==
                                    B.Taken->getBeginLoc();
                           }),
              Found.end());
  return std::move(Found);
}

} // namespace

std::vector<DeferredRelease> deferredReleases(Unit &U, unsigned MinTripCount) {
  return Search(U, MinTripCount).run();
}

} // namespace p99::analysis
