// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is asked before a thread is started: how many there are, whether one
// runs already, a semaphore. Told by what the code changes, so that a test of
// an error code or of an argument is none.

#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/Changes.h"
#include "analysis/Effects.h"
#include "analysis/Expressions.h"
#include "analysis/SpawnBounds.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace p99::analysis {

static constexpr unsigned MaxDepth = 3;

/// A condition, and the code that it is asked for.
struct SpawnBounds::Question {
  const Stmt *Site;
  /// What runs once for each spawn: a loop's body or that of the function.
  const Stmt *Round;
  const Stmt *Condition = nullptr;
};

/// Of functions that are not in sight: connection_count(), poolIsFull().
static bool saysHowMany(const FunctionDecl *F) {
  static const llvm::StringRef Parts[] = {
      "count",    "size",  "num",      "active",   "limit", "admit",
      "throttle", "quota", "capacity", "overload", "full",  "busy"};
  std::string Name = nameOf(F).lower();
  return llvm::any_of(Parts, [&](llvm::StringRef Part) {
    return llvm::StringRef(Name).contains(Part);
  });
}

//===-- What changes ------------------------------------------------------===//

/// The last thing that a branch does is to leave the round.
static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  if (!S)
    return false;
  if (isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(S))
    return true;
  const auto *E = dyn_cast<Expr>(S);
  E = E ? E->IgnoreImplicit() : nullptr;
  const FunctionDecl *F = E ? calleeOf(E) : nullptr;
  return E && (isa<CXXThrowExpr>(E) || (F && F->isNoReturn()));
}

/// Counted where things go wrong: the number of errors.
static bool countsFailures(const Expr *Use, const References &Refs) {
  for (const Stmt *Child = Use; const Stmt *P = Refs.parent(Child); Child = P)
    if (const auto *If = dyn_cast<IfStmt>(P))
      return Child == If->getThen() && leaves(Child);
  return false;
}

/// The variable of a for loop around the site.
static bool isInduction(const ValueDecl *D, const Stmt *Site,
                        const References &Refs) {
  for (const Stmt *P = Site; P; P = Refs.parent(P))
    if (const auto *For = dyn_cast<ForStmt>(P); For && For->getInc())
      for (const Expr *Use : Refs.usesOf(D))
        if (isWithin(Use, For->getInc(), Refs))
          return true;
  return false;
}

/// Lives longer than one round, so that rounds can learn of each other.
static bool outlives(const ValueDecl *D, const Stmt *Round) {
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return isa<FieldDecl>(D);
  if (!V->hasLocalStorage())
    return true;
  if (isa<ParmVarDecl>(V)) {
    QualType T = V->getType();
    T = T->isReferenceType() || T->isPointerType() ? T->getPointeeType() : T;
    return V->getType() != T && (T->isArithmeticType() || isAtomic(T));
  }
  return !Round->getSourceRange().fullyContains(V->getSourceRange());
}

/// Changed where the condition has let it through, and not before it in the
/// same round: then it would be a result that is tested.
bool SpawnBounds::changesAfter(const ValueDecl *D, const Question &Q) const {
  const References &Refs = U.references();
  const SourceManager &SM = U.ast().getSourceManager();
  if (!outlives(D, Q.Round))
    return false;
  bool After = false;
  for (const Expr *Use : Refs.usesOf(D)) {
    if (!isWithin(Use, Q.Round, Refs) || changeBy(Use, Refs) == Change::None)
      continue;
    if (isWithin(Use, Q.Condition, Refs))
      continue;
    if (SM.isBeforeInTranslationUnit(Use->getBeginLoc(),
                                     Q.Condition->getBeginLoc()))
      return false;
    After = true;
  }
  return After;
}

//===-- Conditions --------------------------------------------------------===//

