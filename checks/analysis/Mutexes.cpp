// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Mutexes.h"
#include "analysis/Expressions.h"
#include "analysis/LlvmCompat.h"
#include "analysis/LockFacts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace p99::analysis {

Mutexes::Mutexes(ASTContext &Context, const ModelIndex &Models,
                 const References &Refs)
    : Context(Context), Models(Models), Refs(Refs) {}
Mutexes::~Mutexes() = default;

const Mutexes::Callee &Mutexes::calleeFacts(const FunctionDecl *F) const {
  F = F->getCanonicalDecl();
  std::unique_ptr<Callee> &Slot = Callees[F];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Callee>();
  Callee *Facts = Slot.get();
  const Model *Entry = Models.find(F);
  if (Entry && (Entry->Acquires || Entry->Releases || Entry->AssertsHeld ||
                Entry->WaitsWith))
    Facts->Entry = Entry;
  Facts->Attributes = hasLockAttribute(F);
  if (!isa<CXXConstructorDecl, CXXDestructorDecl>(F) &&
      isGuard(F->getReturnType()) && !F->getReturnType()->isReferenceType() &&
      !F->getReturnType()->isPointerType())
    Facts->ReturnsGuard = true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Facts->Entry && !Facts->Attributes && References::hasVisibleBody(F)) {
    // Recursion ends here: while a function is looked into, it locks nothing.
    const LockEffects &Found = effectsOf(F);
    if (!Found.empty())
      Facts->Effects = &Found;
  }
  if (Method && !Facts->Entry && !Facts->Attributes && !Facts->Effects &&
      !Context.getSourceManager().isInSystemHeader(F->getLocation()) &&
      (!References::hasVisibleBody(F) || spins(Method, 0)))
    Facts->Shape = shapeOf(Method);
  else if (!Method && !Facts->Entry && !Facts->Attributes &&
           !References::hasVisibleBody(F) &&
           !Context.getSourceManager().isInSystemHeader(F->getLocation()))
    Facts->Shape = shapeOf(F);
  if (Method && isHolderMethod(Method))
    Facts->Holder =
        guardIn(compat::canonicalTagType(Context, Method->getParent()));
  return *Facts;
}

//===-- Calls -------------------------------------------------------------===//

void Mutexes::addMutex(LockStep &Step, const Expr *E) const {
  if (isGuard(E->getType()))
    Step.Guards.push_back(E);
  else
    Step.Mutexes.push_back(mutexOf(E));
}

/// A spin lock: the body, or the try_lock() that it calls, uses atomics.
bool Mutexes::spins(const CXXMethodDecl *Method, unsigned Depth) const {
  if (!mayBeNamedLock(Method))
    return false;
  return llvm::any_of(Refs.callsIn(Method), [&](const Expr *Call) {
    const FunctionDecl *F = calleeOf(Call);
    if (!F)
      return false;
    if (F->getBuiltinID() && F->getIdentifier())
      return F->getName().starts_with("__sync") ||
             F->getName().starts_with("__atomic");
    const auto *Other = dyn_cast<CXXMethodDecl>(F);
    if (!Other)
      return false;
    const Model *Entry = Models.find(Other->getParent());
    if (Entry && Entry->Atomic)
      return true;
    const Expr *Object = objectOf(Call);
    if (const Model *Type = Object ? Models.find(Object->getType()) : nullptr;
        Type && Type->Atomic)
      return true;
    return Depth < 2 && Other->getParent() == Method->getParent() &&
           References::hasVisibleBody(Other) && spins(Other, Depth + 1);
  });
}

static const Expr *at(const Place &Where, const Expr *Call) {
  if (Where.Index == Place::This)
    return objectOf(Call);
  return Where.Index > 0 ? argument(Call, Where.Index - 1) : nullptr;
}

std::optional<LockStep> Mutexes::modelStep(const Expr *E,
                                           const Model &Entry) const {
  using What = LockStep::What;
  LockStep Step;
  Place Where;
  if (Entry.Acquires) {
    Step.Kind = Entry.Acquires->Try ? What::Try : What::Acquire;
    Step.Mode = Entry.Acquires->Shared ? LockMode::Shared : LockMode::Exclusive;
    Step.Callable = Entry.Acquires->Callable;
    Where = Entry.Acquires->Mutex;
  } else if (Entry.Releases) {
    Step.Kind = What::Release;
    Where = *Entry.Releases;
  } else if (Entry.AssertsHeld) {
    Step.Kind = What::AssertHeld;
    Where = *Entry.AssertsHeld;
  } else {
    return std::nullopt;
  }
  const FunctionDecl *F = calleeOf(E);
  Step.Result = successOf(F, Step.Kind);
  const Expr *On = at(Where, E);
  if (!On || On->isInstantiationDependent())
    return std::nullopt;
  addMutex(Step, On);
  // std::lock(a, b, c)
  for (unsigned I = Where.Index; I && I < argumentsOf(E).size(); ++I)
    if (const Expr *More = argument(E, I);
        isMutex(More->getType()) || isGuard(More->getType()))
      addMutex(Step, More);
  Step.OnGuard = !Step.Guards.empty() || calleeFacts(F).ReturnsGuard;
  if (Step.OnGuard && Where.Index == Place::This && !Step.Guards.empty()) {
    Step.Guard = dyn_cast_or_null<VarDecl>(placeOf(strip(On)));
    Step.Mutexes.clear();
  }
  return Step;
}

