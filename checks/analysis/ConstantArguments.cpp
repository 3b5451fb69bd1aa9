// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/ConstantArguments.h"
#include "analysis/Expressions.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <optional>

using namespace clang;

namespace p99::analysis {

namespace {

/// What conditions of a function say, as far as one call of it decides that.
class Decided {
public:
  Decided(const Expr *Call, const References &Refs, const ASTContext &Context)
      : Call(Call), Refs(Refs), Context(Context) {}

  std::optional<bool> holds(const Expr *Condition) const;
  bool isZero(const Expr *E) const;
  bool isZeroRecord(const VarDecl *V) const;

private:
  std::optional<int64_t> passedFor(const Expr *E) const;

  const Expr *Call;
  const References &Refs;
  const ASTContext &Context;
};

static bool isParameterOf(const ParmVarDecl *P, const FunctionDecl *F) {
  const auto *Of = dyn_cast<FunctionDecl>(P->getDeclContext());
  return Of && F && Of->getCanonicalDecl() == F->getCanonicalDecl();
}

/// What the call passes for the parameter that `E` names, if nothing in the
/// function gives it another value.
std::optional<int64_t> Decided::passedFor(const Expr *E) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (!Call || !Parameter || !Refs.valuesOf(Parameter).empty() ||
      !isParameterOf(Parameter, calleeOf(Call)))
    return std::nullopt;
  return constantOf(argument(Call, Parameter->getFunctionScopeIndex()),
                    Context);
}

std::optional<bool> Decided::holds(const Expr *Condition) const {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = holds(Not->getSubExpr());
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  const auto *Test = dyn_cast<BinaryOperator>(Condition);
  if (Test && Test->isLogicalOp()) {
    const bool Deciding = Test->getOpcode() == BO_LOr;
    std::optional<bool> Left = holds(Test->getLHS()),
                        Right = holds(Test->getRHS());
    if (Left == Deciding || Right == Deciding)
      return Deciding;
    return Left && Right ? std::optional(!Deciding) : std::nullopt;
  }
  if (Test && Test->isEqualityOp()) {
    std::optional<int64_t> Passed = passedFor(Test->getLHS()),
                           Wanted = constantOf(Test->getRHS(), Context);
    if (!Passed || !Wanted)
      return std::nullopt;
    return (*Passed == *Wanted) == (Test->getOpcode() == BO_EQ);
  }
  std::optional<int64_t> Passed = passedFor(Condition);
  return Passed ? std::optional(*Passed != 0) : std::nullopt;
}

/// seconds * 1000 + microseconds / 1000, where both are; ms % 1000.
bool Decided::isZero(const Expr *E) const {
  E = E->IgnoreParenCasts();
  if (constantOf(E, Context) == 0 || passedFor(E) == 0)
    return true;
  if (const auto *Sum = dyn_cast<BinaryOperator>(E)) {
    if (Sum->getOpcode() == BO_Mul)
      return isZero(Sum->getLHS()) || isZero(Sum->getRHS());
    if (Sum->getOpcode() == BO_Div || Sum->getOpcode() == BO_Rem)
      return isZero(Sum->getLHS());
    return Sum->isAdditiveOp() && isZero(Sum->getLHS()) &&
           isZero(Sum->getRHS());
  }
  // auto timeout = static_cast<int>(seconds * 1000);
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) && V->hasInit() &&
         Refs.valuesOf(V).size() == 1 && isZero(V->getInit());
}

/// The value that `Member`, a member of a variable, is assigned here.
static const Expr *assignedTo(const MemberExpr *Member,
                              const References &Refs) {
  const auto *Assign = dyn_cast_or_null<BinaryOperator>(Refs.parent(Member));
  return Assign && Assign->getOpcode() == BO_Assign &&
                 Assign->getLHS() == Member
             ? Assign->getRHS()
             : nullptr;
}

/// timeval Now{0, 0}; or Now.tv_sec = 0; Now.tv_usec = 0; with no other value
/// for one of them.
bool Decided::isZeroRecord(const VarDecl *V) const {
  llvm::SmallPtrSet<const ValueDecl *, 2> Zero;
  for (const Expr *Use : Refs.usesOf(V)) {
    const auto *Member = dyn_cast_or_null<MemberExpr>(Refs.parent(Use));
    if (!Member)
      continue;
    const Expr *Value = assignedTo(Member, Refs);
    if (!Value || !isZero(Value))
      return false;
    Zero.insert(Member->getMemberDecl());
  }
  const Expr *Init = V->getInit();
  // timeval Now; in C++.
  if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
      Made && Made->getConstructor()->isTrivial() && Made->getNumArgs() == 0)
    Init = nullptr;
  const auto *List =
      Init ? dyn_cast<InitListExpr>(Init->IgnoreImplicit()) : nullptr;
  if (Init)
    return List && llvm::all_of(List->inits(), [this](const Expr *Part) {
             return isa<ImplicitValueInitExpr>(Part) ||
                    (!Part->isValueDependent() &&
                     Part->getType()->isIntegerType() && isZero(Part));
           });
  const auto Fields = V->getType()->getAsRecordDecl()->fields();
  return !Fields.empty() && llvm::all_of(Fields, [&](const FieldDecl *Field) {
    return Zero.contains(Field);
  });
}

} // namespace

/// With what the call passes, if there is one.
static bool isZero(const Expr *Time, const Expr *Call, const References &Refs,
                   const ASTContext &Context) {
  const Decided Amounts(Call, Refs, Context);
  const auto *V = dyn_cast_or_null<VarDecl>(placeOf(strip(Time)));
  if (V && V->hasLocalStorage() && V->getType()->isRecordType())
    return Amounts.isZeroRecord(V);
  return Time->getType()->isIntegerType() && Amounts.isZero(Time);
}

/// `Inside` stands in a branch that this call of its function does not take.
static bool isRuledOut(const Expr *Call, const Stmt *Inside,
                       const References &Refs, const ASTContext &Context) {
  const Decided Conditions(Call, Refs, Context);
  const Stmt *Part = Inside;
  for (const Stmt *S = Refs.parent(Part); S; Part = S, S = Refs.parent(S)) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If || (Part != If->getThen() && Part != If->getElse()))
      continue;
    std::optional<bool> Holds = Conditions.holds(If->getCond());
    if (Holds && *Holds != (Part == If->getThen()))
      return true;
  }
  return false;
}

bool isZeroTime(const Expr *Time, const References &Refs,
                const ASTContext &Context) {
  return isZero(Time, nullptr, Refs, Context);
}

/// What bounds the wait, where zero asks and comes back; or nullptr.
static const Expr *limitOf(const Blocking &B) {
  const auto *Wait = dyn_cast<CallExpr>(B.origin());
  if (!Wait || !B.Entry || !B.Entry->TimesOut)
    return nullptr;
  const TimesOut &T = *B.Entry->TimesOut;
  return T.How == TimesOut::Shape::Argument && T.Infinite != Unlimited::Zero &&
                 T.Infinite != Unlimited::ZeroOrNegative
             ? argument(Wait, T.Argument - 1)
             : nullptr;
}

bool isRuledOut(const Blocking &B, const References &Refs,
                const ASTContext &Context) {
  const Expr *Limit = limitOf(B);
  for (size_t I = 0; I + 1 < B.Chain.size(); ++I)
    if (const auto *Call = dyn_cast<Expr>(B.Chain[I]);
        Call && (isRuledOut(Call, B.Chain[I + 1], Refs, Context) ||
                 (Limit && isZero(Limit, Call, Refs, Context))))
      return true;
  return false;
}

} // namespace p99::analysis