/// A number that goes up with the threads that run, or down with the places
/// that are left.
bool SpawnBounds::isLiveCount(const Expr *E, const Question &Q,
                              unsigned Depth) const {
  const References &Refs = U.references();
  E = strip(E);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->isIncrementDecrementOp())
    E = strip(Unary->getSubExpr());
  auto IsCounted = [&](const ValueDecl *D) {
    return outlives(D, Q.Round) && !isInduction(D, Q.Site, Refs) &&
           llvm::any_of(Refs.usesOf(D), [&](const Expr *Use) {
             return changeBy(Use, Refs) == Change::Counted &&
                    !countsFailures(Use, Refs);
           });
  };
  if (const ValueDecl *D = placeOf(E)) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || outlives(V, Q.Round) || isa<ParmVarDecl>(V))
      return IsCounted(D);
    // int count = clients;
    const Expr *Init = V->getInit();
    return Init && Depth <= MaxDepth && isLiveCount(Init, Q, Depth + 1);
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return isLiveCount(Binary->getLHS(), Q, Depth) ||
           isLiveCount(Binary->getRHS(), Q, Depth);
  const FunctionDecl *F = calleeOf(E);
  if (!F || Depth > MaxDepth)
    return false;
  const Expr *Of = objectOf(E);
  const ValueDecl *D = Of ? placeOf(strip(Of)) : nullptr;
  if (D && isInStd(F)) {
    llvm::StringRef Name = nameOf(F);
    // count.load(), count.fetch_add(1), threads.size()
    return IsCounted(D) || (Name == "size" && outlives(D, Q.Round) &&
                            llvm::any_of(Refs.usesOf(D), [&](const Expr *Use) {
                              return changeBy(Use, Refs) != Change::None;
                            }));
  }
  if (Callables::isOwn(F)) {
    const Stmt *Body = F->getBody();
    return Body && llvm::any_of(Refs.returnsOf(F), [&](const Expr *Value) {
             return isLiveCount(Value, {Body, Body}, Depth + 1);
           });
  }
  if (Of && nameOf(F) == "size")
    return D && outlives(D, Q.Round) && changesAfter(D, Q);
  return saysHowMany(F) && (!Of || !D || outlives(D, Q.Round));
}

bool SpawnBounds::admits(const Expr *Call) const {
  const Model *M = U.models().find(calleeOf(strip(Call)));
  return M && M->Admits;
}

/// if (running >= limit), if (!started), if (busy.exchange(true))
bool SpawnBounds::asksForRoom(const Expr *Condition, const Question &Q,
                              unsigned Depth) const {
  if (!Condition || Depth > MaxDepth || Condition->isTypeDependent())
    return false;
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return asksForRoom(Full->getSubExpr(), Q, Depth);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return asksForRoom(Not->getSubExpr(), Q, Depth);
  auto IsFlag = [&](const Expr *Part) {
    const ValueDecl *D = placeOf(strip(Part));
    return D && Q.Condition && !isInduction(D, Q.Site, U.references()) &&
           changesAfter(D, Q);
  };
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isLogicalOp())
      return asksForRoom(Binary->getLHS(), Q, Depth) ||
             asksForRoom(Binary->getRHS(), Q, Depth);
    if (!Binary->isComparisonOp())
      return false;
    return admits(Binary->getLHS()) ||
           isLiveCount(Binary->getLHS(), Q, Depth) ||
           isLiveCount(Binary->getRHS(), Q, Depth) ||
           IsFlag(Binary->getLHS()) || IsFlag(Binary->getRHS());
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->isComparisonOp())
    return llvm::any_of(Operator->arguments(), [&](const Expr *Side) {
      const Expr *Of = objectOf(strip(Side));
      return isLiveCount(Side, Q, Depth) || IsFlag(Side) || (Of && IsFlag(Of));
    });
  if (admits(E) || IsFlag(E))
    return true;
  const FunctionDecl *F = calleeOf(E);
  if (const auto *Member = dyn_cast<MemberExpr>(E)) // insert(x).second
    if (const auto *Call = dyn_cast<CallExpr>(strip(Member->getBase())))
      return asksForRoom(Call, Q, Depth);
  if (!F)
    return false;
  if (const Expr *Of = objectOf(E)) {
    const ValueDecl *D = placeOf(strip(Of));
    llvm::StringRef Name = nameOf(F);
    if (D && isInStd(F) && outlives(D, Q.Round) &&
        (Name == "exchange" || Name.starts_with("compare_exchange") ||
         Name == "test_and_set" || Name.contains("insert") ||
         Name.contains("emplace")))
      return true;
    // thread.joinable(), sessions.contains(id)
    if (D && IsFlag(Of))
      return true;
  }
  if (!Callables::isOwn(F))
    return saysHowMany(F);
  const Stmt *Body = F->getBody();
  const References &Refs = U.references();
  // bool mayStart() { if (running.size() >= most) return false; ... }
  auto Decides = [&](const Expr *Answer) {
    for (const Stmt *Child = Answer, *P = Refs.parent(Child); P && P != Body;
         Child = P, P = Refs.parent(P))
      if (const auto *If = dyn_cast<IfStmt>(P);
          If && Child != If->getCond() &&
          asksForRoom(If->getCond(), {Body, Body}, Depth + 1))
        return true;
    return false;
  };
  return Body && llvm::any_of(Refs.returnsOf(F), [&](const Expr *V) {
           return asksForRoom(V, {Body, Body}, Depth + 1) || Decides(V);
         });
}

