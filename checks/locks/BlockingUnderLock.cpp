// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/HeldWaits.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Option.h"
#include "core/Register.h"
#include "core/ShorterSection.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class BlockingUnderLock final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-blocking-under-lock",
      .Summary = "a lock is held while its holder waits for something else",
      .Family = Family::Locks,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A call that can block while a mutex is held that other threads want: requests to
databases, caches, HTTP and RPC servers, name look-ups, child processes, sleeps,
joins and futures, syncs; where the code, or another section of the same lock, is on
a request path, files that are opened, read or written; and, on hot paths, log lines,
and containers that are freed as a whole. What blocks comes from
[models](../models.md); it is found through calls, constructors, destructors that
run implicitly, lambdas and templates, with the chain in the notes. So are calls
of callbacks that somebody else has registered: a `std::function` member or list,
a list of listeners. They take as long as they like, and may want the same lock.

Sections are followed over the control flow: guards of all libraries and of your
own, `unlock()` and `lock()` in between, locks that the caller holds (`REQUIRES`,
`AssertHeld()`, a `unique_lock &` parameter), temporaries that hold a lock to the
end of the statement.

Silent are waits that give the lock back, as those of condition variables;
descriptors that do not block, and datagrams; branches that a constant argument rules
out, and limits that it makes zero; a thread that is joined once it has said, under the
lock, that it is done; error paths, also a line of a log before `return false`; tests; and, unless the code
is hot:

- a lock that is there for the very thing that blocks: a logger's for its file and
  its sinks, or one of a class in a namespace `log`, `logging` or `sinks`; one that a
  single function takes, whose sections all wait for the disk or for a name, or most
  of them for statements on one connection; or of a class that does nothing but lock
  and call the method of the same name on another object;
- a lock that is there for a start or for look-ups, by its name (`init_mutex_`,
  `opening_lock`, `dns_lock`), a pipe that is written under the same lock, and a
  callback that is all that a lock guards, so that it can be taken away;
- files and the disk under a lock that many readers have at once, by the name of
  the call or of what is given to it: `rdlock(&m)`, `lock(&m, MUTEX_READ)`;
- a connection that is made or ended under its own lock: who waits has none;
- back-off sleeps in a retry or a spin, a sleep of a given length that is all that
  happens, with a line of a log that says so, and the pause of a device that is
  closed, or between two writes to its registers;
- what runs at the start or the end, is made on first use, or is what an operator
  asks for: a function with `cli`, `dump`, `print`, `rotate`, `install` or `wipe` in
  its name, or one that adds, updates or deletes an extension or a plugin.

## Why it costs

Everybody who wants the lock waits for the disk, the peer or the sleeper with its
holder. A section of 200 ns makes a mutex that a dozen threads can share without
noticing; one query of 5 ms in it bounds all of them together to 200 requests a
second, and one peer that stops answering stops the process.

It does not matter where no other thread wants the lock meanwhile, as while the
program starts.

## Flagged

```cpp
#include <mutex>
#include <unistd.h>
#include <vector>

class Journal {
public:
  void append(int Descriptor, char Entry) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.push_back(Entry);
    fsync(Descriptor);
  }
  char last() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.back();
  }

private:
  std::mutex Mutex;
  std::vector<char> Entries;
};
```

## Preferred

```cpp
#include <mutex>
#include <unistd.h>
#include <vector>

class Journal {
public:
  void append(int Descriptor, char Entry) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Entries.push_back(Entry);
    }
    fsync(Descriptor);
  }
  char last() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.back();
  }

private:
  std::mutex Mutex;
  std::vector<char> Entries;
};
```

## Fix safety

Suggested. The fix ends the section before the call, starts it behind it, or
swaps a container out to free it after the unlock. There is one only if what is
taken out of the section touches nothing that others can see. Whether other
threads may see the state before the call is done is for you to judge.

## Limits

