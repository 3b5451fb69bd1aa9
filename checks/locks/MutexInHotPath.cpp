// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LockRemedies.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/LockFixes.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class MutexInHotPath final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-mutex-in-hot-path",
      .Summary = "a mutex is locked on a hot path where there is a better tool",
      .Family = Family::Locks,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

An exclusive lock of a shared mutex (a member, a global, a captured variable or
a parameter) on a hot path, if one of these would do better:

- *A shared lock*: the section only reads what the mutex guards, and does real
  work: it loops over a container, copies or compares one, or calls a function
  that does. Where the mutex can be shared already, the guard is all there is to
  change. Where it cannot, the mutex becomes a `std::shared_mutex`, if no hot
  section writes and there are fewer writing sections than reading ones.
- *An atomic*: the mutex guards one scalar, and each of its sections loads it,
  stores it, or counts with it, and nothing else.
- *A shorter section*: the section begins or ends with work on local variables
  only, that takes longer than the rest.

What a mutex guards is taken from `guarded_by` attributes, or seen in the code:
the members and globals that are never used without it but in constructors and
destructors. A section that has none of these remedies is not reported; a mutex
around a few writes is the right tool.

## Why it costs

One thread at a time gets through the section, and the others queue. A thread
that is descheduled while it holds the mutex holds up all of them, and that is
what the 99th percentile sees.

A shared mutex is no cure for everything. Throughput with `std::shared_mutex`
relative to `std::mutex`, from
[the measurements](../evidence-locks.md), for two threads that do nothing else:

| reading section | alone | no writes | 1 % writes | 10 % | 50 % |
| --- | ---: | ---: | ---: | ---: | ---: |
| loads one scalar | 2 ns | 0.8-1.3 | 0.1-0.2 | 0.2-0.3 | 0.5 |
| copies a struct of three strings | 45 ns | 1.3-2.5 | 0.9-2.1 | 0.2-1.0 | 0.9-1.5 |
| one `find` in a map of strings | 90 ns | 1.6-2.0 | 1.4-3.7 | 0.2-0.5 | 0.7 |
| loops over a vector of 360 records | 150 ns | 2.3-2.8 | 1.6-2.4 | 0.3-1.1 | 0.3-0.6 |
| copies a vector of 60 strings | 1.6 us | 3.5-4.1 | 2.3-3.2 | 0.8-1.4 | 0.4-0.5 |
| copies a map of 250 strings | 11 us | 3.1-3.5 | 2.7-3.3 | 2.2-2.6 | 1.0 |

Hence the limits: sections of less than 150 ns are not told to share, nor those
whose writers are hot or as many as the readers. Mind the tail, too: glibc's
lock prefers readers. With eight threads the readers' 99th percentile fell from
2.7 ms to 22 us, and that of the writers rose from 1 us to 14 ms and more. Where
requests write as well, publish a new version behind a
`std::atomic<std::shared_ptr<const T>>` instead.

An atomic was 2 to 3 times as fast without contention, and 5 to 20 times with.
Work that is moved out of a section pays from 50 ns on, reliably from 200 ns.
None of this matters in a program whose threads do not meet.

## Flagged

```cpp
#include <map>
#include <mutex>
#include <string>

class Stock {
  std::mutex Mutex;
  std::map<std::string, int> Items;

public:
  void load(const std::string &Name, int N) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items[Name] = N;
  }
  [[clang::annotate("p99::hot")]] long total() {
    std::lock_guard<std::mutex> Lock(Mutex);
    long Sum = 0;
    for (const auto &Item : Items)
      Sum += Item.second;
    return Sum;
  }
  std::map<std::string, int> all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Items;
  }
};
```

## Preferred

```cpp
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

class Stock {
  std::shared_mutex Mutex;
  std::map<std::string, int> Items;

public:
  void load(const std::string &Name, int N) {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    Items[Name] = N;
  }
  [[clang::annotate("p99::hot")]] long total() {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    long Sum = 0;
    for (const auto &Item : Items)
      Sum += Item.second;
    return Sum;
  }
  std::map<std::string, int> all() {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Items;
  }
};
```

## Fix safety

Suggested. The mutex, its guards and the headers are changed together or not at
all, and only if every use of the mutex is in sight: never if another file can
reach it, if a condition variable waits with it, or if a guard is handed on. You
have to judge what the code does not say: whether a `const` method changes
something behind the scenes, how often the writers come, and whether the scalar
has to change together with something else.

## Limits

One translation unit at a time. Mutexes that are tried, local to a function or
taken together with others are left alone, and so are sections that call code
which is not in sight and may do anything. Silence a mutex that is right with
`// NOLINT(p99-mutex-in-hot-path)` and the reason.
)md"};

  explicit MutexInHotPath(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    U = &unit(Result);
    // What guards what is asked of the whole unit.
    if (U->criticalSections().all().empty())
      return;
    for (const LockRemedy &Remedy :
         LockRemedies(*U, {*SharedNs, *NarrowNs}).found())
      report(Remedy);
  }

