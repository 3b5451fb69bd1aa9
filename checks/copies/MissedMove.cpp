// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HotPath.h"
#include "analysis/LastUses.h"
#include "clang-tidy/utils/DeclRefExprUtils.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class MissedMove final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-missed-move",
      .Summary = "the last use of a variable copies what it could hand over",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A local variable or a parameter taken by value, or a member of one, whose last use
copies it: into a
container, an argument taken by value, a member, an aggregate, another variable
or the capture of a lambda. After it nobody looks at the variable again: on no
path, in no later round of a loop, in no handler of an exception, and through no
reference, pointer, iterator or view that was made of it.

Types count whose copy allocates and whose move does not. Silent are `return v`
and `throw v`, which move by themselves, `const` variables, shared pointers,
variables that a lambda refers to or an object may have kept the address of,
coroutines, and code that seldom runs.

## Why it costs

The copy of a string or a vector allocates, copies the content, and the original
is freed a few lines further down. A move copies three words. With nested
containers each element saves its own allocation. It does not matter for strings
of a few characters, which fit into the object.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <string>
#include <vector>

struct Order {
  std::string Id;
  std::vector<std::string> Items;
};

std::string readLine();

void collect(std::vector<Order> &Orders) {
  Order Next;
  Next.Id = readLine();
  Next.Items.push_back(readLine());
  Orders.push_back(Next);
}
```

## Preferred

```cpp
#include <string>
#include <utility>
#include <vector>

struct Order {
  std::string Id;
  std::vector<std::string> Items;
};

std::string readLine();

void collect(std::vector<Order> &Orders) {
  Order Next;
  Next.Id = readLine();
  Next.Items.push_back(readLine());
  Orders.push_back(std::move(Next));
}
```

## Fix safety

Safe: `std::move` where nothing can see what is left of the variable. There is
no fix in macros.

## Limits

Of the parts of a variable only its own members are looked at (`v.name`), and not
where its class has a destructor of its own. Silence a finding with
`// NOLINT(p99-missed-move)`. Where one of clang-tidy's checks
`performance-unnecessary-value-param`, `performance-unnecessary-copy-initialization`,
`modernize-pass-by-value` and `cppcoreguidelines-rvalue-reference-param-not-moved`
is enabled and speaks of the same variable, this check leaves it the word.
)md"};

  explicit MissedMove(const CheckContext &Context)
      : Check(Context),
        ValueParameters(isCheckEnabled("performance-unnecessary-value-param")),
        PassByValue(isCheckEnabled("modernize-pass-by-value")),
        RvalueParameters(isCheckEnabled(
            "cppcoreguidelines-rvalue-reference-param-not-moved")),
        Initialisations(
            isCheckEnabled("performance-unnecessary-copy-initialization")) {}

  bool isLanguageVersionSupported(const LangOptions &Language) const override {
    return Language.CPlusPlus11;
  }

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const LastCopy &Copy : lastCopies(U))
      // Before C++14 nothing can be moved into a lambda.
      if (!(Copy.Capture && !U.ast().getLangOpts().CPlusPlus14) &&
          !isSaidElsewhere(U, Copy))
        report(U, Copy);
  }

private:
  bool isSaidElsewhere(Unit &U, const LastCopy &Copy) const;
  void report(Unit &U, const LastCopy &Copy);

  bool ValueParameters, PassByValue, RvalueParameters, Initialisations;
};

/// clang-tidy's own checks know parameters, and copies of what a function
/// answers with by const reference.
bool MissedMove::isSaidElsewhere(Unit &U, const LastCopy &Copy) const {
  const VarDecl *V = Copy.Variable;
  if (V->getType()->isReferenceType())
    return RvalueParameters;
  if (PassByValue && Copy.Only && Copy.IsMemberInitializer)
    return true;
  if (!(isa<ParmVarDecl>(V) ? ValueParameters : Initialisations))
    return false;
  if (!isa<ParmVarDecl>(V) && !Copy.OfOther)
    return false;
  const auto *Function = dyn_cast<FunctionDecl>(V->getDeclContext());
  return Copy.Only ||
         (Function && clang::tidy::utils::decl_ref_expr::isOnlyUsedAsConst(
                          *V, *Function->getBody(), U.ast(), 0));
}

void MissedMove::report(Unit &U, const LastCopy &Copy) {
  FixBuilder Fix(U.ast());
  std::string Name =
      Copy.Capture ? Copy.Variable->getNameAsString() : Fix.textOf(Copy.Use);
  std::string Move = "std::move(" + Name + ")";
  if (!Copy.Capture)
    Fix.replace(Copy.Use->getSourceRange(), Move);
  else
    Fix.replace(Copy.Capture->getLocation(), Name + " = " + Move);
  Fix.include(Copy.Use->getBeginLoc(), "<utility>");
  SourceLocation Where =
      Copy.Capture ? Copy.Capture->getLocation() : Copy.Use->getBeginLoc();
  diag(Where, "'%0' is copied here and not used again; move it")
      << Name << Fix.take();
  diag(Copy.Variable->getLocation(),
       "%0 is declared here, and nothing else refers to it",
       DiagnosticIDs::Note)
      << Copy.Variable;
  if (HotAnswer Hot = U.hotPath().why(Copy.Use); Hot.isHot())
    for (const HotReason &Reason : Hot.Reasons)
      diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
}

} // namespace

static const Register<MissedMove> Registered;
