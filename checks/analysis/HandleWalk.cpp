// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HandleWalk.h"
#include "analysis/Expressions.h"
#include "analysis/Visibility.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

//===-- What the models and the unit say ----------------------------------===//

bool HandleWalk::hasOwnBody(const FunctionDecl *F) const {
  return References::hasVisibleBody(F) && !isInStd(F) &&
         !isLibrary(F, Wait, Context);
}

void HandleWalk::set(const SetsDeadline &S, const Expr *At) {
  if (S.Knobs.empty())
    Facts.AllSet = true;
  for (llvm::StringRef Knob : S.Knobs)
    Facts.Set.insert(Knob);
  if (!Facts.SetAt)
    Facts.SetAt = At;
  if (!S.Knobs.empty() && Facts.SetLater.empty() && !InOrigin)
    Facts.SetLater = S.Knobs.front();
}

void HandleWalk::apply(const Model &M, Place Handle, const Expr *Call) {
  for (const SetsDeadline &S : M.SetsDeadline) {
    // In doubt it does.
    if (S.Handle != Handle || !Owner.hold(S.When, Call, /*InDoubt=*/true))
      continue;
    if (S.From) {
      const Expr *Source = nullptr;
      if (S.From->Index > 0)
        Source = argument(Call, S.From->Index - 1);
      else
        Source = objectOf(Call);
      if (!Source)
        continue;
      if (S.Knobs.empty()) {
        from(Source);
        continue;
      }
      HandleFacts Inner;
      HandleWalk(Owner, Wait, Inner, this).from(Source);
      for (llvm::StringRef Knob : S.Knobs)
        if (Inner.Set.contains(Knob))
          Facts.Set.insert(Knob);
      continue;
    }
    if (S.Argument &&
        Owner.isUnlimited(argument(Call, S.Argument - 1), S.Infinite)
            .value_or(false))
      continue;
    set(S, Call);
  }
}

/// A record with a modelled field or method that sets a limit on it, or one
/// derived from such a record.
bool HandleWalk::isCarrier(QualType T) const {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const auto *Record = T->getAsRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  for (const Decl *D : Record->decls()) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (const auto *Template = dyn_cast_or_null<FunctionTemplateDecl>(Named))
      Named = Template->getTemplatedDecl();
    if (!isa_and_nonnull<FieldDecl, CXXMethodDecl>(Named))
      continue;
    if (const Model *M = Models.find(Named))
      for (const SetsDeadline &S : M->SetsDeadline)
        if (S.Handle.Index == Place::This)
          return true;
  }
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  return Class && llvm::any_of(Class->bases(), [&](const auto &Base) {
           return isCarrier(Base.getType());
         });
}

//===-- Up: where it comes from -------------------------------------------===//

void HandleWalk::from(const Expr *E) {
  E = strip(E);
  if (const ValueDecl *D = placeOf(E))
    return place(D);
  if (const auto *Either = dyn_cast<AbstractConditionalOperator>(E)) {
    from(Either->getTrueExpr());
    return from(Either->getFalseExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && (Binary->isAssignmentOp() || Binary->isCommaOp())) {
    if (Binary->isAssignmentOp())
      if (const ValueDecl *D = placeOf(strip(Binary->getLHS())))
        place(D);
    return from(Binary->getRHS());
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (const CXXConstructExpr *Made = New->getConstructExpr())
      return origin(Made);
    return lose(E);
  }
  if (isa<CallExpr, CXXConstructExpr>(E))
    return origin(E);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (List->getType()->isRecordType())
      Facts.Created = true; // An aggregate written out here.
    else if (List->getNumInits() == 1)
      from(List->getInit(0));
    return;
  }
  if (isa<IntegerLiteral, CXXNullPtrLiteralExpr, GNUNullExpr,
          ImplicitValueInitExpr, CXXScalarValueInitExpr>(E) ||
      (!E->isValueDependent() && E->isIntegerConstantExpr(Context)))
    return; // No handle yet.
  lose(E);
}

