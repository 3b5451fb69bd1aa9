// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function does to its caller's locks, and what it is entered with.

#include "analysis/Expressions.h"
#include "analysis/LlvmCompat.h"
#include "analysis/LockFacts.h"
#include "analysis/SectionFlow.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace p99::analysis {

/// Wrappers of wrappers of wrappers; a chain that is longer locks nothing.
static constexpr unsigned MaxWrappers = 8;
/// A function with more calls is no wrapper, and its graph is big.
static constexpr unsigned MaxCalls = 400;

const LockEffects &Mutexes::effectsOf(const FunctionDecl *F) const {
  F = F->getCanonicalDecl();
  std::unique_ptr<LockEffects> &Slot = Effects[F];
  if (Slot)
    return *Slot;
  // Also what a recursive function sees of itself.
  Slot = std::make_unique<LockEffects>();
  LockEffects *Found = Slot.get();
  if (Depth >= MaxWrappers)
    return *Found;
  ++Depth;
  if (mayHaveEffects(F))
    *Found = computeEffects(F);
  --Depth;
  return *Found;
}

bool Mutexes::mayHaveEffects(const FunctionDecl *F) const {
  if (!References::hasVisibleBody(F) || F->isDependentContext() || F->isMain())
    return false;
  if (!isa<CXXConstructorDecl, CXXDestructorDecl>(F) &&
      !F->getReturnType()->isPointerType() &&
      !F->getReturnType()->isReferenceType() && isGuard(F->getReturnType()))
    return true;
  if (isa<CXXConstructorDecl>(F)) {
    const FunctionDecl *Definition = F->getDefinition();
    for (const CXXCtorInitializer *Init :
         cast<CXXConstructorDecl>(Definition ? Definition : F)->inits())
      if (Init->isDelegatingInitializer() ||
          isGuard(Init->getInit()->getType()))
        return true;
  }
  llvm::ArrayRef<const Expr *> Calls = Refs.callsIn(F);
  if (Calls.size() > MaxCalls)
    return false;
  return llvm::any_of(Calls, [&](const Expr *Call) {
    const FunctionDecl *Callee = calleeOf(Call);
    return Callee && calleeFacts(Callee).any();
  });
}

LockEffects Mutexes::computeEffects(const FunctionDecl *F) const {
  SectionFlow Flow(Context, *this, Refs, F);
  if (!Flow.run())
    return {};
  LockEffects Found = Flow.effects();

  // return pthread_mutex_trylock(&mutex) == 0;
  if (auto Returned = Refs.returnsOf(F); Returned.size() == 1) {
    const Expr *E = Returned[0]->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr()->IgnoreParenImpCasts();
    bool Negated = false;
    if (const auto *Not = dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot) {
      Negated = true;
      E = Not->getSubExpr()->IgnoreParenImpCasts();
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(E);
               Binary && Binary->isEqualityOp() &&
               Binary->getRHS()->isNullPointerConstant(
                   Context, Expr::NPC_ValueDependentIsNotNull)) {
      Negated = Binary->getOpcode() == BO_EQ;
      E = Binary->getLHS()->IgnoreParenImpCasts();
    }
    using Success = LockStep::Success;
    if (isa<CallExpr>(E))
      if (std::optional<LockStep> Step = stepOf(E);
          Step && Step->Kind == LockStep::What::Try && !Step->Callable &&
          (Step->Result == Success::Zero || Step->Result == Success::NonZero)) {
        if (Negated)
          Step->Result =
              Step->Result == Success::Zero ? Success::NonZero : Success::Zero;
        for (const Expr *Guard : Step->Guards)
          Step->Mutexes.push_back(mutexOf(Guard));
        Step->Guards.clear();
        Step->OnGuard = false;
        if (!Step->Mutexes.empty())
          Found.Steps.push_back(std::move(*Step));
      }
  }

  // MutexLock(Mutex *mu) : mu_(mu) { mu_->Lock(); } locks what it is given.
  const auto *C = dyn_cast_or_null<CXXConstructorDecl>(F->getDefinition());
  if (!C)
    return Found;
  auto Resolve = [&](MutexRef &Ref) {
    if (Ref.Path.size() < 2 || Ref.Path[0] != MutexRef::thisRoot())
      return;
    for (const CXXCtorInitializer *Init : C->inits()) {
      const FieldDecl *Field = Init->getAnyMember();
      if (!Field || Field->getCanonicalDecl() != Ref.Path[1] ||
          !(Field->getType()->isPointerType() ||
            Field->getType()->isReferenceType()))
        continue;
      MutexRef Given;
      if (!follow(Init->getInit(), Given, 0))
        return;
      Given.Path.append(Ref.Path.begin() + 2, Ref.Path.end());
      if (Ref.Path.size() > 2 && Ref.Decl != Field) {
        Given.Decl = Ref.Decl;
        Given.Name = Ref.Name;
      }
      Ref = std::move(Given);
      return;
    }
  };
  for (LockStep &Step : Found.Steps)
    for (MutexRef &Ref : Step.Mutexes)
      Resolve(Ref);
  return Found;
}

