// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LockRemedies.h"
#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallSet.h"

using namespace clang;

namespace p99::analysis {

LockRemedies::LockRemedies(Unit &U, RemedyLimits Limits)
    : U(U), Guarded(U.guardedData()), Estimate(U.loops()), Limits(Limits) {}

/// An exclusive lock, waited for, of one mutex that others can want.
bool LockRemedies::mayHelp(const Section &S) const {
  return S.Acquisition && S.Mode == LockMode::Exclusive && !S.Tried &&
         S.How != Section::Kind::OnEntry && S.Mutexes.size() == 1 &&
         S.mutex().Decl && S.mutex().isShared() && !S.Held.empty();
}

HotAnswer LockRemedies::heatOf(const Section &S) const {
  return S.Acquisition ? U.hotPath().why(S.Acquisition) : HotAnswer();
}

/// The outermost loop around a statement of the section that runs in it.
static const Stmt *loopInside(const Stmt *Held, const Section &S,
                              const References &Refs) {
  auto Holds = [&](const Stmt *Loop) {
    for (const Stmt *Up = S.Acquisition; Up; Up = Refs.parent(Up))
      if (Up == Loop)
        return true;
    return false;
  };
  const Stmt *Outermost = nullptr;
  for (const Stmt *Loop = Refs.loopAround(Held); Loop && !Holds(Loop);
       Loop = Refs.loopAround(Loop))
    Outermost = Loop;
  return Outermost;
}

Work LockRemedies::workIn(const Section &S) const {
  Work Sum;
  llvm::SmallPtrSet<const Stmt *, 4> Loops;
  for (const Stmt *Held : S.Held) {
    const Stmt *Loop = loopInside(Held, S, U.references());
    if (Loop && Estimate.isScan(Loop)) {
      if (Loops.insert(Loop).second)
        Sum.add(Estimate.in(Loop));
    } else if (const auto *Lambda = dyn_cast<LambdaExpr>(Held)) {
      Sum.add(Estimate.in(Lambda->getBody()));
    } else if (const auto *E = dyn_cast<Expr>(Held)) {
      Sum.add(Estimate.of(E));
    }
  }
  return Sum;
}

//===-- A shared lock -----------------------------------------------------===//

static bool readsOnly(const Section &S, const SectionUse &Use, Unit &U) {
  // What waits, or writes somewhere, may need the others to keep out.
  return !Use.Writes && !Use.Touches.empty() &&
         llvm::none_of(S.Held, [&](const Stmt *Held) {
           const auto *E = dyn_cast<Expr>(Held);
           return E && isa<CallExpr, CXXConstructExpr>(E) &&
                  U.callSummaries().blocks(E);
         });
}

/// Its type says so, or someone does it.
static bool canBeShared(const MutexFacts &Facts, Unit &U) {
  return U.mutexes().isSharedMutex(Facts.Mutex->getType()) ||
         llvm::any_of(Facts.Sections, [](const Section *S) {
           return S->Mode == LockMode::Shared;
         });
}

std::optional<LockRemedy> LockRemedies::shareGuard(const Section &S,
                                                   const MutexFacts &Facts) {
  if (!mayHelp(S) || Facts.HasCondition || !canBeShared(Facts, U) ||
      !readsOnly(S, Guarded.useIn(S), U))
    return std::nullopt;
  LockRemedy Remedy;
  Remedy.What = LockRemedy::Kind::ShareGuard;
  Remedy.Done = workIn(S);
  Remedy.Hot = heatOf(S);
  if (Remedy.Done.Nanoseconds < Limits.SharedNs || !Remedy.Hot.isHot())
    return std::nullopt;
  Remedy.Where = &S;
  Remedy.Facts = &Facts;
  return Remedy;
}

bool isHandedOn(const VarDecl *Guard, const References &Refs) {
  return llvm::any_of(Refs.usesOf(Guard), [&](const Expr *Use) {
    const Stmt *Up = parentPastCasts(Use, Refs);
    return !isa_and_nonnull<MemberExpr>(Up);
  });
}

std::optional<LockRemedy> LockRemedies::shareMutex(const MutexFacts &Facts) {
  QualType Type = Facts.Mutex->getType();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  // A recursive one has no shared twin, and std has one since C++17.
  if (canBeShared(Facts, U) || Facts.HasCondition ||
      isa<ParmVarDecl>(Facts.Mutex) ||
      (Class &&
       (llvm::StringRef(Class->getName()).contains_insensitive("recurs") ||
        (isInStd(Class) && !U.ast().getLangOpts().CPlusPlus17))))
    return std::nullopt;
  LockRemedy Remedy;
  Remedy.What = LockRemedy::Kind::ShareMutex;
  Remedy.Facts = &Facts;
  unsigned Writers = 0;
  for (const Section *S : Facts.Sections) {
    SectionUse Use = Guarded.useIn(*S);
    HotAnswer Hot = heatOf(*S);
    if (!mayHelp(*S) || !readsOnly(*S, Use, U)) {
      // A shared mutex makes writers wait for as long as readers overlap.
      // Who gets the guard may wait for a condition with it.
      if (Hot.isHot() || S->Tried || S->How == Section::Kind::OnEntry ||
          (S->Guard && isHandedOn(S->Guard, U.references())))
        return std::nullopt;
      ++Writers;
      continue;
    }
    Remedy.Sections.push_back(S);
    Work Done = workIn(*S);
    if (Hot.isHot() && Done.Nanoseconds >= Limits.SharedNs &&
        (!Remedy.Where || Hot.Source > Remedy.Hot.Source ||
         Hot.Share > Remedy.Hot.Share)) {
      Remedy.Where = S;
      Remedy.Hot = std::move(Hot);
      Remedy.Done = Done;
    }
  }
  size_t Readers = Remedy.Sections.size();
  // Where writers may be elsewhere, those in sight have to be the few.
  bool Dominate =
      Facts.AllSeen ? Readers > Writers : Writers > 0 && Readers >= 2 * Writers;
  return Remedy.Where && Dominate ? std::optional(std::move(Remedy))
                                  : std::nullopt;
}

//===-- An atomic ---------------------------------------------------------===//

std::optional<AtomicUse> atomicUse(const Expr *Place, const References &Refs) {
  const Stmt *Child = Place;
  const Stmt *Up = Refs.parent(Place);
  while (isa_and_nonnull<ParenExpr>(Up)) {
    Child = Up;
    Up = Refs.parent(Up);
  }
  if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Up))
    return Cast->getCastKind() == CK_LValueToRValue
               ? std::optional(AtomicUse::Load)
               : std::nullopt;
  std::optional<AtomicUse> Use;
  QualType Type = Place->getType();
  bool Counts = Type->isIntegerType() && !Type->isBooleanType();
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Up)) {
    if (Unary->isIncrementDecrementOp() && (Counts || Type->isPointerType()))
      Use = AtomicUse::Modify;
  } else if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Up);
             Binary && Binary->getLHS() == Child) {
    switch (Binary->getOpcode()) {
    case BO_Assign:
      Use = AtomicUse::Store;
      break;
    case BO_AddAssign:
    case BO_SubAssign:
      if (Counts || Type->isPointerType())
        Use = AtomicUse::Modify;
      break;
    case BO_AndAssign:
    case BO_OrAssign:
    case BO_XorAssign:
      if (Counts)
        Use = AtomicUse::Modify;
      break;
    default:
      break;
    }
  }
  if (!Use)
    return std::nullopt;
  // The operators of an atomic answer with a value, not with a place.
  const auto *Whole = cast<Expr>(Up);
  const Stmt *Around = Refs.parent(Whole);
  const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around);
  if (Whole->isGLValue() && isa_and_nonnull<Expr>(Around) &&
      !isa<ExprWithCleanups>(Around) &&
      !(Cast && Cast->getCastKind() == CK_LValueToRValue))
    return std::nullopt;
  return Use;
}

