// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which types hold a lock while they live, and what constructing one does.

#include "analysis/Expressions.h"
#include "analysis/LockFacts.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

/// The `T` of std::optional<T>, std::unique_ptr<T>, std::shared_ptr<T>.
static QualType heldBy(const CXXRecordDecl *Class) {
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  if (!Instance || !Instance->getIdentifier() || !isInStd(Instance))
    return {};
  llvm::StringRef Name = Instance->getName();
  if (Name != "optional" && Name != "unique_ptr" && Name != "shared_ptr")
    return {};
  const TemplateArgumentList &Args = Instance->getTemplateArgs();
  return Args.size() && Args[0].getKind() == TemplateArgument::Type
             ? Args[0].getAsType()
             : QualType();
}

static const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull() || T->isDependentType())
    return nullptr;
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() ? Class->getDefinition() : Class;
}

/// The guard class of a type, of what an optional or smart pointer holds, and
/// of what a pointer points to; nullptr if it is none.
const CXXRecordDecl *Mutexes::guardIn(QualType T) const {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *Class = recordOf(T);
  if (!Class)
    return nullptr;
  if (QualType Inner = heldBy(Class); !Inner.isNull())
    return guardIn(Inner);
  return guardClass(Class).IsGuard ? Class : nullptr;
}

bool Mutexes::isGuard(QualType T) const { return guardIn(T) != nullptr; }

LockMode Mutexes::modeOf(QualType T) const {
  const CXXRecordDecl *Class = guardIn(T);
  return Class ? guardClass(Class).Mode : LockMode::Exclusive;
}

static bool has(const LockEffects &Effects, LockStep::What Kind) {
  return llvm::any_of(Effects.Steps,
                      [&](const LockStep &Step) { return Step.Kind == Kind; });
}

const Mutexes::GuardClass &
Mutexes::guardClass(const CXXRecordDecl *Class) const {
  std::unique_ptr<GuardClass> &Slot = Classes[Class];
  if (Slot)
    return *Slot;
  // A class that is looked into is no guard meanwhile: recursion ends here.
  Slot = std::make_unique<GuardClass>();
  GuardClass *Facts = Slot.get();
  const Model *Entry = Models.find(Class);
  if (Entry && Entry->Guards) {
    Facts->Reverse = Entry->Guards->Reverse;
    Facts->IsGuard = !Facts->Reverse;
    Facts->Modelled = true;
    Facts->Mode =
        Entry->Guards->Shared ? LockMode::Shared : LockMode::Exclusive;
    return *Facts;
  }
  if (!Class->hasDefinition() || Class->isLambda() ||
      Class->isDependentContext() || (Entry && Entry->Mutex))
    return *Facts;
  if (Class->hasAttr<ScopedLockableAttr>()) {
    Facts->IsGuard = true;
  }
  if (!Facts->IsGuard &&
      Context.getSourceManager().isInSystemHeader(Class->getLocation()))
    return *Facts;

  const CXXDestructorDecl *Destructor = Class->getDestructor();
  if (Destructor && (!Destructor->isUserProvided() ||
                     !References::hasVisibleBody(Destructor)))
    Destructor = nullptr;
  // The two of a reverse lock are unlock() and lock() again.
  if (Destructor && has(effectsOf(Destructor), LockStep::What::Acquire))
    for (const CXXConstructorDecl *C : Class->ctors())
      if (has(effectsOf(C), LockStep::What::Release)) {
        Facts->Reverse = true;
        Facts->IsGuard = false;
        return *Facts;
      }

  auto Contains = [&](QualType T) {
    const CXXRecordDecl *Part = T->isPointerType() ? nullptr : guardIn(T);
    if (!Part || T->isReferenceType())
      return false;
    Facts->IsGuard = true;
    Facts->Mode = guardClass(Part).Mode;
    return true;
  };
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (Contains(Base.getType()))
      return *Facts;
  for (const FieldDecl *Field : Class->fields())
    if (Contains(Field->getType()))
      return *Facts;

  if (!Destructor || effectsOf(Destructor).GivesBack.empty())
    return *Facts;
  // A service that unlocks when it dies is no guard: a guard locks when made,
  // or at least can be told to.
  bool Locks = false;
  for (const CXXConstructorDecl *C : Class->ctors())
    for (const LockStep &Step : effectsOf(C).Steps)
      if (Step.Kind != LockStep::What::Release) {
        Locks = true;
        Facts->Mode = Step.Mode;
      }
  // Only now: to a guard's own method `this` would be a guard that is locked,
  // not the mutex that it was made with.
  Facts->IsGuard |= Locks;
  return *Facts;
}

