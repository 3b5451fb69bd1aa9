// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How often a loop goes round, where that is known when it starts.

#include "analysis/Expressions.h"
#include "analysis/Growth.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

namespace {

class Measure {
public:
  Measure(const Loop &L, Unit &U) : L(L), U(U), Refs(U.references()) {}

  std::optional<LoopLength> run() const {
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(L.Statement))
      return ofRange(Range->getRangeInit());
    if (const auto *For = dyn_cast<ForStmt>(L.Statement))
      return ofFor(For);
    if (const auto *Call = dyn_cast<Expr>(L.Statement))
      return ofAlgorithm(Call);
    return std::nullopt;
  }

private:
  std::optional<LoopLength> ofRange(const Expr *Range) const;
  std::optional<LoopLength> ofFor(const ForStmt *For) const;
  std::optional<LoopLength> ofBound(const Expr *Bound,
                                    const VarDecl *Counter) const;
  std::optional<LoopLength> ofAlgorithm(const Expr *Call) const;
  bool isRepeatable(const Expr *E) const;
  bool isResized(const ValueDecl *D) const;
  bool isChanged(const ValueDecl *D) const;
  bool isInside(SourceLocation Where) const;

  const Loop &L;
  Unit &U;
  const References &Refs;
};

/// A class that says how much it holds.
bool knowsSize(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return false;
  for (const CXXRecordDecl *C = Class; C;) {
    for (const CXXMethodDecl *Method : C->methods())
      if (Method->getIdentifier() && Method->getName() == "size" &&
          Method->isConst() && Method->getMinRequiredArguments() == 0 &&
          Method->getReturnType()->isIntegerType())
        return true;
    // Whether a range that is made from others knows it is up to these.
    C = C->getNumBases() == 1
            ? C->bases_begin()->getType()->getAsCXXRecordDecl()
            : nullptr;
    if (C && !C->hasDefinition())
      return false;
  }
  return false;
}

const VarDecl *variableOf(const Expr *E) {
  const auto *Ref =
      E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// `c` of `c.begin()`.
const Expr *containerOf(const Expr *E,
                        llvm::ArrayRef<llvm::StringRef> Getters) {
  E = E ? E->IgnoreImplicit()->IgnoreParenImpCasts() : nullptr;
  while (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(E)) {
    if (Made->getNumArgs() != 1)
      return nullptr;
    E = Made->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts();
  }
  if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    return Method && Method->getIdentifier() &&
                   llvm::is_contained(Getters, Method->getName())
               ? Call->getImplicitObjectArgument()->IgnoreParenImpCasts()
               : nullptr;
  }
  if (const auto *Call = dyn_cast_or_null<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    return F && F->getIdentifier() && isInStd(F) && Call->getNumArgs() == 1 &&
                   llvm::is_contained(Getters, F->getName())
               ? Call->getArg(0)->IgnoreParenImpCasts()
               : nullptr;
  }
  return nullptr;
}

constexpr llvm::StringRef Begins[] = {"begin", "cbegin", "rbegin", "crbegin"};
constexpr llvm::StringRef Ends[] = {"end", "cend", "rend", "crend"};

bool Measure::isInside(SourceLocation Where) const {
  const SourceManager &SM = U.ast().getSourceManager();
  Where = SM.getExpansionLoc(Where);
  return !SM.isBeforeInTranslationUnit(
             Where, SM.getExpansionLoc(L.Statement->getBeginLoc())) &&
         !SM.isBeforeInTranslationUnit(
             SM.getExpansionLoc(L.Statement->getEndLoc()), Where);
}

/// Names, members, dereferences and getters: a call that is const and takes
/// nothing. What it names exists before the loop.
bool Measure::isRepeatable(const Expr *E) const {
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isa<EnumConstantDecl>(Ref->getDecl()) ||
           !isInside(Ref->getDecl()->getLocation());
  if (isa<CXXThisExpr, IntegerLiteral, UnaryExprOrTypeTraitExpr>(E))
    return true;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isRepeatable(Member->getBase());
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return !Unary->isIncrementDecrementOp() &&
           isRepeatable(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() && isRepeatable(Binary->getLHS()) &&
           isRepeatable(Binary->getRHS());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return (Operator->getOperator() == OO_Star ||
            Operator->getOperator() == OO_Arrow) &&
           Operator->getNumArgs() == 1 && isRepeatable(Operator->getArg(0));
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    return Method && Method->isConst() && Call->getNumArgs() == 0 &&
           isRepeatable(Call->getImplicitObjectArgument());
  }
  return false;
}

