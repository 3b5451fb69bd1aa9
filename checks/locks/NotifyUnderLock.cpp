// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CriticalSections.h"
#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class NotifyUnderLock final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-notify-under-lock",
      .Summary = "a thread is woken that then waits for the waker's lock",
      .Family = Family::Locks,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

`notify_one()`, `notify_all()` and their like (`pthread_cond_signal`,
`QWaitCondition::wakeOne`, `absl::CondVar::Signal`) as the last act of a critical
section, after a change that a waiter waits for: an element put into a queue, a
counter moved. The condition variable has to be a member or a global, as a local
one may be gone when its waiter has run.

Silent are sections that only raise a flag (a shutdown happens once),
constructors and destructors, and condition variables that are waited on with
another mutex.

## Why it costs

The woken thread's first act is to take the mutex, which the waker still holds.
So it is put to sleep again, and woken once more by the unlock: two needless
context switches for each hand-over, some 5 to 10 µs of latency on a machine that
is busy. glibc had a way around this once and has none since 2.25.

It does not matter where hand-overs are rare, or where the waiter is busy anyway.

## Flagged

```cpp
#include <condition_variable>
#include <mutex>
#include <queue>

class Jobs {
public:
  void push(int Job) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Waiting.push(Job);
    Changed.notify_one();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<int> Waiting;
};
```

## Preferred

```cpp
#include <condition_variable>
#include <mutex>
#include <queue>

class Jobs {
public:
  void push(int Job) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Waiting.push(Job);
    }
    Changed.notify_one();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<int> Waiting;
};
```

## Fix safety

Suggested. The fix ends the section before the call: with `unlock()` where the
guard has it, else with a block around what the lock is for. A waiter can then
see the change, and go on, before it is notified. If that lets it destroy the
condition variable (as with a "done" signal of an object that its waiter owns),
keep the call under the lock and silence the finding.

## Limits

Only a notification in the block of the guard itself, or in an `if` there, is
seen. Silence a finding with `// NOLINT(p99-notify-under-lock)` and the reason.
)md"};

  explicit NotifyUnderLock(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    U = &unit(Result);
    for (const Section *S : U->criticalSections().all())
      consider(*S);
  }

private:
  void consider(const Section &S);
  void report(const Section &S, const Expr *Notify, const Stmt *Statement,
              const CompoundStmt *Block);
  const Expr *notificationIn(const Section &S) const;
  bool changesSomething(const Section &S, const Expr *Notify) const;
  bool isWaitedWithAnother(const ValueDecl *Condition, const Section &S) const;
  bool isTrailing(const Stmt *S, const Section &In) const;

  Unit *U = nullptr;
  llvm::DenseSet<SourceLocation> Seen;
};

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

/// The only notification of the section, or nullptr.
const Expr *NotifyUnderLock::notificationIn(const Section &S) const {
  // A wait in between gives the lock to the woken thread anyway.
  for (const Expr *Call : U->references().callsIn(S.Function))
    if (U->mutexes().waitedWith(Call))
      return nullptr;
  const Expr *Found = nullptr;
  for (const Stmt *Held : S.Held) {
    const auto *E = dyn_cast<CallExpr>(Held);
    if (!E || !U->mutexes().notifies(E))
      continue;
    if (Found)
      return nullptr;
    Found = E;
  }
  return Found;
}

/// Something other than a flag is written before: a call on an object that is
/// not const, an increment, an assignment of what is no constant.
bool NotifyUnderLock::changesSomething(const Section &S,
                                       const Expr *Notify) const {
  for (const Stmt *Held : S.Held) {
    if (Held == Notify)
      continue;
    if (const auto *Unary = dyn_cast<UnaryOperator>(Held);
        Unary && Unary->isIncrementDecrementOp())
      return true;
    if (const auto *Binary = dyn_cast<BinaryOperator>(Held);
        Binary && Binary->isAssignmentOp()) {
      const Expr *Value = Binary->getRHS();
      if (Binary->isCompoundAssignmentOp() || Value->isValueDependent() ||
          !Value->isEvaluatable(U->ast()))
        return true;
    }
    const auto *Call = dyn_cast<CallExpr>(Held);
    if (!Call || !objectOf(Call))
      continue;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(calleeOf(Call));
    // `stopping_ = true` of an atomic is a call as well.
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    bool Flag = Operator && Operator->getOperator() == OO_Equal &&
                Operator->getArg(1)->isEvaluatable(U->ast());
    if (Method && !Method->isConst() && !Flag &&
        objectOf(Notify) != objectOf(Call))
      return true;
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

bool NotifyUnderLock::isWaitedWithAnother(const ValueDecl *Condition,
                                          const Section &S) const {
  for (const Expr *Use : U->references().usesOf(Condition)) {
    const Stmt *Around = U->references().parent(Use);
    while (Around && !isa<CallExpr>(Around) && isa<Expr>(Around))
      Around = U->references().parent(Around);
    const auto *Call = dyn_cast_or_null<CallExpr>(Around);
    const Expr *With = Call ? U->mutexes().waitedWith(Call) : nullptr;
    if (With && mutexOfWait(Call, With, *U) != S.mutex().Decl)
      return true;
  }
  return false;
}

/// What may stand behind the notification without need of the lock.
bool NotifyUnderLock::isTrailing(const Stmt *S, const Section &In) const {
  const auto *Return = dyn_cast<ReturnStmt>(S);
  if (!Return)
    return llvm::is_contained(In.Releases, S);
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

void NotifyUnderLock::consider(const Section &S) {
  if (S.How != Section::Kind::Guard && S.How != Section::Kind::Manual)
    return;
  if (S.Mutexes.size() != 1 || !S.mutex().isShared())
    return;
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(S.Function))
    return;
  const Expr *Notify = notificationIn(S);
  const ValueDecl *Condition = Notify ? conditionOf(Notify) : nullptr;
  if (!Condition || U->hotPath().isColdCode(Notify) ||
      U->hotPath().isCold(S.Function))
    return;

  // Up to the block of the guard; an `if` may be around the call.
  const References &Refs = U->references();
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
      return;
    Statement = Around;
    Around = Refs.parent(Statement);
  }
  if (!Block || Around != Block)
    return;
  // The condition must not need the lock.
  if (const auto *If = dyn_cast<IfStmt>(Statement)) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(If->getCond()->IgnoreParenImpCasts());
    if (!Ref || !isa<VarDecl>(Ref->getDecl()) ||
        !cast<VarDecl>(Ref->getDecl())->hasLocalStorage())
      return;
  }
  for (auto It = std::next(llvm::find(Block->body(), Statement));
       It != Block->body_end(); ++It)
    if (S.How == Section::Kind::Manual && llvm::is_contained(S.Releases, *It))
      break;
    else if (!isTrailing(*It, S))
      return;
  if (!changesSomething(S, Notify) || isWaitedWithAnother(Condition, S))
    return;
  // Another lock is held all the same.
  for (const Section &Other : U->criticalSections().of(S.Function))
    if (&Other != &S && Other.holds(Notify))
      return;
  if (Seen.insert(Notify->getExprLoc()).second)
    report(S, Notify, Statement, Block);
}

