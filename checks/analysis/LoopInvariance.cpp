// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What stays the same while a loop runs. Two questions: is it the same object
// (enough for a mutex), and does it keep its value?

#include "analysis/Expressions.h"
#include "analysis/LlvmCompat.h"
#include "analysis/Loops.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// A method of the same name that is const: operator[], at(), front(), begin().
/// Then this one only hands out what the object holds.
static bool onlyHandsOut(const CXXMethodDecl *Method) {
  if (Method->isConst() || Method->isStatic())
    return true;
  return llvm::any_of(Method->getParent()->lookup(Method->getDeclName()),
                      [](const NamedDecl *D) {
                        const auto *Twin =
                            dyn_cast<CXXMethodDecl>(D->getUnderlyingDecl());
                        return Twin && Twin->isConst();
                      });
}

namespace {

class Invariance {
public:
  Invariance(const Loop &L, const Loops &All, const References &Refs,
             const ModelIndex &Models, const ASTContext &Context)
      : L(L), All(All), Refs(Refs), Models(Models), Context(Context) {}

  bool holds(const Expr *E) const {
    if (E->isTypeDependent() || E->isValueDependent())
      return false;
    return isLockable(E->getType()) ? sameObject(E) : sameValue(E);
  }

private:
  bool isLockable(QualType T) const;
  bool sameObject(const Expr *E) const;
  bool sameValue(const Expr *E) const;
  bool sameResult(const CallExpr *Call, bool Value) const;
  bool sameArguments(const CallExpr *Call) const;
  /// The elements of a container stay where they are.
  bool sameElements(const Expr *Container) const;

  bool isDeclaredInside(const ValueDecl *D) const;
  bool isReplaced(const Expr *Member) const;
  bool isChanged(const ValueDecl *D, bool Elements) const;
  bool changes(const Expr *Use, bool Elements) const;
  bool isWrittenElsewhere(const ValueDecl *D) const;
  bool callsOwnCode() const;

