// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RoundTrips.h"
#include "analysis/BatchesAround.h"
#include "analysis/CallSummaries.h"
#include "analysis/ClientStubs.h"
#include "analysis/Deadlines.h"
#include "analysis/Expressions.h"
#include "analysis/RoundValues.h"
#include "analysis/RowLoops.h"
#include "analysis/RunOnce.h"
#include "analysis/Spawns.h"
#include "analysis/StatementTexts.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

namespace {

constexpr unsigned MaxDepth = 2;

/// A modelled call, as seen from a call that leads to it.
struct Trip {
  const Expr *Call = nullptr;
  const RoundTrip *How = nullptr;
  const Expr *Connection = nullptr; ///< nullptr: it is always the same
  /// What is sent, the connection included; in the terms of the call.
  llvm::SmallVector<const Expr *, 6> Sent = {};
  bool Writes = false;
};

class Search {
public:
  Search(Unit &U, unsigned MinTripCount)
      : U(U), Refs(U.references()), MinTripCount(MinTripCount), Around(U) {}

  std::vector<RepeatedTrip> run();

private:
  void consider(const Expr *Call);
  std::optional<Trip> tripOf(const Expr *Call, unsigned Depth);
  std::optional<Trip> through(const Expr *Call, const FunctionDecl *F,
                              unsigned Depth);
  bool isEachTime(const Stmt *S) const;
  bool isForElements(const Loop &L, bool Rows);
  bool pauses(const Stmt *S);
  bool isSeldomRun(const Stmt *S) const;
  static bool isBatched(const Surroundings &Around, const Trip &T);
  bool writes(const Expr *Call, const RoundTrip &How);
  bool isControl(const Expr *Call) const;