//===-- Constructions -----------------------------------------------------===//

static const CXXConstructorDecl *constructorOf(const Expr *E) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(E);
  if (!Construct)
    return nullptr;
  const CXXConstructorDecl *C = Construct->getConstructor();
  if (const CXXConstructorDecl *Inherited =
          C->getInheritedConstructor().getConstructor())
    return Inherited;
  return C;
}

std::optional<LockStep> Mutexes::constructionStep(const Expr *E) const {
  const CXXConstructorDecl *C = constructorOf(E);
  if (C->isCopyOrMoveConstructor())
    return std::nullopt;
  const CXXRecordDecl *Class = recordOf(E->getType());
  if (!Class)
    return std::nullopt;
  llvm::ArrayRef<const Expr *> Args = argumentsOf(E);
  if (QualType Inner = heldBy(Class); !Inner.isNull()) {
    // unique_ptr(new Guard(m)): the guard's own construction tells.
    const CXXRecordDecl *Guard = guardIn(Inner);
    if (!Guard || Args.empty() || isGuard(Args[0]->getType()))
      return std::nullopt;
    // std::optional<Guard> g(std::in_place, m), or std::optional<Guard> g(m).
    if (const auto *Tag = recordOf(Args[0]->getType());
        Tag && Tag->getIdentifier() && Tag->getName() == "in_place_t")
      Args = Args.drop_front();
    return guardMade(E, Guard, Args, nullptr);
  }
  if (!guardClass(Class).IsGuard)
    return std::nullopt;
  return guardMade(E, Class, Args, C);
}

std::optional<LockStep> Mutexes::suspendedBy(const Expr *E) const {
  const CXXRecordDecl *Class =
      E->isPRValue() ? recordOf(E->getType()) : nullptr;
  if (!Class || E->isInstantiationDependent())
    return std::nullopt;
  const GuardClass &Facts = guardClass(Class);
  if (!Facts.Reverse)
    return std::nullopt;
  LockStep Step;
  Step.Kind = LockStep::What::Release;
  // locked.scopedUnlock()
  if (!isa<CXXConstructExpr>(E)) {
    if (const Expr *Object = objectOf(E); Object && isGuard(Object->getType()))
      Step.Guards.push_back(Object);
    return Step;
  }
  if (Facts.Modelled) {
    if (const Expr *Given = argument(E, 0);
        Given && !constructorOf(E)->isCopyOrMoveConstructor())
      addMutex(Step, Given);
    return Step;
  }
  const CXXConstructorDecl *C = constructorOf(E);
  for (const LockStep &Inner : effectsOf(C).Steps)
    for (const MutexRef &Ref : Inner.Mutexes) {
      bool OfGuard = false;
      for (unsigned I = 0; I < C->getNumParams(); ++I)
        if (const Expr *Given = argument(E, I); Given && Ref.Path.size() == 1 &&
                                                isRootedIn(Ref, C, I) &&
                                                isGuard(Given->getType())) {
          Step.Guards.push_back(Given);
          OfGuard = true;
        }
      if (!OfGuard)
        if (auto Here = rebase(Ref, C, nullptr, argumentsOf(E), 0))
          Step.Mutexes.push_back(std::move(*Here));
    }
  return Step;
}

/// emplace(m) and reset() of a holder; std::make_unique<Guard>(m).
std::optional<LockStep> Mutexes::holderStep(const Expr *E) const {
  const FunctionDecl *F = calleeOf(E);
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && isHolderMethod(Method)) {
    const Expr *Object = objectOf(E);
    const CXXRecordDecl *Guard = Object ? guardIn(Object->getType()) : nullptr;
    if (!Guard)
      return std::nullopt;
    std::optional<LockStep> Step;
    if (Method->getName() == "emplace") {
      Step = guardMade(E, Guard, argumentsOf(E), nullptr);
    } else {
      Step.emplace();
      Step->Kind = LockStep::What::Release;
    }
    if (Step) {
      Step->OnGuard = true;
      Step->Guards = {Object};
    }
    return Step;
  }
  if (F->getIdentifier() && isInStd(F) && F->getName().starts_with("make_"))
    if (const CXXRecordDecl *Guard = guardIn(F->getReturnType()))
      return guardMade(E, Guard, argumentsOf(E), constructorMade(E));
  return std::nullopt;
}

