// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/AsyncFutures.h"
#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/Loops.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

namespace {

using Fate = AsyncFuture::Fate;

class Search {
public:
  explicit Search(Unit &U) : U(U), Refs(U.references()) {}

  std::vector<AsyncFuture> run() {
    for (const Expr *Call : Refs.calls())
      if (const auto *Start = dyn_cast<CallExpr>(Call))
        if (const Expr *Spawn = spawnBehind(Start))
          if (!U.hotPath().isCold(Refs.functionAround(Start)))
            consider(Start, Spawn);
    const SourceManager &SM = U.ast().getSourceManager();
    llvm::stable_sort(Found, [&](const auto &A, const auto &B) {
      return SM.isBeforeInTranslationUnit(A.Start->getBeginLoc(),
                                          B.Start->getBeginLoc());
    });
    return std::move(Found);
  }

private:
  const Expr *spawnBehind(const Expr *E, unsigned Depth = 0) const;
  bool isDeferred(const Expr *Spawn) const;
  void consider(const CallExpr *Start, const Expr *Spawn);
  void variable(const VarDecl *V, AsyncFuture Future);
  void assignment(const CXXOperatorCallExpr *Assign, AsyncFuture Future);
  const CXXMemberCallExpr *waitOn(const Expr *Future) const;
  const Expr *awaitedNext(const VarDecl *V, const Stmt *Declared) const;
  bool runsAlone(const Stmt *S, const Expr *Wait) const;
  bool anotherIsPending(const Expr *Start) const;
  bool isEachRoundsOwn(const Expr *Target, const Loop &L) const;
  bool leavesAfter(const Stmt *S, const Loop &L) const;
  bool isMadePerRequest(const FieldDecl *Field) const;
  bool isUsedBeside(const ValueDecl *Target, const Stmt *Assign,
                    llvm::function_ref<bool(const Expr *)> Counts) const;
  void add(AsyncFuture Future, Fate How) {
    Future.How = How;
    if (HotAnswer Hot = U.hotPath().why(Future.Start); Hot.isHot())
      Future.Hot = std::move(Hot.Reasons);
    Found.push_back(std::move(Future));
  }

  Unit &U;
  const References &Refs;
  std::vector<AsyncFuture> Found;
};

//===-- Which calls -------------------------------------------------------===//

/// The std::async that the value of `E` comes from, also through a function of
/// the unit that returns its future.
const Expr *Search::spawnBehind(const Expr *E, unsigned Depth) const {
  const auto *Call = dyn_cast<CallExpr>(strip(E));
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const Model *Type = F ? U.models().find(F->getReturnType()) : nullptr;
  if (!Type || !Type->AwaitsSpawned || F->getReturnType()->isReferenceType())
    return nullptr;
  if (const Model *M = U.models().find(F); M && M->Spawns)
    return Call;
  if (!Callables::isOwn(F) || Depth > 3)
    return nullptr;
  const Expr *Spawn = nullptr;
  for (const Expr *Value : Refs.returnsOf(F)) {
    const auto *Local = dyn_cast_or_null<VarDecl>(placeOf(strip(Value)));
    if (Local && Local->isLocalVarDecl() && Refs.valuesOf(Local).size() == 1)
      Value = Refs.valuesOf(Local).front();
    Spawn = spawnBehind(Value, Depth + 1);
    if (!Spawn)
      return nullptr;
  }
  return Spawn;
}

bool Search::isDeferred(const Expr *Spawn) const {
  return llvm::any_of(argumentsOf(Spawn), [&](const Expr *Argument) {
    const auto *Ref = dyn_cast<DeclRefExpr>(strip(Argument));
    const Model *M = Ref ? U.models().find(Ref->getDecl()) : nullptr;
    return M && M->Defers;
  });
}

//===-- What becomes of it ------------------------------------------------===//

static bool isStatement(const Stmt *Parent, const Stmt *Child) {
  if (isa<CompoundStmt, SwitchCase, LabelStmt>(Parent))
    return true;
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return If->getThen() == Child || If->getElse() == Child;
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return For->getBody() == Child || For->getInc() == Child;
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return While->getBody() == Child;
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Parent))
    return Range->getBody() == Child;
  return false;
}

/// The method that is called on the expression, or nullptr.
static const CXXMemberCallExpr *callOn(const Expr *Object,
                                       const References &Refs) {
  const Stmt *Member = Refs.parent(Object);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr>(
      Member))
    Member = Refs.parent(Member);
  if (!isa_and_nonnull<MemberExpr>(Member))
    return nullptr;
  return dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(Member));
}

