// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/Notifications.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "core/ShorterSection.h"
#include "clang/AST/ExprCXX.h"
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
section, after an element has been put into a queue or a list, or on a
[hot path](../hot-paths.md) after any change. The condition variable has to be a
member or a global, as a local one may be gone when its waiter has run. So may one of
an object that its waiter has on its stack, a latch or a ticket: these are left alone. Condition
classes of your own are seen through.

Silent are sections that only raise a flag or a counter (threads start and stop
once), constructors and destructors, and condition variables that are waited on
with another mutex.

## Why it costs

The woken thread's first act is to take the mutex, which the waker still holds.
So it is put to sleep again, and woken once more by the unlock. glibc had a way
around this once and has none since 2.25. [Measured](../evidence-locks.md) with
four consumers: 2.4 context switches for each hand-over under the lock and 1.5
after it, with the same median; with one consumer there is no difference. It is
a small cost, paid by every element.

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
      if (auto Found = notificationAtEndOf(*S, *U);
          Found && Seen.insert(Found->Call->getExprLoc()).second)
        report(*Found);
  }

private:
  void report(const LateNotification &Found);

  Unit *U = nullptr;
  llvm::DenseSet<SourceLocation> Seen;
};

void NotifyUnderLock::report(const LateNotification &Found) {
  const auto &[In, Notify, Statement] = Found;
  const Section &S = *In;
  const FunctionDecl *Callee = calleeOf(Notify);
  diag(Notify->getBeginLoc(), "'%0' wakes a thread that then waits for '%1'; "
                              "notify after the unlock")
      << Callee->getNameAsString() << S.mutex().Name;
  diag(S.location(), "'%0' is locked here", DiagnosticIDs::Note)
      << S.mutex().Name;
  if (const HotAnswer &Hot = U->hotPath().why(S.Function); Hot.isHot())
    for (const HotReason &Reason : Hot.Reasons)
      diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;

  FixBuilder Fix(U->ast());
  if (ShorterSection(*U, S).endBefore(Statement, Fix))
    suggest(
        Notify->getBeginLoc(),
        "if no waiter destroys the condition variable once it sees the change",
        Fix);
}

} // namespace

static const Register<NotifyUnderLock> Registered;
