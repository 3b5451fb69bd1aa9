// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/SpawnWays.h"
#include "analysis/CCallbacks.h"
#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/RunOnce.h"
#include "analysis/SpawnBounds.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// How many calls may lie between what repeats and the spawn.
constexpr unsigned MaxLinks = 8;

class Search {
public:
  Search(Unit &U, unsigned MaxThreads) : U(U), Bounds(U, MaxThreads) {}

  std::vector<RepeatedSpawn> run();

private:
  /// A statement whose running starts a thread, and how it does.
  struct Site {
    const Stmt *At;
    HotReasons Way; ///< from the spawn up to here
    /// The thread is held by a member of the object whose method this is, which
    /// can hold one at a time: there are as many as there are objects.
    bool OfThis = false;
    /// All that is known of the handle is known of this function's.
    bool Own = false;
  };

  void makeCallers();
  bool walk(RepeatedSpawn &R, bool Joined);
  bool endsHere(const Site &At, RepeatedSpawn &R, bool Joined, bool &Bounded);
  bool isEntry(const FunctionDecl *F, RepeatedSpawn &R) const;
  std::optional<bool> isOfThis(const Stmt *Call, bool OfThis) const;
  bool isFresh(const Expr *Object) const;
  bool accepts(const Loop &L) const;
  bool holdsOneOfThis(const Spawn &S, const ThreadHome &Home) const;

  Unit &U;
  SpawnBounds Bounds;
  struct Caller {
    const Stmt *At;
    HotEdge::Kind How;
  };
  llvm::DenseMap<const FunctionDecl *, llvm::SmallVector<Caller, 4>> Callers;
  llvm::DenseSet<SourceLocation> Seen;
};

//===-- Who leads here ----------------------------------------------------===//

void Search::makeCallers() {
  llvm::DenseSet<const FunctionDecl *> Done;
  for (const FunctionDecl *F : U.references().functions())
    if (F = writtenForm(F); Done.insert(F).second)
      for (const HotEdge &Edge : U.hotPath().graph().edgesOf(F))
        Callers[Edge.To].push_back({Edge.Site, Edge.How});
}

static bool isArgument(const Expr *E, const References &Refs) {
  const Stmt *P = Refs.parent(E);
  while (isa_and_nonnull<CastExpr, ParenExpr>(P))
    P = Refs.parent(P);
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  return Call && llvm::any_of(Call->arguments(), [&](const Expr *A) {
           return A->IgnoreParenCasts() == E;
         });
}

/// Each round waits for a new connection: a call that makes a handle of it.
bool Search::accepts(const Loop &L) const {
  auto Accepts = [&](const Model *M) {
    return M && M->Creates && M->Blocks == BlockKind::Events;
  };
  const FunctionDecl *In = U.references().functionAround(L.Statement);
  return In && llvm::any_of(U.references().callsIn(In), [&](const Expr *Call) {
           if (!U.loops().contains(L, Call))
             return false;
           const FunctionDecl *F = calleeOf(Call);
           if (!F || Accepts(U.models().find(F)))
             return F != nullptr;
           // Not one of the arguments of a message: accept_header(text)
           if (F->getIdentifier() &&
               llvm::StringRef(F->getName().lower()).contains("accept") &&
               !isArgument(Call, U.references()))
             return true;
           return Callables::isOwn(F) &&
                  llvm::any_of(
                      U.callSummaries().of(F).Waits,
                      [&](const Blocking &B) { return Accepts(B.Entry); });
         });
}

bool Search::isEntry(const FunctionDecl *F, RepeatedSpawn &R) const {
  for (const HotGraph::Entry &Entry : U.hotPath().graph().entries())
    if (Entry.Function == writtenForm(F) && !Entry.Once) {
      R.Way.push_back(Entry.Reason);
      return true;
    }
  const HotAnswer &Why = U.hotPath().why(F);
  if (Why.Source != Heat::Marked || Why.Reasons.size() != 1)
    return false;
  R.Way.push_back(Why.Reasons.front());
  return true;
}

//===-- Objects that hold their thread ------------------------------------===//

bool Search::holdsOneOfThis(const Spawn &S, const ThreadHome &Home) const {
  const auto *Field = dyn_cast_or_null<FieldDecl>(Home.Place);
  const auto *In =
      dyn_cast_or_null<CXXMethodDecl>(U.references().functionAround(S.Call));
  if (!Field || Home.Element || !In || !S.isExclusive())
    return false;
  // A lambda's `this` is that of the method around it.
  const CXXRecordDecl *Class = In->getParent();
  while (Class && Class->isLambda()) {
    const auto *Around = dyn_cast<CXXMethodDecl>(Class->getDeclContext());
    Class = Around ? Around->getParent() : nullptr;
  }
  return Class &&
         Class->getCanonicalDecl() ==
             cast<CXXRecordDecl>(Field->getParent())->getCanonicalDecl();
}

