// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether data is only ever used with a mutex held: in its sections, in the
// lambdas and helpers that these run, and while nobody else has the object.

#include "analysis/Expressions.h"
#include "analysis/GuardedData.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

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

/// The section holds `Site`, and the mutex of the object that `Use` names.
bool GuardedData::isHeldIn(const Section &S, const Expr *Use, const Stmt *Site,
                           const MutexFacts &Facts) const {
  return S.holds(Site) && llvm::any_of(S.Mutexes, [&](const MutexRef &Way) {
           return Way.Decl && canonical(Way.Decl) == Facts.Mutex &&
                  (!Use || dataOf(Use, Way));
         });
}

/// With `Use` being the expression that names data, or nullptr for a call of a
/// helper that has the same `this`.
bool GuardedData::isHeld(const Expr *Use, const Expr *Site,
                         const MutexFacts &Facts, unsigned Depth) {
  if (Depth > 4)
    return false;
  bool InStatement = true;
  const Stmt *Top = Site;
  for (const Stmt *S = Site; S; S = Refs.parent(S)) {
    // What a statement holds is listed one by one.
    if (InStatement)
      for (const Section *Around : Facts.Sections)
        if (isHeldIn(*Around, Use, S, Facts))
          return true;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S); Lambda && S != Site) {
      const Expr *Call = runsAtOnce(Lambda);
      // A condition asks its predicate with the lock held.
      if (const Expr *With = Call ? Locks.waitedWith(Call) : nullptr)
        return llvm::any_of(Facts.Sections, [&](const Section *Around) {
          return Around->Guard &&
                 canonical(Around->Guard) == placeOf(strip(With));
        });
      return Call && isHeld(Use, Call, Facts, Depth + 1);
    }
    InStatement &= isa<Expr>(S);
    Top = S;
  }
  // The callers may hold it, of the same object.
  if (Use && isa<FieldDecl>(Facts.Mutex)) {
    MutexRef Way = Locks.mutexOf(Use);
    if (Way.Path.size() != 2 || Way.Path.front() != MutexRef::thisRoot())
      return false;
  }
  const FunctionDecl *F = Refs.functionAround(Top);
  return F && callersHold(F, Facts, Depth + 1);
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
    return isHeld(nullptr, Call, Facts, Depth);
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
    if (!isHeld(Use, Use, Facts, 0))
      return false;
  }
  return true;
}

} // namespace p99::analysis
