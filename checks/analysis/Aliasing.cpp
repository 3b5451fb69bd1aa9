// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Aliasing.h"
#include "analysis/Borrows.h"
#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/Readers.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

Aliasing::Aliasing(Unit &U, const FunctionDecl *In) : U(U), In(In) {}

const CodeOrder *Aliasing::order() {
  if (!std::exchange(Asked, true))
    Order = CodeOrder::of(In, U.ast());
  return Order.get();
}

//===-- The way to an object ----------------------------------------------===//

static void start(Way &Into, Way::Root From) {
  Into.From = std::max(Into.From, From);
}

bool ownsNothing(QualType T) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return !Class || (Class->hasDefinition() && Class->hasTrivialDestructor());
}

/// What it answers with is not its own: a span, a struct of pointers.
static bool isWindow(QualType T) {
  T = T.getNonReferenceType();
  return T->isRecordType() && !isPointerLike(T) && ownsNothing(T) &&
         refersToOthers(T);
}

/// A parameter or a member: others have what it refers to.
static bool isGiven(const Expr *Object) {
  Object = Object->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  return Ref ? isa<ParmVarDecl>(Ref->getDecl()) : isa<MemberExpr>(Object);
}

/// Each call may write to what the last one has answered with.
static bool writesItsAnswer(const FunctionDecl *F, QualType Answer) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  return Method && !isInStd(Method) &&
         llvm::any_of(Method->getParent()->fields(),
                      [&](const FieldDecl *Field) {
                        return Field->isMutable() &&
                               Method->getASTContext().hasSameUnqualifiedType(
                                   Field->getType(), Answer);
                      });
}

bool Aliasing::leadVariable(const VarDecl *V, Way &Into, unsigned Depth) const {
  if (!Into.Owners.insert(canonical(V)).second)
    return true;
  if (V->hasGlobalStorage()) {
    // Nobody writes to a constant.
    start(Into, V->getType().isConstQualified() ? Way::Root::Local
                                                : Way::Root::Shared);
    return true;
  }
  QualType T = V->getType();
  bool Leads = T->isReferenceType() || T->isPointerType() ||
               (isPointerLike(T) && ownsNothing(T));
  if (isa<ParmVarDecl>(V)) {
    start(Into, T->isReferenceType()        ? Way::Root::Parameter
                : Leads || isPointerLike(T) ? Way::Root::Shared
                                            : Way::Root::Local);
    return true;
  }
  // What a lambda or a class has of the function around it.
  if (cast<Decl>(V->getDeclContext())->getCanonicalDecl() !=
      In->getCanonicalDecl()) {
    start(Into, Way::Root::Shared);
    return true;
  }
  if (!Leads) {
    start(Into, isPointerLike(T) ? Way::Root::Shared : Way::Root::Local);
    return true;
  }
  if (V->isCXXForRangeDecl()) {
    auto Ranges = U.references().valuesOf(V);
    return !Ranges.empty() && lead(Ranges.front(), Into, Depth + 1);
  }
  // What is assigned to a reference is no other way.
  if (T->isReferenceType() && V->hasInit())
    return lead(V->getInit(), Into, Depth + 1);
  auto Values = U.references().valuesOf(V);
  if (Values.empty()) {
    start(Into, Way::Root::Shared);
    return true;
  }
  return llvm::all_of(
      Values, [&](const Expr *Value) { return lead(Value, Into, Depth + 1); });
}

