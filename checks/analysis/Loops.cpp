// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Loops.h"
#include "analysis/Expressions.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

//===-- Which loop --------------------------------------------------------===//

static const Expr *conditionOf(const Stmt *S) {
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

/// do { ... } while (0) makes one statement of several.
static bool isOnce(const Stmt *S, const ASTContext &Context) {
  const auto *Do = dyn_cast_or_null<DoStmt>(S);
  return Do && constantCondition(Do->getCond(), Context) == false;
}

/// The number of the argument, from 1, that a call's model runs many times.
static unsigned loopedArgument(const Expr *Call, const ModelIndex &Models) {
  const FunctionDecl *F = calleeOf(Call);
  const Model *M = F ? Models.find(F) : nullptr;
  if (!M || !M->Loops)
    return 0;
  if (M->Loops->Callable != Runs::Last)
    return M->Loops->Callable;
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  while (!Arguments.empty() && isa<CXXDefaultArgExpr>(Arguments.back()))
    Arguments = Arguments.drop_back();
  return Arguments.size();
}

Loop Loops::of(const Stmt *S) const {
  if (const auto *For = dyn_cast_or_null<ForStmt>(S))
    return {S, For->getBody(), nullptr};
  if (const auto *While = dyn_cast_or_null<WhileStmt>(S))
    return {S, While->getBody(), nullptr};
  if (const auto *Do = dyn_cast_or_null<DoStmt>(S))
    return {S, Do->getBody(), nullptr};
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(S))
    return {S, Range->getBody(), nullptr};
  const auto *Call = dyn_cast_or_null<Expr>(S);
  unsigned N = Call ? loopedArgument(Call, Models) : 0;
  const Expr *Argument = N ? argument(Call, N - 1) : nullptr;
  if (!Argument)
    return {};
  Callables::Targets Run = Calls.named(Argument);
  if (Run.Functions.size() != 1)
    return {};
  return {S, Run.Functions.front()->getBody(), Run.Functions.front()};
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
    unsigned N = loopedArgument(cast<Expr>(P), Models);
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

//===-- How often ---------------------------------------------------------===//

static std::optional<int64_t> constantOf(const Expr *E,
                                         const ASTContext &Context) {
  Expr::EvalResult Result;
  if (!E || E->isValueDependent() || !E->getType()->isIntegerType() ||
      !E->EvaluateAsInt(Result, Context))
    return std::nullopt;
  return Result.Val.getInt().tryExtValue();
}

static const ValueDecl *variableOf(const Expr *E) {
  const auto *Ref =
      E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return Ref ? cast<ValueDecl>(Ref->getDecl()->getCanonicalDecl()) : nullptr;
}

/// `int i = 3` and `i = 3`: the variable and its first value.
static const ValueDecl *startOf(const Stmt *Init, const Expr *&Value) {
  if (const auto *Decl = dyn_cast_or_null<DeclStmt>(Init);
      Decl && Decl->isSingleDecl())
    if (const auto *V = dyn_cast<VarDecl>(Decl->getSingleDecl())) {
      Value = V->getInit();
      return cast<ValueDecl>(V->getCanonicalDecl());
    }
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Init);
      Assign && Assign->getOpcode() == BO_Assign) {
    Value = Assign->getRHS();
    return variableOf(Assign->getLHS());
  }
  return nullptr;
}

/// What an increment adds to the variable; 0 if it is not seen.
static int64_t stepOf(const Expr *Increment, const ValueDecl *Counter,
                      const ASTContext &Context) {
  Increment = Increment ? Increment->IgnoreParenImpCasts() : nullptr;
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Increment);
      Unary && Unary->isIncrementDecrementOp() &&
      variableOf(Unary->getSubExpr()) == Counter)
    return Unary->isIncrementOp() ? 1 : -1;
  const auto *Binary = dyn_cast_or_null<BinaryOperator>(Increment);
  if (!Binary || variableOf(Binary->getLHS()) != Counter)
    return 0;
  int64_t By = constantOf(Binary->getRHS(), Context).value_or(0);
  return Binary->getOpcode() == BO_AddAssign   ? By
         : Binary->getOpcode() == BO_SubAssign ? -By
                                               : 0;
}

