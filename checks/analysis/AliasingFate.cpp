// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of an object while a reference to it would be used.

#include "analysis/Aliasing.h"
#include "analysis/Borrows.h"
#include "analysis/Expressions.h"
#include "analysis/TypeCost.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

static bool ownsAlike(QualType T, const Way &Source) {
  auto Bare = [](QualType Type) {
    Type = Type.getNonReferenceType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    return Type.getCanonicalType().getUnqualifiedType();
  };
  llvm::SmallVector<QualType, 3> Alike{Bare(T)};
  // An iterator leads into some container of its type.
  if (const CXXRecordDecl *Class = Bare(T)->getAsCXXRecordDecl())
    for (const Decl *D : Class->decls())
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D);
          Alias && Alias->getIdentifier() &&
          (Alias->getName() == "iterator" ||
           Alias->getName() == "const_iterator"))
        Alike.push_back(Bare(Alias->getUnderlyingType()));
  return llvm::any_of(Source.Owners, [&](const ValueDecl *Owner) {
    return llvm::is_contained(Alike, Bare(Owner->getType()));
  });
}

/// Somebody else's code: it can do to the object what its way allows.
Fate::Kind Aliasing::changeByCall(const Expr *Call, const Way &Source) const {
  if (Source.From == Way::Root::Local)
    return Fate::Kind::Stays; // Nobody else has it.
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return Fate::Kind::MayChange;
  if (isa<CXXConstructExpr>(Call)) {
    return isHarmless(F, 0) || F->isTrivial() ? Fate::Kind::Stays
                                              : Fate::Kind::MayChange;
  }
  // std::function and its like run anything.
  if (isInStd(F) && F->getOverloadedOperator() == OO_Call)
    return Fate::Kind::MayChange;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const Expr *Object = objectOf(Call);
  if (Method && Method->isConst() && Object)
    if (const ValueDecl *Handle = placeOf(strip(Object));
        Handle && Source.Handles.contains(canonical(Handle)) &&
        !isHarmless(F, 0))
      return Fate::Kind::Changes;
  // An owner by another name.
  if (Method && Method->isInstance() && !Method->isConst() && Object &&
      isInStd(F) && ownsAlike(Object->getType(), Source) &&
      usedFor(Object, U) == Reading::Writes &&
      wayTo(Object).From != Way::Root::Local)
    return Fate::Kind::Changes;
  if (Method && Method->isInstance() && !Method->isConst() && Object &&
      !isHarmless(F, 0)) {
    // A method of the object that has it, or of one that may.
    const Expr *Whose = strip(Object);
    if (isa<CXXThisExpr>(Whose))
      return Fate::Kind::Changes;
    Way To = wayTo(Object);
    if (To.From != Way::Root::Local)
      return Fate::Kind::Changes;
    return Fate::Kind::MayChange;
  }
  return isHarmless(F, 0) ? Fate::Kind::Stays : Fate::Kind::MayChange;
}

/// A pointer or an iterator that moves on leaves what it led to.
static bool isReseated(const Expr *Use, const References &Refs) {
  const Stmt *Up = Refs.parent(Use);
  while (isa_and_nonnull<ParenExpr>(Up))
    Up = Refs.parent(Up);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Up))
    return Unary->isIncrementDecrementOp();
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Up))
    return Binary->isAssignmentOp() && Binary->getLHS() == Use;
  const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Up);
  return Operator && Operator->getArg(0) == Use &&
         (Operator->isAssignmentOp() ||
          Operator->getOperator() == OO_PlusPlus ||
          Operator->getOperator() == OO_MinusMinus);
}

/// `items.erase(it)`
static bool isHandedToMethod(const Expr *Use, const References &Refs) {
  const Stmt *Child = Use, *Up = Refs.parent(Use);
  for (; isa_and_nonnull<CastExpr, ParenExpr, CXXConstructExpr,
                         MaterializeTemporaryExpr, FullExpr>(Up);
       Child = Up, Up = Refs.parent(Up))
    ;
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Up);
  return Call && Call->getCallee() != Child && Call->getMethodDecl() &&
         !Call->getMethodDecl()->isConst();
}

