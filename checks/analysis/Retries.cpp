// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Retries.h"
#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
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
  explicit Search(Unit &U) : U(U), Refs(U.references()) {}

  std::vector<Retry> run();

private:
  void consider(const Expr *Call);
  std::optional<Blocking> asksPeer(const Expr *Call);
  bool pauses(const Loop &L, const Expr *Tried);
  bool isBounded(const Loop &L) const;
  const Stmt *failureOf(const Expr *Call, const Loop &L) const;
  const Stmt *handlerThatGoesOn(const Expr *Call, const Loop &L) const;
  bool asksWhatFailed(const Expr *Call, const Loop &L) const;

  Unit &U;
  const References &Refs;
  std::vector<Retry> Found;
};

//===-- What is tried -----------------------------------------------------===//

/// poll() and its kin.
bool looksAtDescriptors(const Blocking &B) {
  return B.Entry && B.Entry->TimesOut &&
         !B.Entry->TimesOut->Descriptors.empty();
}

std::optional<Blocking> Search::asksPeer(const Expr *Call) {
  for (Blocking &B : U.callSummaries().waitsOf(Call)) {
    if (B.Kind != BlockKind::Peer && B.Kind != BlockKind::Dns)
      continue;
    // poll(), recv() and their kin wait for what comes: nobody is asked.
    const llvm::StringRef Name = B.Name;
    if (looksAtDescriptors(B) || Name.contains_insensitive("recv") ||
        Name.contains_insensitive("receive"))
      continue;
    return B;
  }
  return std::nullopt;
}

/// A sleep, a wait for a descriptor, a thread or an event; or what says so.
bool Search::pauses(const Loop &L, const Expr *Tried) {
  static const llvm::StringRef Words[] = {"sleep",  "wait",  "backoff",
                                          "delay",  "pause", "poll",
                                          "select", "timer", "yield"};
  return llvm::any_of(
      Refs.callsIn(Refs.functionAround(Tried)), [&](const Expr *Call) {
        if (Call == Tried || !U.loops().contains(L, Call))
          return false;
        const FunctionDecl *F = calleeOf(Call);
        if (!F)
          return true; // Who knows.
        if (llvm::any_of(Words, [&](llvm::StringRef Word) {
              return nameOf(F).contains_insensitive(Word);
            }))
          return true;
        return llvm::any_of(
            U.callSummaries().waitsOf(Call), [](const Blocking &B) {
              return (B.Kind != BlockKind::Peer && B.Kind != BlockKind::Dns &&
                      B.Kind != BlockKind::Log && B.Kind != BlockKind::File) ||
                     looksAtDescriptors(B);
            });
      });
}

/// Counts up or down and looks at the count, compares the time, or asks whether
/// it shall stop.
bool Search::isBounded(const Loop &L) const {
  if (isa<CXXForRangeStmt, Expr>(L.Statement))
    return true;
  if (const auto *For = dyn_cast<ForStmt>(L.Statement);
      For && (For->getInc() || For->getInit()))
    return true;
  return anyWithin(L.Statement, [&](const Stmt *S) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      return Unary->isIncrementDecrementOp();
    if (const auto *Assign = dyn_cast<CompoundAssignOperator>(S))
      return Assign->getOpcode() == BO_AddAssign ||
             Assign->getOpcode() == BO_SubAssign;
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S))
      return Operator->getOperator() == OO_PlusPlus ||
             Operator->getOperator() == OO_MinusMinus;
    return nameOf(F) == "now" || nameOf(F) == "time" ||
           nameOf(F) == "clock_gettime" || nameOf(F) == "gettimeofday";
  });
}

//===-- When it goes around -----------------------------------------------===//

/// What a test of a result says: that it has failed, or has worked.
enum class Says { Nothing, Failed, Worked };

Says opposite(Says S) {
  return S == Says::Failed   ? Says::Worked
         : S == Says::Worked ? Says::Failed
                             : Says::Nothing;
}

bool isNegativeOne(const Expr *E) {
  const auto *Minus = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
  return Minus && Minus->getOpcode() == UO_Minus;
}
bool isZero(const Expr *E) {
  E = E->IgnoreParenCasts();
  const auto *Number = dyn_cast<IntegerLiteral>(E);
  return (Number && Number->getValue() == 0) ||
         isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}
/// CURLE_OK, REDIS_OK, grpc::StatusCode::OK, kSuccess
bool namesSuccess(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  if (!Ref || !isa<EnumConstantDecl>(Ref->getDecl()))
    return false;
  llvm::StringRef Name = Ref->getDecl()->getName();
  return Name.ends_with_insensitive("ok") ||
         Name.contains_insensitive("success");
}

