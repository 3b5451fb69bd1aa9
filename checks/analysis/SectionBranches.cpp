// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a condition tells of a lock that was tried, what ends with a try block,
// and which calls give a lock back while they run.

#include "analysis/Expressions.h"
#include "analysis/SectionFlow.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// The number that a constant is; `nullptr` and `false` are 0.
static std::optional<int64_t> valueOf(const Expr *E, ASTContext &Context) {
  if (!E->isInstantiationDependent() &&
      E->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull))
    return 0;
  return constantOf(E, Context);
}

void SectionFlow::branch(State &S, const Expr *Condition, bool True) {
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return branch(S, Full->getSubExpr(), True);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return branch(S, Not->getSubExpr(), !True);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isLogicalOp()) {
      // As a value: `bool ok = a && b;` says something only where it is clear.
      if ((Binary->getOpcode() == BO_LAnd) == True) {
        branch(S, Binary->getLHS(), True);
        branch(S, Binary->getRHS(), True);
      }
      return;
    }
    if (Binary->isEqualityOp()) {
      bool Equal = (Binary->getOpcode() == BO_EQ) == True;
      if (auto Number = valueOf(Binary->getRHS(), Context))
        outcome(S, Binary->getLHS(), *Number, Equal);
      else if (auto Number = valueOf(Binary->getLHS(), Context))
        outcome(S, Binary->getRHS(), *Number, Equal);
      return;
    }
  }
  // __builtin_expect(x, 1): `likely` of everyone.
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getBuiltinCallee() == Builtin::BI__builtin_expect)
    return branch(S, Call->getArg(0), True);
  outcome(S, E, 0, !True);
}

/// Made of other variables, or of the very one it is given to, as in
/// `ok = ok && f()`; the arguments of calls do not matter.
static bool combinesVariables(const Stmt *Value) {
  if (!Value || isa<CallExpr>(Value))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value))
    return isa<VarDecl>(Ref->getDecl());
  return llvm::any_of(Value->children(), combinesVariables);
}

/// `Value` is, or is not, `Number` here.
void SectionFlow::outcome(State &S, const Expr *Value, int64_t Number,
                          bool Equal) {
  using Success = LockStep::Success;
  const Expr *E = Value->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return outcome(S, Full->getSubExpr(), Number, Equal);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Assign || Binary->getOpcode() == BO_Comma)
      return outcome(S, Binary->getRHS(), Number, Equal);
    if (Number == 0 && (Binary->isLogicalOp() || Binary->isEqualityOp()))
      branch(S, E, !Equal);
    return;
  }
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot && Number == 0)
    return branch(S, E, !Equal);

  std::optional<unsigned> Index;
  Success Meaning = Success::NonZero;
  bool Certain = false; // Not only what was tried can be held.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
      Ref && Ref->getType()->isIntegralOrEnumerationType()) {
    // bool ok = m.try_lock();
    auto Values = Refs.valuesOf(Ref->getDecl());
    if (Values.size() == 1 && Values[0] != E)
      if (const Expr *Tried = Values[0]->IgnoreParenImpCasts();
          !isa<DeclRefExpr>(Tried))
        if (!combinesVariables(Tried))
          outcome(S, Tried, Number, Equal);
    return;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  const auto *Member = dyn_cast_or_null<CXXMemberCallExpr>(Call);
  const Expr *Guard = nullptr;
  if (Member && isa_and_nonnull<CXXConversionDecl>(Member->getMethodDecl()))
    Guard = Member->getImplicitObjectArgument(); // if (lock)
  else if (!Call && Locks.isGuard(E->getType()))
    Guard = E; // if (pointer)
  std::optional<LockStep> Step;
  if (Guard) {
    if (!Locks.isGuard(Guard->getType()))
      return;
  } else if (Call && (Step = Locks.stepOf(Call))) {
    Meaning = Step->Result;
    if (Step->Kind == LockStep::What::AssertHeld) {
      if (Step->Guards.empty() && Step->Mutexes.empty())
        return;
      if (!Step->Guards.empty())
        Guard = Step->Guards[0]; // if (lock.owns_lock())
    } else if (!Step->Guards.empty()) {
      if (const void *Key = keyOf(Step->Guards[0]))
        Index = ownerOf(S, Key);
    } else if (auto It = SiteIds.find(Call); It != SiteIds.end()) {
      Index = siteOf(Call);
    }
  }
  if (Guard) {
    const void *Key = keyOf(Guard);
    Index = Key ? ownerOf(S, Key) : std::nullopt;
    Certain = true;
  }
  if (!Index || Meaning == Success::Any)
    return;

  std::optional<bool> Has;
  const int64_t Good = Meaning == Success::MinusOne ? -1 : 0;
  if (Meaning == Success::NonZero) {
    if (Number == 0)
      Has = !Equal;
    else if (Equal)
      Has = true;
  } else if (Number == Good) {
    Has = Equal;
  } else if (Equal) {
    Has = false;
  }
  if (!Has)
    return;
  if (!*Has && Step && Step->Kind == LockStep::What::Acquire)
    include(S.Failed, *Index);
  if (!*Has)
    drop(S, *Index, nullptr);
  else if (Certain || llvm::is_contained(S.Pending, *Index))
    hold(S, *Index, nullptr);
}

/// A guard that is made in a try block is gone in its handlers.
bool SectionFlow::endsInTry(const Site &Site, const CXXTryStmt *Try) const {
  if (!Site.S.Acquisition || Site.S.How == Section::Kind::Manual)
    return false;
  auto Block = Order.find(Try->getTryBlock());
  auto Taken = Order.find(Site.S.Acquisition);
  return Block != Order.end() && Taken != Order.end() &&
         Taken->second.first >= Block->second.first &&
         Taken->second.first < Block->second.second;
}

/// cv.wait(lock), and functions that unlock for a while: they do not run under
/// the lock, or not all the time.
bool SectionFlow::givesBack(const State &S, const Expr *Call,
                            unsigned Index) const {
  if (!isa<CallExpr>(Call))
    return false;
  auto IsThis = [&](const Expr *Lock) {
    if (Locks.isGuard(Lock->getType())) {
      const void *Key = keyOf(Lock);
      return Key && ownerOf(S, Key) == Index;
    }
    return siteOf(S, Locks.mutexOf(Lock)) == Index;
  };
  if (const Expr *Lock = Locks.waitedWith(Call))
    return IsThis(Lock);
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return false;
  bool Indirect = false;
  for (const MutexRef &Ref : Locks.givenBack(Call, &Indirect))
    if (llvm::is_contained(Sites[Index].S.Mutexes, Ref))
      return true;
  // done_.Wait(), where done_ knows its mutex: it can only be one that is held.
  if (Indirect && Index == S.Held.back())
    return true;
  // Handed to a function that may well unlock it.
  const bool Visible = References::hasVisibleBody(Callee);
  for (unsigned I = 0; I < Callee->getNumParams(); ++I) {
    QualType T = Callee->getParamDecl(I)->getType();
    const Expr *Given = argument(Call, I);
    if (!Given || !(T->isLValueReferenceType() || T->isPointerType()) ||
        T->getPointeeType().isConstQualified() ||
        !Locks.isGuard(Given->getType()) || !IsThis(Given))
      continue;
    if (!Visible)
      return true;
    for (const MutexRef &Ref : Locks.effectsOf(Callee).GivesBack)
      if (Ref.Path.size() == 1 &&
          llvm::any_of(Callee->redecls(), [&](const FunctionDecl *F) {
            return F->getParamDecl(I) == Ref.Path[0];
          }))
        return true;
  }
  return false;
}

} // namespace p99::analysis