The analysis sees one translation unit; a function whose body is elsewhere does
what its model says. Calls through interfaces are followed where the object's
class is known. Silence a wait that the lock is there for with
`// NOLINT(p99-blocking-under-lock)` and the reason.
)md"};

  explicit BlockingUnderLock(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    U = &unit(Result);
    for (const HeldUp &Up : HeldWaits(*U, *Files, *Callbacks).found())
      report(Up);
  }

private:
  void report(const HeldUp &Up);
  void warn(const HeldUp &Up);
  void showChain(const HeldWait &W);

  SourceLocation locate(const Stmt *S) const {
    return U->ast().getSourceManager().getFileLoc(S->getBeginLoc());
  }

  Unit *U = nullptr;
  llvm::DenseSet<SourceLocation> Seen;

  Option<bool> Files{*this, "Files", false,
                     "Also report files that are opened, read or written where "
                     "neither the code nor who else wants the lock is hot."};
  Option<bool> Callbacks{*this, "Callbacks", true,
                         "Also report callbacks of others that run under a "
                         "lock."};
};

//===-- Messages ----------------------------------------------------------===//

struct Phrase {
  llvm::StringRef What;
  llvm::StringRef Remedy;
};

Phrase phraseOf(const HeldWait &W) {
  if (W.NeededBy)
    return {"waits for a thread that needs", "join it after the unlock"};
  switch (W.Wait.Kind) {
  case BlockKind::Peer:
    return {"waits for its peer",
            W.OnOwnHandle ? "use a pool, or a connection for each thread"
                          : "move it out of the section"};
  case BlockKind::Dns:
    return {"waits for name servers", "resolve before the lock"};
  case BlockKind::Process:
    return {"waits for a process", "move it out of the section"};
  case BlockKind::Sleep:
    return {"sleeps", "sleep after the unlock"};
  case BlockKind::Thread:
    return {"waits for another thread", "wait after the unlock"};
  case BlockKind::Events:
    return {"waits for events", "wait before the lock"};
  case BlockKind::Disk:
    return {"waits for the disk", "move it out of the section"};
  case BlockKind::Lock:
    return {"waits for a lock on a file", "take that one first"};
  case BlockKind::File:
    // `read` of a descriptor that may be anything.
    return {W.Wait.Entry && W.Wait.Entry->TimesOut ? "waits for input or output"
                                                   : "waits for a file",
            "move it out of the section"};
  case BlockKind::Log:
    return {"writes a log line", "log after the unlock"};
  case BlockKind::Reply:
    break;
  }
  return {"blocks", "move it out of the section"};
}

/// What stands in the section: the call itself, or the way to what blocks.
std::string nameOf(const Stmt *S) {
  if (isa<CXXDeleteExpr>(S))
    return "delete";
  const auto *E = dyn_cast<Expr>(S);
  const FunctionDecl *F = E ? calleeOf(E) : nullptr;
  if (!F)
    return "";
  if (isa<CXXConstructorDecl>(F))
    return classNameOf(E->getType());
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->getParent()->isLambda() ? "" : F->getNameAsString();
}

/// A lock that is a parameter may have no name.
std::string mutexOf(const Section &S) {
  std::string Name = S.mutex().Name;
  // An object that is locked by its own methods.
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(S.Function);
      Method && Name == "this")
    Name = Method->getParent()->getNameAsString();
  return Name.empty() ? "its caller's mutex" : "'" + Name + "'";
}

