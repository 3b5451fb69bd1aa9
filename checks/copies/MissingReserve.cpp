// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/Growth.h"
#include "analysis/ScratchBuffers.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class MissingReserve final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-missing-reserve",
      .Summary = "a loop of known length grows a container with no room in it",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A loop whose length is known before it starts, and which adds an element to a
local vector, string or hash table in each round, whatever else it does, where
nothing has reserved room. The loop may count, walk over a container, or be an
algorithm with a lambda. The container may be a member of a local object.

Silent are containers that an outer loop fills further: to reserve a little more
in each of its rounds would copy everything each time. So are containers that
may have room already (parameters, members, what a call returns or may have
filled), loops that hand on and clear what they have gathered, loops of few
rounds (`MinTripCount`), text of which each round adds an unknown amount, start
and end of the program, and loops that wait for a peer, a disk or a lock in each
round.

Loops in which some rounds add nothing, or which a `break` may end, are reported
on request paths, or everywhere with `Conditional`, if they walk over a container;
a number as the limit of such a loop is seldom reached.

`performance-inefficient-vector-operation` of clang-tidy finds loops that do
nothing but add to a `std::vector`. Where it is enabled they are left to it. What
an outer loop can keep over its rounds is left to `p99-buffer-per-iteration`.

## Why it costs

A vector of n elements that grows by doubling is allocated anew about log2(n)
times, and copies or moves n elements in all; the last times are the largest, go
to the allocator's slow path and touch fresh pages. A hash table computes its
buckets anew each time. With room for all, there is one allocation.

It does not matter for a handful of elements, or where each round takes much
longer than a reallocation.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <string>
#include <vector>

struct Row {
  std::string Name;
  long Amount;
};

std::vector<std::string> names(const std::vector<Row> &Rows) {
  long Sum = 0;
  std::vector<std::string> Names;
  for (const Row &R : Rows) {
    Sum += R.Amount;
    Names.push_back(R.Name);
  }
  Names.push_back(std::to_string(Sum));
  return Names;
}
```

## Preferred

```cpp
#include <string>
#include <vector>

struct Row {
  std::string Name;
  long Amount;
};

std::vector<std::string> names(const std::vector<Row> &Rows) {
  long Sum = 0;
  std::vector<std::string> Names;
  Names.reserve(Rows.size() + 1);
  for (const Row &R : Rows) {
    Sum += R.Amount;
    Names.push_back(R.Name);
  }
  Names.push_back(std::to_string(Sum));
  return Names;
}
```

## Fix safety

Safe where each round adds an element and the number cannot be negative.
Suggested where some rounds add none or the loop may end early, which costs
memory; of hash tables, whose order of iteration depends on the room they have;
and where the number is of a signed type, because a negative one throws.

A loop over a temporary object is reported on request paths only, and has no
fix: it needs a name first. Nor is there one if a macro spells what it would copy.

## Limits

Two loops that fill one container are reported once, at the first, and the fix
makes room for that one. Silence a finding with `// NOLINT(p99-missing-reserve)`
at the line that adds the element.
)md"};

  explicit MissingReserve(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const Growth &G : unreservedGrowth(U, *MinTripCount)) {
      if ((G.AtLeast == 0 || G.MayStopEarly) && G.Hot.empty() && !*Conditional)
        continue;
      // To name a temporary first is worth it where it is hot.
      if (!G.Length.Repeatable && G.Hot.empty())
        continue;
      if (!isReportedByClangTidy(G) && !isKeptOver(U, G))
        report(U, G);
    }
  }

private:
  bool isReportedByClangTidy(const Growth &G) const;
  bool isKeptOver(Unit &U, const Growth &G) const;
  void report(Unit &U, const Growth &G);
  void reserve(Unit &U, const Growth &G, llvm::StringRef Name, FixBuilder &Fix);

  Option<unsigned> MinTripCount{*this, "MinTripCount", 8,
                                "Loops proven shorter are ignored."};
  Option<bool> Conditional{
      *this, "Conditional", false,
      "Report loops in which some rounds add nothing, or which may end early, "
      "outside of request paths too."};
};

