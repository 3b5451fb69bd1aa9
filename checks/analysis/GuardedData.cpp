// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/GuardedData.h"
#include "analysis/AstVisitor.h"
#include "analysis/Expressions.h"
#include "analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

const ValueDecl *GuardedData::guardNamedBy(const ValueDecl *Data) {
  const Expr *Named = nullptr;
  if (const auto *By = Data->getAttr<GuardedByAttr>())
    Named = By->getArg();
  else if (const auto *By = Data->getAttr<PtGuardedByAttr>())
    Named = By->getArg();
  return Named ? placeOf(strip(Named)) : nullptr;
}

/// Data that needs no lock, or is one.
static bool needsNoLock(QualType T, const Mutexes &Locks) {
  T = T.getNonReferenceType();
  return T.isConstQualified() || isAtomic(T) || Locks.isMutex(T) ||
         Locks.isGuard(T);
}

void GuardedData::index() {
  if (std::exchange(Indexed, true))
    return;
  for (const Section *S : Sections.all())
    for (const MutexRef &Mutex : S->Mutexes)
      if (Mutex.Decl)
        ByMutex[canonical(Mutex.Decl)].push_back(S);
  for (const Expr *Call : Refs.calls()) {
    const Expr *With = Locks.waitedWith(Call);
    if (!With)
      continue;
    const ValueDecl *Named = placeOf(strip(With));
    if (const ValueDecl *Mutex = Locks.mutexOf(With).Decl)
      WithCondition.insert(canonical(Mutex));
    for (const Section *S : Sections.all())
      if (S->Guard && Named && canonical(S->Guard) == Named)
        for (const MutexRef &Mutex : S->Mutexes)
          if (Mutex.Decl)
            WithCondition.insert(canonical(Mutex.Decl));
  }
}

const MutexFacts &GuardedData::of(const ValueDecl *Mutex) {
  std::unique_ptr<MutexFacts> &Facts =
      Known[Mutex ? canonical(Mutex) : nullptr];
  if (!Facts) {
    // Filling it in asks for others.
    auto Made = compute(Mutex);
    return *(Known[Mutex ? canonical(Mutex) : nullptr] = std::move(Made));
  }
  return *Facts;
}

/// The variable or member that `E` names, if `Mutex` could guard it: a member
/// of the same object, or a variable declared where the mutex is.
const ValueDecl *GuardedData::dataOf(const Expr *E,
                                     const MutexRef &Mutex) const {
  const ValueDecl *Data = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    Data = dyn_cast<VarDecl>(Ref->getDecl());
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Data = Member->getMemberDecl();
    if (!isa<FieldDecl, VarDecl>(Data))
      return nullptr;
  }
  if (!Data || !Mutex.Decl || Data == Mutex.Decl || isa<ParmVarDecl>(Data) ||
      needsNoLock(Data->getType(), Locks))
    return nullptr;
  if (isa<FieldDecl>(Data)) {
    if (!isa<FieldDecl>(Mutex.Decl))
      return nullptr;
    MutexRef Way = Locks.mutexOf(E);
    return Way && Way.Path.size() == Mutex.Path.size() &&
                   llvm::ArrayRef(Way.Path).drop_back() ==
                       llvm::ArrayRef(Mutex.Path).drop_back()
               ? canonical(Data)
               : nullptr;
  }
  const auto *V = cast<VarDecl>(Data);
  // A local variable of the function whose local mutex a lambda has captured.
  if (!V->hasGlobalStorage())
    return isa<VarDecl>(Mutex.Decl) && !isa<ParmVarDecl>(Mutex.Decl) &&
                   V->getDeclContext() == Mutex.Decl->getDeclContext() &&
                   !V->getType()->isReferenceType()
               ? canonical(V)
               : nullptr;
  const SourceManager &SM = Context.getSourceManager();
  auto FileOf = [&](const ValueDecl *D) {
    return SM.getFileID(SM.getExpansionLoc(D->getLocation()));
  };
  bool Near =
      V->getDeclContext()->getPrimaryContext() ==
          Mutex.Decl->getDeclContext()->getPrimaryContext() ||
      (isa<VarDecl>(Mutex.Decl) && cast<VarDecl>(Mutex.Decl)->isFileVarDecl() &&
       V->isFileVarDecl());
  return Near && FileOf(V) == FileOf(Mutex.Decl) ? canonical(V) : nullptr;
}

//===-- Facts -------------------------------------------------------------===//

bool GuardedData::allSeen(const MutexFacts &Facts) const {
  const SourceManager &SM = Context.getSourceManager();
  if (const auto *Field = dyn_cast<FieldDecl>(Facts.Mutex)) {
    if (!isPrivateToUnit(Field, Context))
      return false;
  } else {
    const auto *V = dyn_cast<VarDecl>(Facts.Mutex);
    if (!V || isa<ParmVarDecl>(V) || V->getType()->isReferenceType() ||
        (V->hasGlobalStorage() && !V->isStaticLocal() &&
         (V->isExternallyVisible() ||
          !SM.isInMainFile(SM.getExpansionLoc(V->getLocation())))))
      return false;
  }
  // Each use locks or unlocks it: no address is taken, nothing else is done.
  llvm::SmallPtrSet<const Expr *, 8> Steps;
  for (const Section *S : Facts.Sections) {
    if (S->Acquisition)
      Steps.insert(S->Acquisition);
    Steps.insert(S->Releases.begin(), S->Releases.end());
  }
  return llvm::all_of(Refs.usesOf(Facts.Mutex), [&](const Expr *Use) {
    // lock_guard<decltype(mutex_)>
    if (isa_and_nonnull<DeclStmt>(Refs.parent(Use)) && !Refs.initializedBy(Use))
      return true;
    for (const Stmt *S = Use; S && isa<Expr>(S); S = Refs.parent(S))
      if (Steps.contains(cast<Expr>(S)) || Locks.stepOf(cast<Expr>(S)))
        return true;
    return false;
  });
}