/// The operand is the call, a variable that is given its result in the loop, or
/// a question to such a variable (`reply.ok()`, `context->err`).
bool isResult(const Expr *E, const Expr *Call, const Loop &L, const Loops &All,
              const References &Refs) {
  E = E->IgnoreParenImpCasts();
  if (E == Call)
    return true;
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return isResult(Full->getSubExpr(), Call, L, All, Refs);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return isResult(Temporary->getSubExpr(), Call, L, All, Refs);
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return isResult(Bound->getSubExpr(), Call, L, All, Refs);
  if (const auto *Assign = dyn_cast<BinaryOperator>(E))
    return Assign->getOpcode() == BO_Assign &&
           isResult(Assign->getRHS(), Call, L, All, Refs);
  const ValueDecl *D = placeOf(E);
  return D && llvm::any_of(Refs.valuesOf(D), [&](const Expr *Value) {
           return All.contains(L, Value) &&
                  anyWithin(Value, [&](const Stmt *S) { return S == Call; });
         });
}

Says whatSays(const Expr *Condition, const Expr *Call, const Loop &L,
              const Loops &All, const References &Refs) {
  const Expr *E = Condition->IgnoreParenImpCasts();
  auto Result = [&](const Expr *Part) {
    return isResult(Part, Call, L, All, Refs);
  };
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return whatSays(Full->getSubExpr(), Call, L, All, Refs);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return opposite(whatSays(Not->getSubExpr(), Call, L, All, Refs));
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
    if (Binary->isLogicalOp()) {
      // Of an `&&` that goes on, both parts hold; of an `||`, one may.
      Says A = whatSays(Left, Call, L, All, Refs);
      return Binary->getOpcode() == BO_LAnd && A == Says::Nothing
                 ? whatSays(Right, Call, L, All, Refs)
                 : A;
    }
    if (!Binary->isComparisonOp() || !Result(Left))
      return Says::Nothing;
    bool Pointer = Left->getType()->isPointerType();
    bool Equal = Binary->getOpcode() == BO_EQ;
    if (Binary->getOpcode() == BO_LT && isZero(Right))
      return Says::Failed;
    if (Binary->getOpcode() == BO_GE && isZero(Right))
      return Says::Worked;
    if (!Equal && Binary->getOpcode() != BO_NE)
      return Says::Nothing;
    if (isNegativeOne(Right) || (Pointer && isZero(Right)))
      return Equal ? Says::Failed : Says::Worked;
    if (namesSuccess(Right))
      return Equal ? Says::Worked : Says::Failed;
    return Says::Nothing;
  }
  // ok(), if (response), if (connected)
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *F = Method->getMethodDecl();
    if (Method == Call)
      return E->getType()->isBooleanType() ? Says::Worked : Says::Nothing;
    bool Asks = isa_and_nonnull<CXXConversionDecl>(F) || nameOf(F) == "ok" ||
                nameOf(F) == "isOk" || nameOf(F) == "is_ok" ||
                nameOf(F) == "has_value";
    return Asks && Result(Method->getImplicitObjectArgument()) ? Says::Worked
                                                               : Says::Nothing;
  }
  if ((E->getType()->isBooleanType() || E->getType()->isPointerType()) &&
      Result(E))
    return Says::Worked;
  return Says::Nothing;
}

/// The call in a try block whose handlers drop the exception, and behind which
/// the round leaves the loop.
const Stmt *Search::handlerThatGoesOn(const Expr *Call, const Loop &L) const {
  const CXXTryStmt *Try = nullptr;
  for (const Stmt *P = Call; P && P != L.Body; P = Refs.parent(P))
    if (const auto *T = dyn_cast_or_null<CXXTryStmt>(Refs.parent(P));
        T && T->getTryBlock() == P)
      Try = T;
  if (!Try || Try->getTryBlock()->body_empty() ||
      !isa<BreakStmt, ReturnStmt>(Try->getTryBlock()->body_back()))
    return nullptr;
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
    if (anyWithin(Try->getHandler(I)->getHandlerBlock(), [](const Stmt *S) {
          return isa<BreakStmt, ReturnStmt, CXXThrowExpr, GotoStmt>(S);
        }))
      return nullptr;
  return Try->getHandler(0);
}

