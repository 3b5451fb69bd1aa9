// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/DetachedThreads.h"
#include "analysis/Loops.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/JoiningThread.h"
#include "core/Register.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

using Why = DetachedThread::Why;

class DetachedThreadCheck final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-detached-thread",
      .Summary = "a detached thread outlives what it works on, or never ends",
      .Family = Family::Threads,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A thread that is let go, by `detach()`, `pthread_detach` or an attribute, and

- uses an object of the function that started it: a local captured or passed by
  reference, its address, or a pointer into it (`name.c_str()`);
- uses by reference what a caller has passed, if that is a value (a `std::string`,
  a temporary) or a local of a caller in sight;
- uses `this`, and nothing keeps the object alive until the thread has ended. Worst
  is a loop without a way out: then the end of the object is a race that the thread
  is bound to lose;
- uses a pointer to an object that is deleted elsewhere;
- loops for ever, and each call, be it on a request path or for each connection,
  starts one more.

Helpers that detach what they are handed are followed to their callers.

Silent if the function waits for the thread by other means (a future, a latch, a
condition variable without a limit, a loop that polls) or never returns, if the
thread holds a share of the object (`shared_from_this()`, an intrusive pointer),
fulfils a promise, counts as the object's user or deletes it, if the object's end or
its `stop()` waits, for singletons, statics and objects that `main` makes, and for
threads without captures that are started once and live as long as the process.

## Why it costs

Nobody can wait for a detached thread, so nobody knows when what it uses may go.
It shows as crashes at shutdown and reload, and as memory that is overwritten under
load, when threads take longer than usual. Nor can anybody count such threads: each
slow request leaves one more behind, which competes with the next for cores and
memory. [Measured](../evidence-threads.md) on two cores, with 1,000 requests in
flight that compute for 20 µs each: detached threads served 8,000 a second with a
p99 of 240 ms, a pool 21,000 with 66 ms.

It does not matter for a daemon of the process that owns all that it touches.

## Flagged

```cpp
#include <chrono>
#include <thread>

class Cache {
public:
  Cache() {
    std::thread([this] {
      while (true) {
        expire();
        std::this_thread::sleep_for(std::chrono::seconds(1));
      }
    }).detach();
  }
  void expire();

private:
  int Entries = 0;
};
```

## Preferred

```cpp
#include <chrono>
#include <stop_token>
#include <thread>

class Cache {
public:
  Cache() {
    Worker = std::jthread([this](std::stop_token stop) {
      while (!stop.stop_requested()) {
        expire();
        std::this_thread::sleep_for(std::chrono::seconds(1));
      }
    });
  }
  void expire();

private:
  int Entries = 0;
  std::jthread Worker;
};
```

## Fix safety

Suggested. A thread on `this` that is started once becomes a `std::jthread` member,
the last one, and a loop without a way out asks its `stop_token`: the end of the
object then waits for the current round. There is no such fix before C++20, or if
the thread waits for something that has no limit, so that the wait could be one for
ever. Locals that the thread only reads are captured by copy.

## Limits

The analysis sees one translation unit: an object that is kept alive by other code
is not seen to be. Silence a finding with `// NOLINT(p99-detached-thread)` and the
reason why the object outlives the thread.
)md"};

  explicit DetachedThreadCheck(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const DetachedThread &Thread : detachedThreads(U))
      report(U, Thread);
  }

private:
  void report(Unit &U, const DetachedThread &Thread);
  void warn(Unit &U, const DetachedThread &Thread, SourceLocation At);

  llvm::DenseSet<SourceLocation> Seen;
};

/// 'start', or what a lambda, a constructor or an operator is called.
std::string nameOf(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->getParent()->isLambda())
    return "the lambda";
  return "'" + F->getNameAsString() + "'";
}

void DetachedThreadCheck::warn(Unit &U, const DetachedThread &Thread,
                               SourceLocation At) {
  std::string Name =
      Thread.Variable ? Thread.Variable->getNameAsString() : "this";
  bool Cpp = U.ast().getLangOpts().CPlusPlus;
  llvm::StringRef Keep = hasJoiningThreads(U.ast())
                             ? "keep it in a std::jthread member"
                             : "keep it in a member and join it";
  switch (Thread.What) {
  case Why::Local: {
    Loop L = U.loops().around(Thread.Start.At);
    bool InRound =
        L && L.Statement->getBeginLoc() < Thread.Variable->getLocation();
    diag(At, "the detached thread uses '%0', which dies with %1; %2")
        << Name << (InRound ? "its round of the loop" : nameOf(Thread.Start.In))
        << (Cpp ? "give it a copy, or join it" : "allocate it, or join it");
    return;
  }
  case Why::Parameter:
    diag(At, "the detached thread uses '%0', which is the caller's and may be "
             "gone; give it a copy")
        << Name;
    return;
  case Why::This:
    if (Thread.Endless)
      diag(At, "the detached thread loops for ever on 'this', which nothing "
               "keeps alive; %0")
          << Keep;
    else
      diag(At, "the detached thread uses 'this', which nothing keeps alive; "
               "%0, or capture a share of it")
          << Keep;
    return;
  case Why::Deleted:
    diag(At, "the detached thread uses '%0', which is deleted elsewhere; hand "
             "over its ownership, or join it")
        << Name;
    return;
  case Why::Endless:
    diag(At, "each call of %0 leaves a thread that nothing can stop; %1")
        << nameOf(Thread.Start.In)
        << (hasJoiningThreads(U.ast()) ? "keep a std::jthread, and loop on its "
                                         "stop_token"
                                       : "keep it, and give its loop an end");
    return;
  }
}

void DetachedThreadCheck::report(Unit &U, const DetachedThread &Thread) {
  const SourceManager &SM = U.ast().getSourceManager();
  SourceLocation At = SM.getFileLoc(Thread.Start.At->getBeginLoc());
  // Once for all instances of a template.
  if (!Seen.insert(At).second)
    return;
  warn(U, Thread, At);
  auto Note = [&](SourceLocation Where, llvm::StringRef Text) {
    if (Where.isValid())
      diag(SM.getFileLoc(Where), "%0", DiagnosticIDs::Note) << Text;
  };
  if (Thread.Variable)
    Note(Thread.Captured, "it is handed to the thread here");
  if (Thread.What == Why::Deleted)
    Note(Thread.Evidence->getBeginLoc(), "it is deleted here");
  if (Thread.What == Why::Parameter && Thread.Evidence)
    Note(Thread.Evidence->getBeginLoc(),
         "this call passes an object that dies");
  if (Thread.Endless)
    Note(Thread.Endless.Statement->getBeginLoc(), "this loop has no way out");
  if (Thread.Start.At != Thread.Start.Start ||
      U.references().functionAround(Thread.Start.Detach) != Thread.Start.In)
    Note(Thread.Start.Detach->getBeginLoc(), "it is detached here");
  for (const HotReason &Reason : Thread.Hot)
    Note(Reason.Where, Reason.Text);

  FixBuilder Fix(U.ast());
  JoiningThread Repair(U, Fix);
  if (Thread.What == Why::This && Repair.keepAsMember(Thread))
    suggest(At, "if the end of the object may wait for the thread", Fix);
  else if ((Thread.What == Why::Local || Thread.What == Why::Parameter) &&
           Repair.captureCopies(Thread))
    suggest(At, "if the thread needs no changes that are made later", Fix);
}

} // namespace

static const Register<DetachedThreadCheck> Registered;