private:
  void report(const LockRemedy &Remedy);
  void explainSharing(const LockRemedy &Remedy);
  void explainAtomic(const LockRemedy &Remedy);
  void explainNarrowing(const LockRemedy &Remedy);
  void suggestFix(const LockRemedy &Remedy);

  SourceLocation locate(SourceLocation L) const {
    return U->ast().getSourceManager().getFileLoc(L);
  }
  template <typename... Parts>
  void note(SourceLocation Where, llvm::StringRef Format, const Parts &...All) {
    auto Note = diag(locate(Where), Format, DiagnosticIDs::Note);
    (void)(Note << ... << All);
  }

  Unit *U = nullptr;

  Option<unsigned> SharedNs{
      *this, "SharedNs", 150,
      "The least work of a reading section, in nanoseconds as far as can be "
      "told, for which a shared lock is advised."};
  Option<unsigned> NarrowNs{
      *this, "NarrowNs", 200,
      "The least work on local variables that is worth moving out of a "
      "section, in nanoseconds as far as can be told."};
};

/// How often, as far as the source of the heat tells.
llvm::StringRef occasion(const HotAnswer &Hot) {
  return Hot.Source == Heat::Request ? "on every request" : "on a hot path";
}

void MutexInHotPath::report(const LockRemedy &Remedy) {
  const std::string &Name = Remedy.Where->mutex().Name;
  SourceLocation Where = locate(Remedy.Where->location());
  switch (Remedy.What) {
  case LockRemedy::Kind::ShareGuard:
  case LockRemedy::Kind::ShareMutex:
    diag(Where, "'%0' is locked exclusively %1; the section only reads, use a "
                "shared lock")
        << Name << occasion(Remedy.Hot);
    break;
  case LockRemedy::Kind::Atomic:
    diag(Where, "'%0' is locked %1 for nothing but '%2'; make it a std::atomic")
        << Name << occasion(Remedy.Hot) << Remedy.Scalar->getNameAsString();
    break;
  case LockRemedy::Kind::Narrow:
    diag(Where, "'%0' is held %1 for work that does not need it; narrow the "
                "section")
        << Name << occasion(Remedy.Hot);
    break;
  }
  for (const HotReason &Reason : Remedy.Hot.Reasons)
    note(Reason.Where, "%0", Reason.Text);
  switch (Remedy.What) {
  case LockRemedy::Kind::ShareGuard:
  case LockRemedy::Kind::ShareMutex:
    explainSharing(Remedy);
    break;
  case LockRemedy::Kind::Atomic:
    explainAtomic(Remedy);
    break;
  case LockRemedy::Kind::Narrow:
    explainNarrowing(Remedy);
    break;
  }
  suggestFix(Remedy);
}

void MutexInHotPath::explainSharing(const LockRemedy &Remedy) {
  if (Remedy.Done.Heaviest)
    note(Remedy.Done.Heaviest->getBeginLoc(),
         "all other threads wait while it %0 here", Remedy.Done.What);
  if (Remedy.What == LockRemedy::Kind::ShareGuard)
    return;
  size_t Readers = Remedy.Sections.size();
  size_t Writers = Remedy.Facts->Sections.size() - Readers;
  note(
      Remedy.Facts->Mutex->getLocation(),
      "it cannot be shared yet; %0 of its sections only %plural{1:reads|:read}0"
      ", %1 %plural{1:writes|:write}1",
      unsigned(Readers), unsigned(Writers));
}

void MutexInHotPath::explainAtomic(const LockRemedy &Remedy) {
  note(Remedy.Scalar->getLocation(), "all that it guards is '%0'",
       Remedy.Scalar->getNameAsString());
  unsigned Told = 0;
  for (const Section *Other : Remedy.Sections)
    if (Other != Remedy.Where && Told++ < 3)
      note(Other->location(), "locked for the same here");
}

void MutexInHotPath::explainNarrowing(const LockRemedy &Remedy) {
  if (Remedy.Done.Heaviest)
    note(Remedy.Done.Heaviest->getBeginLoc(),
         "what it %0 here is known to this call only", Remedy.Done.What);
  note(Remedy.First->getBeginLoc(), "the first statement that needs the lock");
  if (Remedy.Last != Remedy.First)
    note(Remedy.Last->getBeginLoc(), "the last statement that needs it");
}

void MutexInHotPath::suggestFix(const LockRemedy &Remedy) {
  FixBuilder Fix(U->ast());
  LockFixes(*U, Fix).apply(Remedy);
  static constexpr llvm::StringLiteral Judge[] = {
      "share it, if what it calls changes nothing behind the scenes",
      "make it a shared mutex, if its writers are rare",
      "use an atomic, if nothing else has to change together with it",
      "move the work out of the section"};
  suggest(locate(Remedy.Where->location()), Judge[size_t(Remedy.What)], Fix);
}

} // namespace

static const Register<MutexInHotPath> Registered;