/// spdlog's null_mutex: lock() has an empty body.
static bool locksNothing(QualType T) {
  const CXXRecordDecl *Class = recordOf(T);
  if (!Class || !Class->hasDefinition())
    return false;
  for (const CXXMethodDecl *Method : Class->methods())
    if (Method->getIdentifier() && Method->getName() == "lock" &&
        References::hasVisibleBody(Method)) {
      const auto *Body = dyn_cast<CompoundStmt>(Method->getBody());
      return Body && Body->body_empty();
    }
  return false;
}

static bool isTime(QualType T) {
  const CXXRecordDecl *Class = recordOf(T);
  return Class && Class->getIdentifier() &&
         (Class->getName() == "duration" || Class->getName() == "time_point");
}

std::optional<LockStep> Mutexes::guardMade(const Expr *E,
                                           const CXXRecordDecl *Class,
                                           llvm::ArrayRef<const Expr *> Args,
                                           const CXXConstructorDecl *C) const {
  using What = LockStep::What;
  // using std::unique_lock<std::mutex>::unique_lock;
  if (C && C->getParent()->getCanonicalDecl() != Class->getCanonicalDecl() &&
      guardClass(C->getParent()).IsGuard)
    Class = C->getParent();
  const GuardClass &Guard = guardClass(Class);
  LockStep Step;
  Step.OnGuard = true;
  Step.Mode = Guard.Mode;
  if (Args.empty())
    Step.Kind = What::Defer;

  if (!Guard.Modelled && C) {
    auto Take = [&](const auto *A, What Kind) {
      Step.Kind = Kind;
      for (const Expr *Arg : A->args()) {
        MutexRef Inner;
        if (follow(Arg, Inner, 0))
          if (auto Ref = rebase(Inner, C, nullptr, Args, 0)) {
            Step.Mutexes.push_back(std::move(*Ref));
          }
      }
    };
    if (const auto *A = C->getAttr<AcquireCapabilityAttr>()) {
      Take(A, What::Acquire);
      Step.Mode = A->isShared() ? LockMode::Shared : LockMode::Exclusive;
    } else if (const auto *A = C->getAttr<RequiresCapabilityAttr>()) {
      Take(A, What::Adopt);
    } else if (const auto *A = C->getAttr<LocksExcludedAttr>()) {
      Take(A, What::Defer);
    } else if (References::hasVisibleBody(C)) {
      const LockEffects &Found = effectsOf(C);
      Step.Kind = What::Defer;
      for (const LockStep &Inner : Found.Steps) {
        if (Inner.Kind == What::Release)
          continue;
        Step.Kind = Inner.Kind;
        Step.Mode = Inner.Mode;
        for (const MutexRef &Ref : Inner.Mutexes)
          if (auto Here = rebase(Ref, C, nullptr, Args, 0))
            Step.Mutexes.push_back(std::move(*Here));
          else {
            // A mutex of its own, or what nobody sees from outside.
            MutexRef Unknown = Ref;
            Unknown.Path.insert(Unknown.Path.begin(), E);
            Step.Mutexes.push_back(std::move(Unknown));
          }
      }
    } else {
      // What does the class of a visible guard's hidden constructor do?
      return std::nullopt;
    }
    return Step;
  }

  llvm::SmallVector<const Expr *, 4> Named;
  for (const Expr *Arg : Args) {
    const Model *Entry = Models.find(Arg->getType());
    if (Entry && Entry->LockTag) {
      switch (*Entry->LockTag) {
      case LockTag::Defer:
        Step.Kind = What::Defer;
        break;
      case LockTag::Adopt:
        Step.Kind = What::Adopt;
        break;
      case LockTag::Try:
        Step.Kind = What::Try;
        break;
      }
    } else if (isTime(Arg->getType())) {
      Step.Kind = What::Try;
    } else if (isa<CXXDefaultArgExpr>(Arg)) {
      continue;
    } else {
      Named.push_back(Arg);
    }
  }
  // Of absl::MutexLock(&mu, condition) only the first is a mutex; of
  // std::scoped_lock(a, b) all are.
  bool First = true;
  for (const Expr *Arg : Named) {
    if (isGuard(Arg->getType()))
      return std::nullopt; // Takes over from another guard.
    if (First && locksNothing(Arg->getType()))
      return std::nullopt;
    if (First || isMutex(Arg->getType()))
      Step.Mutexes.push_back(mutexOf(Arg));
    First = false;
  }
  if (Step.Mutexes.empty())
    Step.Kind = What::Defer;
  return Step;
}

} // namespace p99::analysis