std::optional<LockStep> Mutexes::attributeStep(const Expr *E,
                                               const FunctionDecl *F) const {
  using What = LockStep::What;
  LockStep Step;
  llvm::SmallVector<const Expr *, 2> Args;
  auto Take = [&](const auto *A, What Kind) {
    Step.Kind = Kind;
    Args.append(A->args_begin(), A->args_end());
    if constexpr (requires { A->isShared(); })
      Step.Mode = A->isShared() ? LockMode::Shared : LockMode::Exclusive;
  };
  if (const auto *A = F->getAttr<AcquireCapabilityAttr>())
    Take(A, What::Acquire);
  else if (const auto *A = F->getAttr<ReleaseCapabilityAttr>())
    Take(A, What::Release);
  else if (const auto *A = F->getAttr<AssertCapabilityAttr>())
    Take(A, What::AssertHeld);
  else if (const auto *A = F->getAttr<TryAcquireCapabilityAttr>()) {
    Take(A, What::Try);
    Expr::EvalResult Value;
    Step.Result = LockStep::Success::NonZero;
    if (A->getSuccessValue() &&
        A->getSuccessValue()->EvaluateAsInt(Value, Context) &&
        Value.Val.getInt() == 0)
      Step.Result = LockStep::Success::Zero;
  } else {
    return std::nullopt;
  }
  const Expr *Object = objectOf(E);
  if (Args.empty()) {
    if (!Object)
      return std::nullopt;
    addMutex(Step, Object);
    Step.OnGuard = !Step.Guards.empty();
    return Step;
  }
  for (const Expr *Arg : Args) {
    MutexRef Inner;
    if (Arg->isInstantiationDependent() || !follow(Arg, Inner, 0))
      continue;
    if (auto Ref = rebase(Inner, F, Object, argumentsOf(E), 0)) {
      Step.Mutexes.push_back(std::move(*Ref));
    }
  }
  if (Step.Mutexes.empty())
    return std::nullopt;
  return Step;
}

/// mutex_lock(&m, MUTEX_READ): what else is given says so by its name, which
/// may be a macro's.
static bool isGivenAsShared(const Expr *E, const LockShape &Shape,
                            const ASTContext &Context) {
  for (auto [I, Given] : llvm::enumerate(argumentsOf(E))) {
    llvm::StringRef Text = spelled(Given, Context);
    if (I + 1 != Shape.Argument && !Text.contains_insensitive("write") &&
        (Text.ends_with_insensitive("read") ||
         Text.ends_with_insensitive("shared")))
      return true;
  }
  return false;
}

std::optional<LockStep> Mutexes::shapeStep(const Expr *E,
                                           const FunctionDecl *F) const {
  const LockShape &Shape = *calleeFacts(F).Shape;
  const Expr *Object =
      Shape.Argument ? argument(E, Shape.Argument - 1) : objectOf(E);
  if (!Object)
    return std::nullopt;
  LockStep Step;
  Step.Kind = Shape.Kind;
  Step.Mode =
      isGivenAsShared(E, Shape, Context) ? LockMode::Shared : Shape.Mode;
  Step.Result = successOf(F, Shape.Kind);
  addMutex(Step, Object);
  Step.OnGuard = !Step.Guards.empty();
  return Step;
}

