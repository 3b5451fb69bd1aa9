// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/TextOutput.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/FixTemplate.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/AST/ExprCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class MaterializedOutput final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-materialized-output",
      .Summary = "a text is built or copied only to be written",
      .Family = Family::Copies,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

- `return stream.str();` of a local `std::ostringstream`, and `out << stream.str()`
  or a call that takes a `std::string_view` of it: the text lies in the stream
  and is copied out of it. Where the library has them, from C++20 on,
  `std::move(stream).str()` and `stream.view()` do without the copy. On a request
  path or in a loop; with the option `Everywhere` in all code that is not cold.
- `write(stream.str().data(), stream.str().size())`: two copies.
- `out << json.dump()` and other calls of which the models say that they build a
  whole text, where the value itself can be written.
- `out << name + ": " + text` in a loop or on a request path.

Silent are what is written to `std::cout`, `std::cerr` and `std::clog`, because
one write keeps the lines of several threads apart; concatenations behind a
manipulator such as `std::setw`, which would hold for the first part alone; the
start and the end of the program, and cold code.

## Why it costs

The text is allocated and copied once more than needed, all at once: the reply
of a large request takes twice its size in memory at the moment it is sent. It is
the memory and the allocation that count; beside what it takes to build the text
the time of the copy is small. Once in a while it does not matter.
[Measured](../evidence-copies.md).

## Flagged

```cpp
#include <ostream>
#include <sstream>
#include <vector>

void write(std::ostream &File, const std::vector<double> &Values) {
  for (double Value : Values) {
    std::ostringstream Line;
    Line << Value << ',';
    File << Line.str();
  }
}
```

## Preferred

```cpp
#include <ostream>
#include <sstream>
#include <vector>

void write(std::ostream &File, const std::vector<double> &Values) {
  for (double Value : Values) {
    std::ostringstream Line;
    Line << Value << ',';
    File << Line.view();
  }
}
```

## Fix safety

Safe for a returned stream, and for the view of a local one, which lives until
the end of the call; of another it is suggested, as who is called may write to it. Safe for `<<` with the value itself where a model says that it
writes the same. The parts of a concatenation are written one by one by a
suggested fix: a width that was set before holds for the first of them, and
somebody else may write in between.

## Limits

Without C++20 a returned stream is not reported: nothing cheaper can be written
there. A function that keeps the view that it is given is wrong with the
temporary string too. Silence a finding with
`// NOLINT(p99-materialized-output)`.
)md"};

  explicit MaterializedOutput(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const BuiltText &Text : builtTexts(U, *Everywhere))
      report(U, Text);
  }

private:
  void report(Unit &U, const BuiltText &Text);

  Option<bool> Everywhere{
      *this, "Everywhere", false,
      "report copies out of a stream that is neither hot nor in a loop"};
};

std::string nameOf(const Expr *E) {
  const ValueDecl *D = E ? placeOf(strip(E)) : nullptr;
  return D ? "'" + D->getNameAsString() + "'" : "the stream";
}

/// a + ", " + b becomes a << ", " << b.
void writeParts(const Expr *Joined, FixBuilder &Fix) {
  const auto *Plus = dyn_cast<CXXOperatorCallExpr>(Joined->IgnoreImplicit());
  if (!Plus || Plus->getOperator() != OO_Plus)
    return;
  writeParts(Plus->getArg(0), Fix);
  // b + (c + d) would stay a concatenation.
  const auto *Right = dyn_cast<CXXOperatorCallExpr>(
      Plus->getArg(1)->IgnoreImplicit()->IgnoreParens()->IgnoreImplicit());
  if (Right && Right->getOperator() == OO_Plus)
    Fix.refuse();
  Fix.replace(Plus->getOperatorLoc(), "<<");
}

void MaterializedOutput::report(Unit &U, const BuiltText &Text) {
  using Kind = BuiltText::Kind;
  SourceLocation Where = Text.At->getBeginLoc();
  FixBuilder Fix(U.ast());
  bool Safe = true;
  switch (Text.How) {
  case Kind::Returned:
    Fix.insert(Where, "std::move(").insertAfter(Text.Source->getEndLoc(), ")");
    Fix.include(Where, "<utility>");
    diag(Where, "the text in %0 is copied to be returned; move it out with "
                "'std::move'")
        << nameOf(Text.Source) << Fix.take();
    break;
  case Kind::Written:
  case Kind::Viewed:
  case Kind::Twice: {
    const auto *Callee = cast<MemberExpr>(
        cast<CXXMemberCallExpr>(Text.At)->getCallee()->IgnoreParens());
    if (Text.How == Kind::Twice || !Text.HasView)
      Fix.refuse();
    else
      Fix.replace(Callee->getMemberLoc(), "view");
    if (Text.How == Kind::Twice)
      diag(Where, "the text in %0 is copied twice to be passed on; "
                  "%select{keep one copy|pass its 'view()'}1")
          << nameOf(Text.Source) << (Text.HasView ? 1 : 0);
    else if (Text.HasView) {
      auto Warning = diag(Where, "the text in %0 is copied only to be read; "
                                 "pass its 'view()'")
                     << nameOf(Text.Source);
      Safe = Text.IsOwn;
      if (Safe)
        Warning << Fix.take();
    } else
      diag(Where, "the text in %0 is copied to be written to %1; write there "
                  "in the first place")
          << nameOf(Text.Source) << nameOf(Text.Sink);
    break;
  }
  case Kind::Joined:
    writeParts(Text.At, Fix);
    // os << (a + b)
    for (const Stmt *P = U.references().parent(Text.At);
         isa_and_nonnull<ParenExpr, MaterializeTemporaryExpr,
                         CXXBindTemporaryExpr, ImplicitCastExpr>(P);
         P = U.references().parent(P))
      if (const auto *Parens = dyn_cast<ParenExpr>(P))
        Fix.remove(Parens->getLParen()).remove(Parens->getRParen());
    Safe = false;
    diag(Where, "a string is built only to be written to %0; write its parts")
        << nameOf(Text.Sink);
    break;
  case Kind::Modelled: {
    const FunctionDecl *F = calleeOf(Text.At);
    FixTemplate Template(U.ast(), 0);
    Template.call(Text.At);
    const Expr *Object = objectOf(Text.At);
    // Of a pointer `<<` would write the address.
    if (Object && !Object->getType()->isPointerType() &&
        !(isa<CXXOperatorCallExpr>(Object) &&
          cast<CXXOperatorCallExpr>(Object)->getOperator() == OO_Arrow))
      Template.handle(Object);
    bool Plain = llvm::all_of(argumentsOf(Text.At), [](const Expr *A) {
      return isa<CXXDefaultArgExpr>(A);
    });
    std::optional<std::string> Value;
    if (!Text.Model->Fix.Text.empty() && (Plain || !Object))
      Value = Template.fill(Text.Model->Fix);
    if (Value)
      Fix.replace(Text.At->getSourceRange(), *Value);
    else
      Fix.refuse();
    diag(Where, "'%0' %1 only to be written to %2; %select{write it piece by "
                "piece|write the value itself}3")
        << F->getNameAsString() << Text.Model->What << nameOf(Text.Sink)
        << (Text.Model->Fix.Text.empty() ? 0 : 1) << Fix.take();
    break;
  }
  }
  for (const HotReason &Reason : Text.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (!Safe)
    suggest(Where,
            Text.How == Kind::Joined
                ? "if nobody else writes to it in between"
                : "if nobody writes to it while its text is read",
            Fix);
}

} // namespace

static const Register<MaterializedOutput> Registered;