  const Loop &L;
  const Loops &All;
  const References &Refs;
  const ModelIndex &Models;
  const ASTContext &Context;
};

/// Modelled, marked, or with lock() and unlock(): being locked is no change.
bool Invariance::isLockable(QualType T) const {
  if (const Model *M = Models.find(T); M && M->Mutex)
    return true;
  if (const auto *Typedef = T.getNonReferenceType()->getAs<TypedefType>())
    if (const Model *M = Models.find(Typedef->getDecl()); M && M->Mutex)
      return true;
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return false;
  if (Class->hasAttr<CapabilityAttr>())
    return true;
  bool Locks = false, Unlocks = false;
  for (const CXXMethodDecl *Method : Class->methods())
    if (Method->getIdentifier() && Method->getNumParams() == 0) {
      Locks |= Method->getName().equals_insensitive("lock");
      Unlocks |= Method->getName().equals_insensitive("unlock");
    }
  return Locks && Unlocks;
}

//===-- The same object ---------------------------------------------------===//

bool Invariance::sameObject(const Expr *E) const {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    // What a pointer points at is a question of its value.
    if (Cast->getCastKind() == CK_LValueToRValue)
      return sameValue(E);
    return sameObject(Cast->getSubExpr());
  }
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return sameValue(Temporary->getSubExpr());
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return sameObject(Full->getSubExpr());
  if (isa<CXXThisExpr>(E))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return !isDeclaredInside(Ref->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (isa<VarDecl>(Member->getMemberDecl()))
      return true; // A static member.
    return Member->isArrow() ? sameValue(Member->getBase())
                             : sameObject(Member->getBase());
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref && sameValue(Unary->getSubExpr());
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Element->getBase()->IgnoreParenImpCasts();
    return (Base->getType()->isArrayType() ? sameObject(Base)
                                           : sameValue(Element->getBase())) &&
           sameValue(Element->getIdx());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return sameResult(Call, /*Value=*/false);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return sameValue(Choice->getCond()) && sameObject(Choice->getTrueExpr()) &&
           sameObject(Choice->getFalseExpr());
  return false;
}

bool Invariance::sameElements(const Expr *Container) const {
  Container = Container->IgnoreParenImpCasts();
  if (!sameObject(Container))
    return false;
  const ValueDecl *D = placeOf(Container);
  return D && !isChanged(D, /*Elements=*/true);
}

//===-- The same value ----------------------------------------------------===//

bool Invariance::sameValue(const Expr *E) const {
  E = E->IgnoreParenCasts();
  if (isa<CXXThisExpr, IntegerLiteral, FloatingLiteral, CharacterLiteral,
          clang::StringLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr,
          UnaryExprOrTypeTraitExpr>(E))
    return true;
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return sameValue(Full->getSubExpr());
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return sameValue(Temporary->getSubExpr());
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return sameValue(Bound->getSubExpr());
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return sameValue(Default->getExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
      Ref && isa<EnumConstantDecl, FunctionDecl>(Ref->getDecl()))
    return true;
  if (const ValueDecl *D = placeOf(E))
    return sameObject(E) && !isReplaced(E) && !isChanged(D, /*Elements=*/false);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf)
      return sameObject(Unary->getSubExpr());
    // What lies behind a pointer is anyone's to change.
    return !Unary->isIncrementDecrementOp() && Unary->getOpcode() != UO_Deref &&
           sameValue(Unary->getSubExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() && sameValue(Binary->getLHS()) &&
           sameValue(Binary->getRHS());
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return sameValue(Choice->getCond()) && sameValue(Choice->getTrueExpr()) &&
           sameValue(Choice->getFalseExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return sameResult(Call, /*Value=*/true);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return (Made->getConstructor()->isCopyOrMoveConstructor() ||
            isInStd(Made->getConstructor()->getParent())) &&
           llvm::all_of(Made->arguments(),
                        [&](const Expr *A) { return sameValue(A); });
  return false;
}

bool Invariance::sameArguments(const CallExpr *Call) const {
  return llvm::all_of(argumentsOf(Call),
                      [&](const Expr *A) { return sameValue(A); });
}

/// Calls that cannot answer differently: of std's accessors, and of the user's
/// own that only return a member, a static variable or a singleton.
bool Invariance::sameResult(const CallExpr *Call, bool Value) const {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F || !sameArguments(Call))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const Expr *Object = Method ? objectOf(Call) : nullptr;
  if (Object && isInStd(F)) {
    if (!onlyHandsOut(Method))
      return false;
    // The element of a container; the object that a pointer or an iterator
    // leads to; a copy of what it holds.
    bool Elements = !Value && !Method->getReturnType()->isPointerType() &&
                    (Method->getOverloadedOperator() == OO_Subscript ||
                     Method->getIdentifier());
    return Elements ? sameElements(Object) : sameValue(Object);
  }
  if (!Callables::isOwn(F))
    return false;
  llvm::ArrayRef<const Expr *> Returned = Refs.returnsOf(F);
  if (Returned.size() != 1)
    return false;
  const Expr *Result = Returned.front()->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(Result);
      Unary && Unary->getOpcode() == UO_AddrOf)
    Result = Unary->getSubExpr()->IgnoreParenImpCasts();
  const ValueDecl *D = placeOf(Result);
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (V && V->hasGlobalStorage())
    return !V->getType()->isPointerType() || !isWrittenElsewhere(V);
  const auto *Member = dyn_cast<MemberExpr>(Result);
  if (!D || !Member || !Object ||
      !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
    return false;
  const Expr *Base = Object->IgnoreParenImpCasts();
  if (!(Base->getType()->isPointerType() ? sameValue(Base) : sameObject(Base)))
    return false;
  bool ByReference = F->getReturnType()->isReferenceType() ||
                     Result != Returned.front()->IgnoreParenImpCasts();
  return (ByReference && !Value) || !isWrittenElsewhere(D);
}

//===-- What changes ------------------------------------------------------===//

static bool declaresIn(const Stmt *S, const ValueDecl *D) {
  if (!S)
    return false;
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *Declared : Declaration->decls()) {
      if (Declared == D)
        return true;
      if (const auto *Parts = dyn_cast<DecompositionDecl>(Declared))
        if (llvm::is_contained(Parts->bindings(), D))
          return true;
    }
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S);
      Catch && Catch->getExceptionDecl() == D)
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return declaresIn(Child, D); });
}

bool Invariance::isDeclaredInside(const ValueDecl *D) const {
  if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasGlobalStorage())
    return false;
  if (const auto *V = dyn_cast<VarDecl>(D); V && V->isInitCapture())
    return !L.Callable || D->getDeclContext() != L.Callable;
  if (isa<ParmVarDecl>(D)) {
    // Of the loop's callable, or of a lambda within the loop.
    const FunctionDecl *Around = Refs.functionAround(L.Statement);
    for (const DeclContext *DC = Around; DC; DC = DC->getParent())
      if (DC == D->getDeclContext() ||
          (isa<FunctionDecl>(DC) &&
           cast<FunctionDecl>(DC)->getCanonicalDecl() ==
               cast<FunctionDecl>(D->getDeclContext())->getCanonicalDecl()))
        return false;
    return true;
  }
  return All.declares(L, D);
}

