// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CallSummaries.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/RepeatedSetUps.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Option.h"
#include "core/Register.h"
#include "core/SetUpFixes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class SetupPerIteration final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-setup-per-iteration",
      .Summary = "something expensive is made again and again from the same",
      .Family = Family::Cleanup,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

An object or handle that is expensive to make, and is made of the same arguments
each time and dropped again:

- in each round of a loop;
- on each call of a function that a loop calls, through up to three more calls;
- on each request: in a request handler and what it calls.

Expensive is what the models say (`expensive-setup`): regular expressions of std,
Boost, Qt, PCRE, RE2, POSIX, GLib and Poco, named locales, entropy sources,
character set converters, contexts of OpenSSL, zlib and zstd, files opened for
reading or appending, files that are parsed, handles, connections and clients of
curl, HTTP, databases, Redis, LDAP, gRPC and message queues, look-ups of names,
prepared statements, thread pools. Calls count, too, that take their time and
answer the same for the same arguments: searching the environment, resolving a
path, hashing, deriving a key, parsing a document. A class whose
constructor makes one of these counts as one, and so does a function that
returns one.

Silent are arguments that can change from round to round, objects that are kept
or handed on, what is made once and tested for (`if (!re_) re_ = ...`), start-up
code and tests, loops over the arguments of `main`, loops that sleep or try again
until it works, or until what is made fits, what is done for the one element that
has a certain value, loops with fewer rounds than `MinTripCount`, and, unless they
are hot, little things such as `getenv()` in a branch, and what takes microseconds
in a function that is called beside a request to a peer in each round.

## Why it costs

A `std::regex` of sixteen characters took 41 µs to compile, forty times as long
as to search a line with it. A TLS context reads and parses the bundle of
certificates, several milliseconds. A new curl handle or database connection has
no connection: each use resolves, connects and shakes hands anew, several round
trips before the first byte.

It does not matter for code that runs seldom.
[Measured](../evidence-loops.md).

## Flagged

```cpp
#include <regex>
#include <string>
#include <vector>

int countErrors(const std::vector<std::string> &Lines) {
  int Errors = 0;
  for (const std::string &Line : Lines) {
    std::regex Error("^\\[(error|fatal)\\]");
    Errors += std::regex_search(Line, Error);
  }
  return Errors;
}
```

## Preferred

```cpp
#include <regex>
#include <string>
#include <vector>

int countErrors(const std::vector<std::string> &Lines) {
  int Errors = 0;
  for (const std::string &Line : Lines) {
    static const std::regex Error("^\\[(error|fatal)\\]");
    Errors += std::regex_search(Line, Error);
  }
  return Errors;
}
```

## Fix safety

Safe where the arguments are literals, the object is only read, and its library
allows several threads to read it: it becomes `static const`, which C++11 makes
once even if threads race for it.

Suggested: objects that are only read but made of variables move above the loop,
where they are made even if the loop has no rounds. Handles move with their
release behind the loop, and the library's reset (`curl_easy_reset`) takes their
place. There is no fix for connections, for what a callee makes of its
parameters, and for objects that a round changes.

## Limits

What a function in another file makes is not seen. Two objects that are made for
the same purpose in different functions are not compared. Silence a finding with
`// NOLINT(p99-setup-per-iteration)` at the place where it is made.
)md"};

  explicit SetupPerIteration(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    llvm::StringSet<> Taken;
    for (const RepeatedSetUp &R : repeatedSetUps(U, *MinTripCount))
      report(U, R, Taken);
  }

private:
  void report(Unit &U, const RepeatedSetUp &R, llvm::StringSet<> &Taken);

  Option<unsigned> MinTripCount{*this, "MinTripCount", 4,
                                "Loops proven shorter are ignored."};
};

/// The variable, or what makes it: a class, or a function.
std::string nameOf(const SetUp &S) {
  if (S.Object)
    return S.Object->getNameAsString();
  const FunctionDecl *F = calleeOf(S.Made);
  if (isa<CXXConstructorDecl>(F))
    return classNameOf(S.Made->getType());
  return F->getNameAsString();
}

std::string nameOf(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->getParent()->isLambda()
             ? "this lambda"
             : "'" + F->getNameAsString() + "'";
}

llvm::StringRef remedyFor(const RepeatedSetUp &R) {
  if (canBeStatic(R))
    return "make it 'static const'";
  if (R.What.IsPart)
    return "let all such objects share it";
  if (R.isAnswerKept())
    return R.Repeats && !R.Call ? "call it once, above the loop"
                                : "keep what it answers between calls";
  if (R.What.Cost->Transient)
    return "keep what it makes between calls";
  if (R.Repeats && !R.Call)
    return "make it once, above the loop";
  if (R.Steady)
    return "keep it between calls";
  return "let the caller make it once";
}

void SetupPerIteration::report(Unit &U, const RepeatedSetUp &R,
                               llvm::StringSet<> &Taken) {
  const SetUp &S = R.What;
  SourceLocation Where = S.Made->getBeginLoc();
  FixBuilder Fix(U.ast());
  SetUpFixes Fixes(U, Fix, Taken);
  bool Safe = Fixes.makeStatic(R);
  {
    std::string When = R.Repeats && !R.Call ? "in each round of the loop"
                       : R.Repeats
                           ? "each time that a loop calls " + nameOf(R.In)
                           : "on each call of " + nameOf(R.In);
    DiagnosticBuilder Warning = diag(Where, "'%0' %1 %2; %3");
    Warning << nameOf(S) << S.Cost->What << When << remedyFor(R);
    if (Safe)
      for (const FixItHint &Edit : Fix.take())
        Warning << Edit;
  }
  for (const Expr *Call : llvm::drop_begin(S.Chain))
    diag(Call->getBeginLoc(), "this %0", DiagnosticIDs::Note) << S.Cost->What;
  if (R.Repeats && R.Call)
    diag(R.Call->getBeginLoc(), "the call in the loop", DiagnosticIDs::Note);
  else if (R.Call)
    diag(R.Call->getBeginLoc(), "with what it is given here",
         DiagnosticIDs::Note);
  if (R.Repeats)
    diag(R.Repeats.Statement->getBeginLoc(), "the loop starts here",
         DiagnosticIDs::Note);
  for (const HotReason &Reason : R.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (!canBeStatic(R) && !S.Cost->Reuse.empty())
    diag(Where, "%0", DiagnosticIDs::Note) << S.Cost->Reuse;
  if (Safe)
    return;
  FixBuilder Above(U.ast());
  if (SetUpFixes(U, Above, Taken).hoist(R))
    suggest(Where, "if all rounds may share it", Above);
}

} // namespace

static const Register<SetupPerIteration> Registered;