/// A loop that does nothing else, over a vector that starts empty.
bool MissingReserve::isReportedByClangTidy(const Growth &G) const {
  const CXXRecordDecl *Class =
      G.Object->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return G.OnlyStatement && G.Empty && G.Length.Plain &&
         isa<DeclRefExpr>(G.Object) && Class && isInStd(Class) &&
         Class->getName() == "vector" && !G.Length.Inclusive &&
         isCheckEnabled("performance-inefficient-vector-operation");
}

/// What an outer loop can keep has room from its second round on.
bool MissingReserve::isKeptOver(Unit &U, const Growth &G) const {
  return isCheckEnabled("p99-buffer-per-iteration") &&
         llvm::any_of(scratchBuffers(U, *MinTripCount),
                      [&](const LoopBuffer &Buffer) {
                        return Buffer.Variable == placeOf(G.Object);
                      });
}

std::string nameOf(const Expr *Object) {
  const ValueDecl *D = placeOf(Object);
  return D ? D->getNameAsString() : "it";
}

void MissingReserve::report(Unit &U, const Growth &G) {
  SourceLocation Where = G.First->getBeginLoc();
  const bool Safe =
      G.AtLeast && !G.MayStopEarly && G.Ordered && !G.Length.MayBeNegative;
  FixBuilder Fix(U.ast());
  std::string Name = Fix.textOf(G.Object);
  reserve(U, G, Name, Fix);
  {
    auto Warning =
        diag(Where, "'%0' %select{may grow|grows}1 in each round of a loop of "
                    "known length; reserve room before it")
        << nameOf(G.Object) << (G.AtLeast ? 1 : 0);
    if (Safe)
      Warning << Fix.take();
  }
  diag(G.Repeats.Statement->getBeginLoc(), "the loop starts here",
       DiagnosticIDs::Note);
  for (const HotReason &Reason : G.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (Safe)
    return;
  if (!G.Ordered)
    suggest(Where, "if nothing depends on the order of its elements", Fix);
  else if (G.Length.MayBeNegative)
    suggest(Where, "if the number of rounds is never negative", Fix);
  else
    suggest(Where, "if most rounds add an element", Fix);
}

/// `n`, `2 * rows.size()`, `out.size() + list->size()`
void MissingReserve::reserve(Unit &U, const Growth &G, llvm::StringRef Name,
                             FixBuilder &Fix) {
  const LoopLength &Length = G.Length;
  std::string Count;
  if (Length.How == LoopLength::Kind::Constant) {
    Count = std::to_string(Length.Rounds);
  } else {
    const Expr *Of = Length.Of;
    std::string Dot = ".";
    if (const auto *Unary = dyn_cast<UnaryOperator>(Of);
        Unary && Unary->getOpcode() == UO_Deref &&
        Length.How == LoopLength::Kind::Size) {
      Of = Unary->getSubExpr();
      Dot = "->";
    }
    Count = Fix.textOf(Of);
    const Expr *Bare = Of->IgnoreImplicit();
    bool Operator = isa<BinaryOperator, AbstractConditionalOperator,
                        UnaryOperator, CStyleCastExpr>(Bare) ||
                    isa<CXXOperatorCallExpr>(Bare);
    bool Combined = Length.How == LoopLength::Kind::Size || G.AtLeast > 1 ||
                    !G.Empty || Length.Inclusive;
    if (Operator && Combined)
      Count = "(" + Count + ")";
    if (Count.empty())
      Fix.refuse();
    if (Length.How == LoopLength::Kind::Size)
      Count += Dot + "size()";
    if (Length.Inclusive)
      Count += " + 1";
  }
  if (G.AtLeast > 1)
    Count = std::to_string(G.AtLeast) + " * " +
            (Length.Inclusive ? "(" + Count + ")" : Count);
  if (!G.Empty)
    Count = (Name + ".size() + " + Count).str();
  const Stmt *Anchor = G.Repeats.Statement;
  const Stmt *Parent = U.references().parent(Anchor);
  while (isa_and_nonnull<Expr, ReturnStmt, DeclStmt>(Parent)) {
    Anchor = Parent;
    Parent = U.references().parent(Parent);
  }
  if (!Length.Repeatable || Name.empty() || !Parent) {
    Fix.refuse();
    return;
  }
  Fix.insertStatement(Anchor, Parent,
                      (Name + "." + G.Reserve + "(" + Count + ");").str());
}

} // namespace

static const Register<MissingReserve> Registered;
