// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/RoundTrips.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/FixTemplate.h"
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

class RoundTripPerIteration final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-round-trip-per-iteration",
      .Summary = "a loop asks for one element at a time, and waits each time",
      .Family = Family::Cleanup,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A query, command or request that a loop sends for each of its elements, where the
library can send many at once: SQL to PostgreSQL, MySQL and through Qt or ODBC,
Redis, MongoDB, memcached, libcurl; calls of gRPC, Thrift and brpc, whose stubs are
known by what they are given; and statements that write to SQLite outside of a
transaction, each of which commits to the disk. Also through a function of yours that the
loop calls. A loop over the rows that a query has found is one over elements, too:
`while (query.next())`.

Silent are loops that have to go one by one or do not go over elements:

- in a pipeline, or in a transaction where that is what saves the time, opened in
  the function or in one that calls it;
- that need the answer of the round before, retry, or wait in between;
- over servers, shards and the like, or over another connection in each round;
- that read from SQLite, which is no round trip;
- with few rounds (`MinTripCount`), at the start and end of the process, in cold
  code, and in functions that load, migrate or set up.

## Why it costs

Each round waits for the network there and back, for the server's queue, and
often for a sync of its log: 0.1 to 1 ms in a data centre, against some
microseconds of work. A hundred elements are a hundred chances to meet a slow
one, so the loop is as slow as the worst of them.

It does not matter where the loop has a handful of rounds, or nobody waits for it.
[Measured](../evidence-loops.md).

## Flagged

```cpp
#include <string>
#include <vector>

struct sqlite3;
extern "C" int sqlite3_exec(sqlite3 *, const char *,
                            int (*)(void *, int, char **, char **), void *,
                            char **);

void store(sqlite3 *Db, const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    std::string Text = "INSERT INTO names VALUES ('" + Name + "')";
    sqlite3_exec(Db, Text.c_str(), nullptr, nullptr, nullptr);
  }
}
```

## Preferred

```cpp
#include <string>
#include <vector>

struct sqlite3;
extern "C" int sqlite3_exec(sqlite3 *, const char *,
                            int (*)(void *, int, char **, char **), void *,
                            char **);

void store(sqlite3 *Db, const std::vector<std::string> &Names) {
  sqlite3_exec(Db, "BEGIN", nullptr, nullptr, nullptr);
  for (const std::string &Name : Names) {
    std::string Text = "INSERT INTO names VALUES ('" + Name + "')";
    sqlite3_exec(Db, Text.c_str(), nullptr, nullptr, nullptr);
  }
  sqlite3_exec(Db, "COMMIT", nullptr, nullptr, nullptr);
}
```

## Fix safety

Suggested, for SQL that writes: a transaction around the loop. Others see all of
it or nothing, locks are held until its end, and a failure in between needs a
rollback. No fix where the loop can be left early. A pipeline or one statement for all
elements is yours to write.

## Limits

A transaction that is opened two calls away is not seen. Your own clients take a
model with `round-trip`, see [models](../models.md). Silence a finding with
`// NOLINT(p99-round-trip-per-iteration)` at the call.
)md"};

  explicit RoundTripPerIteration(const CheckContext &Context)
      : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const RepeatedTrip &Trip : repeatedTrips(U, *MinTripCount))
      report(U, Trip);
  }

private:
  void report(Unit &U, const RepeatedTrip &Trip);
  bool enclose(Unit &U, const RepeatedTrip &Trip, FixBuilder &Fix) const;

  Option<unsigned> MinTripCount{*this, "MinTripCount", 8,
                                "Loops proven shorter are ignored."};
};

void RoundTripPerIteration::report(Unit &U, const RepeatedTrip &Trip) {
  const SourceManager &SM = U.ast().getSourceManager();
  auto Locate = [&](const Expr *E) { return SM.getFileLoc(E->getExprLoc()); };
  SourceLocation Where = Locate(Trip.At);
  diag(Where, "'%0' is %1 for each element; %2")
      << calleeOf(Trip.At)->getNameAsString() << Trip.How->What
      << Trip.How->Batch;
  diag(Trip.Repeats.Statement->getBeginLoc(),
       !Trip.Fetch   ? "the loop starts here"
       : Trip.Writes ? "the loop over the rows of a query starts here"
                     : "the loop over the rows of a query starts here; "
                       "a join can ask for both at once",
       DiagnosticIDs::Note);
  if (Trip.isWrapped())
    diag(Locate(Trip.Trip), "it calls '%0' here", DiagnosticIDs::Note)
        << calleeOf(Trip.Trip)->getNameAsString();
  for (const HotReason &Reason : Trip.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  FixBuilder Fix(U.ast());
  if (Trip.Writes && enclose(U, Trip, Fix))
    suggest(Where, "if all of it may be one transaction; look after its errors",
            Fix);
}

/// The loop can end other than by its condition.
bool canLeave(const Stmt *S, bool Breaks = true) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<ReturnStmt, GotoStmt, CXXThrowExpr>(S) ||
      (Breaks && isa<BreakStmt>(S)))
    return true;
  bool Inner = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(S);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return canLeave(Child, Breaks && !Inner);
  });
}

bool RoundTripPerIteration::enclose(Unit &U, const RepeatedTrip &Trip,
                                    FixBuilder &Fix) const {
  const Stmt *Loop = Trip.Repeats.Statement;
  const auto *Block =
      dyn_cast_or_null<CompoundStmt>(U.references().parent(Loop));
  if (!Block || Trip.How->Begin.Text.empty() || canLeave(Trip.Repeats.Body))
    return false;
  FixTemplate Text(U.ast(), 0);
  if (Trip.Connection)
    Text.handle(Trip.Connection);
  std::optional<std::string> Begin = Text.fill(Trip.How->Begin);
  std::optional<std::string> Commit = Text.fill(Trip.How->Commit);
  if (!Begin || !Commit)
    return false;
  Fix.insertStatement(Loop, Block, *Begin);
  Fix.insertStatementAfter(Loop, Block, *Commit);
  return true;
}

} // namespace

static const Register<RoundTripPerIteration> Registered;