/// The get() or wait() that is called on it.
const CXXMemberCallExpr *Search::waitOn(const Expr *Future) const {
  const CXXMemberCallExpr *Call = callOn(Future, Refs);
  const Model *M = Call ? U.models().find(static_cast<const NamedDecl *>(
                              Call->getMethodDecl()))
                        : nullptr;
  return M && M->Blocks == BlockKind::Thread ? Call : nullptr;
}

void Search::consider(const CallExpr *Start, const Expr *Spawn) {
  AsyncFuture Future{Fate::Dropped, Start, Spawn};
  const Expr *Whole = Start;
  for (;;) {
    if (const ValueDecl *Target = Refs.initializedBy(Whole)) {
      if (const auto *V = dyn_cast<VarDecl>(Target))
        variable(V, std::move(Future));
      return;
    }
    const Stmt *Around = Refs.parent(Whole);
    if (!Around)
      return;
    if (isStatement(Around, Whole)) {
      Future.End = Whole;
      return add(std::move(Future),
                 isDeferred(Spawn) ? Fate::NeverRun : Fate::Dropped);
    }
    if (isa<MemberExpr>(Around)) {
      if ((Future.End = waitOn(Whole)) && !isDeferred(Spawn))
        add(std::move(Future), Fate::Awaited);
      return;
    }
    if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(Around);
        Assign && Assign->getOperator() == OO_Equal) {
      // std::ignore = std::async(...)
      if (const Model *M = U.models().find(Assign->getArg(0)->getType());
          M && M->AwaitsSpawned)
        return assignment(Assign, std::move(Future));
      Whole = Assign;
      continue;
    }
    const auto *Construct = dyn_cast<CXXConstructExpr>(Around);
    if (!isa<CastExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr>(Around) &&
        !(Construct && Construct->getConstructor()->isCopyOrMoveConstructor()))
      return;
    Whole = cast<Expr>(Around);
  }
}

static bool hasCall(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<CallExpr, CXXNewExpr, CXXThrowExpr>(S))
    return true;
  return llvm::any_of(S->children(), hasCall);
}

/// One that was started before in this function may still run: this one runs
/// beside it.
bool Search::anotherIsPending(const Expr *Start) const {
  const FunctionDecl *In = Refs.functionAround(Start);
  const SourceManager &SM = U.ast().getSourceManager();
  return In && llvm::any_of(Refs.callsIn(In), [&](const Expr *Call) {
           return Call != Start &&
                  SM.isBeforeInTranslationUnit(Call->getBeginLoc(),
                                               Start->getBeginLoc()) &&
                  spawnBehind(Call) &&
                  llvm::none_of(Found, [&](const AsyncFuture &Other) {
                    return Other.Start == Call;
                  });
         });
}

void Search::variable(const VarDecl *V, AsyncFuture Future) {
  const Stmt *Declared = Refs.parent(Future.Start);
  while (isa_and_nonnull<Expr>(Declared))
    Declared = Refs.parent(Declared);
  if (!V->hasLocalStorage() || !isa_and_nonnull<DeclStmt>(Declared))
    return;
  Future.Variable = V;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Declared));
  auto Uses = Refs.usesOf(V);
  if (isDeferred(Future.Spawn)) {
    // wait_for() does not make it run.
    bool OnlyAsked = llvm::all_of(Uses, [&](const Expr *Use) {
      const CXXMemberCallExpr *Call = callOn(Use, Refs);
      return Call && Call->getMethodDecl()->isConst() && !waitOn(Use);
    });
    if (OnlyAsked)
      add(std::move(Future), Fate::NeverRun);
    return;
  }
  if (anotherIsPending(Future.Start))
    return;
  if (Uses.empty()) {
    const auto *After = Block ? llvm::find(Block->body(), Declared) : nullptr;
    bool Alone =
        !After ||
        llvm::none_of(llvm::make_range(After + 1, Block->body_end()), hasCall);
    if (Alone)
      add(std::move(Future), Fate::Unused);
    return;
  }
  if (Block && (Future.End = awaitedNext(V, Declared)))
    add(std::move(Future), Fate::Awaited);
}

/// Nothing else is called in the statement but what the result is for.
bool Search::runsAlone(const Stmt *S, const Expr *Wait) const {
  if (!S || isa<LambdaExpr>(S))
    return true;
  if (S == Wait)
    return true;
  if (isa<CallExpr>(S) && !isa<CXXOperatorCallExpr>(S) &&
      !isWithin(Wait, S, Refs))
    return false;
  return llvm::all_of(
      S->children(), [&](const Stmt *Child) { return runsAlone(Child, Wait); });
}