static std::optional<uint64_t> roundsOf(const ForStmt *For,
                                        const References &Refs,
                                        const ASTContext &Context) {
  const Expr *First = nullptr;
  const ValueDecl *Counter = startOf(For->getInit(), First);
  std::optional<int64_t> From = constantOf(First, Context);
  const auto *Condition = dyn_cast_or_null<BinaryOperator>(
      For->getCond() ? For->getCond()->IgnoreParenImpCasts() : nullptr);
  if (!Counter || !From || !Condition || !Condition->isComparisonOp())
    return std::nullopt;
  BinaryOperatorKind Compare = Condition->getOpcode();
  const Expr *Bound = Condition->getRHS();
  if (variableOf(Condition->getLHS()) != Counter) {
    if (variableOf(Bound) != Counter)
      return std::nullopt;
    Bound = Condition->getLHS();
    Compare = BinaryOperator::reverseComparisonOp(Compare);
  }
  std::optional<int64_t> To = constantOf(Bound, Context);
  int64_t Step = stepOf(For->getInc(), Counter, Context);
  if (!To || !Step)
    return std::nullopt;
  // The body may only read the counter.
  for (const Expr *Use : Refs.usesOf(Counter)) {
    const Stmt *P = Refs.parent(Use);
    for (const Stmt *A = P; A; A = Refs.parent(A))
      if (A == For->getBody() && !isa<ImplicitCastExpr, LambdaExpr>(P))
        return std::nullopt;
  }
  int64_t Distance = Step > 0 ? *To - *From : *From - *To;
  int64_t Width = Step > 0 ? Step : -Step;
  bool Up = Compare == BO_LT || Compare == BO_LE;
  if (Compare != BO_NE && Up != (Step > 0))
    return std::nullopt;
  if (Compare == BO_LE || Compare == BO_GE)
    ++Distance;
  if (Distance <= 0)
    return Compare == BO_NE && Distance ? std::nullopt
                                        : std::optional<uint64_t>(0);
  return uint64_t(Distance + Width - 1) / uint64_t(Width);
}

/// Of an array, a std::array or a list.
static std::optional<uint64_t> lengthOf(const Expr *Range,
                                        const ASTContext &Context) {
  if (!Range || Range->isTypeDependent())
    return std::nullopt;
  Range = Range->IgnoreImplicit()->IgnoreParens();
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Range))
    Range = List->getSubExpr()->IgnoreImplicit();
  if (const auto *Array = Context.getAsConstantArrayType(
          Range->getType().getNonReferenceType()))
    return Array->getSize().getZExtValue();
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Range->getType().getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class || !isInStd(Class) || !Class->getIdentifier() ||
      Class->getName() != "array" || Class->getTemplateArgs().size() != 2 ||
      Class->getTemplateArgs()[1].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  return Class->getTemplateArgs()[1].getAsIntegral().getZExtValue();
}

std::optional<uint64_t> Loops::tripCount(const Loop &L) const {
  if (const auto *For = dyn_cast_or_null<ForStmt>(L.Statement))
    return roundsOf(For, Refs, Context);
  if (const auto *Range = dyn_cast_or_null<CXXForRangeStmt>(L.Statement))
    return lengthOf(Range->getRangeInit(), Context);
  return std::nullopt;
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

bool Loops::isEndless(const Loop &L) const {
  if (!L || L.Callable || isa<CXXForRangeStmt>(L.Statement))
    return false;
  const Expr *Condition = conditionOf(L.Statement);
  return !Condition || constantCondition(Condition, Context) == true;
}

//===-- What it serves ----------------------------------------------------===//

static bool waitsForEvents(const Expr *Call, const ModelIndex &Models) {
  const FunctionDecl *F = calleeOf(Call);
  const Model *M = F ? Models.find(F) : nullptr;
  return M && M->Blocks &&
         (*M->Blocks == BlockKind::Events ||
          (M->TimesOut && !M->TimesOut->Descriptors.empty()));
}

static void findWaits(const Stmt *S, const ModelIndex &Models,
                      llvm::SmallVectorImpl<const Expr *> &Waits) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *E = dyn_cast<Expr>(S); E && waitsForEvents(E, Models))
    Waits.push_back(E);
  for (const Stmt *Child : S->children())
    findWaits(Child, Models, Waits);
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
  findWaits(conditionOf(L.Statement), Models, Waits);
  findWaits(L.Body, Models, Waits);
  for (const Expr *Wait : Waits)
    if (!goesOnUntilDone(L, Wait))
      return Wait;
  return nullptr;
}

} // namespace p99::analysis