/// Whether a use of an object can change it; with `Elements`, whether it can
/// move or remove what a container holds.
bool Invariance::changes(const Expr *Use, bool Elements) const {
  auto ByMethod = [&](const CXXMethodDecl *Method) {
    return !Method->isConst() && !Method->isStatic() &&
           !(Elements && onlyHandsOut(Method)) &&
           !isLockable(compat::canonicalTagType(Context, Method->getParent()));
  };
  const Stmt *Child = Use;
  for (const Stmt *P = Refs.parent(Use); P; Child = P, P = Refs.parent(P)) {
    QualType T = cast<Expr>(Child)->getType();
    if (isLockable(T) || (T.isConstQualified() && !T->isPointerType()))
      return false;
    if (const ValueDecl *Bound = Refs.initializedBy(Child)) {
      QualType Type = Bound->getType();
      if (Type->isReferenceType() && Bound->isImplicit() && Elements)
        return false; // The range of a range-for.
      return (Type->isReferenceType() || Type->isPointerType()) &&
             !Type->getPointeeType().isConstQualified() &&
             cast<Expr>(Child)->isGLValue() == Type->isReferenceType();
    }
    if (const auto *Cast = dyn_cast<CastExpr>(P)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        return false;
      continue;
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(P)) {
      if (Unary->isIncrementDecrementOp())
        return true;
      if (Unary->getOpcode() != UO_AddrOf)
        return false;
      continue;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(P)) {
      if (Binary->isAssignmentOp())
        return Binary->getLHS() == Child;
      if (!Binary->isCommaOp())
        return false;
      continue;
    }
    if (isa<ArraySubscriptExpr>(P) && Elements)
      return false;
    if (const auto *Member = dyn_cast<MemberExpr>(P)) {
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
        return ByMethod(Method);
      if (Member->isArrow() || Elements)
        return false;
      continue;
    }
    if (isa<LambdaExpr>(P))
      return false; // Uses in its body are judged by themselves.
    if (isa<CallExpr, CXXConstructExpr>(P)) {
      const auto *Call = cast<Expr>(P);
      const FunctionDecl *F = calleeOf(Call);
      if (!F)
        return true;
      if (objectOf(Call) == Child)
        return ByMethod(cast<CXXMethodDecl>(F));
      llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Call);
      for (unsigned I = 0; I < Arguments.size(); ++I)
        if (Arguments[I] == Child) {
          if (I >= F->getNumParams())
            return T->isPointerType();
          QualType Type = F->getParamDecl(I)->getType();
          return (Type->isReferenceType() || Type->isPointerType()) &&
                 !Type->getPointeeType().isConstQualified();
        }
      return false;
    }
    if (!isa<Expr>(P))
      return false;
  }
  return false;
}

bool Invariance::callsOwnCode() const {
  return llvm::any_of(Refs.calls(), [&](const Expr *Call) {
    const FunctionDecl *F = calleeOf(Call);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
    return F && !isInStd(F) && !(Method && Method->isConst()) &&
           !F->isImplicit() && All.contains(L, Call) &&
           !(Method && isLockable(compat::canonicalTagType(
                           Context, Method->getParent())));
  });
}

/// The object around a member is assigned as a whole.
bool Invariance::isReplaced(const Expr *E) const {
  const auto *Member = dyn_cast<MemberExpr>(E);
  if (!Member || Member->isArrow())
    return false;
  const Expr *Around = Member->getBase()->IgnoreParenImpCasts();
  const ValueDecl *D = placeOf(Around);
  return D && (isChanged(D, /*Elements=*/false) || isReplaced(Around));
}

/// Changed by other code than what makes it.
bool Invariance::isWrittenElsewhere(const ValueDecl *D) const {
  if (D->getType().isConstQualified() || D->getType()->isReferenceType())
    return false;
  return llvm::any_of(Refs.usesOf(D), [&](const Expr *Use) {
    const FunctionDecl *In = Refs.functionAround(Use);
    return !isa_and_nonnull<CXXConstructorDecl>(In) && changes(Use, false);
  });
}

bool Invariance::isChanged(const ValueDecl *D, bool Elements) const {
  for (const Expr *Use : Refs.usesOf(D))
    if (All.contains(L, Use) && changes(Use, Elements))
      return true;
  // A member or a global can be changed by any function that the loop calls.
  const auto *V = dyn_cast<VarDecl>(D);
  bool Own = V && V->hasLocalStorage();
  return !Own && !isa<BindingDecl>(D) && isWrittenElsewhere(D) &&
         callsOwnCode();
}

} // namespace

bool Loops::declares(const Loop &L, const ValueDecl *D) const {
  return declaresIn(L.Statement, D) || declaresIn(L.Body, D);
}

bool Loops::isInvariant(const Expr *E, const Loop &L) const {
  return E && L && Invariance(L, *this, Refs, Models, Context).holds(E);
}

} // namespace p99::analysis
