// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Notifications.h"
#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/References.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

namespace {

/// The condition variable: of this object, or a global one. Another object's
/// may belong to its waiter.
const ValueDecl *conditionOf(const Expr *Notify) {
  const Expr *Object = objectOf(Notify);
  if (!Object)
    Object = argument(Notify, 0);
  if (!Object)
    return nullptr;
  Object = strip(Object);
  const ValueDecl *Condition = placeOf(Object);
  if (const auto *Member = dyn_cast<MemberExpr>(Object))
    return isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())
               ? Condition
               : nullptr;
  const auto *Variable = dyn_cast_or_null<VarDecl>(Condition);
  return Variable && Variable->hasGlobalStorage() ? Condition : nullptr;
}

class Search {
public:
  Search(const Section &S, Unit &U) : S(S), U(U) {}
  std::optional<LateNotification> run() const;

private:
  bool wakes(const Expr *Call, unsigned Depth = 2) const;
  const Expr *onlyNotification() const;
  bool handsOver(const Expr *Notify) const;
  bool isWaitedWithAnother(const ValueDecl *Condition) const;
  bool goesWithItsWaiter(const ValueDecl *Condition) const;
  bool isTrailing(const Stmt *Behind) const;
  bool isOnce(const Expr *Notify) const;

  const Section &S;
  Unit &U;
};

/// A modelled notification, or a method that does nothing else: the user's own
/// condition class.
bool Search::wakes(const Expr *Call, unsigned Depth) const {
  if (U.mutexes().notifies(Call))
    return true;
  const FunctionDecl *F = calleeOf(Call);
  const FunctionDecl *Definition = nullptr;
  if (!Depth || !isa_and_nonnull<CXXMethodDecl>(F) || !F->hasBody(Definition))
    return false;
  auto Inside = U.references().callsIn(Definition);
  return Inside.size() == 1 && objectOf(Call) && wakes(Inside[0], Depth - 1);
}

/// The only notification of the section, or nullptr.
const Expr *Search::onlyNotification() const {
  // A wait in between gives the lock to the woken thread anyway.
  for (const Expr *Call : U.references().callsIn(S.Function))
    if (U.mutexes().waitedWith(Call))
      return nullptr;
  const Expr *Found = nullptr;
  for (const Stmt *Held : S.Held) {
    const auto *E = dyn_cast<CallExpr>(Held);
    if (!E || !wakes(E))
      continue;
    if (Found)
      return nullptr;
    Found = E;
  }
  return Found;
}

/// jobs_.erase(it): a waiter that waits for less is one for the end.
bool takesOut(const CXXMethodDecl *Method) {
  const IdentifierInfo *Id = Method->getIdentifier();
  return Id && (Id->getName() == "erase" || Id->getName() == "extract" ||
                Id->getName() == "resize" || Id->getName() == "remove");
}

/// A pointer to a node of a list or to a job; a text is a setting.
bool isElement(QualType T) {
  QualType Pointee = T->getPointeeType();
  return T->isPointerType() &&
         (Pointee->isRecordType() || Pointee->isVoidType() ||
          Pointee->isPointerType());
}

/// `loop_ = &loop` in the function of a thread says that it has started: what
/// it made for itself is no element.
bool isAddressOfLocal(const Expr *Value) {
  const auto *Address = dyn_cast<UnaryOperator>(Value->IgnoreParenCasts());
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return false;
  const auto *Local = dyn_cast_or_null<VarDecl>(placeOf(Address->getSubExpr()));
  return Local && Local->hasLocalStorage();
}

