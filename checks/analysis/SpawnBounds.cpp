// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/SpawnBounds.h"
#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

static constexpr unsigned MaxDepth = 5;

/// size(), length(): how many elements the object has.
static bool asksForLength(const FunctionDecl *F) {
  static const llvm::StringRef Names[] = {"size", "length", "count", "ssize",
                                          "strlen"};
  return llvm::is_contained(Names, nameOf(F));
}

//===-- Rounds of loops ---------------------------------------------------===//

/// Whether a container's elements are data, which comes and goes, or something
/// that is set up: members and globals, and what is made by its length.
SpawnBounds::Count SpawnBounds::lengthOf(const Expr *Container,
                                         unsigned Depth) const {
  const References &Refs = U.references();
  Container = strip(Container);
  const ValueDecl *D = placeOf(Container);
  if (!D)
    return isa<CallExpr>(Container) ? Count::Data : Count::Unknown;
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V || !V->hasLocalStorage() || Depth > MaxDepth)
    return Count::Unknown;
  if (isa<ParmVarDecl>(V)) {
    const auto *F = dyn_cast<FunctionDecl>(V->getDeclContext());
    return F && F->isMain() ? Count::Few : Count::Data;
  }
  // The elements of a range-for are made of its range.
  for (const Expr *Value : Refs.valuesOf(V)) {
    const Expr *Made = Value->IgnoreImplicit()->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<CXXConstructExpr>(Made);
        C && isInStd(C->getConstructor()) && !seenThrough(C)) {
      // A list that is written out, or a number of equal elements.
      const Expr *First = argument(C, 0);
      if (First && First->getType()->isIntegerType() &&
          countOf(First, Depth + 1) == Count::Data)
        return Count::Data;
      continue;
    }
    if (isa<InitListExpr>(Made))
      continue;
    return lengthOf(Made, Depth + 1);
  }
  for (const Expr *Use : Refs.usesOf(V)) {
    const Stmt *P = parentPastCasts(Use, Refs);
    // Handed to something that may fill it.
    if (const auto *Call = dyn_cast_or_null<CallExpr>(P);
        Call && !isa<CXXOperatorCallExpr>(Call) &&
        !Use->getType().isConstQualified())
      return Count::Data;
    const auto *Member = dyn_cast_or_null<MemberExpr>(P);
    const auto *Call =
        Member ? dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(Member))
               : nullptr;
    llvm::StringRef Name = Call ? nameOf(Call->getMethodDecl()) : "";
    if (Name == "resize" && countOf(Call->getArg(0), Depth + 1) == Count::Data)
      return Count::Data;
    if (!Name.starts_with("push") && !Name.starts_with("emplace") &&
        Name != "insert" && Name != "append")
      continue;
    for (Loop L = U.loops().around(Call); L; L = U.loops().around(L.Statement))
      if (of(L).Kind != Rounds::Few)
        return Count::Data;
  }
  return Count::Few;
}

