// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/References.h"
#include "analysis/RepeatedLocks.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class LockPerIteration final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-lock-per-iteration",
      .Summary = "the same mutex is locked in each round of a loop",
      .Family = Family::Locks,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A mutex that is the same one in each round of a loop and is locked and unlocked
in each, by a guard, by hand, or by a method of the same class that the loop
calls. The loop has to have an end, and to do little else: nothing in it blocks,
waits, runs code from elsewhere or takes another lock.

Silent are loops that serve requests or poll, workers that wait on a condition,
loops with so few rounds that it does not matter (`MinTripCount`), mutexes that
are another one in each round (`shards[i].mutex`), and loops that work outside of
the lock: there the short section is the point. But if such a loop takes one element after
the other out of a queue until that is empty, and asks for nothing else in between, it could as
well take all of them at once, and is told so.

## Why it costs

A lock and an unlock that nobody contends are two atomic operations, as much as
the few instructions they protect. With contention each round is a new chance to
lose the lock to another thread, be put to sleep and be woken again, so that a
loop over a hundred elements can wait a hundred times.

[Measured](../evidence-locks.md): around a few instructions one lock for the whole
loop is 4 to 17 times faster, at 50 ns for each element up to 2.7 times. At 1 µs
for each element it halves the throughput of the others: then take out all
elements under one lock (`swap` with an empty container) and work outside of it.

## Flagged

```cpp
#include <map>
#include <mutex>
#include <string>
#include <vector>

class Stock {
public:
  void add(const std::vector<std::string> &Names) {
    for (const std::string &Name : Names) {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Amounts[Name];
    }
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Amounts;
};
```

## Preferred

```cpp
#include <map>
#include <mutex>
#include <string>
#include <vector>

class Stock {
public:
  void add(const std::vector<std::string> &Names) {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const std::string &Name : Names) {
      ++Amounts[Name];
    }
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Amounts;
};
```

## Fix safety

Suggested: the fix moves the guard above the loop, in a block with it if
something follows. The lock is then held for the whole loop, and nobody else
sees a state between two rounds. If the loop can be long, take the batch out
instead. There is no fix for a lock taken by hand, or in a callee.

## Limits

What a callee in another file locks is not seen. Silence a finding with
`// NOLINT(p99-lock-per-iteration)` at the lock.
)md"};

  explicit LockPerIteration(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const RepeatedLock &Lock : repeatedLocks(U, *MinTripCount))
      report(U, Lock);
  }

private:
  void report(Unit &U, const RepeatedLock &Lock);
  bool hoist(Unit &U, const RepeatedLock &Lock, FixBuilder &Fix) const;

  Option<unsigned> MinTripCount{*this, "MinTripCount", 4,
                                "Loops proven shorter are ignored."};
};

void LockPerIteration::report(Unit &U, const RepeatedLock &Lock) {
  llvm::StringRef Name = Lock.Locked->mutex().Name;
  SourceLocation Where = Lock.At->getBeginLoc();
  if (Lock.Repeats.Parallel)
    // Around the loop it would lock nobody out.
    diag(Where, "all threads of the loop lock '%0' in each round; let each "
                "collect its own, and merge them at the end")
        << Name;
  else if (Lock.Through)
    diag(Where, "'%0' locks '%1' in each round of the loop; lock it once, and "
                "call a variant that expects it")
        << Lock.Through->getNameAsString() << Name;
  else if (Lock.Drains)
    diag(Where, "'%0' is locked for each element; swap the whole batch out "
                "under one lock and work outside of it")
        << Name;
  else
    diag(Where, "'%0' is locked in each round of the loop; lock it once around "
                "the loop")
        << Name;
  diag(Lock.Repeats.Statement->getBeginLoc(), "the loop starts here",
       DiagnosticIDs::Note);
  if (Lock.Through)
    diag(Lock.Locked->location(), "'%0' is locked here", DiagnosticIDs::Note)
        << Name;
  for (const HotReason &Reason : Lock.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  FixBuilder Fix(U.ast());
  if (!Lock.Through && !Lock.Drains && hoist(U, Lock, Fix))
    suggest(Where, "if the loop is short enough to hold the lock for all of it",
            Fix);
}

/// Moves `std::lock_guard Lock(Mutex);` above the loop.
bool LockPerIteration::hoist(Unit &U, const RepeatedLock &Lock,
                             FixBuilder &Fix) const {
  const References &Refs = U.references();
  const Section &S = *Lock.Locked;
  const Stmt *Loop = Lock.Repeats.Statement;
  if (S.How != Section::Kind::Guard || !S.Guard || !S.Releases.empty() ||
      isa<Expr>(Loop))
    return false;
  const Stmt *Declaration = S.Acquisition;
  while (Declaration && !isa<DeclStmt>(Declaration))
    Declaration = Refs.parent(Declaration);
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Refs.parent(Loop));
  if (!Declaration || !cast<DeclStmt>(Declaration)->isSingleDecl() || !Block ||
      !isa_and_nonnull<CompoundStmt>(Refs.parent(Declaration)))
    return false;
  std::string Text = Fix.textOf(Declaration);
  if (Text.empty())
    return false;
  Fix.removeStatement(Declaration);
  if (Block->body_back() == Loop)
    Fix.insertStatement(Loop, Block, Text);
  else
    Fix.enclose(Loop, Loop, Block, Text);
  return true;
}

} // namespace

static const Register<LockPerIteration> Registered;
