// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/StringTrips.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "core/Views.h"
#include "clang/AST/ExprCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class StringRoundTrip final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-string-round-trip",
      .Summary = "a string is made of a text that would have done itself",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A temporary `std::string` that is made of other text and only read:

- `parse(std::string(view))`, where `parse` takes a `std::string_view`;
- `text.substr(n)` that is compared, or passed as a view: `std::string_view` has
  the same `substr` and copies nothing;
- `name == std::string("a literal of some length")`;
- `find(name.c_str())`, where `find` takes a `const std::string &`, so that
  the string is measured and copied to become what it was.

Silent is what fits into the string object itself (15 characters), as far as the
code tells, the start and the end of the program, and cold code. The last form is
left to `readability-redundant-string-cstr` of clang-tidy where that is enabled,
and comparisons of the beginning to `modernize-use-starts-ends-with`.

## Why it costs

An allocation, a copy and a release for each call, often in the functions that
run most: parsers, routers, lookups by name. Texts of up to 15 characters are
copied only, which does not matter.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <string>
#include <string_view>

long parse(std::string_view Text);

long amount(const std::string &Line) { return parse(Line.substr(8)); }
```

## Preferred

```cpp
#include <string>
#include <string_view>

long parse(std::string_view Text);

long amount(const std::string &Line) {
  return parse(std::string_view(Line).substr(8));
}
```

## Fix safety

Safe where the temporary is compared, or passed to a function or const method:
what can be kept of a temporary is gone after the call anyway. Suggested where the
call may change, and free, the text that it is passed a view of: a method its
object's, a function that of a global variable or of what it is given to change.
Suggested for `c_str()`, too, because a string ends there at its first null
character.

## Limits

A string that is stored in a variable first is not followed. Silence a finding
with `// NOLINT(p99-string-round-trip)`.
)md"};

  explicit StringRoundTrip(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const StringTrip &Trip : stringTrips(U))
      if (!isReportedByClangTidy(Trip))
        report(U, Trip);
  }

private:
  bool isReportedByClangTidy(const StringTrip &Trip) const;
  void report(Unit &U, const StringTrip &Trip);
};

bool StringRoundTrip::isReportedByClangTidy(const StringTrip &Trip) const {
  if (Trip.How == StringTrip::Kind::CStr)
    return isCheckEnabled("readability-redundant-string-cstr");
  if (Trip.How != StringTrip::Kind::Substring ||
      !isa<CXXOperatorCallExpr>(Trip.User))
    return false;
  const auto *Zero = dyn_cast<IntegerLiteral>(
      cast<CXXMemberCallExpr>(Trip.Made)->getArg(0)->IgnoreParenImpCasts());
  return Zero && Zero->getValue() == 0 &&
         isCheckEnabled("modernize-use-starts-ends-with");
}

std::string nameOf(const Expr *User) {
  const FunctionDecl *F = calleeOf(User);
  if (!F)
    return "the call";
  if (isa<CXXConstructorDecl>(F))
    return "'" + cast<CXXMethodDecl>(F)->getParent()->getNameAsString() + "'";
  return "'" + F->getNameAsString() + "'";
}

void StringRoundTrip::report(Unit &U, const StringTrip &Trip) {
  using Kind = StringTrip::Kind;
  SourceLocation Where = Trip.Made->getBeginLoc();
  FixBuilder Fix(U.ast());
  const Expr *Text = Trip.Text->IgnoreParenImpCasts();
  switch (Trip.How) {
  case Kind::View:
  case Kind::Literal: {
    std::string Plain = Fix.textOf(Trip.Text);
    if (Plain.empty())
      Fix.refuse();
    Fix.replace(Trip.Made->getSourceRange(), Plain);
    break;
  }
  case Kind::Substring:
    viewFirst(cast<CXXMemberCallExpr>(Trip.Made), Fix);
    break;
  case Kind::CStr: {
    const auto *Callee = cast<MemberExpr>(
        cast<CXXMemberCallExpr>(Trip.Made)->getCallee()->IgnoreParens());
    if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Text);
        Arrow && Arrow->getOperator() == OO_Arrow)
      Text = Arrow->getArg(0);
    std::string Plain = Fix.textOf(Text);
    if (Plain.empty() || Callee->isImplicitAccess())
      Fix.refuse();
    Fix.replace(Trip.Made->getSourceRange(),
                (Callee->isArrow() ? "*" : "") + Plain);
    break;
  }
  }
  {
    std::string User = nameOf(Trip.User);
    std::string Message;
    switch (Trip.How) {
    case Kind::View:
      Message = "a string is made for " + User +
                ", which takes a view; pass the text itself";
      break;
    case Kind::Substring:
      Message = std::string("the substring is copied only to be ") +
                (isa<CXXOperatorCallExpr>(Trip.User) ? "compared" : "viewed") +
                "; take it of a 'std::string_view'";
      break;
    case Kind::Literal:
      Message = "a string is made only to be compared; compare the text itself";
      break;
    case Kind::CStr:
      Message =
          "'c_str' makes a new string for " + User + "; pass the string itself";
      break;
    }
    auto Warning = diag(Where, "%0") << Message;
    if (Trip.Safe)
      Warning << Fix.take();
  }
  for (const HotReason &Reason : Trip.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (Trip.How == Kind::CStr)
    suggest(Where, "if there is no null character in it", Fix);
  else if (!Trip.Safe)
    suggest(Where, "if the call does not free what it is a view of", Fix);
}

} // namespace

static const Register<StringRoundTrip> Registered;
