// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/AsyncFutures.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "clang/AST/ExprCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

using Fate = AsyncFuture::Fate;

class BlockingAsyncFuture final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-blocking-async-future",
      .Summary = "the future of std::async waits for its thread at once",
      .Family = Family::Threads,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A `std::async` whose caller waits for it all the same:

- its future is dropped: as a statement, cast to `void`, assigned to `std::ignore`,
  or in a variable that dies with nothing run in between. The destructor of a
  future that comes from `std::async` waits for the thread;
- `get()` or `wait()` is the next thing that is called;
- the future is assigned over in each round of a loop, or on each request in a
  static or a member that lives longer: each assignment waits for the thread before;
- it is `std::launch::deferred`, and nothing waits for it: then it never runs.

The same for functions of your own that return such a future.

Silent if anything else runs before the wait, if another `std::async` runs beside
it, if the code asks with a time limit (`wait_for`), and in tests.

The compiler warns of the first form only, since `std::async` is `[[nodiscard]]`,
and only without the cast: it says that a value is ignored, not that the call
waits.

## Why it costs

The caller pays for a thread and waits for it besides: 35 to 55 µs more than the
call alone, [measured](../evidence-threads.md) on two cores. What was meant to run
in the background adds its whole time to the request's latency; in a loop, the
tasks run one after the other.

It does not matter where the code wants a fresh thread, for the sake of its
`thread_local` variables or its empty stack.

## Flagged

```cpp
#include <future>
#include <string>

void writeAudit(const std::string &Entry);

void handle(const std::string &Request) {
  (void)std::async(std::launch::async, writeAudit, Request);
}
```

## Preferred

```cpp
#include <future>
#include <string>
#include <vector>

void writeAudit(const std::string &Entry);

void handle(const std::string &Request, std::vector<std::future<void>> &Pending) {
  Pending.push_back(std::async(std::launch::async, writeAudit, Request));
}
```

## Fix safety

The fix calls the function directly, which takes as long as before but for the
thread. Safe for a future that is waited for at once and was asked for without a
policy: the library may run it in the waiting thread as it is. Suggested with
`std::launch::async`, because the function had a thread of its own, and for a
dropped future, which swallowed the function's exceptions. If the work is to run
in the background after all, hand it to a pool.

## Limits

Futures are followed in one function, and through functions of the unit that
return them. Silence a finding with `// NOLINT(p99-blocking-async-future)`.
)md"};

  explicit BlockingAsyncFuture(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const AsyncFuture &Future : asyncFutures(U))
      report(U, Future);
  }

private:
  void report(Unit &U, const AsyncFuture &Future);
  bool callDirectly(Unit &U, const AsyncFuture &Future, FixBuilder &Fix) const;

  llvm::DenseSet<SourceLocation> Seen;
};