/// errno, EINTR or EAGAIN by one of the names that wrappers have for them:
/// UV_EINTR, boost::asio::error::interrupted, std::errc::operation_would_block.
static bool asksForInterruption(const Stmt *S) {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return nameOf(Call->getDirectCallee()) == "__errno_location";
  const auto *Ref = dyn_cast<DeclRefExpr>(S);
  if (!Ref || !Ref->getDecl()->getIdentifier() ||
      !(isa<EnumConstantDecl>(Ref->getDecl()) ||
        Ref->getType().isConstQualified()))
    return false;
  std::string Name = Ref->getDecl()->getName().lower();
  static const llvm::StringRef Ends[] = {"eintr",      "interrupted",
                                         "eagain",     "try_again",
                                         "wouldblock", "would_block"};
  return llvm::any_of(Ends, [&](llvm::StringRef End) {
    return llvm::StringRef(Name).ends_with(End);
  });
}

/// if (n < 0) { if (handle(errno)) goto out; }: which failures are tried again
/// is for another function to say.
bool Search::asksWhatFailed(const Expr *Call, const Loop &L) const {
  return anyWithin(L.Body, [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    return If &&
           whatSays(If->getCond(), Call, L, U.loops(), Refs) == Says::Failed &&
           anyWithin(If->getThen(), [](const Stmt *Inner) {
             const auto *Handled = dyn_cast<IfStmt>(Inner);
             return Handled &&
                    anyWithin(Handled->getCond(),
                              [](const Stmt *C) { return isa<CallExpr>(C); }) &&
                    anyWithin(Handled->getThen(), [](const Stmt *Leaves) {
                      return isa<BreakStmt, GotoStmt, ReturnStmt>(Leaves);
                    });
           });
  });
}

/// What says that the loop goes around only because the call has failed.
const Stmt *Search::failureOf(const Expr *Call, const Loop &L) const {
  const Loops &All = U.loops();
  auto Asks = [&](const Expr *Condition) {
    return whatSays(Condition, Call, L, All, Refs);
  };
  // An interrupted call has not failed.
  if (anyWithin(L.Statement, asksForInterruption))
    return nullptr;
  if (const Expr *Condition = conditionOf(L.Statement))
    if (Asks(Condition) == Says::Failed)
      return Condition;
  if (const Stmt *Handler = handlerThatGoesOn(Call, L))
    return Handler;
  // while (true) { ...; if (worked) break; }
  const auto *Body = dyn_cast_or_null<CompoundStmt>(L.Body);
  if (!Body || Body->body_empty())
    return nullptr;
  const auto *Last = dyn_cast<IfStmt>(Body->body_back());
  if (!Last || Last->getElse() || Asks(Last->getCond()) != Says::Worked)
    return nullptr;
  const Stmt *Then = Last->getThen();
  if (const auto *Block = dyn_cast<CompoundStmt>(Then);
      Block && !Block->body_empty())
    Then = Block->body_back();
  return isa<BreakStmt, ReturnStmt>(Then) ? Last : nullptr;
}

void Search::consider(const Expr *Call) {
  const FunctionDecl *In = Refs.functionAround(Call);
  if (!In || In->isDependentContext() || U.hotPath().isCold(In) ||
      containsErrors(In->getBody(), U.ast()))
    return;
  Loop L = U.loops().around(Call);
  if (!L || L.Callable || U.loops().leavesInFirstRound(L))
    return;
  const Stmt *Failed = failureOf(Call, L);
  if (!Failed || isBounded(L) || asksWhatFailed(Call, L))
    return;
  std::optional<Blocking> Asked = asksPeer(Call);
  if (!Asked || pauses(L, Call))
    return;
  // The call pauses or gives up itself.
  for (const Blocking &B : U.callSummaries().waitsOf(Call))
    if (B.Kind == BlockKind::Sleep)
      return;
  Retry R;
  R.Again = L;
  R.Call = Call;
  R.Name = calleeOf(Call) ? calleeOf(Call)->getNameAsString() : Asked->Name;
  R.Failed = Failed;
  if (Asked->Chain.size() > 1)
    R.Origin = Asked->origin();
  if (HotAnswer Hot = U.hotPath().why(Call); Hot.isHot())
    R.Hot = std::move(Hot.Reasons);
  if (!llvm::any_of(Found, [&](const Retry &Other) {
        return Other.Again.Statement->getBeginLoc() ==
               L.Statement->getBeginLoc();
      }))
    Found.push_back(std::move(R));
}

std::vector<Retry> Search::run() {
  for (const Expr *Call : Refs.calls())
    if (isa<CallExpr>(Call) && Refs.loopAround(Call))
      consider(Call);
  llvm::stable_sort(Found, [&](const Retry &A, const Retry &B) {
    return U.ast().getSourceManager().isBeforeInTranslationUnit(
        A.Call->getBeginLoc(), B.Call->getBeginLoc());
  });
  return std::move(Found);
}

} // namespace

std::vector<Retry> endlessRetries(Unit &U) { return Search(U).run(); }

} // namespace p99::analysis
