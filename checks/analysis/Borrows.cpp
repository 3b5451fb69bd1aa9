// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Borrows.h"
#include "analysis/Expressions.h"
#include "analysis/TypeCost.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace p99::analysis {

namespace {

class Search {
public:
  Search(const FunctionDecl *In, const References &Refs) : In(In), Refs(Refs) {}

  Borrows run(const VarDecl *V) {
    Of = V->getCanonicalDecl();
    add(V);
    while (!Open.empty() && !Result.Leak)
      usesOf(Open.pop_back_val());
    return std::move(Result);
  }

private:
  void add(const VarDecl *V) {
    if (Seen.insert(V->getCanonicalDecl()).second)
      Open.push_back(V);
  }
  void usesOf(const VarDecl *V);
  void usesByName(const ValueDecl *Name);
  void follow(const Expr *Use, bool Handle);
  bool passes(const Expr *&At, const Stmt *Up, bool &Handle);
  bool passesCall(const Expr *&At, const Expr *Call, bool &Handle);
  void becomes(const ValueDecl *D);
  bool isKeeper(const Expr *E) const;

  const FunctionDecl *In;
  const References &Refs;
  const Decl *Of = nullptr;
  Borrows Result;
  llvm::SmallVector<const VarDecl *, 4> Open;
  llvm::SmallPtrSet<const VarDecl *, 8> Seen;
};

} // namespace

/// The lambda around a use has a copy of the variable.
static bool isCapturedByCopy(const FunctionDecl *Lambda, const ValueDecl *V) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Lambda);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  return llvm::any_of(
      Method->getParent()->captures(), [&](const LambdaCapture &C) {
        return C.capturesVariable() && C.getCapturedVar() == V &&
               C.getCaptureKind() == LCK_ByCopy;
      });
}

void Search::usesOf(const VarDecl *V) {
  usesByName(V);
  // auto &[key, value] = v;
  if (const auto *Pieces = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *Piece : Pieces->bindings())
      usesByName(Piece);
}

void Search::usesByName(const ValueDecl *Name) {
  // view = v; copy = view;
  const bool IsHandle = Name->getCanonicalDecl() != Of &&
                        !Name->getType()->isReferenceType() &&
                        refersToOthers(Name->getType());
  for (const Expr *Use : Refs.usesOf(Name)) {
    const FunctionDecl *Around = Refs.functionAround(Use);
    if (!Around || Around->getCanonicalDecl() != In->getCanonicalDecl()) {
      // Captures of captures stand in the lambda around them.
      Result.Leak |= !Around || !isCapturedByCopy(Around, Name);
      continue;
    }
    Result.Uses.push_back(Use);
    follow(Use, IsHandle);
  }
}

/// A reference or pointer to the variable is what `D` is made of.
void Search::becomes(const ValueDecl *D) {
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || !refersToOthers(V->getType()))
    Result.Leak |= !V && D && refersToOthers(D->getType());
  // What has a destructor looks at it when it dies.
  else if (!V->isLocalVarDecl() || V->isStaticLocal() ||
           V->needsDestruction(V->getASTContext()))
    Result.Leak = true;
  else
    add(V);
}

/// `Handle`: it is a pointer or view, not the object.
void Search::follow(const Expr *Use, bool Handle) {
  const Expr *At = Use;
  while (!Result.Leak) {
    if (const ValueDecl *Made = Refs.initializedBy(At))
      return becomes(Made);
    const Stmt *Up = Refs.parent(At);
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Up)) {
      if (Loop->getRangeInit()->IgnoreImplicit() != At->IgnoreImplicit())
        return;
      // Each round goes back to the range.
      for (const Stmt *Round : {static_cast<const Stmt *>(Loop->getCond()),
                                static_cast<const Stmt *>(Loop->getInc())})
        if (Round)
          Result.Uses.push_back(Round);
      return becomes(Loop->getLoopVariable());
    }
    if (!passes(At, Up, Handle))
      return;
  }
}