  Unit &U;
  const References &Refs;
  unsigned MinTripCount;
  BatchesAround Around;
  std::vector<RepeatedTrip> Found;
  llvm::DenseSet<SourceLocation> Seen;
};

//===-- The statement -----------------------------------------------------===//

/// In a pipeline or another batch, or in a transaction where that helps: it
/// saves the commits, and that is all that there is to save where every
/// statement has to be in one.
bool Search::isBatched(const Surroundings &Around, const Trip &T) {
  if (Around.Batches)
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(calleeOf(T.Call));
  return Around.Transacts &&
         !(Method && namesTransaction(Method->getParent()->getName()));
}

/// The literal that is all or the beginning of a statement's text.
const clang::StringLiteral *literalIn(const Expr *E) {
  E = strip(E);
  if (const auto *Text = dyn_cast<clang::StringLiteral>(E))
    return Text;
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      if (const clang::StringLiteral *Text = literalIn(Part))
        return Text;
  return nullptr;
}

/// COMMIT, PRAGMA, CREATE: what is done once, or cannot be put together.
bool Search::isControl(const Expr *Call) const {
  static const llvm::StringRef Verbs[] = {
      "BEGIN",  "COMMIT", "ROLLBACK", "START",  "PRAGMA", "SAVEPOINT", "END",
      "CREATE", "DROP",   "ALTER",    "MULTI",  "EXEC",   "DISCARD",   "LISTEN",
      "VACUUM", "LOCK",   "SCAN",     "UNLOCK", "BLPOP",  "BRPOP",     "ATTACH",
      "DETACH", "GRANT",  "USE",      "PING",   "AUTH",   "XREAD"};
  return llvm::any_of(argumentsOf(Call), [&](const Expr *Argument) {
    const clang::StringLiteral *Text = literalIn(Argument);
    return Text && Text->isOrdinary() &&
           llvm::is_contained(Verbs, verbOf(Text->getString()));
  });
}

/// By the text of the statement: in the call, where the statement is prepared,
/// or somewhere in the loop, or the function, around it.
bool Search::writes(const Expr *Call, const RoundTrip &How) {
  for (const Expr *Argument : argumentsOf(Call))
    if (const clang::StringLiteral *Text = literalIn(Argument);
        Text && Text->isOrdinary() && Text->getString().contains(' '))
      return changesData(Text->getString());
  const Expr *Statement =
      How.Connection ? expressionAt(*How.Connection, Call) : nullptr;
  if (const ValueDecl *D = Statement ? placeOf(strip(Statement)) : nullptr)
    for (const Expr *Use : Refs.usesOf(D)) {
      const Stmt *S = Use;
      while (S && isa<Expr>(S) && !isa<CallExpr, CXXConstructExpr>(S))
        S = Refs.parent(S);
      if (!isa_and_nonnull<CallExpr, CXXConstructExpr>(S))
        continue;
      for (const Expr *Argument : argumentsOf(cast<Expr>(S)))
        if (const clang::StringLiteral *Text = literalIn(Argument);
            Text && Text->isOrdinary() && changesData(Text->getString()))
          return true;
    }
  if (const Stmt *Loop = Refs.loopAround(Call))
    return Around.in(Loop).Writes;
  const FunctionDecl *F = Refs.functionAround(Call);
  return F && Around.in(F).Writes;
}

//===-- The call ----------------------------------------------------------===//

/// Of a statement or transaction that is made on the way, what it goes over:
///   pqxx::work W(Connection); W.exec(Query);
static const Expr *madeOver(const Expr *Connection) {
  const auto *V = Connection
                      ? dyn_cast_or_null<VarDecl>(placeOf(strip(Connection)))
                      : nullptr;
  const auto *Made = V && V->isLocalVarDecl() && V->getInit()
                         ? dyn_cast<CXXConstructExpr>(
                               V->getInit()->IgnoreUnlessSpelledInSource())
                         : nullptr;
  if (!Made || !Made->getNumArgs() ||
      Made->getConstructor()->isCopyOrMoveConstructor())
    return Connection;
  const Expr *First = Made->getArg(0)->IgnoreParenImpCasts();
  return First->isLValue() && First->getType()->isRecordType() ? First
                                                               : Connection;
}

/// Not in a branch, nor in a loop of its own.
bool Search::isEachTime(const Stmt *S) const {
  for (const Stmt *Child = S, *P = Refs.parent(S); P;
       Child = P, P = Refs.parent(P)) {
    if (const auto *If = dyn_cast<IfStmt>(P);
        If && (Child == If->getCond() || Child == If->getInit()))
      continue;
    if (isa<IfStmt, SwitchStmt, AbstractConditionalOperator, CXXCatchStmt,
            LambdaExpr, ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(P))
      return false;
  }
  return true;
}

std::optional<Trip> Search::tripOf(const Expr *Call, unsigned Depth) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return std::nullopt;
  const Model *M = U.models().find(F);
  if (!M)
    M = modelOfStub(Call, U,
                    [](const Model &M) { return M.RoundTrip.has_value(); });
  if (!M)
    M = modelOfClient(Call, U);
  if (M) {
    if (!M->RoundTrip)
      return std::nullopt;
    const RoundTrip &How = *M->RoundTrip;
    Deadlines &Limits = U.deadlines();
    for (const ArgumentTest &Test : How.Unless)
      if (Limits.hold(Test, Call, /*InDoubt=*/false))
        return std::nullopt;
    Trip T{Call, &How};
    if (isControl(Call))
      return std::nullopt;
    T.Writes = writes(Call, How);
    if (How.Writes && !T.Writes)
      return std::nullopt;
    T.Connection =
        How.Connection ? expressionAt(*How.Connection, Call) : nullptr;
    if (How.Connection && !T.Connection)
      return std::nullopt;
    T.Connection = madeOver(T.Connection);
    if (const Expr *Object = objectOf(Call))
      T.Sent.push_back(Object);
    llvm::append_range(T.Sent, argumentsOf(Call));
    return T;
  }
  if (Depth == 0 || !isa<CallExpr>(Call) || !Callables::isOwn(F))
    return std::nullopt;
  return through(Call, F, Depth);
}

/// Where a function of the user's leads to a round trip each time, over a
/// connection that its caller knows.
std::optional<Trip> Search::through(const Expr *Call, const FunctionDecl *F,
                                    unsigned Depth) {
  for (const Expr *Inner : Refs.callsIn(F)) {
    if (!isEachTime(Inner) || U.hotPath().isColdCode(Inner))
      continue;
    std::optional<Trip> T = tripOf(Inner, Depth - 1);
    if (!T || isBatched(Around.in(F), *T))
      continue;
    T->Sent.assign(argumentsOf(Call).begin(), argumentsOf(Call).end());
    if (!T->Connection)
      return T;
    const Expr *Bare = strip(T->Connection);
    const ValueDecl *D = placeOf(Bare);
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(D)) {
      T->Connection = argument(Call, P->getFunctionScopeIndex());
      if (T->Connection)
        return T;
    } else if (const auto *Member = dyn_cast<MemberExpr>(Bare);
               Member &&
               isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) {
      T->Connection = objectOf(Call);
      return T;
    } else if (isa<CXXThisExpr>(Bare)) {
      T->Connection = objectOf(Call);
      return T;
    } else if (const auto *V = dyn_cast_or_null<VarDecl>(D);
               V && V->hasGlobalStorage()) {
      T->Connection = nullptr;
      return T;
    }
  }
  return std::nullopt;
}

