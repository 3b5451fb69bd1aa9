// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/References.h"
#include "analysis/Retries.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class RetryWithoutBackoff final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-retry-without-backoff",
      .Summary = "a failed call to a peer is tried again at once, without end",
      .Family = Family::Timeouts,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A loop that goes around only because a call to another machine has failed, and
comes to it again at once and as often as it fails: `while (connect(...) < 0)`,
`do ... while (code != CURLE_OK)`, `while (true)` with a `break` or `return` for
success at its end, and a `try` that leaves the loop beside a `catch` that does
not.

Silent are loops that pause (a sleep, a wait for a descriptor, a thread or an
event, or a helper whose name says so), that count or look at the clock, that ask
for `errno` (a call that a signal has interrupted did not fail), that leave if
another function says so of a failure (`if (n < 0) { if (isFinal(e)) return; }`), and
loops over a range or with a counter.

## Why it costs

A server that is down or overloaded refuses quickly. A client that asks again at
once keeps a core busy and sends thousands of requests per second at the moment
when the server can serve them least; all clients together keep it from coming
back. Pauses that double, up to a few seconds, give it room.

A pause also bounds what a failure costs in other ways: each try logs, resolves
the name and opens a socket.

## Flagged

```cpp
#include <sys/socket.h>

void connectTo(int Fd, const sockaddr *Address, socklen_t Size) {
  while (connect(Fd, Address, Size) == -1) {
  }
}
```

## Preferred

```cpp
#include <algorithm>
#include <chrono>
#include <sys/socket.h>
#include <thread>

void connectTo(int Fd, const sockaddr *Address, socklen_t Size) {
  std::chrono::milliseconds delay(50);
  while (connect(Fd, Address, Size) == -1) {
    std::this_thread::sleep_for(delay);
    delay = std::min(delay * 2, std::chrono::milliseconds(5000));
  }
}
```

## Fix safety

Suggested: the fix pauses at the end of each round, from 50 ms on twice as long
each time, up to `MaxDelayMs`. It blocks its thread for that time; on a request
path, or in an event loop, giving up after a few tries is better. There is no fix
in C, and for loops with a `continue`.

## Limits

A loop that is left for another reason than success, somewhere in its middle, is
not seen as one that tries again. Silence a finding with
`// NOLINT(p99-retry-without-backoff)` at the call.
)md"};

  explicit RetryWithoutBackoff(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const Retry &R : endlessRetries(U))
      report(U, R);
  }

private:
  void report(Unit &U, const Retry &R);
  bool pause(Unit &U, const Retry &R, FixBuilder &Fix) const;

  Option<unsigned> MaxDelayMs{*this, "MaxDelayMs", 5000,
                              "The longest pause that the fix writes."};
};

void RetryWithoutBackoff::report(Unit &U, const Retry &R) {
  SourceLocation Where = R.Call->getBeginLoc();
  diag(Where, "'%0' is tried again at once, and without end, when it fails; "
              "pause longer after each failure")
      << R.Name;
  if (R.Origin)
    diag(R.Origin->getBeginLoc(), "it waits for another machine here",
         DiagnosticIDs::Note);
  diag(R.Failed->getBeginLoc(),
       isa<CXXCatchStmt>(R.Failed) ? "the exception is dropped here"
                                   : "this asks whether it has worked",
       DiagnosticIDs::Note);
  for (const HotReason &Reason : R.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  FixBuilder Fix(U.ast());
  if (pause(U, R, Fix))
    suggest(Where, "if the thread may sleep; else give up after a few tries",
            Fix);
}

bool hasContinue(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  return isa<ContinueStmt, GotoStmt>(S) ||
         llvm::any_of(S->children(),
                      [](const Stmt *Child) { return hasContinue(Child); });
}

/// Doubles the pause at the end of each round.
bool RetryWithoutBackoff::pause(Unit &U, const Retry &R,
                                FixBuilder &Fix) const {
  const References &Refs = U.references();
  const Stmt *Loop = R.Again.Statement;
  const Stmt *Parent = Refs.parent(Loop);
  const FunctionDecl *In = Refs.functionAround(Loop), *Definition = nullptr;
  if (!U.ast().getLangOpts().CPlusPlus11 || Loop->getBeginLoc().isMacroID() ||
      !In || !In->hasBody(Definition) ||
      isa<CoroutineBodyStmt>(Definition->getBody()) ||
      !isa_and_nonnull<CompoundStmt>(Parent) || hasContinue(R.Again.Body))
    return false;
  if (Lexer::getSourceText(
          CharSourceRange::getTokenRange(Definition->getSourceRange()),
          U.ast().getSourceManager(), U.ast().getLangOpts())
          .contains("delay"))
    return false;
  const std::string Lines =
      "std::this_thread::sleep_for(delay);\ndelay = std::min(delay * 2, "
      "std::chrono::milliseconds(" +
      std::to_string(*MaxDelayMs) + "));";
  const auto *Body = dyn_cast<CompoundStmt>(R.Again.Body);
  if (!Body || Body->body_empty()) {
    std::string OneLine = Lines;
    OneLine.replace(OneLine.find('\n'), 1, " ");
    if (!isa<NullStmt, CompoundStmt>(R.Again.Body))
      return false;
    Fix.replace(R.Again.Body->getSourceRange(), "{ " + OneLine + " }");
  } else {
    Fix.insertStatementAfter(Body->body_back(), Body, Lines);
  }
  Fix.insertStatement(Loop, Parent, "std::chrono::milliseconds delay(50);");
  for (llvm::StringRef Header : {"<algorithm>", "<chrono>", "<thread>"})
    Fix.include(Loop->getBeginLoc(), Header);
  return true;
}

} // namespace

static const Register<RetryWithoutBackoff> Registered;