std::optional<LockStep> Mutexes::effectStep(const Expr *E,
                                            const LockEffects &Found) const {
  const FunctionDecl *F = calleeOf(E);
  const Expr *Object = objectOf(E);
  std::optional<LockStep> Result;
  auto Translate = [&](const LockStep &Inner) {
    LockStep Step = Inner;
    Step.Mutexes.clear();
    Step.Guards.clear();
    for (const MutexRef &Ref : Inner.Mutexes) {
      const bool OnThis = Ref.Path[0] == MutexRef::thisRoot();
      if (OnThis && Object && isGuard(Object->getType())) {
        Step.Guards = {Object};
        Step.OnGuard = true;
        continue;
      }
      auto Here = rebase(Ref, F, Object, argumentsOf(E), 0);
      if (!Here)
        continue;
      // The caller's guard, handed over to be locked or unlocked.
      if (Ref.Path.size() == 1 && !OnThis)
        for (unsigned I = 0; I < F->getNumParams(); ++I)
          if (const Expr *Given = argument(E, I);
              Given && isGuard(Given->getType()) && isRootedIn(Ref, F, I)) {
            Step.Guards.push_back(Given);
            Step.OnGuard = true;
            Here.reset();
            break;
          }
      if (Here)
        Step.Mutexes.push_back(std::move(*Here));
    }
    if (Step.Mutexes.empty() && Step.Guards.empty())
      return;
    if (!Result)
      Result = std::move(Step);
    else if (Result->Kind == Step.Kind && Result->OnGuard == Step.OnGuard) {
      Result->Mutexes.append(Step.Mutexes);
      Result->Guards.append(Step.Guards);
    }
  };
  for (const LockStep &Inner : Found.Steps)
    Translate(Inner);
  return Result;
}

std::optional<LockStep> Mutexes::stepOf(const Expr *E) const {
  if (isa<CXXConstructExpr>(E))
    return E->isInstantiationDependent() ? std::nullopt : constructionStep(E);
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || E->isInstantiationDependent())
    return std::nullopt;
  const Callee &Facts = calleeFacts(F);
  if (!Facts.any())
    return std::nullopt;
  if (Facts.Entry)
    return modelStep(E, *Facts.Entry);
  if (Facts.Attributes)
    if (auto Step = attributeStep(E, F))
      return Step;
  if (Facts.Holder)
    return holderStep(E);
  if (Facts.Effects && !Facts.Effects->Steps.empty())
    if (auto Step = effectStep(E, *Facts.Effects))
      return Step;
  if (Facts.Shape)
    return shapeStep(E, F);
  if (Facts.ReturnsGuard) {
    if (auto Step = holderStep(E))
      return Step;
    // std::move(guard) and its like make no guard.
    if (seenThrough(E))
      return std::nullopt;
    LockStep Step;
    Step.OnGuard = true;
    Step.Mode = modeOf(F->getReturnType());
    if (Facts.Effects && Facts.Effects->Returned) {
      Step.Kind = Facts.Effects->Returned->Kind;
      Step.Mode = Facts.Effects->Returned->Mode;
      for (const MutexRef &Ref : Facts.Effects->Returned->Mutexes)
        if (auto Here = rebase(Ref, F, objectOf(E), argumentsOf(E), 0))
          Step.Mutexes.push_back(std::move(*Here));
    } else if (References::hasVisibleBody(F)) {
      Step.Kind = LockStep::What::Defer; // Not always, or not at all.
    }
    if (Step.Mutexes.empty()) {
      // The same if it is spelled alike: queue.hold().
      Step.Mutexes.push_back(mutexOf(E));
    }
    return Step;
  }
  return std::nullopt;
}

const Expr *Mutexes::waitedWith(const Expr *Call) const {
  const FunctionDecl *F = calleeOf(Call);
  const Model *Entry = F ? Models.find(F) : nullptr;
  return Entry && Entry->WaitsWith ? at(*Entry->WaitsWith, Call) : nullptr;
}

/// On a member: cv_.notify_one(), pthread_cond_signal(&cond_).
static bool forwardsOwn(const Expr *Call) {
  const Expr *On = objectOf(Call);
  if (!On)
    On = argument(Call, 0);
  const auto *Member = On ? dyn_cast<MemberExpr>(strip(On)) : nullptr;
  return Member && isa<CXXThisExpr>(strip(Member->getBase()));
}

bool Mutexes::notifies(const Expr *Call) const {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return false;
  if (const Model *Entry = Models.find(F))
    return Entry->Notifies;
  // The user's own condition variables: what does nothing but forward.
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->getIdentifier() || !objectOf(Call))
    return false;
  if (!References::hasVisibleBody(F))
    return isNamedLikeCondition(Method) && mayBeNamedNotify(Method);
  auto [It, New] = Notifiers.try_emplace(F->getCanonicalDecl(), false);
  if (New) {
    llvm::ArrayRef<const Expr *> Calls = Refs.callsIn(F);
    bool Forwards = Calls.size() <= 4 && effectsOf(F).empty() &&
                    llvm::any_of(Calls, [&](const Expr *Inner) {
                      return notifies(Inner) && forwardsOwn(Inner);
                    });
    Notifiers[F->getCanonicalDecl()] = Forwards;
    return Forwards;
  }
  return It->second;
}

} // namespace p99::analysis