//===-- The loop ----------------------------------------------------------===//

/// Waits for a while, or leaves the work to a thread.
bool Search::pauses(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<CallExpr, CXXConstructExpr>(S)) {
    const auto *Call = cast<Expr>(S);
    if (spawnOf(Call, U.models()))
      return true;
    for (const Blocking &B : U.callSummaries().waitsOf(Call))
      if (B.Kind == BlockKind::Sleep)
        return true;
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return pauses(Child); });
}

/// for (Try = 0; Try < 3; ++Try), for (Host : Hosts).
bool isNoElement(llvm::StringRef Name) {
  static const llvm::StringRef Words[] = {
      "try",      "tries", "attempt", "retr",    "host",    "server",
      "shard",    "node",  "peer",    "replica", "backend", "broker",
      "endpoint", "batch", "chunk",   "page"};
  std::string Lower = Name.lower();
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return llvm::StringRef(Lower).contains(Word);
  });
}

bool Search::isForElements(const Loop &L, bool Rows) {
  const Loops &All = U.loops();
  if (!L || L.Callable ||
      (!Rows && !isa<ForStmt, CXXForRangeStmt>(L.Statement)) ||
      All.isEndless(L) || All.leavesInFirstRound(L) || All.servesEventsOf(L))
    return false;
  if (std::optional<uint64_t> Rounds = All.tripCount(L);
      Rounds && *Rounds < MinTripCount)
    return false;
  for (const Stmt *S = L.Statement; S; S = Refs.parent(S))
    if (isa<OMPExecutableDirective, CapturedStmt>(S))
      return false;
  return !pauses(L.Body);
}

bool Search::isSeldomRun(const Stmt *S) const {
  const FunctionDecl *F = Refs.functionAround(S);
  return !F || U.hotPath().isColdCode(S) || U.hotPath().isCold(F) ||
         isAdministration(F) || isStartUp(F, Refs) || isShutDown(F, Refs);
}

void Search::consider(const Expr *Call) {
  Loop L = U.loops().around(Call);
  if (!L || isSeldomRun(Call) || !runsEachTime(Call, L.Body, Refs))
    return;
  const FunctionDecl *In = Refs.functionAround(Call);
  std::optional<Trip> T = tripOf(Call, MaxDepth);
  if (!T || isBatched(Around.of(In), *T))
    return;
  const Expr *Fetch = rowFetchOf(L, U);
  if (!isForElements(L, Fetch))
    return;
  RoundValues Values(L, Refs, Fetch);
  const ValueDecl *Element = Values.element();
  if (!Element || isNoElement(Element->getName()) ||
      (T->Connection && !Values.isSame(T->Connection)))
    return;
  if (llvm::none_of(
          T->Sent, [&](const Expr *E) { return Values.dependsOnElement(E); }) ||
      llvm::any_of(T->Sent, [&](const Expr *E) {
        return E != T->Connection && Values.dependsOnAnswer(E, Call);
      }))
    return;
  if (!Seen.insert(Call->getExprLoc()).second)
    return;
  RepeatedTrip Repeated{Call,          T->Call,   T->How, L,
                        T->Connection, T->Writes, Fetch,  {}};
  if (HotAnswer Hot = U.hotPath().why(Call); Hot.isHot())
    Repeated.Hot = std::move(Hot.Reasons);
  Found.push_back(std::move(Repeated));
}

std::vector<RepeatedTrip> Search::run() {
  for (const Expr *Call : Refs.calls())
    if (isa<CallExpr>(Call) && Refs.loopAround(Call))
      consider(Call);
  llvm::sort(Found, [&](const auto &A, const auto &B) {
    return U.ast().getSourceManager().isBeforeInTranslationUnit(
        A.At->getExprLoc(), B.At->getExprLoc());
  });
  return std::move(Found);
}

} // namespace

std::vector<RepeatedTrip> repeatedTrips(Unit &U, unsigned MinTripCount) {
  return Search(U, MinTripCount).run();
}

} // namespace p99::analysis