bool Aliasing::lead(const Expr *E, Way &Into, unsigned Depth) const {
  if (Depth > 12)
    return false;
  E = E->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return lead(Full->getSubExpr(), Into, Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl())) {
      const auto *Whole = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
      return Whole && leadVariable(Whole, Into, Depth);
    }
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && leadVariable(V, Into, Depth);
  }
  if (isa<CXXThisExpr>(E)) {
    start(Into, Way::Root::This);
    return true;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return leadVariable(V, Into, Depth);
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return false;
    Into.Owners.insert(canonical(Field));
    QualType T = Field->getType();
    if (T->isReferenceType() || T->isPointerType() || isPointerLike(T))
      start(Into, Way::Root::Shared);
    return lead(Member->getBase(), Into, Depth + 1);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return (Unary->getOpcode() == UO_Deref ||
            Unary->getOpcode() == UO_AddrOf) &&
           lead(Unary->getSubExpr(), Into, Depth + 1);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return lead(Element->getBase(), Into, Depth + 1);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return ownsNothing(Temporary->getType()) &&
           lead(Temporary->getSubExpr(), Into, Depth + 1);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 1 &&
           Construct->getConstructor()->isCopyOrMoveConstructor() &&
           ownsNothing(E->getType()) &&
           lead(Construct->getArg(0), Into, Depth + 1);
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || (!Call->isGLValue() && !ownsNothing(Call->getType())))
    return false;
  if (const Expr *Object = objectOf(Call)) {
    // `get(key, fallback)` may answer with the fallback.
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !isInStd(F))
      for (const Expr *Argument : argumentsOf(Call))
        if (isa<MaterializeTemporaryExpr>(Argument->IgnoreImpCasts()) &&
            U.ast().hasSameUnqualifiedType(Argument->getType(),
                                           Call->getType()))
          return false;
    if (!Call->isGLValue() && Call->getType()->isPointerType())
      start(Into, Way::Root::Shared);
    if (isWindow(Object->getType()) && !isGiven(Object))
      return false;
    if (writesItsAnswer(F, Call->getType()))
      return false;
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
        Method && Method->isConst() && !isInStd(F) && Call->isLValue() &&
        !Call->getType().isConstQualified())
      if (const ValueDecl *Handle = placeOf(strip(Object)))
        Into.Handles.insert(canonical(Handle));
    return lead(Object, Into, Depth + 1);
  }
  // std::get<0>(x), std::begin(x)
  if (const FunctionDecl *F = Call->getDirectCallee();
      F && isInStd(F) && Call->getNumArgs() == 1)
    return lead(Call->getArg(0), Into, Depth + 1);
  if (!Call->getType()->isPointerType() || Call->isGLValue())
    return false;
  start(Into, Way::Root::Shared);
  return true;
}

Way Aliasing::wayTo(const Expr *E) const {
  Way Found;
  if (!lead(E, Found, 0))
    Found.From = Way::Root::Unknown;
  return Found;
}

//===-- What changes it ---------------------------------------------------===//

bool Aliasing::names(const Expr *E, const Way &Source) const {
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    Named = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    Named = Member->getMemberDecl();
  if (const auto *Piece = dyn_cast_or_null<BindingDecl>(Named))
    Named = Piece->getDecomposedDecl();
  return Named && (Source.Owners.contains(canonical(Named)) ||
                   Source.Others.contains(canonical(Named)));
}

/// Nothing in its body, and in those below it, writes to what others have.
bool Aliasing::isHarmless(const FunctionDecl *F, unsigned Depth) const {
  if (!F)
    return false;
  const SourceManager &SM = U.ast().getSourceManager();
  if (isInStd(F) || SM.isInSystemHeader(SM.getExpansionLoc(F->getLocation())) ||
      F->isImplicit() || F->isDefaulted() || F->getBuiltinID() ||
      onlyFormats(F, U))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->isInstance() && Method->isConst() &&
      !Method->getReturnType()->isVoidType())
    return true;
  const FunctionDecl *Definition = nullptr;
  if (Depth > 3 || (Method && Method->isVirtual()) || !F->hasBody(Definition))
    return false;
  auto Walk = [&](auto &&Self, const Stmt *S) -> bool {
    if (!S)
      return true;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S);
        Binary && Binary->isAssignmentOp()) {
      const auto *Target =
          dyn_cast<DeclRefExpr>(Binary->getLHS()->IgnoreParenImpCasts());
      const auto *V = Target ? dyn_cast<VarDecl>(Target->getDecl()) : nullptr;
      if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType())
        return false;
    }
    if (isa<CXXDeleteExpr, LambdaExpr, CoroutineSuspendExpr>(S))
      return false;
    if (const auto *E = dyn_cast<Expr>(S); E && isa<CallExpr>(E)) {
      const FunctionDecl *Callee = calleeOf(E);
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(Callee);
      if (!isHarmless(Callee, Depth + 1))
        return false;
      // A container that is not the function's own.
      if (M && M->isInstance() && !M->isConst())
        if (const Expr *Object = objectOf(E)) {
          Way To = wayTo(Object);
          if (To.From != Way::Root::Local ||
              llvm::any_of(To.Owners, [&](const ValueDecl *Owner) {
                return isa<VarDecl>(Owner) &&
                       Owner->getDeclContext() != Definition;
              }))
            return false;
        }
    }
    return llvm::all_of(S->children(),
                        [&](const Stmt *Child) { return Self(Self, Child); });
  };
  return Walk(Walk, Definition->getBody());
}

} // namespace p99::analysis