static bool fitsAtomic(QualType T, const ASTContext &Context) {
  return T->isScalarType() && !T->isMemberPointerType() &&
         !T->isDependentType() && !T.isVolatileQualified() &&
         Context.getTypeSizeInChars(T).getQuantity() <= 8;
}

/// Nothing but one use of the scalar: no call whose own effects or timing the
/// lock may be for.
static bool onlyUses(const ValueDecl *Scalar, const Section &S, Unit &U) {
  const Effects &Changes = U.guardedData().effects();
  const Expr *Found = nullptr;
  unsigned Changed = 0;
  for (const Stmt *Held : S.Held) {
    const auto *E = dyn_cast<Expr>(Held);
    if (!E)
      continue;
    if (isa<CallExpr, CXXConstructExpr, LambdaExpr, CXXNewExpr, CXXDeleteExpr,
            CXXThrowExpr>(E)) {
      // `duration.count()` of what the caller gave is no work.
      const Expr *Object = objectOf(E);
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(calleeOf(E));
      if (!Object || !Method || !Method->isConst() || !argumentsOf(E).empty() ||
          Changes.homeOf(Object, S.Function) > Home::Parameter)
        return false;
      continue;
    }
    if (placeOf(E) == Scalar) {
      if (Found && Found != E)
        return false;
      Found = E;
    } else if (isa<DeclRefExpr, MemberExpr>(E) &&
               Changes.reachesShared(E, S.Function)) {
      return false;
    }
    Changed += Changes.changes(E, S.Function) > Home::Local;
  }
  std::optional<AtomicUse> Use =
      Found ? atomicUse(Found, U.references()) : std::nullopt;
  return Use && Changed <= (*Use == AtomicUse::Load ? 0 : 1);
}