void HandleWalk::origin(const Expr *Call) {
  if (!Seen.insert(Call).second)
    return;
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return lose(Call);
  Facts.Origins.push_back(Call);
  if (const Model *M = Models.find(F)) {
    InOrigin = true;
    apply(*M, Place{Place::Result}, Call);
    if (isa<CXXConstructExpr>(Call))
      apply(*M, Place{Place::This}, Call);
    InOrigin = false;
    Facts.Created |= M->Creates;
    Facts.Wakes |= M->Wakes;
  }
  if (!hasOwnBody(F) || isa<CXXConstructExpr>(Call))
    Facts.Makers.push_back(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call)) {
    Facts.Created = true;
    carried(Construct);
    return;
  }
  // make_unique<Client>(args) constructs one; its constructor is in std's text.
  if (const CXXConstructorDecl *Made = constructorMade(Call)) {
    Facts.Created = true;
    if (const Model *M = Models.find(Made))
      apply(*M, Place{Place::This}, Call);
    return carried(Call);
  }
  if (hasOwnBody(F)) {
    auto Returned = Refs.returnsOf(F);
    for (const Expr *Value : Returned)
      from(Value);
    if (Returned.empty())
      lose(Call);
    return;
  }
  if (isLibrary(F, Wait, Context)) {
    Facts.Created = true;
    return carried(Call);
  }
  lose(Call);
}

void HandleWalk::carried(const Expr *Call) {
  for (const Expr *Argument : argumentsOf(Call)) {
    QualType T = Argument->getType();
    if (const Model *M = Models.find(T))
      for (const SetsDeadline &S : M->SetsDeadline)
        if (S.When.empty() && !S.Argument)
          set(S, Argument);
    if (!isCarrier(T))
      continue;
    // An options object: its limits are the handle's, its place is not.
    HandleFacts Inner;
    HandleWalk(Owner, Wait, Inner, this).from(Argument);
    for (llvm::StringRef Knob : Inner.Set)
      Facts.Set.insert(Knob);
    Facts.AllSet |= Inner.AllSet;
    if (!Facts.SetAt)
      Facts.SetAt = Inner.SetAt;
    if (Facts.SetLater.empty())
      Facts.SetLater = Inner.SetLater;
    if (!Inner.isKnown())
      lose(Argument);
  }
}

/// The handle is what the callers pass.
void HandleWalk::parameter(const ParmVarDecl *P) {
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!F || (Method && Method->isVirtual())) {
    Facts.Foreign = true;
    return;
  }
  bool Reached = false;
  for (const Expr *Call : Refs.callsOf(F))
    if (const Expr *Given = argument(Call, P->getFunctionScopeIndex())) {
      Reached = true;
      from(Given);
    }
  // Named without a call: as a thread's function, or somewhere unknown.
  for (const Expr *Name : Refs.namesOf(F)) {
    const Stmt *Around = Name;
    while ((Around = Refs.parent(Around)) && isa<Expr>(Around) &&
           !calleeOf(cast<Expr>(Around)))
      ;
    const auto *Call = dyn_cast_or_null<Expr>(Around);
    bool Forwards = false;
    if (Call)
      for (unsigned N = 0; const Expr *Given = argument(Call, N); ++N)
        if (const ParmVarDecl *To = forwardedTo(Call, N, Models);
            To && To->getFunctionScopeIndex() == P->getFunctionScopeIndex()) {
          Forwards = true;
          from(Given);
        }
    Reached |= Forwards;
    Facts.Foreign |= !Forwards;
  }
  Facts.Foreign |= !Reached;
}

void HandleWalk::place(const ValueDecl *D) {
  D = cast<ValueDecl>(D->getCanonicalDecl());
  for (const HandleWalk *Outer = Around; Outer; Outer = Outer->Around)
    if (Outer->Placed.contains(D))
      return;
  if (!Placed.insert(D).second)
    return;
  Facts.Places.push_back(D);
  const SourceManager &SM = Context.getSourceManager();
  if (const auto *P = dyn_cast<ParmVarDecl>(D)) {
    parameter(P);
  } else if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    Facts.Foreign |= !isPrivateToUnit(Field, Context);
    // A member object that no constructor mentions is made by its own default
    // constructor.
    if (Refs.valuesOf(D).empty() && Field->getType()->isRecordType())
      Facts.Created = true;
  } else if (const auto *Variable = dyn_cast<VarDecl>(D)) {
    Facts.Foreign |= Variable->hasExternalFormalLinkage() &&
                     !Variable->isStaticLocal() &&
                     !SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
    // MYSQL mysql; mysql_init(&mysql);
    Facts.Created |= D->getType()->isRecordType() && Refs.valuesOf(D).empty();
  } else {
    Facts.Foreign = true; // A structured binding.
  }
  if (!isa<ParmVarDecl>(D))
    for (const Expr *Value : Refs.valuesOf(D))
      from(Value);
  usesOf(D);
}

} // namespace p99::analysis