SpawnBounds::Count SpawnBounds::countOf(const Expr *E, unsigned Depth) const {
  Expr::EvalResult Value;
  if (!E || Depth > MaxDepth || E->isValueDependent())
    return Count::Unknown;
  if (E->getType()->isIntegralOrEnumerationType() &&
      E->EvaluateAsInt(Value, U.ast()))
    return Value.Val.getInt().getExtValue() <= int64_t(MaxThreads)
               ? Count::Few
               : Count::Data;
  E = strip(E);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    Count L = countOf(Binary->getLHS(), Depth + 1);
    Count R = countOf(Binary->getRHS(), Depth + 1);
    if (L == Count::Data || R == Count::Data)
      return Count::Data;
    return L == Count::Few && R == Count::Few ? Count::Few : Count::Unknown;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Count L = countOf(Choice->getTrueExpr(), Depth + 1);
    Count R = countOf(Choice->getFalseExpr(), Depth + 1);
    // n < Max ? n : Max
    return L == Count::Few || R == Count::Few ? Count::Few : L;
  }
  const FunctionDecl *F = calleeOf(E);
  if (const Model *M = U.models().find(F); M && M->CountsCores)
    return Count::Few;
  if (F && isInStd(F) && (nameOf(F) == "min" || nameOf(F) == "clamp"))
    return llvm::any_of(argumentsOf(E),
                        [&](const Expr *A) {
                          return countOf(A, Depth + 1) == Count::Few;
                        })
               ? Count::Few
               : Count::Unknown;
  if (F && isInStd(F) && nameOf(F) == "max") {
    for (const Expr *A : argumentsOf(E))
      if (countOf(A, Depth + 1) == Count::Data)
        return Count::Data;
    return Count::Unknown;
  }
  if (F && asksForLength(F))
    if (const Expr *Of = objectOf(E) ? objectOf(E) : argument(E, 0))
      return lengthOf(Of, Depth + 1);
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(E));
  if (!V || isa<ParmVarDecl>(V))
    return Count::Unknown;
  Count Worst = Count::Unknown;
  for (const Expr *Given : U.references().valuesOf(V)) {
    Count C = countOf(Given, Depth + 1);
    if (C == Count::Data)
      return C;
    if (C == Count::Few)
      Worst = C;
  }
  return Worst;
}

SpawnBounds::LoopBound SpawnBounds::ofElements(const Expr *Range,
                                               const Loop &L) const {
  const Expr *Bare = strip(Range);
  if (const auto *Call = dyn_cast<CallExpr>(Bare)) {
    // items.begin(), std::begin(items)
    if (const Expr *Of = objectOf(Call) ? objectOf(Call) : argument(Call, 0);
        Of && nameOf(calleeOf(Call)).contains("begin"))
      Bare = strip(Of);
  }
  if (lengthOf(Bare, 0) != Count::Data)
    return {};
  return {Rounds::Elements, placeOf(Bare)};
}

/// `i < n` and the like, where the loop counts.
SpawnBounds::LoopBound SpawnBounds::ofCounted(const Expr *Condition,
                                              const Loop &L) const {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Both = dyn_cast<BinaryOperator>(Condition);
      Both && Both->getOpcode() == BO_LAnd) {
    LoopBound Left = ofCounted(Both->getLHS(), L);
    LoopBound Right = ofCounted(Both->getRHS(), L);
    return Left.Kind < Right.Kind ? Left : Right;
  }
  auto IsCounter = [&](const Expr *E) {
    const ValueDecl *D = placeOf(strip(E));
    return D && llvm::any_of(U.references().usesOf(D), [&](const Expr *Use) {
             const Stmt *P = U.references().parent(Use);
             const auto *Unary = dyn_cast_or_null<UnaryOperator>(P);
             const auto *Assign = dyn_cast_or_null<CompoundAssignOperator>(P);
             return ((Unary && Unary->isIncrementDecrementOp()) || Assign) &&
                    isWithin(Use, L.Statement, U.references());
           });
  };
  const Expr *Left = nullptr, *Right = nullptr;
  if (const auto *Compare = dyn_cast<BinaryOperator>(Condition);
      Compare && Compare->isComparisonOp()) {
    Left = Compare->getLHS();
    Right = Compare->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Condition);
             Call && Call->isComparisonOp() && Call->getNumArgs() == 2) {
    // it != items.end()
    for (const Expr *Side : Call->arguments())
      if (const auto *End = dyn_cast<CallExpr>(strip(Side));
          End && nameOf(calleeOf(End)).contains("end"))
        if (const Expr *Of = objectOf(End) ? objectOf(End) : argument(End, 0))
          return ofElements(Of, L);
    return {Rounds::Endless};
  } else {
    // while (n), while (n--)
    const auto *Down = dyn_cast<UnaryOperator>(Condition);
    const Expr *Left =
        Down && Down->isDecrementOp() ? Down->getSubExpr() : Condition;
    if (Left->getType()->isIntegerType() && !Left->getType()->isBooleanType() &&
        IsCounter(Left) && countOf(Left, 0) != Count::Data)
      return {};
    return {Rounds::Endless}; // while (running)
  }
  if (!Left->getType()->isIntegerType())
    // node != nullptr: a list that is set up, or not; while (argv[i])
    return isa<ForStmt>(L.Statement) ? LoopBound{} : LoopBound{Rounds::Endless};
  // In `while (n-- > 0)` the count is what `n` starts with.
  if (const auto *Down = dyn_cast<UnaryOperator>(Left->IgnoreParenImpCasts());
      Down && Down->isDecrementOp())
    Left = Down->getSubExpr();
  bool LeftCounts = IsCounter(Left), RightCounts = IsCounter(Right);
  if (!LeftCounts && !RightCounts) {
    // while (threads.size() < max) fills something up, other conditions wait.
    const auto *Call = dyn_cast<CallExpr>(strip(Left));
    std::optional<llvm::APSInt> Size = Right->getIntegerConstantExpr(U.ast());
    return Call && asksForLength(calleeOf(Call)) &&
                   cast<BinaryOperator>(Condition)->isRelationalOp() &&
                   !(Size && Size->isZero())
               ? LoopBound{}
               : LoopBound{Rounds::Endless};
  }
  const Expr *Bound = LeftCounts ? Right : Left;
  Expr::EvalResult Value;
  if (Bound->EvaluateAsInt(Value, U.ast()) && Value.Val.getInt() <= 1)
    Bound = LeftCounts ? Left : Right; // Down to 0 from its start.
  if (countOf(Bound, 0) != Count::Data)
    return {};
  if (Bound->EvaluateAsInt(Value, U.ast()))
    return {Rounds::Endless}; // A number, but a large one.
  const auto *Length = dyn_cast<CallExpr>(strip(Bound));
  const Expr *Of = Length ? objectOf(Length) : nullptr;
  return {Rounds::Elements, Of ? placeOf(strip(Of)) : nullptr};
}

