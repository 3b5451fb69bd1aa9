// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CopiedCaptures.h"
#include "analysis/Aliasing.h"
#include "analysis/Borrows.h"
#include "analysis/Callables.h"
#include "analysis/Copies.h"
#include "analysis/CriticalSections.h"
#include "analysis/Definitions.h"
#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/Readers.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// Where a lambda runs, all of it before its originals end.
struct LambdaRuns {
  const VarDecl *Closure = nullptr;
  llvm::SmallVector<const Stmt *, 2> Calls;
  /// An algorithm among them may write to elements of its own.
  bool Writes = false;
};

class Finder {
public:
  Finder(Unit &U, const FunctionDecl *In)
      : U(U), Refs(U.references()), In(In), Alias(U, In) {}

  void add(const LambdaExpr *Lambda, std::vector<CopiedCapture> &Into);

private:
  std::optional<LambdaRuns> runsOf(const LambdaExpr *Lambda) const;
  bool addRun(const Expr *Closure, LambdaRuns &Into) const;
  bool stays(const ObjectCopy &Copy, const LambdaExpr *Lambda,
             const LambdaRuns &R);

  Unit &U;
  const References &Refs;
  const FunctionDecl *In;
  Aliasing Alias;
};

} // namespace

/// The expression around one that is the same object, or a copy of it.
static const Expr *outermost(const Expr *E, const References &Refs) {
  const Stmt *Up = Refs.parent(E);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, FullExpr,
                         MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Up) ||
         (isa_and_nonnull<CXXConstructExpr>(Up) &&
          cast<CXXConstructExpr>(Up)->getType()->getAsCXXRecordDecl() ==
              E->getType()->getAsCXXRecordDecl())) {
    E = cast<Expr>(Up);
    Up = Refs.parent(E);
  }
  return E;
}

/// std::for_each answers with what it is given; a view keeps it.
static bool mentions(QualType T, const CXXRecordDecl *Closure,
                     unsigned Depth = 0) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || Depth > 5)
    return false;
  if (Class->getCanonicalDecl() == Closure->getCanonicalDecl())
    return true;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  return Special &&
         llvm::any_of(Special->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &A) {
                        return A.getKind() == TemplateArgument::Type &&
                               mentions(A.getAsType(), Closure, Depth + 1);
                      });
}

/// A statement of its own, whose value nobody has.
static bool isDropped(const CallExpr *Call, const References &Refs) {
  const Expr *Whole = fullExpressionOf(Call, Refs);
  return Whole->IgnoreImplicit() == Call && !Refs.initializedBy(Whole) &&
         !isa_and_nonnull<ReturnStmt, DeclStmt>(Refs.parent(Whole));
}

/// Algorithms that leave the elements where they are, and as they are unless
/// the lambda writes to them.
static bool onlyVisits(const FunctionDecl *F) {
  if (!F->getIdentifier())
    return false; // The call operator of a std::ranges algorithm.
  llvm::StringRef Name = F->getName();
  return Name.starts_with("find") || Name.starts_with("count") ||
         Name.starts_with("for_each") || Name.starts_with("is_") ||
         llvm::is_contained(
             {"all_of", "any_of", "none_of", "accumulate", "reduce",
              "transform_reduce", "lower_bound", "upper_bound", "equal_range",
              "binary_search", "partition_point", "min_element", "max_element",
              "minmax_element", "adjacent_find", "inner_product"},
             Name);
}

/// One place that uses a lambda, or a variable that holds it: false if it
/// could run after the statement.
bool Finder::addRun(const Expr *Closure, LambdaRuns &Into) const {
  const Expr *Whole = outermost(Closure, Refs);
  const auto *Call = dyn_cast_or_null<CallExpr>(Refs.parent(Whole));
  if (!Call)
    return false;
  Into.Calls.push_back(Call);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Call &&
      Operator->getArg(0) == Whole)
    return true;
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F || !isInStd(F))
    return false;
  const Model *Known = U.models().find(F);
  if (!Known || !Known->Loops)
    return false;
  Into.Writes |= !onlyVisits(F);
  return isDropped(Call, Refs) ||
         !mentions(Call->getType(), Closure->getType()->getAsCXXRecordDecl());
}

std::optional<LambdaRuns> Finder::runsOf(const LambdaExpr *Lambda) const {
  LambdaRuns Found;
  const Expr *Whole = outermost(Lambda, Refs);
  const auto *V = dyn_cast_or_null<VarDecl>(Refs.initializedBy(Whole));
  if (!V)
    return addRun(Lambda, Found) ? std::optional(Found) : std::nullopt;
  if (!V->isLocalVarDecl() || V->isStaticLocal() || V->isInitCapture() ||
      V->getType()->getAsCXXRecordDecl() != Lambda->getLambdaClass())
    return std::nullopt;
  Found.Closure = V;
  for (const Expr *Use : Refs.usesOf(V))
    if (Refs.functionAround(Use) != Refs.functionAround(Lambda) ||
        !addRun(Use, Found))
      return std::nullopt;
  return Found.Calls.empty() ? std::nullopt : std::optional(Found);
}