void BlockingUnderLock::warn(const HeldUp &Up) {
  const HeldWait &W = Up.Waits.front();
  SourceLocation At = locate(W.call());
  std::string Mutex = mutexOf(*Up.In);
  llvm::StringRef Held =
      Up.In->Mode == LockMode::Shared ? "locked shared" : "locked";
  if (W.How == HeldWait::Kind::Callback) {
    // A listener's method, or the variable that the callback is.
    std::string Name = W.Wait.Name == "operator()" && W.Wait.Handle
                           ? W.Wait.Handle->getNameAsString()
                           : W.Wait.Name;
    diag(At, "'%0' runs a callback of others while %1 is %2; copy it and "
             "call it after the unlock")
        << Name << Mutex << Held;
    return;
  }
  if (W.How == HeldWait::Kind::Free) {
    diag(At, "'%0' frees all of '%1' while %2 is %3; swap it out and free it "
             "after the unlock")
        << W.Wait.Name << W.Wait.Handle->getNameAsString() << Mutex << Held;
    return;
  }
  Phrase Says = phraseOf(W);
  if (W.NeededBy) {
    diag(At, "'%0' waits for a thread that needs %1, which is %2; join it "
             "after the unlock")
        << W.Wait.Name << Mutex << Held;
    return;
  }
  std::string Outer = nameOf(W.call());
  if (W.Wait.Chain.size() > 1 && !Outer.empty())
    diag(At, "'%0' %1 in '%2' while %3 is %4; %5")
        << Outer << Says.What << W.Wait.Name << Mutex << Held << Says.Remedy;
  else
    diag(At, "'%0' %1 while %2 is %3; %4")
        << W.Wait.Name << Says.What << Mutex << Held << Says.Remedy;
}

void BlockingUnderLock::showChain(const HeldWait &W) {
  llvm::ArrayRef<const Stmt *> Below = W.Wait.Chain;
  for (size_t I = 1; I < Below.size(); ++I) {
    std::string Name = I + 1 == Below.size() ? W.Wait.Name : nameOf(Below[I]);
    if (I + 1 == Below.size())
      diag(locate(Below[I]), "'%0' blocks here", DiagnosticIDs::Note) << Name;
    else if (!Name.empty())
      diag(locate(Below[I]), "by way of '%0'", DiagnosticIDs::Note) << Name;
  }
}

void BlockingUnderLock::report(const HeldUp &Up) {
  const HeldWait &W = Up.Waits.front();
  // A template's instantiations are one piece of text.
  if (!Seen.insert(locate(W.call())).second)
    return;
  warn(Up);
  if (Up.In->Acquisition)
    diag(locate(Up.In->Acquisition), "%0 is locked here", DiagnosticIDs::Note)
        << mutexOf(*Up.In);
  else
    diag(Up.In->location(), "'%0' is entered with %1 locked",
         DiagnosticIDs::Note)
        << Up.In->Function->getNameAsString() << mutexOf(*Up.In);
  if (W.ReleasedOnBranch)
    diag(locate(W.ReleasedOnBranch), "only this branch unlocks it",
         DiagnosticIDs::Note);
  showChain(W);
  if (W.NeededBy)
    diag(locate(W.NeededBy), "the thread is started here", DiagnosticIDs::Note);
  for (const HotReason &Reason : Up.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  llvm::ArrayRef<HeldWait> Others = llvm::ArrayRef(Up.Waits).drop_front();
  for (const HeldWait &Other : Others.take_front(3))
    diag(locate(Other.call()),
         Other.How == HeldWait::Kind::Callback ? "'%0' runs a callback here too"
                                               : "'%0' blocks here too",
         DiagnosticIDs::Note)
        << Other.Wait.Name;
  if (Others.size() > 3)
    diag(locate(Others[3].call()), "and %0 more from here on",
         DiagnosticIDs::Note)
        << unsigned(Others.size() - 3);

  // With one of several calls gone the lock is held as long as before.
  FixBuilder Fix(U->ast());
  if (Up.Waits.size() == 1 && W.How != HeldWait::Kind::Callback &&
      !W.ReleasedOnBranch && ShorterSection(*U, *Up.In).without(W.call(), Fix))
    suggest(locate(W.call()),
            "if others may have the lock while this is not done", Fix);
}

} // namespace

static const Register<BlockingUnderLock> Registered;