SpawnBounds::LoopBound SpawnBounds::of(const Loop &L) const {
  if (std::optional<uint64_t> Trips = U.loops().tripCount(L))
    return {*Trips <= MaxThreads ? Rounds::Few : Rounds::Endless};
  if (U.loops().leavesInFirstRound(L))
    return {};
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(L.Statement))
    return ofElements(Range->getRangeInit(), L);
  if (L.Callable)
    return ofElements(argument(cast<Expr>(L.Statement), 0), L);
  if (U.loops().isEndless(L))
    return {Rounds::Endless};
  const Expr *Condition = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(L.Statement))
    Condition = For->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(L.Statement))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(L.Statement))
    Condition = Do->getCond();
  if (!Condition || Condition->isTypeDependent() ||
      Condition->isValueDependent())
    return {};
  return ofCounted(Condition, L);
}

//===-- Joins -------------------------------------------------------------===//

const Expr *SpawnBounds::joinOf(const Expr *Call) const {
  const Model *M = U.models().find(calleeOf(Call));
  return M && M->Joins ? expressionAt(*M->Joins, Call) : nullptr;
}

/// The place of a handle; of an element that a loop names, that of all of them.
const ValueDecl *SpawnBounds::containerOf(const Expr *Handle) const {
  const ValueDecl *D = placeOf(strip(Handle));
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || !V->hasLocalStorage() || V->getType()->isIntegerType())
    return D;
  if (V->isCXXForRangeDecl() || V->getType()->isReferenceType() ||
      V->getType()->isPointerType())
    for (const Expr *Value : U.references().valuesOf(V))
      if (const ValueDecl *Of = placeOf(strip(Value)))
        return Of;
  return D;
}

static bool names(const Stmt *S, const ValueDecl *D) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && placeOf(E) == D)
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return names(Child, D); });
}