void BlockingAsyncFuture::report(Unit &U, const AsyncFuture &Future) {
  const SourceManager &SM = U.ast().getSourceManager();
  SourceLocation At = SM.getFileLoc(Future.Start->getBeginLoc());
  // Once for all instances of a template.
  if (!Seen.insert(At).second)
    return;
  FixBuilder Fix(U.ast());
  bool Repairs = callDirectly(U, Future, Fix);
  bool Safe = false;
  std::string Name = Future.Variable
                         ? Future.Variable->getNameAsString()
                         : calleeOf(Future.Start)->getNameAsString();
  switch (Future.How) {
  case Fate::Dropped:
    diag(At, "'%0' waits here for its own thread, as its future is dropped; "
             "call the function directly")
        << Name;
    break;
  case Fate::Unused:
    diag(At, "'%0' waits for its thread at the end of the block, where nothing "
             "else runs; call the function directly")
        << Name;
    break;
  case Fate::Awaited: {
    // Without a policy it may run in this thread anyway.
    const Model *M = U.models().find(calleeOf(Future.Spawn));
    Safe = Repairs && M->Spawns->Callable == 1;
    diag(At, "'%0' is waited for at once, so its thread buys nothing; call the "
             "function directly")
        << Name << (Safe ? Fix.take() : llvm::SmallVector<FixItHint, 4>());
    if (Future.Variable)
      diag(SM.getFileLoc(Future.End->getBeginLoc()), "it is waited for here",
           DiagnosticIDs::Note);
    break;
  }
  case Fate::Overwritten:
    diag(At, "each assignment to '%0' waits for the thread before; keep the "
             "futures in a container")
        << Name;
    if (Future.Loop)
      diag(SM.getFileLoc(Future.Loop->getBeginLoc()),
           "in each round of this loop", DiagnosticIDs::Note);
    break;
  case Fate::NeverRun:
    diag(At, "'%0' is deferred and nothing waits for it, so that it never "
             "runs; call the function directly")
        << Name;
    break;
  }
  if (Future.Spawn != Future.Start)
    diag(SM.getFileLoc(Future.Spawn->getBeginLoc()),
         "the future comes from here", DiagnosticIDs::Note);
  for (const HotReason &Reason : Future.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (Repairs && !Safe)
    suggest(At,
            Future.How == Fate::Awaited
                ? "if it need not have a thread, and thread_local variables, "
                  "of its own"
                : "if an exception, which the future swallows, may go to the "
                  "caller",
            Fix);
}

//===-- Fix ---------------------------------------------------------------===//

/// What follows the callable in a spawn, as the arguments of a plain call.
static std::optional<std::string> argumentsText(llvm::ArrayRef<const Expr *> Of,
                                                const FixBuilder &Fix) {
  std::string Text;
  for (const Expr *Argument : Of) {
    // std::ref(x) is there for the copy that the thread would take.
    const auto *Call = dyn_cast<CallExpr>(Argument->IgnoreImplicit());
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    bool Ref = F && isInStd(F) && (nameOf(F) == "ref" || nameOf(F) == "cref");
    std::string One = Fix.textOf(Ref ? Call->getArg(0) : Argument);
    if (One.empty())
      return std::nullopt;
    Text += (Text.empty() ? "" : ", ") + One;
  }
  return "(" + Text + ")";
}

/// The call that the thread makes, to be made here.
static std::optional<std::string> directCall(const Expr *Spawn, unsigned N,
                                             const FixBuilder &Fix) {
  auto Arguments = argumentsOf(Spawn).drop_front(N - 1);
  const Expr *Callable = Arguments.front()->IgnoreUnlessSpelledInSource();
  Arguments = Arguments.drop_front();
  if (const auto *Address = dyn_cast<UnaryOperator>(Callable))
    Callable = Address->getSubExpr()->IgnoreParenImpCasts();
  std::string Name = Fix.textOf(Callable);
  const auto *Ref = dyn_cast<DeclRefExpr>(Callable);
  if (Name.empty() || !(Ref || isa<LambdaExpr>(Callable)))
    return std::nullopt;
  if (const auto *Method =
          Ref ? dyn_cast<CXXMethodDecl>(Ref->getDecl()) : nullptr;
      Method && Method->isInstance()) {
    if (Arguments.empty())
      return std::nullopt;
    const Expr *Object = Arguments.front()->IgnoreUnlessSpelledInSource();
    Arguments = Arguments.drop_front();
    const auto *Address = dyn_cast<UnaryOperator>(Object);
    bool Taken = Address && Address->getOpcode() == UO_AddrOf;
    std::string Text = Fix.textOf(Taken ? Address->getSubExpr() : Object);
    if (!isa<DeclRefExpr, MemberExpr, CXXThisExpr>(
            Taken ? Address->getSubExpr()->IgnoreParenImpCasts() : Object) ||
        Text.empty() || (!Taken && !Object->getType()->isPointerType()))
      return std::nullopt;
    Name = (isa<CXXThisExpr>(Object) ? ""
            : Taken                  ? Text + "."
                                     : Text + "->") +
           Method->getNameAsString();
  }
  std::optional<std::string> Text = argumentsText(Arguments, Fix);
  if (!Text)
    return std::nullopt;
  return Name + *Text;
}

bool BlockingAsyncFuture::callDirectly(Unit &U, const AsyncFuture &Future,
                                       FixBuilder &Fix) const {
  const Model *M = U.models().find(calleeOf(Future.Spawn));
  const References &Refs = U.references();
  if (Future.Start != Future.Spawn || !M || !M->Spawns ||
      Future.How == Fate::Overwritten || Future.How == Fate::NeverRun)
    return false;
  std::optional<std::string> Text =
      directCall(Future.Spawn, M->Spawns->Callable, Fix);
  if (!Text)
    return false;
  if (!Future.Variable) {
    Fix.replace(Future.End->getSourceRange(), *Text);
    return true;
  }
  const Stmt *Declared = Refs.parent(Future.Start);
  while (isa_and_nonnull<Expr>(Declared))
    Declared = Refs.parent(Declared);
  const auto *Decls = dyn_cast_or_null<DeclStmt>(Declared);
  if (!Decls || !Decls->isSingleDecl() ||
      Refs.usesOf(Future.Variable).size() > 1)
    return false;
  if (Future.How == Fate::Unused) {
    Fix.replace(Decls->getSourceRange(), *Text + ";");
  } else {
    Fix.removeStatement(Decls);
    Fix.replace(Future.End->getSourceRange(), *Text);
  }
  return true;
}

} // namespace

static const Register<BlockingAsyncFuture> Registered;