/// An element goes into a container or a list before: that is what a waiter
/// takes. On a hot path any change will do; elsewhere a counter that goes up
/// is a thread that has started, or a step of a shutdown.
bool Search::handsOver(const Expr *Notify) const {
  bool Hot = U.hotPath().why(Notify).isHot();
  const SourceManager &SM = U.ast().getSourceManager();
  auto IsBefore = [&](const Stmt *A, const Stmt *B) {
    return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
  };
  for (const Stmt *Held : S.Held) {
    // Who waits for what was changed before the lock was given back for a while
    // has seen it by now.
    if (Held == Notify || llvm::any_of(S.Releases, [&](const Expr *Release) {
          return IsBefore(Held, Release) && IsBefore(Release, Notify);
        }))
      continue;
    if (const auto *Unary = dyn_cast<UnaryOperator>(Held);
        Hot && Unary && Unary->isIncrementDecrementOp())
      return true;
    if (const auto *Binary = dyn_cast<BinaryOperator>(Held);
        Binary && Binary->isAssignmentOp()) {
      const Expr *Value = Binary->getRHS();
      if (Value->isValueDependent() || Value->isEvaluatable(U.ast()) ||
          isAddressOfLocal(Value) ||
          !isa<MemberExpr, DeclRefExpr>(Binary->getLHS()->IgnoreParenCasts()))
        continue;
      const ValueDecl *Target = placeOf(Binary->getLHS()->IgnoreParenCasts());
      const auto *Local = dyn_cast_or_null<VarDecl>(Target);
      if ((Hot || isElement(Binary->getLHS()->getType())) &&
          !(Local && Local->hasLocalStorage()))
        return true;
    }
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Held);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (Method && !Method->isConst() && Call->getNumArgs() > 0 &&
        isInStd(Method) && !U.mutexes().notifies(Call) && !takesOut(Method) &&
        !isa_and_nonnull<CXXConversionDecl>(Method)) {
      // `stopping_.store(true)` is a flag as well.
      const Model *M = U.models().find(Call->getObjectType());
      if (!M || !M->Atomic)
        return true;
    }
  }
  return false;
}

/// The mutex that a wait of a condition variable gives back.
const ValueDecl *mutexOfWait(const Expr *Wait, const Expr *With, Unit &U) {
  const ValueDecl *Place = placeOf(strip(With));
  if (const FunctionDecl *In = U.references().functionAround(Wait))
    for (const Section &S : U.criticalSections().of(In))
      if (S.Guard && S.Guard == Place)
        return S.mutex().Decl;
  return U.mutexes().mutexOf(With).Decl;
}

/// The wait that a condition variable is named for, or nullptr.
const CallExpr *waitFor(const Expr *Use, Unit &U) {
  const Stmt *Around = U.references().parent(Use);
  while (Around && !isa<CallExpr>(Around) && isa<Expr>(Around))
    Around = U.references().parent(Around);
  const auto *Call = dyn_cast_or_null<CallExpr>(Around);
  return Call && U.mutexes().waitedWith(Call) ? Call : nullptr;
}

bool Search::isWaitedWithAnother(const ValueDecl *Condition) const {
  return llvm::any_of(U.references().usesOf(Condition), [&](const Expr *Use) {
    const CallExpr *Wait = waitFor(Use, U);
    return Wait &&
           mutexOfWait(Wait, U.mutexes().waitedWith(Wait), U) != S.mutex().Decl;
  });
}

/// Latch Done; start(&Done); Done.wait(); return; where count_down() notifies:
/// the waiter may go, and the condition variable with it, between the unlock
/// and a notification behind it.
bool Search::goesWithItsWaiter(const ValueDecl *Condition) const {
  const References &Refs = U.references();
  auto IsOfCaller = [&](const Expr *Object) {
    const auto *V =
        dyn_cast_or_null<VarDecl>(Object ? placeOf(strip(Object)) : nullptr);
    const FunctionDecl *In = Object ? Refs.functionAround(Object) : nullptr;
    return V && V->hasLocalStorage() && V->getType()->isRecordType() && In &&
           !In->isMain() && isa<DeclRefExpr>(strip(Object));
  };
  return llvm::any_of(Refs.usesOf(Condition), [&](const Expr *Use) {
    const CallExpr *Wait = waitFor(Use, U);
    const auto *Member = dyn_cast<MemberExpr>(Use);
    if (!Wait || !Member)
      return false;
    if (IsOfCaller(Member->getBase()))
      return true;
    const FunctionDecl *Waits = Refs.functionAround(Wait);
    return Waits && llvm::any_of(Refs.callsOf(Waits), [&](const Expr *Call) {
             return IsOfCaller(objectOf(Call));
           });
  });
}

bool isDeclaredIn(const VarDecl *V, const CompoundStmt *Block) {
  return llvm::any_of(Block->body(), [&](const Stmt *Child) {
    const auto *Declared = dyn_cast<DeclStmt>(Child);
    return Declared && llvm::is_contained(Declared->decls(), V);
  });
}

