// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/GuardedData.h"
#include "analysis/Expressions.h"
#include "analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

static const ValueDecl *canonical(const ValueDecl *D) {
  return cast<ValueDecl>(D->getCanonicalDecl());
}

/// The variable or member that `guarded_by` and its like name, or nullptr.
static const ValueDecl *guardNamedBy(const ValueDecl *Data) {
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
  for (const Section *S : Sections.all())
    for (const Stmt *Held : S->Held) {
      const auto *Call = dyn_cast<Expr>(Held);
      const Expr *With = Call ? Locks.waitedWith(Call) : nullptr;
      if (!With)
        continue;
      const ValueDecl *Named = placeOf(strip(With));
      for (const MutexRef &Mutex : S->Mutexes)
        if (Mutex.Decl &&
            (!Named || Named == S->Guard || Named == canonical(Mutex.Decl) ||
             Locks.isGuard(Named->getType())))
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

//===-- Is it held there? -------------------------------------------------===//

/// The call that runs the lambda before it returns: an algorithm, the wait of a
/// condition, the lambda's own. nullptr if it may be kept for later.
const Expr *GuardedData::runsAtOnce(const LambdaExpr *Lambda) const {
  const Stmt *Child = Lambda;
  for (const Stmt *S = Refs.parent(Lambda); S; Child = S, S = Refs.parent(S)) {
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *F = Call->getDirectCallee();
      if (Locks.waitedWith(Call))
        return Call;
      if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
        return Operator->getOperator() == OO_Call &&
                       Operator->getArg(0) == Child
                   ? Call
                   : nullptr;
      return F && isInStd(F) && F->getIdentifier() && !isa<CXXMethodDecl>(F) &&
                     F->getName() != "async" &&
                     !F->getName().starts_with("bind") &&
                     !F->getName().starts_with("make_")
                 ? Call
                 : nullptr;
    }
    if (!isa<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, FullExpr,
             CXXBindTemporaryExpr>(S) &&
        !(isa<CXXConstructExpr>(S) && cast<CXXConstructExpr>(S)
                                          ->getConstructor()
                                          ->isCopyOrMoveConstructor()))
      return nullptr;
  }
  return nullptr;
}

bool GuardedData::isHeld(const Expr *E, const MutexFacts &Facts,
                         unsigned Depth) {
  const Stmt *Top = E;
  for (const Stmt *S = E; S; S = Refs.parent(S)) {
    for (const Section *Around : Facts.Sections)
      if (Around->holds(S))
        return true;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      const Expr *Call = runsAtOnce(Lambda);
      return Call && Depth < 4 && isHeld(Call, Facts, Depth + 1);
    }
    Top = S;
    // What a statement holds is listed one by one.
    if (!isa<Expr>(S))
      break;
  }
  // Up to the function, whose callers may hold it, or to a lambda.
  while (const Stmt *Up = Refs.parent(Top)) {
    Top = Up;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(Top)) {
      const Expr *Call = runsAtOnce(Lambda);
      return Call && Depth < 4 && isHeld(Call, Facts, Depth + 1);
    }
  }
  const FunctionDecl *F = Refs.functionAround(Top);
  return F && Depth < 4 && callersHold(F, Facts, Depth + 1);
}

/// A helper that is only called with the mutex held, and only from here.
bool GuardedData::callersHold(const FunctionDecl *F, const MutexFacts &Facts,
                              unsigned Depth) {
  const SourceManager &SM = Context.getSourceManager();
  bool Own = F->getAccess() == AS_private || F->getAccess() == AS_protected ||
             !F->isExternallyVisible() ||
             (isa<CXXMethodDecl>(F) &&
              SM.isInMainFile(SM.getExpansionLoc(
                  cast<CXXMethodDecl>(F)->getParent()->getLocation())));
  auto Calls = Refs.callsOf(F);
  if (!Own || Calls.empty() || !Refs.namesOf(F).empty())
    return false;
  return llvm::all_of(Calls, [&](const Expr *Call) {
    const FunctionDecl *In = Refs.functionAround(Call);
    if (In && In->isDependentContext())
      return true;
    // On the same object; a call on another one holds another mutex.
    if (const Expr *Object = objectOf(Call);
        Object && isa<FieldDecl>(Facts.Mutex) &&
        !isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
      return false;
    return isHeld(Call, Facts, Depth);
  });
}

/// Constructors and destructors have the object to themselves.
static bool hasItToItself(const FunctionDecl *F, const ValueDecl *Data) {
  if (!F)
    return true; // A static initialiser or a default one.
  if (!isa<CXXConstructorDecl, CXXDestructorDecl>(F))
    return false;
  return isa<FieldDecl>(Data) && cast<CXXMethodDecl>(F)->getParent()->Encloses(
                                     cast<FieldDecl>(Data)->getParent());
}

bool GuardedData::onlyUsedUnder(const ValueDecl *Data,
                                const MutexFacts &Facts) {
  if (const ValueDecl *Named = guardNamedBy(Data))
    return Named == Facts.Mutex;
  for (const Expr *Use : Refs.usesOf(Data)) {
    const FunctionDecl *F = Refs.functionAround(Use);
    if (F && F->isDependentContext())
      continue; // Its instantiations count.
    if (hasItToItself(F, Data))
      continue;
    const auto *V = dyn_cast<VarDecl>(Data);
    bool LocalToOwner = V && !V->hasGlobalStorage();
    // Before the other threads know the object, or after they are done.
    if (LocalToOwner ? F->getCanonicalDecl() ==
                           cast<Decl>(V->getDeclContext())->getCanonicalDecl()
                     : Changes.homeOf(Use, F) == Home::Local)
      continue;
    if (!isHeld(Use, Facts, 0))
      return false;
  }
  return true;
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
    for (const Stmt *S = Use; S && isa<Expr>(S); S = Refs.parent(S))
      if (Steps.contains(cast<Expr>(S)) || Locks.stepOf(cast<Expr>(S)))
        return true;
    return false;
  });
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
          if (const auto *E = dyn_cast<Expr>(Held))
            if (const ValueDecl *Data = dataOf(E, Way))
              Candidates.insert(Data);
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

namespace {
/// The expressions in a lambda that runs at once.
class Inner : public RecursiveASTVisitor<Inner> {
public:
  explicit Inner(llvm::function_ref<void(const Expr *)> Each) : Each(Each) {}
  bool VisitExpr(Expr *E) {
    Each(E);
    return true;
  }

private:
  llvm::function_ref<void(const Expr *)> Each;
};
} // namespace

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