namespace {
/// The expressions in the body of a lambda or helper.
class Inner : public AstVisitor {
public:
  explicit Inner(llvm::function_ref<void(const Expr *)> Each) : Each(Each) {}
  bool VisitExpr(Expr *E) override {
    Each(E);
    return true;
  }

private:
  llvm::function_ref<void(const Expr *)> Each;
};
} // namespace

/// The expression itself, and those in the lambdas and the helpers on the same
/// `this` that it runs.
void GuardedData::eachExpression(
    const Stmt *S, unsigned Depth,
    llvm::function_ref<void(const Expr *)> Each) const {
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return;
  Each(E);
  const Stmt *Body = nullptr;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    Body = Lambda->getBody();
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    const Expr *Object = Call->getImplicitObjectArgument();
    if (F && Object && isa<CXXThisExpr>(Object->IgnoreParenImpCasts()) &&
        References::hasVisibleBody(F))
      Body = F->getBody();
  }
  if (Body && Depth < 3)
    Inner([&](const Expr *In) {
      if (isa<LambdaExpr>(In))
        Each(In); // Its body is walked with the rest.
      else
        eachExpression(In, Depth + 1, Each);
    }).TraverseStmt(const_cast<Stmt *>(Body));
}

std::unique_ptr<MutexFacts> GuardedData::compute(const ValueDecl *Mutex) {
  index();
  auto Facts = std::make_unique<MutexFacts>();
  if (!Mutex)
    return Facts;
  Facts->Mutex = canonical(Mutex);
  Facts->Sections = ByMutex.lookup(Facts->Mutex);
  Facts->HasCondition = WithCondition.contains(Facts->Mutex);
  if (const auto *Field = dyn_cast<FieldDecl>(Facts->Mutex))
    for (const FieldDecl *Other : Field->getParent()->fields())
      if (guardNamedBy(Other) == Facts->Mutex)
        Facts->Guarded.insert(canonical(Other));

  llvm::SmallSetVector<const ValueDecl *, 8> Candidates;
  for (const Section *S : Facts->Sections)
    for (const MutexRef &Way : S->Mutexes)
      if (Way.Decl && canonical(Way.Decl) == Facts->Mutex)
        for (const Stmt *Held : S->Held)
          eachExpression(Held, 0, [&](const Expr *E) {
            if (const ValueDecl *Data = dataOf(E, Way))
              Candidates.insert(Data);
          });
  for (const ValueDecl *Data : Candidates)
    if (onlyUsedUnder(Data, *Facts))
      Facts->Guarded.insert(Data);
  Facts->AllSeen = allSeen(*Facts);

  // useIn() asks for these facts, so they have to be known by now.
  MutexFacts &Placed = *Facts;
  Known[Placed.Mutex] = std::move(Facts);
  for (const Section *S : Placed.Sections) {
    SectionUse Use = useIn(*S);
    bool Reads =
        S->Mode == LockMode::Shared || (!Use.Writes && !Use.Touches.empty());
    ++(Reads ? Placed.Readers : Placed.Writers);
  }
  return std::move(Known[Placed.Mutex]);
}

SectionUse GuardedData::useIn(const Section &S) {
  SectionUse Use;
  auto Look = [&](const Expr *E) {
    // A local name for something that is not.
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    bool Names = Ref && Changes.reachesShared(E, S.Function) &&
                 !(V && (isa<ParmVarDecl>(V) || V->hasGlobalStorage()));
    for (const MutexRef &Mutex : S.Mutexes)
      if (!Names && Mutex.Decl)
        if (const ValueDecl *Data = dataOf(E, Mutex))
          Names = of(Mutex.Decl).Guarded.contains(Data);
    if (Names)
      Use.Touches.push_back(E);
    // Data beside a mutex that is a parameter is the caller's as well.
    bool Outer = !S.Mutexes.empty() && S.mutex().Decl &&
                 isa<ParmVarDecl>(S.mutex().Decl);
    Home Changed = Changes.changes(E, S.Function);
    if (!Use.FirstWrite && Changed >= (Outer ? Home::Parameter : Home::This))
      Use.FirstWrite = E;
  };
  for (const Stmt *Held : S.Held) {
    const auto *E = dyn_cast<Expr>(Held);
    if (!E)
      continue;
    Look(E);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
      Inner(Look).TraverseStmt(Lambda->getBody());
  }
  Use.Writes = Use.FirstWrite != nullptr;
  return Use;
}

bool GuardedData::guards(const ValueDecl *Mutex, const ValueDecl *Data) {
  return Mutex && Data && of(Mutex).Guarded.contains(canonical(Data));
}

} // namespace p99::analysis
