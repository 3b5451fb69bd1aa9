// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "analysis/SpawnWays.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Option.h"
#include "core/Register.h"
#include "core/SpawnFixes.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class UnboundedThreadSpawn final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-unbounded-thread-spawn",
      .Summary = "threads are started as often as there is work, without limit",
      .Family = Family::Threads,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A thread that is started for each connection, request, event, timer tick, element
or round of a loop, with nothing that limits how many there are. Threads of std,
POSIX, C11, Boost, Qt, Poco, folly, GLib, libuv, APR and Windows come from
[models](../models.md), as does `fork`, which is reported in loops that accept
connections. So are your own helpers and classes that start one: the notes lead
from the loop or the [entry point](../hot-paths.md) to the thread.

Silent are threads whose number is limited: by a constant, the number of cores or
a count that is set; by a counter, the size of a container or a flag that is asked
before, a semaphore, a condition variable that waits for room; by an object that
holds one thread and lives long; by a join in the same round. What counts is what
the code does with the number, not its name. Start-up code, tests and cold code
are silent too.

A thread that is joined at once is reported for another reason: whoever started
it only waits.

## Why it costs

To start a thread and to wait for its end took 35 to 55 µs where it was
[measured](../evidence-threads.md), which each request then pays. Worse is a burst: a
thousand requests are a thousand threads, each with a stack and with a share of the
cores too small to get done. All of them become slow together, memory runs out, or
`pthread_create` fails. With 1,000 computing requests in flight on two busy cores,
threads served 8,000 to 10,000 a second with a p99 of about 200 ms, a pool 21,000
with 66 ms: in a pool requests wait in a queue, and each is done at full speed when
it is its turn.

It does not matter in a tool that serves one user, or where the peers are few and
known.

## Flagged

```cpp
#include <sys/socket.h>
#include <thread>

void serve(int Client);

void run(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread(serve, Client).detach();
  }
}
```

## Preferred

```cpp
#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <sys/socket.h>
#include <thread>
#include <vector>

void serve(int Client);

class Workers {
public:
  explicit Workers(unsigned Count) {
    for (unsigned I = 0; I < Count; ++I)
      Threads.emplace_back([this] { work(); });
  }
  void post(std::function<void()> Task);

private:
  void work();
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<std::function<void()>> Tasks;
  std::vector<std::jthread> Threads;
};

void run(int Listener) {
  Workers Pool(std::thread::hardware_concurrency());
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Pool.post([Client] { serve(Client); });
  }
}
```

## Fix safety

Suggested. Where the class, the function or the file has a pool already, the work
of a detached thread is handed to that: a pool of Asio, `BS::thread_pool`, Qt,
folly, TBB, Abseil's, or one of yours with an `executor` in a
[model](../models.md#executor). The option `Executor` names the type to use, or
is a template of its own: `shop::workers().post({callable})`. A task waits for
its turn: threads that serve one connection for its whole life need a pool of that
size. There is no fix where the work refers to variables of the function that
starts it, or where a thread is joined.

Threads for the elements of a range that are all joined behind it become
`std::for_each` with `std::execution::par`, one that is joined at once a call.

## Limits

A helper whose body is in another file starts a thread if its model says so. A
limit that is kept elsewhere (the kernel's, a load balancer's, an accept loop in
another file) is not seen: silence the finding where that is so, with
`// NOLINT(p99-unbounded-thread-spawn)` and the reason.
)md"};

  explicit UnboundedThreadSpawn(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const RepeatedSpawn &R : repeatedSpawns(U, *MaxThreads))
      report(U, R);
  }

private:
  void report(Unit &U, const RepeatedSpawn &R);
  void warn(Unit &U, const RepeatedSpawn &R);
  void offer(Unit &U, const RepeatedSpawn &R);

  Option<unsigned> MaxThreads{
      *this, "MaxThreads", 256,
      "Loops proven to start no more threads than this are bounded."};
  Option<std::string> Executor{
      *this, "Executor", "",
      "The pool that fixes use: a type with an `executor` in a model, or a "
      "template with `{callable}`. Empty: one that is in scope."};
};

//===-- Messages ----------------------------------------------------------===//

/// "for each connection"
std::string eachOf(const RepeatedSpawn &R) {
  switch (R.Each) {
  case RepeatedSpawn::Per::Connection:
    return "for each connection";
  case RepeatedSpawn::Per::Event:
    return "for each event of a loop";
  case RepeatedSpawn::Per::Request:
    return "for each request";
  case RepeatedSpawn::Per::Timer:
    return "each time that a timer expires";
  case RepeatedSpawn::Per::Element:
    return R.Range && R.Range->getIdentifier()
               ? "for each element of '" + R.Range->getNameAsString() + "'"
               : "for each element";
  case RepeatedSpawn::Per::Round:
    break;
  }
  return "in each round of a loop";
}

/// The function that the thread runs, or "" for a lambda and what is not known.
std::string nameOfWork(const Spawn &S, Unit &U) {
  if (!S.Callable)
    return "";
  Callables::Targets Runs = U.callables().named(S.Callable);
  if (Runs.Functions.size() != 1 || Runs.Unknown ||
      !Runs.Functions.front()->getIdentifier())
    return "";
  return Runs.Functions.front()->getNameAsString();
}

void UnboundedThreadSpawn::warn(Unit &U, const RepeatedSpawn &R) {
  SourceLocation At =
      U.ast().getSourceManager().getFileLoc(R.Started.Call->getBeginLoc());
  std::string Work = nameOfWork(R.Started, U);
  if (R.Join) {
    ThreadHome Home = homeOf(R.Started, U.references());
    diag(At, "'%0' is joined right after it starts; call %1 directly, the "
             "thread buys nothing")
        << Home.Place->getNameAsString()
        << (Work.empty() ? "its work" : "'" + Work + "'");
    return;
  }
  if (R.Started.How->Process) {
    diag(At, "a process is forked %0, without limit; count the children, or "
             "use workers")
        << eachOf(R);
    return;
  }
  llvm::StringRef Remedy = R.Each == RepeatedSpawn::Per::Element
                               ? "use a pool or a bounded parallel loop"
                               : "use a thread pool";
  if (Work.empty())
    diag(At, "a new thread is started %0, without limit; %1")
        << eachOf(R) << Remedy;
  else
    diag(At, "'%0' gets a new thread %1, without limit; %2")
        << Work << eachOf(R) << Remedy;
}

void UnboundedThreadSpawn::report(Unit &U, const RepeatedSpawn &R) {
  warn(U, R);
  if (R.Started.isWrapped())
    diag(R.Started.Origin->getBeginLoc(), "the thread is started here",
         DiagnosticIDs::Note);
  for (const HotReason &Reason : R.Way)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  offer(U, R);
}

void UnboundedThreadSpawn::offer(Unit &U, const RepeatedSpawn &R) {
  FixBuilder Fix(U.ast());
  SpawnFixes Fixes(U, Fix);
  SourceLocation At = R.Started.Call->getBeginLoc();
  if (R.Join) {
    if (Fixes.callDirectly(R.Started, R.Join))
      suggest(At, "if it needs no stack or thread-local data of its own", Fix);
    return;
  }
  if (R.Each == RepeatedSpawn::Per::Element && Fixes.runInParallel(R)) {
    suggest(At, "if the rounds do not wait for each other", Fix);
    return;
  }
  std::optional<Pool> To = poolFor(R.Started, *Executor, U);
  if (To && Fixes.handOver(R.Started, *To))
    suggest(At, "if the pool has room for work that takes this long", Fix);
}

} // namespace

static const Register<UnboundedThreadSpawn> Registered;
