// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a critical section runs or frees that takes as long as somebody else
// likes: callbacks that were registered, containers of containers.

#include "analysis/Expressions.h"
#include "analysis/GuardedData.h"
#include "analysis/HeldWaits.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

/// A member, an element of one, or a local copy of either: something that was
/// registered before and is not the caller's own.
bool HeldWaits::isStored(const Expr *Callable, unsigned Depth) const {
  const ValueDecl *D = placeOf(strip(Callable));
  const auto *Global = dyn_cast_or_null<VarDecl>(D);
  if (isa_and_nonnull<FieldDecl>(D) || (Global && Global->hasGlobalStorage()))
    return true;
  const ValueDecl *Whole = D;
  if (const auto *Binding = dyn_cast_or_null<BindingDecl>(D))
    Whole = dyn_cast_or_null<ValueDecl>(Binding->getDecomposedDecl());
  if (!Whole || isa<ParmVarDecl>(Whole) || Depth > 3)
    return false;
  return llvm::any_of(U.references().valuesOf(Whole), [&](const Expr *Value) {
    return isStored(Value, Depth + 1);
  });
}

/// onChange, handle_event, notify; or a class that says that it listens. What
/// is told to do something, as by flush(), is a part.
static bool saysItListens(const CXXMethodDecl *F) {
  static const llvm::StringRef Classes[] = {
      "listener",  "observer", "subscriber", "handler",  "callback",
      "callbacks", "delegate", "watcher",    "consumer", "client"};
  static const llvm::StringRef Verbs[] = {"on", "handle", "notify", "did",
                                          "will"};
  llvm::SmallVector<std::string, 4> Words = wordsOf(F);
  return saysOneOf(F->getParent(), Classes) ||
         (!Words.empty() && (llvm::is_contained(Verbs, Words.front()) ||
                             llvm::StringRef(Words.back()).ends_with("ed")));
}

/// for (Listener *l : listeners_) l->onChange(): a pure virtual method of an
/// interface, on each of a list that somebody else's objects are put in.
static const Expr *listenerOf(const Expr *Call, const References &Refs) {
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *F = Method ? Method->getMethodDecl() : nullptr;
  if (!F || !F->isPureVirtual() || !F->getReturnType()->isVoidType() ||
      !saysItListens(F))
    return nullptr;
  const auto *V = dyn_cast_or_null<VarDecl>(
      placeOf(strip(Method->getImplicitObjectArgument())));
  if (!V || V->getType().isNull())
    return nullptr;
  // What the list owns alone is a part, not a listener.
  QualType T = V->getType().getNonReferenceType();
  const auto *Smart = T->getAsCXXRecordDecl();
  if (!T->isPointerType() && nameOf(Smart) != "shared_ptr" &&
      nameOf(Smart) != "weak_ptr")
    return nullptr;
  for (const Stmt *S = Call; S; S = Refs.parent(S))
    if (const auto *Loop = dyn_cast<CXXForRangeStmt>(S);
        Loop && Loop->getLoopVariable() == V)
      return Loop->getRangeInit();
  return nullptr;
}

/// sink->log(line): a logger's lock keeps the lines of all its sinks apart.
static bool takesLines(const Expr *Call) {
  static const llvm::StringRef Logs[] = {"log", "sink", "appender"};
  const auto *F = cast<CXXMemberCallExpr>(Call)->getMethodDecl();
  return saysOneOf(F, Logs) || saysOneOf(F->getParent(), Logs);
}

/// `done_` of done_(), or nullptr.
static const Expr *callableOf(const Expr *Call) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  return Operator ? strip(Operator->getArg(0)) : nullptr;
}

/// void lock() { mutex_.lock(); if (check_) check_(); }: who locks such a mutex
/// runs it, and who gave it knows that.
static bool isOfLock(const Expr *Call, Unit &U) {
  static const llvm::StringRef Locks[] = {"lock", "unlock", "try_lock",
                                          "lock_shared", "unlock_shared"};
  const auto *Member = dyn_cast_or_null<MemberExpr>(callableOf(Call));
  return llvm::is_contained(Locks,
                            nameOf(U.references().functionAround(Call))) ||
         (Member && U.mutexes().isMutex(Member->getBase()->getType()));
}