/// What may stand behind the notification without need of the lock.
bool Search::isTrailing(const Stmt *Behind) const {
  const auto *Return = dyn_cast<ReturnStmt>(Behind);
  if (!Return)
    return llvm::is_contained(S.Releases, Behind);
  const Expr *Value = Return->getRetValue();
  if (!Value)
    return true;
  Value = Value->IgnoreImplicit();
  if (isa<IntegerLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr>(Value))
    return true;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
      Construct && Construct->getNumArgs() == 1)
    Value = Construct->getArg(0)->IgnoreImplicit();
  const auto *Ref = dyn_cast<DeclRefExpr>(Value);
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable && Variable->hasLocalStorage() &&
         !Variable->getType()->isReferenceType();
}

/// Said at the start or the end of something: of a plugin, a thread, a loop
/// that serves others.
bool Search::isOnce(const Expr *Notify) const {
  const References &Refs = U.references();
  if (isShutDown(S.Function, Refs) || isRegistration(S.Function, Refs) ||
      isAdministration(S.Function))
    return true;
  for (const Stmt *Child = Notify, *P; (P = Refs.parent(Child)); Child = P)
    if (const auto *Block = dyn_cast<CompoundStmt>(P))
      for (const Stmt *Before : Block->body()) {
        if (Before == Child)
          break;
        if (isa<ForStmt, WhileStmt, DoStmt>(Before) &&
            U.loops().servesEventsOf(U.loops().of(Before)))
          return true;
      }
  return false;
}

std::optional<LateNotification> Search::run() const {
  if (S.How != Section::Kind::Guard && S.How != Section::Kind::Manual)
    return std::nullopt;
  if (S.Mutexes.size() != 1 || !S.mutex().isShared())
    return std::nullopt;
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(S.Function))
    return std::nullopt;
  const Expr *Notify = onlyNotification();
  const ValueDecl *Condition = Notify ? conditionOf(Notify) : nullptr;
  if (!Condition || U.hotPath().isColdCode(Notify) ||
      U.hotPath().isCold(S.Function))
    return std::nullopt;

  if (!U.hotPath().why(S.Function).isHot() && isOnce(Notify))
    return std::nullopt;

  // Up to the block of the guard; an `if` may be around the call.
  const References &Refs = U.references();
  const Stmt *Statement = Notify;
  const Stmt *Around = Refs.parent(Statement);
  const Stmt *Start = S.Acquisition;
  while (Start && !isa_and_nonnull<CompoundStmt>(Refs.parent(Start)))
    Start = Refs.parent(Start);
  const auto *Block =
      Start ? dyn_cast_or_null<CompoundStmt>(Refs.parent(Start)) : nullptr;
  while (Around && Around != Block &&
         (isa<Expr, IfStmt>(Around) ||
          (isa<CompoundStmt>(Around) &&
           cast<CompoundStmt>(Around)->size() == 1))) {
    if (const auto *If = dyn_cast<IfStmt>(Around);
        If && (If->getElse() || If->getInit() || If->hasVarStorage()))
      return std::nullopt;
    Statement = Around;
    Around = Refs.parent(Statement);
  }
  if (!Block || Around != Block)
    return std::nullopt;
  // A deferred guard that an inner block locks goes on behind it.
  if (S.How == Section::Kind::Guard && !isDeclaredIn(S.Guard, Block))
    return std::nullopt;
  // The condition must not need the lock.
  if (const auto *If = dyn_cast<IfStmt>(Statement)) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(If->getCond()->IgnoreParenImpCasts());
    if (!Ref || !isa<VarDecl>(Ref->getDecl()) ||
        !cast<VarDecl>(Ref->getDecl())->hasLocalStorage())
      return std::nullopt;
  }
  for (auto It = std::next(llvm::find(Block->body(), Statement));
       It != Block->body_end(); ++It)
    if (S.How == Section::Kind::Manual && llvm::is_contained(S.Releases, *It))
      break;
    else if (!isTrailing(*It))
      return std::nullopt;
  if (!handsOver(Notify) || isWaitedWithAnother(Condition) ||
      goesWithItsWaiter(Condition))
    return std::nullopt;
  // Another lock is held all the same.
  for (const Section &Other : U.criticalSections().of(S.Function))
    if (&Other != &S && Other.holds(Notify))
      return std::nullopt;
  return LateNotification{&S, Notify, Statement};
}

} // namespace

std::optional<LateNotification> notificationAtEndOf(const Section &S, Unit &U) {
  return Search(S, U).run();
}

} // namespace p99::analysis
