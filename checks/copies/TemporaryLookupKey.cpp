// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/LlvmCompat.h"
#include "analysis/LookupKeys.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Register.h"
#include "core/Views.h"
#include "clang/AST/TypeLoc.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class TemporaryLookupKey final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-temporary-lookup-key",
      .Summary = "a string is made only to be looked up in a container",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A temporary `std::string` that is made only to be the key of a `find`, `count`,
`contains`, `equal_range`, `lower_bound` or `upper_bound`:

- in a `std::map` or `std::set`, or their `multi` forms, ordered by
  `std::less<std::string>`, by its like, or by a comparator of the user's own
  that is not transparent;
- in an unordered container of std whose hash is not transparent, from C++20 on;
- written out for a container that compares its keys with any text as it is:
  `find(std::string(view))` where the comparator is `std::less<>`, or where it
  and the hash are transparent and take a `std::string_view`.

The key is a view, a `const char *` or a long literal, passed as it is or in a
`std::string(...)`; a part of a buffer, `std::string(pointer, length)`; or a
`substr` of another string.

A container is reported once, where its first such lookup is on a request path
or in a loop; lookups in a transparent container everywhere but at the start and
the end of the program and in cold code. Silent are keys that fit into the string
object itself (15 characters), as far as the code tells, and strings that have to
be built anyway, such as `a + b`.

## Why it costs

An allocation, a copy and a release for a lookup that takes less time than these,
in what is often the function that a request runs most. Keys of up to 15
characters are copied only, which does not matter.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <map>
#include <string>
#include <string_view>
#include <vector>

static std::map<std::string, int> Limits;

int total(const std::vector<std::string_view> &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    if (auto Limit = Limits.find(std::string(Name)); Limit != Limits.end())
      Sum += Limit->second;
  return Sum;
}
```

## Preferred

```cpp
#include <map>
#include <string>
#include <string_view>
#include <vector>

static std::map<std::string, int, std::less<>> Limits;

int total(const std::vector<std::string_view> &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    if (auto Limit = Limits.find(Name); Limit != Limits.end())
      Sum += Limit->second;
  return Sum;
}
```

## Fix safety

Safe where the container is transparent: the text is compared as it is. Suggested
where `std::less<>` has to be given to the container first, because that is
another type. It is offered only if all code that names the container is in sight
and none takes it as an object of its type; the lookups lose their temporaries
with the same fix. A `const char *` is then measured in each comparison: with a
long one, a `std::string_view` of it is better still.

There is no fix for comparators and hashes: they may be used elsewhere.

## Limits

A key that is stored in a variable first is not followed, and `at` and `erase`
are left alone, which take only strings before C++26 and C++23. Containers that
are parameters, or are declared in a class template, are not reported, nor are
those of other libraries unless they are transparent. A declaration that spells
`std::less<std::string>` is left to `modernize-use-transparent-functors` of
clang-tidy where that is enabled. Silence a finding with
`// NOLINT(p99-temporary-lookup-key)`.
)md"};

  explicit TemporaryLookupKey(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const KeyedContainer &C : temporaryKeys(U))
      if (!isReportedByClangTidy(C))
        report(U, C);
  }

private:
  bool isReportedByClangTidy(const KeyedContainer &C) const;
  void report(Unit &U, const KeyedContainer &C);
  void explain(Unit &U, const KeyedContainer &C, FixBuilder &Fix);
};

/// `map<K, V>`, or nothing if a name stands for that.
TemplateSpecializationTypeLoc spelledType(const KeyedContainer &C) {
  const auto *D = dyn_cast<DeclaratorDecl>(C.Declared);
  const TypeSourceInfo *Type = D ? D->getTypeSourceInfo() : nullptr;
  if (!Type)
    return {};
  return compat::withoutElaboration(Type->getTypeLoc())
      .getAs<TemplateSpecializationTypeLoc>();
}

bool TemporaryLookupKey::isReportedByClangTidy(const KeyedContainer &C) const {
  TemplateSpecializationTypeLoc Spelled = spelledType(C);
  return C.Keys.How == KeyComparison::Kind::Ordered && Spelled &&
         Spelled.getNumArgs() > C.Keys.Argument &&
         isCheckEnabled("modernize-use-transparent-functors");
}

/// int a, b;
bool sharesItsType(const ValueDecl *D) {
  return llvm::any_of(D->getDeclContext()->decls(), [&](const Decl *Other) {
    return Other != D && isa<DeclaratorDecl>(Other) &&
           Other->getBeginLoc() == D->getBeginLoc();
  });
}