/// The loop adds to or takes from a container, or lets others do so.
bool Measure::isResized(const ValueDecl *D) const {
  return llvm::any_of(Refs.usesOf(D), [&](const Expr *Use) {
    if (!U.loops().contains(L, Use))
      return false;
    const Stmt *P = parentPastCasts(Use, Refs);
    const auto *Member = dyn_cast_or_null<MemberExpr>(P);
    const auto *Method =
        Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
    static const llvm::StringRef Resizing[] = {
        "push_back", "pop_back",   "emplace_back", "erase",  "insert",
        "clear",     "resize",     "pop_front",    "append", "emplace",
        "swap",      "push_front", "removeAt",     "assign"};
    if (Method)
      return Method->getIdentifier() &&
             llvm::is_contained(Resizing, Method->getName());
    const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(P);
    return Assign && Assign->isAssignmentOp() &&
           Assign->getArg(0)->IgnoreParenImpCasts() == Use;
  });
}

bool Measure::isChanged(const ValueDecl *D) const {
  return llvm::any_of(Refs.usesOf(D), [&](const Expr *Use) {
    if (!U.loops().contains(L, Use))
      return false;
    const Stmt *P = Refs.parent(Use);
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(P))
      return Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf;
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
    if (Binary && Binary->isAssignmentOp())
      return Binary->getLHS() == Use;
    return isa_and_nonnull<CallExpr>(P);
  });
}

std::optional<LoopLength> Measure::ofRange(const Expr *Range) const {
  LoopLength Length;
  Length.Plain = true;
  if (std::optional<uint64_t> Rounds = U.loops().tripCount(L)) {
    Length.Rounds = *Rounds;
    Length.Repeatable = true;
    return Length;
  }
  Range = Range->IgnoreParens();
  const Expr *Object = Range->IgnoreImplicit()->IgnoreParenImpCasts();
  if (!knowsSize(Object->getType()))
    return std::nullopt;
  if (const ValueDecl *D = placeOf(Object); D && isResized(D))
    return std::nullopt;
  Length.How = LoopLength::Kind::Size;
  Length.Of = Object;
  Length.Repeatable = Object->isLValue() && isRepeatable(Object);
  return Length;
}

std::optional<LoopLength> Measure::ofBound(const Expr *Bound,
                                           const VarDecl *Counter) const {
  Bound = Bound->IgnoreParenImpCasts();
  // for (size_t i = 0, n = v.size(); i < n; ++i)
  if (const VarDecl *V = variableOf(Bound); V && isInside(V->getLocation())) {
    if (!V->getInit() || isChanged(V))
      return std::nullopt;
    Bound = V->getInit()->IgnoreParenImpCasts();
  }
  if (!Bound->getType()->isIntegerType() || variableOf(Bound) == Counter)
    return std::nullopt;
  LoopLength Length;
  Length.Of = Bound;
  Length.How = LoopLength::Kind::Value;
  Length.Repeatable = isRepeatable(Bound);
  Length.MayBeNegative = Bound->getType()->isSignedIntegerType();
  const Expr *Plain = Bound->IgnoreParenCasts();
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Plain)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Length.Repeatable)
      return std::nullopt;
    if (const ValueDecl *D =
            placeOf(Call->getImplicitObjectArgument()->IgnoreParenImpCasts());
        D && isResized(D))
      return std::nullopt;
    // Of Qt's and protobuf's containers these are ints.
    if (Method->getIdentifier() &&
        (Method->getName().ends_with_insensitive("size") ||
         Method->getName().ends_with_insensitive("length") ||
         Method->getName().ends_with_insensitive("count")))
      Length.MayBeNegative = false;
    return Length;
  }
  if (const ValueDecl *D = placeOf(Plain))
    return isChanged(D) ? std::nullopt : std::optional(Length);
  // n * 2, v.size() - 1
  return Length.Repeatable ? std::optional(Length) : std::nullopt;
}

/// Goes one further each time, and only there.
bool countsUp(const Expr *Increment, const VarDecl *Counter) {
  Increment = Increment ? Increment->IgnoreImplicit() : nullptr;
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Increment))
    return Unary->isIncrementOp() && variableOf(Unary->getSubExpr()) == Counter;
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Increment))
    return Operator->getOperator() == OO_PlusPlus &&
           variableOf(Operator->getArg(0)) == Counter;
  return false;
}