llvm::SmallVector<MutexRef, 1> Mutexes::givenBack(const Expr *Call,
                                                  bool *Indirect) const {
  llvm::SmallVector<MutexRef, 1> Found;
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return Found;
  // A condition variable that was made with its mutex.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Indirect && Method && isNamedLikeCondition(Method) &&
      !References::hasVisibleBody(F) &&
      Method->getName().contains_insensitive("wait"))
    *Indirect = true;
  const Callee &Facts = calleeFacts(F);
  if (!Facts.Effects)
    return Found;
  for (const MutexRef &Ref : Facts.Effects->GivesBack) {
    if (Indirect && Ref.Path.size() > 1 &&
        Ref.Path[0] == MutexRef::thisRoot() &&
        reinterpret_cast<uintptr_t>(Ref.Path[1]) % 2 == 0)
      if (const auto *Field =
              dyn_cast<FieldDecl>(static_cast<const Decl *>(Ref.Path[1])))
        *Indirect |= Field->getType()->isPointerType() ||
                     Field->getType()->isReferenceType();
    if (auto Here = rebase(Ref, F, objectOf(Call), argumentsOf(Call), 0))
      Found.push_back(std::move(*Here));
  }
  return Found;
}

llvm::SmallVector<MutexRef, 1> Mutexes::releasedBy(const FunctionDecl *Cleaner,
                                                   const VarDecl *V) const {
  llvm::SmallVector<MutexRef, 1> Found;
  MutexRef Base;
  Base.Decl = V->getCanonicalDecl();
  Base.Path = {Base.Decl};
  Base.Name = V->getNameAsString();
  if (V->getType()->isPointerType() && V->getInit()) {
    MutexRef Init;
    if (follow(V->getInit(), Init, 0))
      Base = std::move(Init);
  }
  auto Add = [&](const MutexRef &Ref) {
    if (!isRootedIn(Ref, Cleaner, 0)) {
      Found.push_back(Ref);
      return;
    }
    MutexRef Here = Base;
    Here.Path.append(Ref.Path.begin() + 1, Ref.Path.end());
    Found.push_back(std::move(Here));
  };
  if (const Model *Entry = Models.find(Cleaner); Entry && Entry->Releases) {
    Found.push_back(Base);
    return Found;
  }
  // if (*m) pthread_mutex_unlock(*m); releases too, as does a function that is
  // called for it.
  for (const MutexRef &Ref : effectsOf(Cleaner).GivesBack)
    Add(Ref);
  for (const Expr *Call : Refs.callsIn(Cleaner))
    for (const MutexRef &Ref : givenBack(Call))
      Add(Ref);
  return Found;
}

llvm::SmallVector<LockStep, 1>
Mutexes::heldOnEntry(const FunctionDecl *F) const {
  llvm::SmallVector<LockStep, 1> Found;
  if (F->isDependentContext())
    return Found;
  if (const FunctionDecl *Definition = F->getDefinition())
    F = Definition;
  for (const auto *A : F->specific_attrs<RequiresCapabilityAttr>()) {
    LockStep Step;
    Step.Kind = LockStep::What::AssertHeld;
    Step.Mode = A->isShared() ? LockMode::Shared : LockMode::Exclusive;
    for (const Expr *Arg : A->args()) {
      const Expr *E = Arg->IgnoreParenImpCasts();
      if (E->isInstantiationDependent() || isa<StringLiteral>(E))
        continue;
      if (const auto *Not = dyn_cast<UnaryOperator>(E);
          Not && Not->getOpcode() == UO_LNot)
        continue; // Must not be held.
      if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
          Call && Call->getOperator() == OO_Exclaim)
        continue;
      MutexRef Ref = mutexOf(E);
      // The attribute may stand on a declaration with parameters of its own.
      for (const FunctionDecl *Other : F->redecls())
        for (unsigned I = 0; I < Other->getNumParams(); ++I)
          if (Ref.Path[0] == Other->getParamDecl(I) && I < F->getNumParams())
            Ref.Path[0] = F->getParamDecl(I);
      Step.Mutexes.push_back(std::move(Ref));
    }
    if (!Step.Mutexes.empty())
      Found.push_back(std::move(Step));
  }

  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
      (Method && (Method->isCopyAssignmentOperator() ||
                  Method->isMoveAssignmentOperator())))
    return Found;
  if (Method && guardIn(compat::canonicalTagType(Context, Method->getParent())))
    return Found;
  for (const ParmVarDecl *P : F->parameters()) {
    QualType T = P->getType();
    if (T->isPointerType() || !isGuard(T))
      continue;
    LockStep Step;
    Step.Kind = LockStep::What::AssertHeld;
    Step.Mode = modeOf(T);
    Step.OnGuard = true;
    Step.Guard = P;
    MutexRef Ref;
    Ref.Decl = P;
    Ref.Path = {P};
    Ref.Name = P->getNameAsString();
    Step.Mutexes.push_back(std::move(Ref));
    Found.push_back(std::move(Step));
  }
  return Found;
}

bool Mutexes::concerns(const FunctionDecl *F) const {
  if (!Concerned) {
    // Filled once, from the calls of the whole unit; the set is not complete
    // while it is being made, but nothing asks then.
    Concerned.emplace();
    llvm::DenseSet<const FunctionDecl *> Found;
    for (const Expr *E : Refs.calls()) {
      if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
        if (!isGuard(C->getType()))
          continue;
      } else {
        const FunctionDecl *Callee = calleeOf(E);
        if (!Callee || !calleeFacts(Callee).any())
          continue;
      }
      if (const FunctionDecl *In = Refs.functionAround(E))
        Found.insert(In->getCanonicalDecl());
    }
    *Concerned = std::move(Found);
  }
  if (F->isDependentContext())
    return false;
  return Concerned->contains(F->getCanonicalDecl()) || !heldOnEntry(F).empty();
}

} // namespace p99::analysis