/// A variable that the statements before `Statement` declare is named by it or
/// behind it.
bool needsScope(const Stmt *Start, const Stmt *Statement,
                const CompoundStmt *Block, const References &Refs) {
  llvm::SmallPtrSet<const Stmt *, 16> Behind;
  bool Reached = false;
  for (const Stmt *Child : Block->body()) {
    Reached |= Child == Statement;
    if (Reached)
      Behind.insert(Child);
  }
  bool In = false;
  for (const Stmt *Child : Block->body()) {
    In |= Child == Start;
    if (Child == Statement)
      return false;
    const auto *Declared = dyn_cast<DeclStmt>(Child);
    if (!In || !Declared)
      continue;
    for (const Decl *D : Declared->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable)
        return true;
      for (const Expr *Use : Refs.usesOf(Variable))
        for (const Stmt *S = Use; S; S = Refs.parent(S))
          if (Behind.contains(S))
            return true;
    }
  }
  return false;
}

void NotifyUnderLock::report(const Section &S, const Expr *Notify,
                             const Stmt *Statement, const CompoundStmt *Block) {
  const FunctionDecl *Callee = calleeOf(Notify);
  diag(Notify->getBeginLoc(), "'%0' wakes a thread that then waits for '%1'; "
                              "notify after the unlock")
      << Callee->getNameAsString() << S.mutex().Name;
  diag(S.location(), "'%0' is locked here", DiagnosticIDs::Note)
      << S.mutex().Name;
  if (const HotAnswer &Hot = U->hotPath().why(S.Function); Hot.isHot())
    for (const HotReason &Reason : Hot.Reasons)
      diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;

  const References &Refs = U->references();
  FixBuilder Fix(U->ast());
  auto At = llvm::find(Block->body(), Statement);
  if (S.How == Section::Kind::Manual) {
    // Behind the unlock, if that is the next statement.
    auto Next = std::next(At);
    const auto *Call = dyn_cast<Expr>(Statement);
    if (!Call || Next == Block->body_end() ||
        !llvm::is_contained(S.Releases, *Next))
      return;
    std::string Text = Fix.textOf(Call);
    if (Text.empty())
      return;
    Fix.removeStatement(Statement);
    Fix.insertStatementAfter(*Next, Block, Text + ";");
  } else {
    const CXXRecordDecl *Guard =
        S.Guard ? S.Guard->getType()->getAsCXXRecordDecl() : nullptr;
    if (!Guard || At == Block->body_begin())
      return;
    bool Unlocks = Guard->hasDefinition() &&
                   llvm::any_of(Guard->methods(), [](const CXXMethodDecl *M) {
                     return M->getIdentifier() && M->getName() == "unlock" &&
                            M->getNumParams() == 0 &&
                            M->getAccess() == AS_public;
                   });
    const Stmt *Start = S.Acquisition;
    while (Refs.parent(Start) != Block)
      Start = Refs.parent(Start);
    if (Unlocks)
      Fix.insertStatement(Statement, Block,
                          S.Guard->getNameAsString() + ".unlock();");
    else if (needsScope(Start, Statement, Block, Refs))
      return;
    else
      Fix.enclose(Start, *std::prev(At), Block);
  }
  suggest(
      Notify->getBeginLoc(),
      "if no waiter destroys the condition variable once it sees the change",
      Fix);
}

} // namespace

static const Register<NotifyUnderLock> Registered;
