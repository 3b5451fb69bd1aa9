// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Deadlines.h"
#include "analysis/Expressions.h"
#include "analysis/HandleWalk.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

const Expr *at(Place P, const Expr *Call) {
  if (P.Index > 0)
    return argument(Call, P.Index - 1);
  return P.Index == Place::This ? objectOf(Call) : nullptr;
}

//===-- Constants ---------------------------------------------------------===//

static std::optional<int64_t> constant(const Expr *E, ASTContext &Context) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || E->isTypeDependent() ||
      !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Result, Context) || !Result.Val.isInt())
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

std::optional<bool> Deadlines::isUnlimited(const Expr *E, Unlimited How) const {
  if (How == Unlimited::Never)
    return false;
  if (!E || isa<CXXDefaultArgExpr>(E)) {
    if (How == Unlimited::Omitted || !E)
      return true;
    E = cast<CXXDefaultArgExpr>(E)->getExpr();
  } else if (How == Unlimited::Omitted) {
    return false;
  }
  if (E->isValueDependent() || E->isTypeDependent())
    return std::nullopt;
  bool Null =
      E->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull) !=
      Expr::NPCK_NotNull;
  if (How == Unlimited::Null)
    return E->getType()->isPointerType() || E->getType()->isNullPtrType() ||
                   Null
               ? std::optional<bool>(Null)
               : std::nullopt;

  // std::chrono::seconds(0), {0}: the number inside.
  const Expr *Number = strip(E);
  while (true) {
    const Expr *Only = nullptr;
    if (const auto *C = dyn_cast<CXXConstructExpr>(Number);
        C && C->getNumArgs() == 1)
      Only = C->getArg(0);
    else if (const auto *L = dyn_cast<InitListExpr>(Number);
             L && L->getNumInits() == 1)
      Only = L->getInit(0);
    if (!Only)
      break;
    Number = strip(Only);
  }
  std::optional<int64_t> Value = constant(Number, Context);
  if (!Value)
    if (const auto *V = dyn_cast_or_null<VarDecl>(placeOf(Number));
        V && V->hasLocalStorage() && !isa<ParmVarDecl>(V)) {
      // A local that is set once and not handed out by address.
      auto Values = Refs.valuesOf(V);
      bool Plain = llvm::all_of(Refs.usesOf(V), [&](const Expr *Use) {
        const Stmt *Around = Refs.parent(Use);
        return Around && isa<ImplicitCastExpr>(Around);
      });
      if (Values.size() == 1 && Plain)
        Value = constant(Values[0], Context);
    }
  if (!Value)
    return Null ? std::optional<bool>(true) : std::nullopt;
  switch (How) {
  case Unlimited::Zero:
    return *Value == 0;
  case Unlimited::Negative:
    return *Value < 0;
  case Unlimited::ZeroOrNegative:
    return *Value <= 0;
  default:
    return false;
  }
}

/// The literal that an argument is, or a string made of it, or a variable that
/// is nothing else.
static const clang::StringLiteral *literalIn(const Expr *E,
                                             const References &Refs) {
  for (bool Followed = false;;) {
    E = strip(E);
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
        Made && Made->getNumArgs()) {
      E = Made->getArg(0);
      continue;
    }
    // SIGNAL(readyRead()) hands on "2readyRead()\0file:line".
    if (const auto *Call = dyn_cast<CallExpr>(E);
        Call && Call->getNumArgs() == 1)
      if (const auto *Text =
              dyn_cast<clang::StringLiteral>(strip(Call->getArg(0)));
          Text && Text->isOrdinary() && Text->getString().contains('\0'))
        return Text;
    const auto *V = dyn_cast_or_null<VarDecl>(placeOf(E));
    if (!V || Followed || isa<ParmVarDecl>(V) || Refs.valuesOf(V).size() != 1)
      return dyn_cast<clang::StringLiteral>(E);
    E = Refs.valuesOf(V).front();
    Followed = true;
  }
}