/// Made in the function that names it: a local object, `new T`, make_shared.
bool Search::isFresh(const Expr *Object) const {
  const Expr *E = strip(Object);
  if (isa<CXXNewExpr, CXXConstructExpr>(E) || constructorMade(E))
    return true;
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(E));
  if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V))
    return false;
  if (V->getType()->isRecordType() &&
      !isInStd(V->getType()->getAsCXXRecordDecl()))
    return true;
  return llvm::any_of(U.references().valuesOf(V), [&](const Expr *Value) {
    const Expr *Made = strip(Value);
    return isa<CXXNewExpr, CXXConstructExpr>(Made) || constructorMade(Made);
  });
}

/// A method that starts its object's thread is called: on which object? true:
/// on the caller's own; false: on one that is made for it; nullopt: on one that
/// is there for longer.
std::optional<bool> Search::isOfThis(const Stmt *Call, bool OfThis) const {
  const auto *E = dyn_cast<Expr>(Call);
  if (!OfThis || !E)
    return OfThis;
  auto Kept = [&](const ValueDecl *D) -> std::optional<bool> {
    if (isa<FieldDecl>(D))
      return true;
    const auto *V = dyn_cast<VarDecl>(D);
    return V && V->hasLocalStorage() ? std::optional(false) : std::nullopt;
  };
  if (isa<CXXConstructExpr>(E) || constructorMade(E)) {
    ThreadHome Home = homeOf({E, nullptr, nullptr, nullptr}, U.references());
    if (Home.Place && !Home.Element)
      return Kept(Home.Place);
    return false;
  }
  const Expr *Object = objectOf(E);
  if (!Object)
    return false;
  const Expr *Bare = strip(Object);
  if (isa<CXXThisExpr>(Bare))
    return true;
  if (const auto *Get = dyn_cast<CallExpr>(Bare);
      Get && calleeOf(Get) && calleeOf(Get)->getIdentifier() &&
      calleeOf(Get)->getName().contains("from_this"))
    return true;
  if (isFresh(Object))
    return false;
  if (const auto *Member = dyn_cast<MemberExpr>(Bare);
      Member && isa<CXXThisExpr>(strip(Member->getBase())))
    return true;
  return std::nullopt;
}

//===-- From the spawn outwards -------------------------------------------===//

/// while (pthread_create(...) != 0) sleep: goes on until there is one thread.
static bool isRetry(const Stmt *Site, const Loop &L, const References &Refs) {
  if (L.Callable)
    return false;
  if (!isWithin(Site, L.Body, Refs))
    return true;
  const Expr *Condition = nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(L.Statement))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(L.Statement))
    Condition = Do->getCond();
  for (const Stmt *P = Site; Condition && isa_and_nonnull<Expr>(P);
       P = Refs.parent(P))
    if (const auto *Assign = dyn_cast<BinaryOperator>(P);
        Assign && Assign->getOpcode() == BO_Assign)
      if (const ValueDecl *Result = placeOf(strip(Assign->getLHS())))
        return llvm::any_of(Refs.usesOf(Result), [&](const Expr *Use) {
          return isWithin(Use, Condition, Refs);
        });
  return false;
}

