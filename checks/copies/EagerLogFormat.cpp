// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/LogCalls.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/LogFixes.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class EagerLogFormat final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-eager-log-format",
      .Summary = "a text is built for a log line whose level is off",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A text that is built for a line at a debug or trace level, in a loop or on a
request path, before the logger looks up whether that level is on:

- `spdlog::debug("user " + name)` and `logger->debug(fmt::format("{}", id))`;
- `logger.trace(stream.str())`;
- `spdlog::debug("got {}", message.toString())`: the line is formatted only when
  it is wanted, but its arguments are computed in any case.

Loggers are those of spdlog, Poco, log4cxx, log4cpp and log4cplus, functions that
a model says to [log](../models.md), and functions of your own whose body begins
with a look at the level, or that pass their text on to one of these.

Silent are calls that run only if the level is on: below `if (log.should_log(…))`
or behind an early return, and through macros that ask before they evaluate their
arguments, such as `LOG4CXX_DEBUG`, `poco_debug`, `VLOG` and `BOOST_LOG_TRIVIAL`.
So are lines at levels that are always on (warnings and errors), at the level
info unless `Info` says otherwise, the start and the end of the program, and cold
code.

## Why it costs

An allocation, the formatting and a release for each line that nobody will read:
in production debug levels are off, but the request pays for the text all the
same. For a line at a level that is on, it does not matter.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <string>

class Log {
public:
  void debug(const std::string &Text) {
    if (Threshold > 1)
      return;
    write(Text);
  }
  bool isDebugEnabled() const { return Threshold <= 1; }

private:
  void write(const std::string &Text);
  int Threshold = 2;
};

[[gnu::hot]] void serve(Log &Logger, const std::string &Name) {
  Logger.debug("request of " + Name);
}
```

## Preferred

```cpp
#include <string>

class Log {
public:
  void debug(const std::string &Text) {
    if (Threshold > 1)
      return;
    write(Text);
  }
  bool isDebugEnabled() const { return Threshold <= 1; }

private:
  void write(const std::string &Text);
  int Threshold = 2;
};

[[gnu::hot]] void serve(Log &Logger, const std::string &Name) {
  if (Logger.isDebugEnabled())
    Logger.debug("request of " + Name);
}
```

## Fix safety

Safe where the logger formats lazily, the format is a literal and the parts are
texts and numbers: it writes the same characters. Suggested where a part is
computed by a call, or is of a type that the logger has to know how to format. To
ask for the level first is suggested too: what the arguments do otherwise is then
left out, and so are lines that spdlog keeps for a backtrace.

## Limits

Streams (`LOG(INFO) << a + b`, `qDebug()`) are not looked at, nor is text that a
variable holds. A logger of your own is known only where its body is in sight;
give others a model. Silence a finding with `// NOLINT(p99-eager-log-format)`.
)md"};

  explicit EagerLogFormat(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const EagerLog &Log : eagerLogs(U, *AtInfo))
      report(U, Log);
  }

private:
  void report(Unit &U, const EagerLog &Log);

  Option<bool> AtInfo{*this, "Info", false,
                      "Report lines at the level info too, for services that "
                      "run without them."};
};

void EagerLogFormat::report(Unit &U, const EagerLog &Log) {
  using Kind = EagerLog::Kind;
  const SourceManager &SM = U.ast().getSourceManager();
  SourceLocation Where = SM.getFileLoc(Log.Text->getBeginLoc());
  std::string Name = calleeOf(Log.Call)->getNameAsString();
  bool Lazy = Log.Logger.Says.Form == TextForm::Braces && Log.IsLine &&
              !Log.HasBuiltPart;
  const FunctionDecl *In = U.references().functionAround(Log.Call);
  FixBuilder Fix(U.ast());
  // Another instantiation may have parts of other types.
  bool Safe = In && !In->isTemplateInstantiation();
  if (Lazy && Log.How == Kind::Joined) {
    passParts(Log, Fix, Safe);
    auto Warning = diag(Where, "the text is joined before '%0' looks at its "
                               "level; pass it the parts")
                   << Name;
    if (Safe)
      Warning << Fix.take();
  } else if (Lazy && Log.How == Kind::Formatted &&
             Log.Form == TextForm::Braces && hasLiteralFormat(Log.Text)) {
    passArguments(Log, Fix, Safe);
    auto Warning = diag(Where, "the text is formatted before '%0' looks at its "
                               "level; pass it the format and the arguments")
                   << Name;
    if (Safe)
      Warning << Fix.take();
  } else {
    Safe = false;
    Lazy = false;
    askForLevelFirst(U, Log, Fix);
    if (Log.How == Kind::Made)
      diag(Where, "'%0' %1 before '%2' looks at its level; ask for the level "
                  "first")
          << calleeOf(Log.Text)->getNameAsString()
          << (Log.Model ? Log.Model->What : "builds a text") << Name;
    else
      diag(Where, "the text is built before '%0' looks at its level; ask for "
                  "the level first")
          << Name;
  }
  for (const HotReason &Reason : Log.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (const Stmt *Check = Log.Logger.Check)
    diag(Check->getBeginLoc(),
         isa<IfStmt>(Check) ? "the level is looked at here"
                            : "the text is passed on here",
         DiagnosticIDs::Note);
  if (Lazy && !Safe)
    suggest(Where, "if the logger formats each part as the text has it", Fix);
  else if (!Lazy && !Log.Logger.Says.Asks.Text.empty())
    suggest(Where, "if nothing else depends on the arguments", Fix);
}

} // namespace

static const Register<EagerLogFormat> Registered;