void makeTransparent(Unit &U, const KeyedContainer &C, FixBuilder &Fix) {
  const SourceManager &SM = U.ast().getSourceManager();
  TemplateSpecializationTypeLoc Spelled = spelledType(C);
  if (!Spelled || Spelled.getNumArgs() < C.Keys.Argument ||
      sharesItsType(C.Declared)) {
    Fix.refuse();
    return;
  }
  // std::greater<std::string>
  if (Spelled.getNumArgs() > C.Keys.Argument) {
    const TypeSourceInfo *Type =
        Spelled.getArgLoc(C.Keys.Argument).getTypeSourceInfo();
    auto Functor = Type ? compat::withoutElaboration(Type->getTypeLoc())
                              .getAs<TemplateSpecializationTypeLoc>()
                        : TemplateSpecializationTypeLoc();
    if (Functor && Functor.getNumArgs() == 1)
      Fix.remove(Functor.getArgLoc(0).getSourceRange());
    else
      Fix.refuse();
    return;
  }
  // The second of `>>` has a location of its own kind.
  SourceLocation End = Spelled.getRAngleLoc();
  if (SM.isMacroBodyExpansion(End) || SM.isMacroArgExpansion(End))
    End = SM.getSpellingLoc(End);
  Fix.insert(End, ", std::" + C.Keys.By->getNameAsString() + "<>");
}

void passTheText(const LookupKey &Key, FixBuilder &Fix) {
  switch (Key.How) {
  case LookupKey::Kind::Text:
    if (std::string Text = Fix.textOf(Key.Text); Text.empty())
      Fix.refuse();
    else if (Key.isWritten())
      Fix.replace(Key.Made->getSourceRange(), Text);
    break;
  case LookupKey::Kind::Part: {
    llvm::ArrayRef<const Expr *> Given = argumentsOf(Key.Built);
    std::string Text = Fix.textOf(Given[0]), Length = Fix.textOf(Given[1]);
    if (Text.empty() || Length.empty())
      Fix.refuse();
    Fix.replace(Key.Made->getSourceRange(),
                "std::string_view(" + Text + ", " + Length + ")");
    Fix.include(Key.Made->getBeginLoc(), "<string_view>");
    break;
  }
  case LookupKey::Kind::Substring:
    viewFirst(cast<CXXMemberCallExpr>(Key.Made), Fix);
    break;
  }
}

void TemporaryLookupKey::report(Unit &U, const KeyedContainer &C) {
  const LookupKey &First = C.Lookups.front();
  FixBuilder Fix(U.ast());
  for (const LookupKey &Key : C.Lookups)
    passTheText(Key, Fix);
  {
    static const char *const Remedies[] = {
        "give it", "make its comparator transparent",
        "make its hash transparent", "pass the text itself"};
    std::string Remedy = Remedies[unsigned(C.Keys.How)];
    if (C.Keys.How == KeyComparison::Kind::Ordered)
      Remedy += " 'std::" + C.Keys.By->getNameAsString() + "<>'";
    const ValueDecl *Container =
        placeOf(objectOf(First.Lookup)->IgnoreParenImpCasts());
    auto Warning = diag(First.Made->getBeginLoc(),
                        "a string is made only to be looked up in "
                        "%select{a container|'%1'}0; %2")
                   << (Container ? 1 : 0)
                   << (Container ? Container->getName() : "") << Remedy;
    if (C.Keys.How == KeyComparison::Kind::Transparent)
      Warning << Fix.take();
  }
  for (const HotReason &Reason : First.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (C.Keys.How != KeyComparison::Kind::Transparent)
    explain(U, C, Fix);
}

/// What to change, and which lookups it helps too.
void TemporaryLookupKey::explain(Unit &U, const KeyedContainer &C,
                                 FixBuilder &Fix) {
  for (const LookupKey &Key : llvm::drop_begin(C.Lookups))
    if (Key.Matters)
      diag(Key.Made->getBeginLoc(), "and here", DiagnosticIDs::Note);
  switch (C.Keys.How) {
  case KeyComparison::Kind::Ordered:
    makeTransparent(U, C, Fix);
    if (C.CanBeChanged && !FixBuilder(Fix).take().empty())
      suggest(C.Declared->getLocation(),
              "if nothing needs it to be of this type", Fix);
    else
      diag(C.Declared->getLocation(), "it is declared here",
           DiagnosticIDs::Note);
    break;
  case KeyComparison::Kind::Compared:
    diag(C.Keys.By->getLocation(),
         "with 'is_transparent' and parameters of type 'std::string_view' it "
         "compares the text itself",
         DiagnosticIDs::Note);
    break;
  case KeyComparison::Kind::Hashed:
    diag(C.Declared->getLocation(),
         "with a hash of 'std::string_view' that has 'is_transparent', and "
         "'std::equal_to<>', it takes the text itself",
         DiagnosticIDs::Note);
    break;
  case KeyComparison::Kind::Transparent:
    break;
  }
}

} // namespace

static const Register<TemporaryLookupKey> Registered;