Fate::Kind Aliasing::changeBy(const Stmt *S, const Way &Source) const {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return Fate::Kind::Stays;
  if (isa<CoroutineSuspendExpr>(E))
    return Fate::Kind::Changes;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    // It may run at once, and change what it has by reference.
    bool Refers = llvm::any_of(Lambda->captures(), [&](const LambdaCapture &C) {
      return C.capturesThis() ||
             (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef &&
              Source.Owners.contains(canonical(C.getCapturedVar())));
    });
    return Refers ? std::max(Fate::Kind::MayChange,
                             changeByLambda(Lambda->getLambdaClass(), Source))
                  : Fate::Kind::Stays;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const CXXRecordDecl *Class = Ref->getType()->getAsCXXRecordDecl();
        Class && Class->isLambda())
      return changeByLambda(Class, Source);
  // `*this` handed on, or written to, as a whole
  if (const auto *Whole = dyn_cast<UnaryOperator>(E);
      Whole && Whole->getOpcode() == UO_Deref &&
      isa<CXXThisExpr>(Whole->getSubExpr()->IgnoreParenImpCasts()) &&
      Source.From == Way::Root::This)
    return fateBy(usedFor(E, U));
  if (names(E, Source)) {
    const ValueDecl *Owner = isa<DeclRefExpr>(E)
                                 ? cast<DeclRefExpr>(E)->getDecl()
                                 : cast<MemberExpr>(E)->getMemberDecl();
    QualType T = Owner->getType();
    if (T->isPointerType() || (isPointerLike(T) && ownsNothing(T))) {
      if (isReseated(E, U.references()))
        return Fate::Kind::Stays;
      if (isHandedToMethod(E, U.references()))
        return Fate::Kind::Changes;
    }
    if (mayBecomeMove(E, U.references()))
      return Fate::Kind::Changes;
    if (Fate::Kind Kind = fateBy(usedFor(E, U)); Kind != Fate::Kind::Stays)
      return Kind;
  }
  if (isa<CXXDeleteExpr>(E))
    return Source.From == Way::Root::Local ? Fate::Kind::Stays
                                           : Fate::Kind::Changes;
  if (isa<CallExpr, CXXConstructExpr>(E))
    return changeByCall(E, Source);
  return Fate::Kind::Stays;
}

/// The call whose operand an expression is, by whatever name.
static const Expr *callAround(const Stmt *S, const References &Refs) {
  do
    S = Refs.parent(S);
  while (isa_and_nonnull<Expr>(S) && !isa<CallExpr, CXXConstructExpr>(S));
  return dyn_cast_or_null<Expr>(S);
}

/// The calls that run while they look at what is used: `copy.writeTo(source)`.
static void addRunningWith(const Stmt *Use, const References &Refs,
                           llvm::SmallPtrSetImpl<const Stmt *> &Into) {
  while (const Expr *Call = callAround(Use, Refs)) {
    Into.insert(Call);
    // What they answer with may still lead there.
    if (!Call->isGLValue() && !refersToOthers(Call->getType()))
      return;
    Use = Call;
  }
}

Fate Aliasing::fateOf(const Way &Source, const VarDecl *Reader,
                      const Stmt *Init, llvm::ArrayRef<const Stmt *> Uses) {
  if (Source.From == Way::Root::Unknown || !order() || !Order->knows(Init))
    return {Fate::Kind::Changes, Init};
  const References &Refs = U.references();
  // A local whose address is out can be reached by anyone.
  Way From = Source;
  if (From.From == Way::Root::Local)
    for (const ValueDecl *Owner : Source.Owners)
      if (const auto *V = dyn_cast<VarDecl>(Owner);
          V && V->hasLocalStorage() && borrowsOf(V, In, Refs).Leak)
        From.From = Way::Root::Shared;
  addOthers(From, Reader);
  llvm::SmallPtrSet<const Stmt *, 16> Wanted(Uses.begin(), Uses.end()), Around,
      Running;
  for (const Stmt *Use : Uses) {
    addRunningWith(Use, Refs, Running);
    for (const Stmt *S = Use; S && isa<Expr>(S); S = Refs.parent(S))
      Around.insert(S);
  }
  auto IsReborn = [&](const Stmt *S) {
    const auto *Declaration = dyn_cast<DeclStmt>(S);
    return Declaration && llvm::is_contained(Declaration->decls(), Reader);
  };
  Fate Worst;
  bool Behind = false; // The declaration itself comes first.
  Order->after(Init, [&](const Stmt *S) {
    if (IsReborn(S)) {
      if (!std::exchange(Behind, true))
        return CodeOrder::Step::On;
      return CodeOrder::Step::Leave;
    }
    Fate::Kind Kind = changeBy(S, From);
    if (Kind <= Worst.Is)
      return CodeOrder::Step::On;
    bool Alive = Around.contains(S) || Running.contains(callAround(S, Refs)) ||
                 Order->after(S, [&](const Stmt *Next) {
                   return IsReborn(Next)          ? CodeOrder::Step::Leave
                          : Wanted.contains(Next) ? CodeOrder::Step::Found
                                                  : CodeOrder::Step::On;
                 });
    if (Alive)
      Worst = {Kind, S};
    return Worst.Is == Fate::Kind::Changes ? CodeOrder::Step::Found
                                           : CodeOrder::Step::On;
  });
  return Worst;
}

} // namespace p99::analysis