/// A local object that could remember what it is given.
bool Search::isKeeper(const Expr *E) const {
  const Expr *Object = strip(E);
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage())
    return false;
  QualType T = V->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  // Streams have pointers in them, but copy the characters.
  if (Class && isInStd(Class) && Class->getIdentifier() &&
      Class->getName().ends_with("stream"))
    return false;
  return refersToOthers(T);
}

bool Search::passesCall(const Expr *&At, const Expr *Call, bool &Handle) {
  const FunctionDecl *F = calleeOf(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call)) {
    bool Refers = refersToOthers(Call->getType());
    // A copy has what the object had, and nothing of the object.
    if (Construct->getConstructor()->isCopyOrMoveConstructor() &&
        (!Handle || !Refers))
      return false;
    const CXXRecordDecl *Class = Construct->getConstructor()->getParent();
    // A thread is given a pointer.
    if (!Refers && Handle && !isOwningContainer(Class))
      Result.Leak = true;
    At = Call;
    Handle = true;
    return Refers;
  }
  const Expr *Object = objectOf(Call);
  bool OfObject =
      Object && Object->IgnoreParenImpCasts() == At->IgnoreParenImpCasts();
  if (isa<CXXMemberCallExpr>(Call) && isa<MemberExpr>(At))
    OfObject = true;
  if (F && F->getIdentifier() && isInStd(F) &&
      (F->getName() == "ref" || F->getName() == "cref" ||
       F->getName() == "thread" || F->getName() == "async" ||
       F->getName() == "bind"))
    Result.Leak = true;
  if (!OfObject) {
    if (Object && isKeeper(Object))
      Result.Leak = true;
    for (const Expr *Other : argumentsOf(Call))
      if (Other != At &&
          Other->IgnoreParenImpCasts() != At->IgnoreParenImpCasts() &&
          (Other->getType()->isPointerType() || Other->isLValue()) &&
          !Other->getType().isConstQualified() && isKeeper(Other))
        Result.Leak = true;
  }
  QualType Type = Call->getType();
  if (Call->isGLValue() || refersToOthers(Type)) {
    Handle = !Call->isGLValue();
    At = Call;
    return true;
  }
  return false;
}

/// Whether the expression around `At` may lead to the variable as well.
bool Search::passes(const Expr *&At, const Stmt *Up, bool &Handle) {
  const auto *E = dyn_cast_or_null<Expr>(Up);
  if (!E)
    return false;
  if (isa<CallExpr, CXXConstructExpr>(E))
    return passesCall(At, E, Handle);
  if (isa<LambdaExpr>(E)) {
    Result.Leak = true; // A copy ends at its construction.
    return false;
  }
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_LValueToRValue && !Handle)
      return false; // The value of a part.
    At = E;
    return true;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf)
      Handle = true;
    else if (Unary->getOpcode() == UO_Deref)
      Handle = false;
    At = E;
    return Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp()) {
      if (Handle && Binary->getRHS() == At)
        Result.Leak = true;
      return false;
    }
    At = E;
    return Handle && E->getType()->isPointerType();
  }
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    At = E;
    Handle = true;
    return refersToOthers(List->getType());
  }
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    bool Base = Element->getBase() == At;
    At = E;
    Handle = false;
    return Base;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    At = E;
    // A part of a view is one; a method's object is what counts.
    if (Member->isArrow() && !isa<CXXMethodDecl>(Member->getMemberDecl()))
      Handle = false;
    return true;
  }
  if (isa<CXXNewExpr, CXXThrowExpr>(E)) {
    Result.Leak |= Handle;
    return false;
  }
  At = E;
  return isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr, AbstractConditionalOperator,
             CXXStdInitializerListExpr>(E);
}

Borrows borrowsOf(const VarDecl *V, const FunctionDecl *In,
                  const References &Refs) {
  return Search(In, Refs).run(V);
}

const Expr *fullExpressionOf(const Expr *E, const References &Refs) {
  const Expr *Top = E;
  for (const Stmt *S = E; S && isa<Expr>(S); S = Refs.parent(S))
    Top = cast<Expr>(S);
  return Top;
}

} // namespace p99::analysis
