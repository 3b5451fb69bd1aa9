// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Loops.h"
#include "analysis/Expressions.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

//===-- Which loop --------------------------------------------------------===//

const Expr *conditionOf(const Stmt *S) {
  if (const auto *For = dyn_cast_or_null<ForStmt>(S))
    return For->getCond();
  if (const auto *While = dyn_cast_or_null<WhileStmt>(S))
    return While->getCond();
  if (const auto *Do = dyn_cast_or_null<DoStmt>(S))
    return Do->getCond();
  return nullptr;
}

/// The condition's value if it is always the same.
static std::optional<bool> constantCondition(const Expr *Condition,
                                             const ASTContext &Context) {
  bool Value;
  if (!Condition || Condition->isValueDependent() ||
      !Condition->EvaluateAsBooleanCondition(Value, Context))
    return std::nullopt;
  return Value;
}

/// for (Scope S = enter(); S; S.leave()) gives a block a begin and an end.
static bool isScope(const ForStmt *For) {
  static const llvm::StringRef Leaves[] = {"leave",  "exit", "end",    "close",
                                           "finish", "done", "release"};
  const auto *Init = dyn_cast_or_null<DeclStmt>(For->getInit());
  const auto *V = Init && Init->isSingleDecl()
                      ? dyn_cast<VarDecl>(Init->getSingleDecl())
                      : nullptr;
  const auto *Leave = dyn_cast_or_null<CXXMemberCallExpr>(
      For->getInc() ? For->getInc()->IgnoreImplicit() : nullptr);
  return V && Leave && V->getType()->isRecordType() &&
         placeOf(strip(objectOf(Leave))) == V &&
         llvm::is_contained(Leaves, nameOf(Leave->getMethodDecl()));
}

/// do { ... } while (0) makes one statement of several.
static bool isOnce(const Stmt *S, const ASTContext &Context) {
  if (const auto *For = dyn_cast_or_null<ForStmt>(S))
    return isScope(For);
  const auto *Do = dyn_cast_or_null<DoStmt>(S);
  return Do && constantCondition(Do->getCond(), Context) == false;
}

static const Model *modelOfLoop(const Expr *Call, const ModelIndex &Models) {
  const FunctionDecl *F = calleeOf(Call);
  const Model *M = F ? Models.find(F) : nullptr;
  return M && M->Loops && M->Loops->Callable ? M : nullptr;
}

/// The number of the argument, from 1, that a call's model runs many times.
static unsigned loopedArgument(const Expr *Call, const ModelIndex &Models,
                               const Callables &Calls) {
  const Model *M = modelOfLoop(Call, Models);
  if (!M)
    return 0;
  if (M->Loops->Callable != Runs::Last)
    return M->Loops->Callable;
  // Behind it may stand a partitioner, or a projection left to its default.
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  while (!Arguments.empty() && (isa<CXXDefaultArgExpr>(Arguments.back()) ||
                                !Calls.isCallable(Arguments.back())))
    Arguments = Arguments.drop_back();
  return Arguments.size();
}

/// The model of the call says so, or that of an argument's type:
/// std::execution::par.
static bool isParallel(const Expr *Call, const ModelIndex &Models) {
  auto Says = [](const Model *M) {
    return M && M->Loops && M->Loops->How == "in parallel";
  };
  return Says(modelOfLoop(Call, Models)) ||
         llvm::any_of(argumentsOf(Call), [&](const Expr *Argument) {
           return Says(Models.find(Argument->getType()));
         });
}

Loop Loops::of(const Stmt *S) const {
  if (const auto *For = dyn_cast_or_null<ForStmt>(S))
    return {S, For->getBody()};
  if (const auto *While = dyn_cast_or_null<WhileStmt>(S))
    return {S, While->getBody()};
  if (const auto *Do = dyn_cast_or_null<DoStmt>(S))
    return {S, Do->getBody()};
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(S))
    return {S, Range->getBody()};
  const auto *Call = dyn_cast_or_null<Expr>(S);
  unsigned N = Call ? loopedArgument(Call, Models, Calls) : 0;
  const Expr *Argument = N ? argument(Call, N - 1) : nullptr;
  if (!Argument)
    return {};
  Callables::Targets Run = Calls.named(Argument);
  if (Run.Functions.size() != 1)
    return {};
  const FunctionDecl *F = Run.Functions.front();
  return {S, F->getBody(), F, isParallel(Call, Models)};
}