/// What repeats the site in its own function; `Bounded` if something there
/// limits it, so that there is no need to go on.
bool Search::endsHere(const Site &At, RepeatedSpawn &R, bool Joined,
                      bool &Bounded) {
  const FunctionDecl *F = U.references().functionAround(At.At);
  const Spawn &S = R.Started;
  ThreadHome Home = homeOf(S, U.references());
  bool MayEnd = !Joined && At.Own;
  for (Loop L = U.loops().around(At.At); L; L = U.loops().around(L.Statement)) {
    SpawnBounds::LoopBound Bound = Bounds.of(L);
    const Expr *Serves = U.loops().servesEventsOf(L);
    if (isRetry(At.At, L, U.references()))
      continue;
    if (Bound.Kind == SpawnBounds::Rounds::Few && !Serves)
      continue;
    if ((MayEnd && Bounds.isJoined(S, L)) || Bounds.isGuarded(At.At, L)) {
      Bounded = true;
      return false;
    }
    // A variable outside of the loop that can hold one thread only.
    const auto *V = dyn_cast_or_null<VarDecl>(Home.Place);
    if (At.Own && S.isExclusive() && !Home.Element &&
        ((V &&
          !L.Statement->getSourceRange().fullyContains(V->getSourceRange())) ||
         At.OfThis)) {
      Bounded = true;
      return false;
    }
    bool Accepts = accepts(L);
    if (S.How->Process && !Accepts && !Serves)
      continue;
    // For each room in the configuration, while the plugin is initialized.
    if (!Serves && !Accepts && isAdministration(F) && !U.loops().isEndless(L))
      continue;
    if (!Serves && Bound.Kind == SpawnBounds::Rounds::Elements &&
        (F->isMain() || isStartUp(F, U.references()) ||
         isShutDown(F, U.references())))
      continue;
    using Per = RepeatedSpawn::Per;
    R.Each = Accepts                                       ? Per::Connection
             : Serves                                      ? Per::Event
             : Bound.Kind == SpawnBounds::Rounds::Elements ? Per::Element
                                                           : Per::Round;
    R.Range = Bound.Range;
    if (At.At == S.Call)
      R.Repeats = L;
    R.Way = At.Way;
    SourceLocation Where = L.Statement->getBeginLoc();
    if (Serves)
      R.Way.push_back({Where, "inside the loop that serves '" +
                                  calleeOf(Serves)->getNameAsString() + "'"});
    else if (R.Each == Per::Element)
      R.Way.push_back({Where, "one for each element that this loop goes over"});
    else
      R.Way.push_back({Where, "inside a loop of unknown length"});
    return true;
  }
  if ((MayEnd && Bounds.isJoined(S, {})) || Bounds.isGuarded(At.At, {})) {
    Bounded = true;
    return false;
  }
  HotReasons Way = std::exchange(R.Way, At.Way);
  if (!At.OfThis && isEntry(F, R)) {
    llvm::StringRef Entry = R.Way.back().Text;
    bool Connects = Entry.contains("connection");
    R.Each = Connects                  ? RepeatedSpawn::Per::Connection
             : Entry.contains("timer") ? RepeatedSpawn::Per::Timer
                                       : RepeatedSpawn::Per::Request;
    // A request may well run a program.
    if (Connects || !S.How->Process)
      return true;
  }
  R.Way = std::move(Way);
  return false;
}

static llvm::StringRef textOf(HotEdge::Kind How) {
  return How == HotEdge::Kind::HandOver ? "handed over here"
                                        : "called from here";
}

bool Search::walk(RepeatedSpawn &R, bool Joined) {
  const References &Refs = U.references();
  ThreadHome Home = homeOf(R.Started, Refs);
  if (const auto *V = dyn_cast_or_null<VarDecl>(Home.Place);
      V && !V->hasLocalStorage() && R.Started.isExclusive() && !Home.Element)
    return false; // A global that can hold one thread only.
  std::vector<Site> Sites;
  Sites.push_back(
      {R.Started.Call, {}, holdsOneOfThis(R.Started, Home), /*Own=*/true});
  llvm::DenseSet<const FunctionDecl *> Visited;
  for (size_t I = 0; I < Sites.size(); ++I) {
    Site At = Sites[I];
    const FunctionDecl *F = Refs.functionAround(At.At);
    if (!F || U.hotPath().isCold(F) || U.hotPath().isColdCode(At.At))
      continue;
    bool Bounded = false;
    if (endsHere(At, R, Joined, Bounded))
      return true;
    if (Bounded || R.Started.Forwards || At.Way.size() >= MaxLinks ||
        !Visited.insert(writtenForm(F)).second)
      continue;
    auto It = Callers.find(writtenForm(F));
    if (It == Callers.end())
      continue;
    for (const Caller &From : It->second) {
      Site Next{From.At, At.Way};
      if (From.How == HotEdge::Kind::Inside) {
        if (const auto *Lambda = dyn_cast<LambdaExpr>(From.At);
            Lambda && isOnlyGivenToC(Lambda, U))
          continue;
        Next.OfThis = At.OfThis;
      } else {
        if (From.How == HotEdge::Kind::HandOver && isGivenToC(From.At, U))
          continue;
        std::optional<bool> OfThis = isOfThis(From.At, At.OfThis);
        if (!OfThis)
          continue;
        Next.OfThis = *OfThis;
        Next.Way.push_back({From.At->getBeginLoc(), textOf(From.How).str()});
      }
      Sites.push_back(std::move(Next));
    }
  }
  return false;
}

std::vector<RepeatedSpawn> Search::run() {
  std::vector<RepeatedSpawn> Found;
  std::vector<Spawn> All = spawnsIn(U);
  if (!All.empty())
    makeCallers();
  for (const Spawn &S : All) {
    SourceLocation Where = S.Call->getBeginLoc();
    if (Seen.contains(Where))
      continue;
    RepeatedSpawn R;
    R.Started = S;
    const Expr *Join = Bounds.joinRightAfter(S);
    if (!walk(R, /*Joined=*/Join != nullptr))
      continue;
    R.Join = Join;
    Seen.insert(Where);
    Found.push_back(std::move(R));
  }
  return Found;
}

} // namespace

std::vector<RepeatedSpawn> repeatedSpawns(Unit &U, unsigned MaxThreads) {
  return Search(U, MaxThreads).run();
}

} // namespace p99::analysis