/// A join of what is in `Home`, also by an algorithm or a helper that is given
/// it.
bool SpawnBounds::joinsIn(const Stmt *S, const ValueDecl *Home) const {
  if (!S)
    return false;
  if (const auto *Call = dyn_cast<Expr>(S); Call && calleeOf(Call)) {
    if (const Expr *Handle = joinOf(Call);
        Handle && containerOf(Handle) == Home)
      return true;
    bool Given = llvm::any_of(argumentsOf(Call), [&](const Expr *A) {
      return !isa<LambdaExpr>(strip(A)) && names(A, Home);
    });
    if (Given) {
      for (const Expr *A : argumentsOf(Call)) {
        const auto *Lambda = dyn_cast<LambdaExpr>(strip(A));
        if (Lambda &&
            llvm::any_of(U.references().callsIn(Lambda->getCallOperator()),
                         [&](const Expr *In) { return joinOf(In); }))
          return true;
      }
      const FunctionDecl *F = calleeOf(Call);
      if (Callables::isOwn(F) &&
          llvm::any_of(U.callSummaries().of(F).Waits, [](const Blocking &B) {
            return B.Kind == BlockKind::Thread && B.Entry && B.Entry->Joins;
          }))
        return true;
    }
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return joinsIn(Child, Home); });
}

bool SpawnBounds::isJoined(const Spawn &S, const Loop &L) const {
  const References &Refs = U.references();
  const FunctionDecl *F = Refs.functionAround(S.Call);
  const Stmt *Scope = L ? L.Body : F ? F->getBody() : nullptr;
  if (S.How->Process) {
    // The parent waits for its child.
    return Scope && llvm::any_of(Refs.callsIn(F), [&](const Expr *Call) {
             if (!isWithin(Call, Scope, Refs))
               return false;
             std::optional<Blocking> B = U.callSummaries().blocks(Call);
             return B && B->Kind == BlockKind::Process;
           });
  }
  ThreadHome Home = homeOf(S, Refs);
  if (!Home.Place)
    // A future that nobody keeps waits, a thread that nobody detaches ends all.
    return S.isExclusive() && !Home.Escapes && !detachOf(S, Refs, U.models());
  if (joinsIn(Scope, Home.Place))
    return true;
  const auto *V = dyn_cast<VarDecl>(Home.Place);
  if (!V || Home.Escapes || !V->hasLocalStorage() || !Scope)
    return false;
  // It dies with its scope, which it cannot unless the thread has ended.
  SourceRange Around = Scope->getSourceRange();
  if (!Around.fullyContains(V->getSourceRange()) ||
      detachOf(S, Refs, U.models()))
    return false;
  // A class of the user's that joins when it dies.
  if (std::optional<Blocking> End =
          U.callSummaries().destructionBlocks(V->getType(), S.Call);
      End && End->Kind == BlockKind::Thread)
    return true;
  bool GivenAway = llvm::any_of(Refs.usesOf(V), [&](const Expr *Use) {
    const Stmt *P = parentPastCasts(Use, Refs);
    return isa_and_nonnull<CallExpr, CXXConstructExpr, ReturnStmt,
                           UnaryOperator, LambdaExpr>(P) &&
           !isa<CXXOperatorCallExpr>(P);
  });
  return S.isExclusive() && !GivenAway;
}

const Expr *SpawnBounds::joinRightAfter(const Spawn &S) const {
  const References &Refs = U.references();
  ThreadHome Home = homeOf(S, Refs);
  const auto *V = dyn_cast_or_null<VarDecl>(Home.Place);
  if (!V || Home.Element || S.How->Process || !V->hasLocalStorage())
    return nullptr;
  const Stmt *Statement = S.Call;
  while (Statement && !isa_and_nonnull<CompoundStmt>(Refs.parent(Statement)))
    Statement = Refs.parent(Statement);
  if (!Statement)
    return nullptr;
  const auto *Block = cast<CompoundStmt>(Refs.parent(Statement));
  auto At = llvm::find(Block->body(), Statement);
  if (At == Block->body_end() || ++At == Block->body_end())
    return nullptr;
  const auto *Next = dyn_cast<Expr>(*At);
  Next = Next ? Next->IgnoreImplicit() : nullptr;
  const Expr *Handle = Next ? joinOf(Next) : nullptr;
  return Handle && placeOf(strip(Handle)) == V ? Next : nullptr;
}

} // namespace p99::analysis