/// What a loop runs once, before the first round.
static bool isBefore(const Stmt *Part, const Stmt *S) {
  if (const auto *For = dyn_cast<ForStmt>(S))
    return Part == For->getInit();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    return Part != Range->getBody();
  return false;
}

Loop Loops::around(const Stmt *S) const {
  const Stmt *Child = S;
  for (const Stmt *P = Refs.parent(S); P; Child = P, P = Refs.parent(P)) {
    if (const auto *Lambda = dyn_cast<LambdaExpr>(P))
      // An initialiser of a capture runs outside of it.
      return Child == Lambda->getBody() ? runBy(Lambda) : around(Lambda);
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(P) &&
        !isBefore(Child, P) && !isOnce(P, Context))
      return of(P);
  }
  // An instance of a generic lambda.
  if (const FunctionDecl *In = Refs.functionAround(S))
    if (const LambdaExpr *Lambda = Calls.lambdaOf(In))
      return runBy(Lambda);
  return {};
}

/// for_each(begin, end, [] { ... }), or a variable that holds the lambda.
Loop Loops::runBy(const LambdaExpr *Lambda) const {
  if (Loop L = runByCallAround(Lambda))
    return L;
  const Stmt *Whole = Lambda;
  while (Whole && isa<Expr>(Whole) && !Refs.initializedBy(Whole))
    Whole = Refs.parent(Whole);
  if (const ValueDecl *Holder = Whole ? Refs.initializedBy(Whole) : nullptr)
    for (const Expr *Use : Refs.usesOf(Holder))
      if (Loop L = runByCallAround(Use))
        return L;
  return {};
}

Loop Loops::runByCallAround(const Expr *Callable) const {
  const Stmt *Child = Callable;
  for (const Stmt *P = Refs.parent(Callable); P && isa<Expr>(P);
       Child = P, P = Refs.parent(P)) {
    if (isa<LambdaExpr>(P))
      return {};
    unsigned N = loopedArgument(cast<Expr>(P), Models, Calls);
    if (N && argument(cast<Expr>(P), N - 1) == Child)
      return of(P);
  }
  return {};
}

bool Loops::contains(const Loop &L, const Stmt *S) const {
  for (const Stmt *Child = nullptr; S; Child = S, S = Refs.parent(S)) {
    if (S == L.Body)
      return true;
    if (S == L.Statement)
      return !L.Callable && Child && !isBefore(Child, S);
  }
  return false;
}

//===-- How it ends -------------------------------------------------------===//

/// A `continue` of this loop, or a label that a `goto` may lead back to.
static bool canGoOn(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<ContinueStmt, GotoStmt, IndirectGotoStmt>(S))
    return true;
  bool Inner = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    if (Inner && isa_and_nonnull<CompoundStmt>(Child))
      return false; // Its `continue`s are its own.
    return canGoOn(Child);
  });
}

/// Whether each path through the statement leaves the loop around it.
/// `Breaks`: a `break` here is one of that loop.
static bool alwaysLeaves(const Stmt *S, bool Breaks) {
  if (!S)
    return false;
  if (isa<ReturnStmt, CoreturnStmt>(S) || (Breaks && isa<BreakStmt>(S)))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::any_of(Block->body(), [&](const Stmt *Child) {
      return alwaysLeaves(Child, Breaks);
    });
  if (const auto *If = dyn_cast<IfStmt>(S))
    return alwaysLeaves(If->getThen(), Breaks) &&
           alwaysLeaves(If->getElse(), Breaks);
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    return alwaysLeaves(Attributed->getSubStmt(), Breaks);
  if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    bool All = alwaysLeaves(Try->getTryBlock(), Breaks);
    for (unsigned I = 0; All && I < Try->getNumHandlers(); ++I)
      All = alwaysLeaves(Try->getHandler(I)->getHandlerBlock(), Breaks);
    return All;
  }
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return false;
  E = E->IgnoreImplicit();
  if (isa<CXXThrowExpr>(E))
    return true;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->isNoReturn();
}

bool Loops::leavesInFirstRound(const Loop &L) const {
  if (!L || L.Callable)
    return false;
  return isOnce(L.Statement, Context) ||
         (alwaysLeaves(L.Body, true) && !canGoOn(L.Body));
}

/// retries, `allowretry`; not `entries`.
static bool saysAttempt(llvm::StringRef Word) {
  static const llvm::StringRef Attempts[] = {"try", "tries", "attempt",
                                             "attempts"};
  return llvm::is_contained(Attempts, Word) || Word.ends_with("retry") ||
         Word.ends_with("retries");
}