/// What is named, also by `&Socket::readyRead` and
/// `QOverload<>::of(&Socket::readyRead)`.
static const DeclRefExpr *nameIn(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref;
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() &&
      Call->getType()->isMemberFunctionPointerType())
    E = Call->getArg(Call->getNumArgs() - 1)->IgnoreParenImpCasts();
  const auto *Address = dyn_cast<UnaryOperator>(E);
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParenImpCasts());
  return Ref && isa<FunctionDecl>(Ref->getDecl()) ? Ref : nullptr;
}

/// By its name alone, or with that of its class.
static bool isCalled(const NamedDecl *D, llvm::StringRef Name) {
  return D->getIdentifier() &&
         (D->getName() == Name ||
          (Name.contains("::") && D->getQualifiedNameAsString() == Name));
}

/// nullopt if the argument's value cannot be seen.
std::optional<bool> Deadlines::test(const ArgumentTest &Test, const Expr *E,
                                    unsigned Depth) const {
  if (E->isTypeDependent() || E->isValueDependent())
    return std::nullopt;
  const Expr *Bare = E->IgnoreParenImpCasts();
  std::optional<int64_t> Value = constant(E, Context);
  if (!Value &&
      E->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull))
    Value = 0;
  const auto *Literal = literalIn(E, Refs);
  const DeclRefExpr *Ref = nameIn(E);
  bool Named = Ref && (Value || !Ref->getDecl()->getType()->isIntegerType());
  auto Is = [&](int64_t Given, int64_t Wanted) {
    return Test.Bits ? (Given & Wanted) == Wanted : Given == Wanted;
  };
  for (llvm::StringRef Wanted : Test.Values) {
    int64_t Number;
    bool IsNumber = !Wanted.getAsInteger(0, Number);
    if ((Ref && isCalled(Ref->getDecl(), Wanted)) ||
        (Literal && Literal->isOrdinary() &&
         (Literal->getString() == Wanted ||
          (Test.Prefix && Literal->getString().starts_with(Wanted)))) ||
        (Value && IsNumber && Is(*Value, Number)))
      return true;
  }
  if (Value || Literal || (Named && !Test.Bits))
    return false;
  if (Test.Prefix)
    return false; // Some text: rather another.
  if (!Test.Bits)
    return std::nullopt;
  // `flags | O_NONBLOCK` is no constant, but the bit is there to be seen; so is
  // it in what the variable was given before.
  if (const auto *Or = dyn_cast<BinaryOperator>(Bare);
      Or && Or->getOpcode() == BO_Or)
    if (test(Test, Or->getLHS(), Depth).value_or(false) ||
        test(Test, Or->getRHS(), Depth).value_or(false))
      return true;
  if (const ValueDecl *D = Depth ? placeOf(Bare) : nullptr)
    for (const Expr *Given : Refs.valuesOf(D))
      if (Given != E && !isa<DeclRefExpr>(Given->IgnoreParenImpCasts()) &&
          test(Test, Given, Depth - 1).value_or(false))
        return true;
  return std::nullopt;
}

bool Deadlines::hold(llvm::ArrayRef<ArgumentTest> Tests, const Expr *Call,
                     bool InDoubt) const {
  return llvm::all_of(Tests, [&](const ArgumentTest &Test) {
    const Expr *E = argument(Call, Test.Argument - 1);
    return E && this->test(Test, E).value_or(InDoubt);
  });
}

//===-- Handles -----------------------------------------------------------===//

Deadlines::Deadlines(ASTContext &Context, const ModelIndex &Models,
                     const References &Refs)
    : Context(Context), Models(Models), Refs(Refs) {}

HandleFacts Deadlines::of(const Expr *E, const FunctionDecl *Wait) {
  HandleFacts Facts;
  HandleWalk(*this, Wait, Facts).from(E);
  return Facts;
}

HandleFacts Deadlines::of(const ValueDecl *Handle, const FunctionDecl *Wait) {
  HandleFacts Facts;
  HandleWalk(*this, Wait, Facts).place(Handle);
  return Facts;
}

void Deadlines::addCarried(const Expr *Call, const FunctionDecl *Wait,
                           HandleFacts &Facts) {
  HandleWalk(*this, Wait, Facts).carried(Call);
}

} // namespace p99::analysis