/// cass.statement_free(s), of a library that was loaded by hand; sleep_fn_(ms),
/// init_func_(): what the object needs, and what it was given once so that it
/// can do its work, is nothing that others have registered to be told.
static bool isInjected(const Expr *Call) {
  static const llvm::StringRef Ends[] = {"free", "delete", "destroy", "release",
                                         "close"};
  static const llvm::StringRef Parts[] = {"init", "initialize", "sleep",
                                          "delay"};
  const Expr *Callable = callableOf(Call);
  const ValueDecl *D = Callable ? placeOf(Callable) : nullptr;
  llvm::SmallVector<std::string, 4> Words = wordsOf(D);
  return saysOneOf(D, Parts) ||
         (Words.size() > 1 && llvm::is_contained(Ends, Words.back()));
}

bool HeldWaits::isForeignCallback(const Expr *Call) const {
  // One that answers is a predicate, a clock, a factory: a part of the work.
  if (!Call->getType()->isVoidType() || isOfLock(Call, U) || isInjected(Call))
    return false;
  if (U.callSummaries().runsUnknown(Call))
    return isStored(callableOf(Call));
  const Expr *List = listenerOf(Call, U.references());
  return List && !takesLines(Call) && isStored(List);
}

/// The lock is there for the callbacks: it is recursive, so that they can come
/// back in, and called so; or the callback is all that it guards, so that who
/// takes it away waits for it to end.
bool HeldWaits::isCallbackLock(const Section &S, const Expr *Call) const {
  const ValueDecl *Mutex = S.mutex().Decl;
  if (!Mutex)
    return false;
  QualType T = Mutex->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (nameOf(T->getAsCXXRecordDecl()).contains_insensitive("recursive") &&
      saysOneOf(Mutex, {"callback", "callbacks"}))
    return true;
  const auto *Callback = dyn_cast_or_null<FieldDecl>(
      U.callSummaries().runsUnknown(Call) ? placeOf(callableOf(Call))
                                          : nullptr);
  const MutexFacts &Facts = U.guardedData().of(Mutex);
  return Callback && Facts.Sections.size() > 1 && Facts.Guarded.size() == 1 &&
         isSame(Facts.Guarded[0], Callback);
}

/// The section of another object's lock touches nothing but what it hands to
/// the callback: the lock is there to run one of them at a time, as an
/// interpreter asks for.
bool HeldWaits::isOnlyForCallback(const Section &S, const Expr *Call) const {
  if (const Expr *Object = objectOf(Call);
      Object && Purpose.servesHandle(S, placeOf(strip(Object))))
    return false;
  return llvm::all_of(S.Held, [&](const Stmt *Each) {
    if (isWithin(Each, Call, U.references()))
      return true;
    const auto *Ref = dyn_cast<DeclRefExpr>(Each);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return !isa<MemberExpr, CallExpr, CXXNewExpr, CXXDeleteExpr>(Each) &&
           !(V && V->hasGlobalStorage());
  });
}

/// Freeing it takes as long as it has elements: a container, or a class with
/// one among its members.
static bool isUnbounded(QualType T, unsigned Depth = 0) {
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || Depth > 2)
    return false;
  if (isInStd(Class)) {
    // Not the text of a string, which is one piece.
    static const llvm::StringRef Containers[] = {
        "vector",        "map", "list",         "deque",
        "unordered_map", "set", "unordered_set"};
    return llvm::is_contained(Containers, nameOf(Class));
  }
  return Class->hasDefinition() &&
         llvm::any_of(Class->fields(), [&](const FieldDecl *Field) {
           return isUnbounded(Field->getType(), Depth + 1);
         });
}

/// cache_.clear() of a container of containers, where it always happens.
bool HeldWaits::freesMember(const Expr *Call) const {
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *F = Method ? Method->getMethodDecl() : nullptr;
  if (nameOf(F) != "clear" || !isInStd(F) ||
      !isa_and_nonnull<FieldDecl>(placeOf(strip(objectOf(Call)))))
    return false;
  for (const Stmt *S = Call; S; S = U.references().parent(S))
    if (isa<IfStmt, SwitchStmt>(S))
      return false;
  const auto *Class =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(F->getParent());
  return Class &&
         llvm::any_of(Class->getTemplateArgs().asArray(),
                      [](const TemplateArgument &Argument) {
                        return Argument.getKind() == TemplateArgument::Type &&
                               isUnbounded(Argument.getAsType());
                      });
}

} // namespace p99::analysis