/// The original, from when it is copied until the lambda has run.
bool Finder::stays(const ObjectCopy &Copy, const LambdaExpr *Lambda,
                   const LambdaRuns &R) {
  Way To = Alias.wayTo(Copy.Original);
  // Taken out under a lock, which the lambda may give back.
  if (To.From == Way::Root::Unknown ||
      (To.From >= Way::Root::This && !U.criticalSections().of(In).empty()))
    return false;
  bool Own = To.From == Way::Root::Local;
  const Expr *Whole = fullExpressionOf(Lambda, Refs);
  for (const ValueDecl *Owner : To.Owners) {
    const auto *V = dyn_cast<VarDecl>(Owner);
    if (Own && V && V->hasLocalStorage())
      Own = !borrowsOf(V, In, Refs).Leak;
    // No order is certain within one expression.
    for (const Expr *Use : Refs.usesOf(Owner))
      if (fullExpressionOf(Use, Refs) == Whole &&
          usedFor(Use, U) > Reading::Copies)
        return false;
  }
  if (!Own && (R.Writes || !Alias.leavesAlone(Lambda->getCallOperator())))
    return false;
  if (!R.Closure)
    return true;
  return To.From <= Way::Root::Parameter &&
         Alias.fateOf(To, R.Closure, Copy.Made, R.Calls).Is ==
             Fate::Kind::Stays;
}

//===-- What a reference would change in the lambda -----------------------===//

static bool hasOverloads(const FunctionDecl *F) {
  auto All = F->getDeclContext()->lookup(F->getDeclName());
  return llvm::count_if(All, [](const NamedDecl *D) {
           return isa<FunctionDecl, FunctionTemplateDecl>(
               D->getUnderlyingDecl());
         }) > 1;
}

/// What takes a const object takes another one alike.
static bool takesAlike(const Expr *Call) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return false;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && Method->isInstance() && Method->isConst())
    return isInStd(F) || !hasOverloads(F);
  if (F->isTemplateInstantiation())
    return isInStd(F) && F->isOverloadedOperator();
  return isInStd(F) || !hasOverloads(F);
}

static bool meansTheSame(const Expr *Use, const References &Refs) {
  for (const Expr *At = Use;;) {
    if (const auto *Made = dyn_cast_or_null<VarDecl>(Refs.initializedBy(At))) {
      // `auto &` is a reference to const, or not.
      QualType Written =
          Made->getTypeSourceInfo()->getType().getNonReferenceType();
      return !Made->getType()->isReferenceType() ||
             !Written->getContainedAutoType() || Written.isConstQualified();
    }
    const Stmt *Up = Refs.parent(At);
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Up)) {
      QualType T = Loop->getLoopVariable()->getTypeSourceInfo()->getType();
      return !T->isReferenceType() || T->getPointeeType().isConstQualified();
    }
    const auto *E = dyn_cast_or_null<Expr>(Up);
    if (!E)
      return true;
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
      return Construct->getConstructor()->isCopyConstructor() ||
             takesAlike(Construct);
    if (isa<CallExpr>(E))
      return takesAlike(E);
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
        Cast && Cast->getCastKind() == CK_LValueToRValue)
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E);
        Member && isa<CXXMethodDecl>(Member->getMemberDecl())) {
      const Stmt *Call = Refs.parent(Member);
      return isa_and_nonnull<CXXMemberCallExpr>(Call) &&
             takesAlike(cast<Expr>(Call));
    }
    if (!isa<ImplicitCastExpr, ParenExpr, MemberExpr, FullExpr>(E))
      return false;
    At = E;
  }
}

//===----------------------------------------------------------------------===//

void Finder::add(const LambdaExpr *Lambda, std::vector<CopiedCapture> &Into) {
  const FunctionDecl *Body = Lambda->getCallOperator();
  std::optional<LambdaRuns> R;
  const auto *Init = Lambda->capture_init_begin();
  for (const LambdaCapture &C : Lambda->captures()) {
    const Expr *From = *Init++;
    if (!C.capturesVariable() || C.getCaptureKind() != LCK_ByCopy ||
        C.isPackExpansion() || C.getLocation().isMacroID() ||
        (C.isExplicit() && Lambda->getCaptureDefault() == LCD_ByRef))
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    ObjectCopy Copy = copyBy(From);
    if (!V || !Copy || !costOf(Copy.Made->getType(), U.ast()).copyAllocates())
      continue;
    if (!R && !(R = runsOf(Lambda)))
      return;
    if (!Alias.order() || !stays(Copy, Lambda, *R) ||
        U.hotPath().isColdCode(Lambda))
      continue;
    CopiedCapture Found;
    Found.Lambda = Lambda;
    Found.Capture = &C;
    Found.Closure = R->Closure;
    if (!R->Closure)
      Found.Runs = cast<CallExpr>(R->Calls.front());
    const SourceManager &SM = U.ast().getSourceManager();
    Found.MeansTheSame = llvm::all_of(Refs.usesOf(V), [&](const Expr *Use) {
      // Others have a copy, or the variable, of their own.
      return !SM.isPointWithin(Use->getBeginLoc(),
                               Body->getBody()->getBeginLoc(),
                               Body->getBody()->getEndLoc()) ||
             (Refs.functionAround(Use)->getCanonicalDecl() ==
                  Body->getCanonicalDecl() &&
              meansTheSame(Use, Refs));
    });
    Into.push_back(Found);
  }
}

std::vector<CopiedCapture> copiedCaptures(Unit &U) {
  std::vector<CopiedCapture> Found;
  for (const FunctionDecl *F : U.references().functions()) {
    const LambdaExpr *Lambda = U.callables().lambdaOf(F);
    if (!Lambda || Lambda->isMutable() || Lambda->capture_size() == 0 ||
        isa<CoroutineBodyStmt>(Lambda->getBody()) || !soleDefinition(F))
      continue;
    const FunctionDecl *In = U.references().functionAround(Lambda);
    if (In && soleDefinition(In))
      Finder(U, In).add(Lambda, Found);
  }
  return Found;
}

} // namespace p99::analysis