bool isZero(const Expr *E, const ASTContext &Context) {
  Expr::EvalResult Value;
  return E && !E->isValueDependent() && E->getType()->isIntegerType() &&
         E->EvaluateAsInt(Value, Context) && Value.Val.getInt() == 0;
}

std::optional<LoopLength> Measure::ofFor(const ForStmt *For) const {
  const auto *Init = dyn_cast_or_null<DeclStmt>(For->getInit());
  const auto *Counter = Init ? dyn_cast<VarDecl>(*Init->decl_begin()) : nullptr;
  if (!Counter || !For->getCond() || !countsUp(For->getInc(), Counter))
    return std::nullopt;
  // The body only reads it.
  for (const Expr *Use : Refs.usesOf(Counter)) {
    const Stmt *P = Refs.parent(Use);
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(P);
        Unary && Unary->isIncrementDecrementOp() && Unary != For->getInc())
      return std::nullopt;
    if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
        Binary && Binary->isAssignmentOp() && Binary->getLHS() == Use)
      return std::nullopt;
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P);
        Operator && Operator->getArg(0) == Use &&
        (Operator->isAssignmentOp() ||
         (Operator->getOperator() == OO_PlusPlus &&
          U.loops().contains(Loop{For->getBody(), For->getBody()}, Use))))
      return std::nullopt;
  }
  const Expr *Condition = For->getCond()->IgnoreImplicit();
  if (const auto *Compare =
          dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts());
      Compare && Counter->getType()->isIntegerType()) {
    BinaryOperatorKind Op = Compare->getOpcode();
    if ((Op != BO_LT && Op != BO_NE && Op != BO_LE) ||
        variableOf(Compare->getLHS()) != Counter)
      return std::nullopt;
    if (std::optional<uint64_t> Rounds = U.loops().tripCount(L)) {
      LoopLength Length;
      Length.Rounds = *Rounds;
      Length.Repeatable = true;
      Length.Plain = Op == BO_LT;
      return Length;
    }
    if (!isZero(Counter->getInit(), U.ast()))
      return std::nullopt;
    std::optional<LoopLength> Length = ofBound(Compare->getRHS(), Counter);
    if (Length) {
      Length->Inclusive = Op == BO_LE;
      Length->Plain = Op == BO_LT;
    }
    return Length;
  }
  // for (auto It = C.begin(); It != C.end(); ++It)
  const Expr *From = containerOf(Counter->getInit(), Begins);
  if (!From || !knowsSize(From->getType()))
    return std::nullopt;
  llvm::SmallVector<const Stmt *, 8> Open{Condition};
  const Expr *To = nullptr;
  while (!Open.empty() && !To) {
    const Stmt *S = Open.pop_back_val();
    if (const auto *E = dyn_cast_or_null<Expr>(S)) {
      To = containerOf(E, Ends);
      if (const VarDecl *End = variableOf(E);
          End && End != Counter && End->getInit())
        To = containerOf(End->getInit(), Ends);
    }
    if (S)
      Open.append(S->child_begin(), S->child_end());
  }
  const ValueDecl *D = placeOf(From);
  if (!To || placeOf(To) != D || (D && isResized(D)))
    return std::nullopt;
  LoopLength Length;
  Length.How = LoopLength::Kind::Size;
  Length.Of = From;
  Length.Repeatable = isRepeatable(From);
  return Length;
}

/// std::for_each(C.begin(), C.end(), ...) and std::ranges::for_each(C, ...).
std::optional<LoopLength> Measure::ofAlgorithm(const Expr *Call) const {
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  if (Arguments.size() < 2)
    return std::nullopt;
  const Expr *From = containerOf(Arguments[0], Begins);
  const Expr *To = containerOf(Arguments[1], Ends);
  if (!From || !To)
    From = Arguments[0]->IgnoreImplicit()->IgnoreParenImpCasts();
  else if (placeOf(From) != placeOf(To))
    return std::nullopt;
  if (!knowsSize(From->getType()) || isa<CallExpr>(From))
    return std::nullopt;
  LoopLength Length;
  Length.How = LoopLength::Kind::Size;
  Length.Of = From;
  Length.Repeatable = isRepeatable(From);
  return Length;
}

} // namespace

std::optional<LoopLength> lengthOf(const Loop &L, Unit &U) {
  return L ? Measure(L, U).run() : std::nullopt;
}

} // namespace p99::analysis