/// auto f = std::async(...); use(f.get());
const Expr *Search::awaitedNext(const VarDecl *V, const Stmt *Declared) const {
  const auto *Block = cast<CompoundStmt>(Refs.parent(Declared));
  for (const Expr *Use : Refs.usesOf(V)) {
    const CXXMemberCallExpr *Wait = waitOn(Use);
    if (!Wait)
      continue;
    const Stmt *Child = Wait;
    const Stmt *Around = Refs.parent(Child);
    for (; Around && Around != Block;
         Child = Around, Around = Refs.parent(Around))
      if (const auto *If = dyn_cast<IfStmt>(Around);
          If ? If->getCond() != Child
             : !isa<Expr, DeclStmt, ReturnStmt>(Around) ||
                   isa<LambdaExpr, AbstractConditionalOperator>(Around))
        break;
    if (Around != Block)
      continue;
    const auto *From = llvm::find(Block->body(), Declared);
    const auto *To = llvm::find(Block->body(), Child);
    const Stmt *Asks = Child;
    if (const auto *If = dyn_cast<IfStmt>(Child))
      Asks = If->getCond();
    if (From < To && llvm::none_of(llvm::make_range(From + 1, To), hasCall) &&
        runsAlone(Asks, Wait))
      return Wait;
  }
  return nullptr;
}

//===-- Assigned over -----------------------------------------------------===//

/// Declared in the round, or a part of something that is.
bool Search::isEachRoundsOwn(const Expr *Target, const Loop &L) const {
  Target = Target->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(Target))
    return isEachRoundsOwn(Member->getBase(), L);
  if (isa<CXXThisExpr>(Target))
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(Target);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V)
    return true; // futures[i], next(): another one, as far as one can tell.
  // A pointer moves on, a reference names another one in each round.
  if (!V->hasGlobalStorage() &&
      (V->getType()->isPointerType() || V->getType()->isReferenceType()))
    return true;
  const SourceRange Range = L.Statement->getSourceRange();
  return Range.getBegin() < V->getLocation() &&
         V->getLocation() < Range.getEnd();
}

/// futures = std::async(...); break;
bool Search::leavesAfter(const Stmt *S, const Loop &L) const {
  for (const Stmt *Child = S; const Stmt *Around = Refs.parent(Child);
       Child = Around) {
    if (const auto *Block = dyn_cast<CompoundStmt>(Around))
      for (const Stmt *After : llvm::make_range(
               llvm::find(Block->body(), Child), Block->body_end()))
        if (isa<BreakStmt, ReturnStmt, GotoStmt>(After))
          return true;
    if (Around == L.Statement)
      return false;
  }
  return false;
}

bool Search::isUsedBeside(const ValueDecl *Target, const Stmt *Assign,
                          llvm::function_ref<bool(const Expr *)> Counts) const {
  return llvm::any_of(Refs.usesOf(Target), [&](const Expr *Use) {
    return !isWithin(Use, Assign, Refs) && Counts(Use);
  });
}

/// The object is fresh with each request, so that there is nothing to wait for.
bool Search::isMadePerRequest(const FieldDecl *Field) const {
  return llvm::any_of(Refs.calls(), [&](const Expr *Call) {
    const auto *C = dyn_cast_or_null<CXXConstructorDecl>(calleeOf(Call));
    if (!C)
      C = constructorMade(Call);
    return C &&
           C->getParent()->getCanonicalDecl() ==
               cast<Decl>(Field->getParent())->getCanonicalDecl() &&
           U.hotPath().why(Call).isHot();
  });
}

void Search::assignment(const CXXOperatorCallExpr *Assign, AsyncFuture Future) {
  const Expr *Into = Assign->getArg(0)->IgnoreParenImpCasts();
  const ValueDecl *Target = placeOf(Into);
  if (!Target || isDeferred(Future.Spawn))
    return;
  Future.Variable = Target;
  Future.End = Assign;
  if (Loop L = U.loops().around(Assign)) {
    if (isEachRoundsOwn(Into, L) || U.loops().leavesInFirstRound(L) ||
        leavesAfter(Assign, L) || initializesOnce(Assign, Refs) ||
        isUsedBeside(Target, Assign, [&](const Expr *Use) {
          return U.loops().contains(L, Use);
        }))
      return;
    Future.Loop = L.Statement;
    return add(std::move(Future), Fate::Overwritten);
  }
  const FunctionDecl *In = Refs.functionAround(Assign);
  const auto *Field = dyn_cast<FieldDecl>(Target);
  if (!In || !U.hotPath().why(Assign).isHot() || isAdministration(In) ||
      isStartUp(In, Refs) || initializesOnce(Assign, Refs) ||
      (Field ? isMadePerRequest(Field)
             : !cast<VarDecl>(Target)->hasGlobalStorage()) ||
      isUsedBeside(Target, Assign, [&](const Expr *Use) {
        return Refs.functionAround(Use) == In;
      }))
    return;
  add(std::move(Future), Fate::Overwritten);
}

} // namespace

std::vector<AsyncFuture> asyncFutures(Unit &U) { return Search(U).run(); }

} // namespace p99::analysis