static bool isAboutAttempts(const Stmt *S) {
  const auto *Ref = dyn_cast<DeclRefExpr>(S);
  return Ref && Ref->getType()->isIntegerType() &&
         llvm::any_of(wordsOf(Ref->getDecl()), saysAttempt);
}

bool Loops::countsAttempts(const Loop &L) const {
  return anyWithin(conditionOf(L.Statement), isAboutAttempts);
}

bool Loops::isEndless(const Loop &L) const {
  if (!L || L.Callable || isa<CXXForRangeStmt>(L.Statement))
    return false;
  const Expr *Condition = conditionOf(L.Statement);
  return !Condition || constantCondition(Condition, Context) == true;
}

//===-- What it serves ----------------------------------------------------===//

/// poll(fds, n, 0) only looks.
static bool comesBackAtOnce(const Expr *Call, const TimesOut &Limit) {
  const Expr *E = Limit.How == TimesOut::Shape::Argument && Limit.Argument
                      ? argument(Call, Limit.Argument - 1)
                      : nullptr;
  Expr::EvalResult Value;
  return E && Limit.Infinite == Unlimited::Negative && !E->isValueDependent() &&
         E->getType()->isIntegerType() &&
         E->EvaluateAsInt(Value, calleeOf(Call)->getASTContext()) &&
         Value.Val.getInt() == 0;
}

static bool waitsForEvents(const Expr *Call, const ModelIndex &Models) {
  const FunctionDecl *F = calleeOf(Call);
  const Model *M = F ? Models.find(F) : nullptr;
  if (!M || !M->Blocks || (M->TimesOut && comesBackAtOnce(Call, *M->TimesOut)))
    return false;
  return *M->Blocks == BlockKind::Events ||
         (M->TimesOut && !M->TimesOut->Descriptors.empty());
}

/// The call itself, or that of the user's own function which waits once.
bool Loops::isWait(const Expr *Call) const {
  if (waitsForEvents(Call, Models))
    return true;
  const FunctionDecl *F = calleeOf(Call);
  if (!F || !isa<CallExpr>(Call) || !Callables::isOwn(F))
    return false;
  return llvm::any_of(Refs.callsIn(F), [&](const Expr *Inner) {
    return waitsForEvents(Inner, Models) && !around(Inner);
  });
}

void Loops::findWaits(const Stmt *S,
                      llvm::SmallVectorImpl<const Expr *> &Waits) const {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *E = dyn_cast<Expr>(S); E && isWait(E))
    Waits.push_back(E);
  for (const Stmt *Child : S->children())
    findWaits(Child, Waits);
}

static void namedIn(const Stmt *S,
                    llvm::SmallVectorImpl<const VarDecl *> &Names) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Names.push_back(V);
  for (const Stmt *Child : S->children())
    namedIn(Child, Names);
}

/// while (sent < size) { poll(...); sent += send(...); }: the condition asks
/// for something that the loop itself brings about, other than by the wait.
bool Loops::goesOnUntilDone(const Loop &L, const Expr *Wait) const {
  const Expr *Condition = conditionOf(L.Statement);
  if (!Condition)
    return isa<CXXForRangeStmt>(L.Statement);
  for (const Stmt *S = Wait; S; S = Refs.parent(S))
    if (S == Condition)
      return false;
  llvm::SmallVector<const VarDecl *, 4> Names;
  namedIn(Condition, Names);
  return llvm::any_of(Names, [&](const VarDecl *V) {
    return V->hasLocalStorage() && V->getType()->isArithmeticType() &&
           !V->getType()->isBooleanType();
  });
}

const Expr *Loops::servesEventsOf(const Loop &L) const {
  if (!L || L.Callable || leavesInFirstRound(L))
    return nullptr;
  llvm::SmallVector<const Expr *, 2> Waits;
  findWaits(conditionOf(L.Statement), Waits);
  findWaits(L.Body, Waits);
  for (const Expr *Wait : Waits) {
    if (goesOnUntilDone(L, Wait))
      continue;
    // An inner loop may be the one that serves; not if all it does is to wait
    // again when a signal came: while (epoll_wait(...) < 0) {}
    Loop Inner = around(Wait);
    while (Inner && Inner.Statement != L.Statement &&
           (goesOnUntilDone(Inner, Wait) || leavesInFirstRound(Inner) ||
            !Inner.Body || isa<NullStmt>(Inner.Body) ||
            Inner.Body->child_begin() == Inner.Body->child_end()))
      Inner = around(Inner.Statement);
    if (Inner.Statement == L.Statement)
      return Wait;
  }
  return nullptr;
}

} // namespace p99::analysis