/// A call in it waits for time to pass, or for another thread.
bool SpawnBounds::blocksIn(const Stmt *S) const {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    std::optional<Blocking> B = U.callSummaries().blocks(Call);
    if (B && (B->Kind == BlockKind::Thread || B->Kind == BlockKind::Sleep ||
              B->Kind == BlockKind::Process))
      return true;
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return blocksIn(Child); });
}

/// Comes on only when there is room: a semaphore, or a loop or condition
/// variable that waits for a number to change.
bool SpawnBounds::waitsForRoom(const Stmt *S, const Question &Q,
                               unsigned Depth) const {
  if (!S || isa<LambdaExpr>(S) || Depth > MaxDepth)
    return false;
  const Expr *Condition = nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(S))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(S))
    Condition = Do->getCond();
  else if (const auto *For = dyn_cast<ForStmt>(S);
           For && !U.loops().tripCount(U.loops().of(For)))
    Condition = For->getCond();
  Question Inner = Q;
  Inner.Condition = nullptr; // Only numbers: flags are for once.
  // In a helper, which has loops for other reasons, it has to wait in it.
  if (Condition && (Depth == 0 || blocksIn(S)) &&
      asksForRoom(Condition, Inner, Depth))
    return true;
  const auto *Call = dyn_cast<Expr>(S);
  if (const FunctionDecl *F = Call ? calleeOf(Call) : nullptr) {
    const Model *M = U.models().find(F);
    if (M && M->Admits)
      return true;
    if (M && M->WaitsWith)
      for (const Expr *A : argumentsOf(Call))
        if (const auto *Lambda = dyn_cast<LambdaExpr>(strip(A)))
          for (const Expr *Value :
               U.references().returnsOf(Lambda->getCallOperator()))
            if (asksForRoom(Value, Inner, Depth))
              return true;
    if (Callables::isOwn(F) && F->getBody() &&
        waitsForRoom(F->getBody(), {F->getBody(), F->getBody()}, Depth + 1))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return waitsForRoom(Child, Q, Depth);
  });
}

bool SpawnBounds::isGuarded(const Stmt *Site, const Loop &L) const {
  const References &Refs = U.references();
  const FunctionDecl *In = Refs.functionAround(Site);
  Question Q{Site, L ? L.Body : In ? In->getBody() : nullptr};
  if (!Q.Round)
    return false;
  auto Asks = [&](const Expr *Condition) {
    Q.Condition = Condition;
    return asksForRoom(Condition, Q, 0);
  };
  for (const Stmt *Child = Site, *P = Refs.parent(Site); P && Child != Q.Round;
       Child = P, P = Refs.parent(P)) {
    if (isa<LambdaExpr>(P))
      break;
    if (const auto *If = dyn_cast<IfStmt>(P)) {
      if (Child != If->getCond() && Asks(If->getCond()))
        return true;
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(P)) {
      if (Child != Choice->getCond() && Asks(Choice->getCond()))
        return true;
    } else if (const auto *Both = dyn_cast<BinaryOperator>(P);
               Both && Both->isLogicalOp()) {
      if (Child == Both->getRHS() && Asks(Both->getLHS()))
        return true;
    } else if (const auto *While = dyn_cast<WhileStmt>(P)) {
      if (Child == While->getBody() && Asks(While->getCond()))
        return true;
    }
    const auto *Block = dyn_cast<CompoundStmt>(P);
    bool Before = true;
    if (!Block)
      continue;
    for (const Stmt *Sibling : Block->body()) {
      if (Sibling == Child) {
        Before = false;
        continue;
      }
      if (const auto *If = dyn_cast<IfStmt>(Sibling)) {
        if ((leaves(If->getThen()) || leaves(If->getElse()) ||
             blocksIn(If->getThen())) &&
            Asks(If->getCond()))
          return true;
      }
      if (Before && waitsForRoom(Sibling, Q, 0))
        return true;
    }
  }
  if (const auto *While = dyn_cast_or_null<WhileStmt>(L.Statement)) {
    Q.Condition = nullptr;
    return asksForRoom(While->getCond(), Q, 0);
  }
  return false;
}

} // namespace p99::analysis