std::optional<LockRemedy> LockRemedies::makeAtomic(const MutexFacts &Facts) {
  const ASTContext &Context = U.ast();
  if (!Facts.AllSeen || Facts.HasCondition || Facts.Guarded.size() != 1 ||
      !Context.getLangOpts().CPlusPlus17)
    return std::nullopt;
  const ValueDecl *Scalar = Facts.Guarded.front();
  if (!fitsAtomic(Scalar->getType(), Context) ||
      (isa<FieldDecl>(Scalar) && cast<FieldDecl>(Scalar)->isBitField()))
    return std::nullopt;
  LockRemedy Remedy;
  Remedy.What = LockRemedy::Kind::Atomic;
  Remedy.Facts = &Facts;
  Remedy.Scalar = Scalar;
  for (const Section *S : Facts.Sections) {
    if (!mayHelp(*S) || !onlyUses(Scalar, *S, U))
      return std::nullopt;
    HotAnswer Hot = heatOf(*S);
    if (Hot.isHot() && (!Remedy.Where || Hot.Share > Remedy.Hot.Share)) {
      Remedy.Where = S;
      Remedy.Hot = std::move(Hot);
    }
    Remedy.Sections.push_back(S);
  }
  return Remedy.Where ? std::optional(std::move(Remedy)) : std::nullopt;
}

//===-- A shorter section -------------------------------------------------===//

/// Anything but work on what only this call has: what others can see, what may
/// depend on the order of the threads, what has to be undone.
bool LockRemedies::needsLock(const Stmt *S, const Section &In) const {
  if (!S)
    return false;
  if (isa<LabelStmt, SwitchCase, GotoStmt, IndirectGotoStmt, CoroutineBodyStmt,
          CoreturnStmt, CoroutineSuspendExpr, AsmStmt, CXXTryStmt>(S))
    return true;
  if (const auto *Declared = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declared->decls()) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (!V || V->isStaticLocal())
        return true;
      // A timer, a transaction, another lock: its place is its meaning.
      const CXXRecordDecl *Class = V->getType()->getAsCXXRecordDecl();
      if (U.mutexes().isGuard(V->getType()) ||
          (Class && Class->hasDefinition() && !isInStd(Class) &&
           Class->hasUserDeclaredDestructor()))
        return true;
    }
  if (const auto *E = dyn_cast<Expr>(S)) {
    const Effects &Changes = Guarded.effects();
    if (Changes.reachesShared(E, In.Function) ||
        Changes.changes(E, In.Function) > Home::Local)
      return true;
    if (isa<CallExpr, CXXConstructExpr>(E)) {
      if (U.mutexes().stepOf(E) || U.mutexes().notifies(E) ||
          U.callSummaries().blocks(E))
        return true;
      // A clock or a counter: what it answers depends on when it is asked.
      if (isa<CallExpr>(E) && !objectOf(E) && argumentsOf(E).empty())
        return true;
    }
  }
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return needsLock(Child, In); });
}

std::optional<LockRemedy> LockRemedies::narrow(const Section &S,
                                               const MutexFacts &Facts) {
  const References &Refs = U.references();
  if (!mayHelp(S) || S.How != Section::Kind::Guard || !S.Guard)
    return std::nullopt;
  LockRemedy Remedy;
  Remedy.What = LockRemedy::Kind::Narrow;
  Remedy.Where = &S;
  Remedy.Facts = &Facts;
  const Stmt *Guard = S.Acquisition;
  while (Guard && !isa<DeclStmt>(Guard))
    Guard = Refs.parent(Guard);
  Remedy.Guard = Guard;
  Remedy.Block =
      Guard ? dyn_cast_or_null<CompoundStmt>(Refs.parent(Guard)) : nullptr;
  if (!Remedy.Block || !cast<DeclStmt>(Guard)->isSingleDecl())
    return std::nullopt;

  auto Begin = std::next(llvm::find(Remedy.Block->body(), Guard));
  auto End = Remedy.Block->body_end();
  bool ToTheEnd = S.Releases.empty();
  auto First = std::find_if(
      Begin, End, [&](const Stmt *Each) { return needsLock(Each, S); });
  if (First == End)
    return std::nullopt; // What it is for is not in sight.
  auto Last = First;
  for (auto It = First; It != End; ++It)
    if (needsLock(*It, S))
      Last = It;
  Work Before, Inside, Behind;
  for (auto It = Begin; It != First; ++It)
    Before.add(Estimate.in(*It));
  for (auto It = First; It != std::next(Last); ++It)
    Inside.add(Estimate.in(*It));
  for (auto It = std::next(Last); It != End; ++It)
    Behind.add(Estimate.in(*It));
  auto Pays = [&](const Work &Part) {
    return Part.Nanoseconds >= Limits.NarrowNs &&
           Part.Nanoseconds >= Inside.Nanoseconds;
  };
  Remedy.Before = Pays(Before);
  Remedy.Behind = ToTheEnd && Pays(Behind);
  if (!Remedy.Before && !Remedy.Behind)
    return std::nullopt;
  Remedy.Hot = heatOf(S);
  if (!Remedy.Hot.isHot())
    return std::nullopt;
  Remedy.First = *First;
  Remedy.Last = *Last;
  Remedy.Done = Remedy.Before ? Before : Behind;
  return Remedy;
}

//===-- All of them -------------------------------------------------------===//

std::vector<LockRemedy> LockRemedies::found() {
  std::vector<LockRemedy> Found;
  llvm::SmallPtrSet<const ValueDecl *, 8> Asked;
  llvm::SmallPtrSet<const ValueDecl *, 8> Mended;
  // Instantiations of a template have their text in common.
  llvm::SmallSet<SourceLocation, 8> Reported;
  auto Add = [&](std::optional<LockRemedy> Remedy) {
    if (Remedy && Reported.insert(Remedy->Where->location()).second)
      Found.push_back(std::move(*Remedy));
  };
  for (const Section *S : U.criticalSections().all()) {
    if (!mayHelp(*S))
      continue;
    const auto *Mutex = cast<ValueDecl>(S->mutex().Decl->getCanonicalDecl());
    const MutexFacts &Facts = Guarded.of(Mutex);
    if (Asked.insert(Mutex).second) {
      std::optional<LockRemedy> Remedy = makeAtomic(Facts);
      if (!Remedy)
        Remedy = shareMutex(Facts);
      if (Remedy) {
        Mended.insert(Mutex);
        Add(std::move(Remedy));
      }
    }
    if (Mended.contains(Mutex))
      continue;
    std::optional<LockRemedy> Remedy = shareGuard(*S, Facts);
    Add(Remedy ? std::move(Remedy) : narrow(*S, Facts));
  }
  return Found;
}

} // namespace p99::analysis
