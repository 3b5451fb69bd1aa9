// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/References.h"
#include "analysis/ScratchBuffers.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/Hoisting.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/AST/ExprCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class BufferPerIteration final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-buffer-per-iteration",
      .Summary = "a buffer asks for its memory again in each round of a loop",
      .Family = Family::Cleanup,
      .Fix = FixKind::Safe,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A `std::string`, `std::vector` or string stream that is declared in the body of a
loop, and for which each round has to allocate:

- it grows in a loop inside of the round, by itself or in a function of yours
  that it is handed to;
- it is read into by `std::getline`, or gets a range of unknown length;
- its size is given, and is not a small constant;
- it is a string stream: each one has a locale to look up and to count.

Silent are buffers that the round gives away (moved, copied, returned, captured,
kept by address): their memory is not there for the next one. So are maps, sets and lists, whose
`clear()` gives all nodes back; the digits of a number; loops with few rounds
(`MinTripCount`), or through the elements of one key; parallel
loops; rounds that block, flush, or print to a terminal, which takes a thousand
times longer; and, unless they are hot, rounds that call a dozen functions besides,
or more than one besides a string stream, functions that ask a peer in the end, and
units in which a header is missing.

## Why it costs

An empty buffer that grows to a thousand elements by `push_back` allocates eleven times and
copies each element once more. One that is emptied by `clear()` keeps what it has: after
the first rounds nothing is allocated at all. The allocator's slow
paths (a new page, a lock, a trim) are what shows up in the tail.

It does not matter where the loop has few rounds, or where the round's work
takes far longer than some dozens of nanoseconds for each allocation.
[Measured](../evidence-loops.md).

## Flagged

```cpp
#include <cstdint>
#include <string>
#include <vector>

uint64_t hashOf(const std::string &Text);

uint64_t hashAll(const std::vector<std::vector<std::string>> &Rows) {
  uint64_t Sum = 0;
  for (const std::vector<std::string> &Row : Rows) {
    std::string Line;
    for (const std::string &Cell : Row)
      Line += Cell;
    Sum ^= hashOf(Line);
  }
  return Sum;
}
```

## Preferred

```cpp
#include <cstdint>
#include <string>
#include <vector>

uint64_t hashOf(const std::string &Text);

uint64_t hashAll(const std::vector<std::vector<std::string>> &Rows) {
  uint64_t Sum = 0;
  std::string Line;
  for (const std::vector<std::string> &Row : Rows) {
    Line.clear();
    for (const std::string &Cell : Row)
      Line += Cell;
    Sum ^= hashOf(Line);
  }
  return Sum;
}
```

## Fix safety

Safe: the declaration moves above the loop, and above the loops around that one;
in its place the buffer is emptied. Elements whose destructors do more than free memory are never
flagged. A stream is only moved so if nothing in the round changes its format,
or could; else the fix is suggested, because flags, precision and fill would stay
set for the next round.

The memory of the largest round is kept until the block ends. There is
no fix in templates and macros, and where the loop uses the name for something else.

## Limits

What a function in another file does with the buffer is not seen, and not
counted as growth. Silence a finding with
`// NOLINT(p99-buffer-per-iteration)` at the declaration.
)md"};

  explicit BufferPerIteration(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const LoopBuffer &Buffer : scratchBuffers(U, *MinTripCount))
      report(U, Buffer);
  }

private:
  void report(Unit &U, const LoopBuffer &Buffer);
  bool reuse(Unit &U, const LoopBuffer &Buffer, FixBuilder &Fix) const;

  Option<unsigned> MinTripCount{*this, "MinTripCount", 8,
                                "Loops proven shorter are ignored."};
};

bool isStream(const LoopBuffer &Buffer) {
  return Buffer.Type == BufferType::Output || Buffer.Type == BufferType::Input;
}

void BufferPerIteration::report(Unit &U, const LoopBuffer &Buffer) {
  std::string Name = Buffer.Variable->getNameAsString();
  SourceLocation Where = Buffer.Variable->getLocation();
  FixBuilder Fix(U.ast());
  if (!reuse(U, Buffer, Fix))
    Fix.refuse();
  const bool Safe = !isStream(Buffer) || Buffer.IsPlain;
  llvm::SmallVector<FixItHint, 4> Edits;
  if (Safe)
    Edits = Fix.take();
  if (isStream(Buffer))
    diag(Where, "'%0' is built anew in each round of the loop; declare it "
                "above the loop and empty it in each round")
        << Name << Edits;
  else if (Buffer.Grows)
    diag(Where, "'%0' grows from empty in each round of the loop; declare it "
                "above the loop and clear it in each round")
        << Name << Edits;
  else
    diag(Where, "'%0' is allocated in each round of the loop; declare it above "
                "the loop and assign it in each round")
        << Name << Edits;
  diag(Buffer.Repeats.Statement->getBeginLoc(), "the loop starts here",
       DiagnosticIDs::Note);
  if (Buffer.Through)
    diag(Buffer.Grows->getExprLoc(), "it grows here, in '%0'",
         DiagnosticIDs::Note)
        << Buffer.Through->getNameAsString();
  else if (Buffer.Grows)
    diag(Buffer.Grows->getExprLoc(), "it grows here", DiagnosticIDs::Note);
  for (const HotReason &Reason : Buffer.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (!Safe)
    suggest(Where, "if each round sets the format that it writes in", Fix);
}

/// `std::vector<char> Buffer` of `std::vector<char> Buffer(Size);`
std::string nameAndType(const LoopBuffer &Buffer, const ASTContext &Context) {
  SourceLocation Begin = Buffer.Declaration->getBeginLoc();
  SourceLocation End = Buffer.Variable->getLocation();
  if (Begin.isMacroID() || End.isMacroID())
    return "";
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Begin, End),
                              Context.getSourceManager(), Context.getLangOpts())
      .str();
}

/// The arguments of the constructor as written, or "" if there are none or a
/// macro spells them.
std::string argumentsOf(const CXXConstructExpr *Made, FixBuilder &Fix) {
  std::string Text;
  for (const Expr *Argument : Made->arguments()) {
    if (isa<CXXDefaultArgExpr>(Argument))
      break;
    std::string One = Fix.textOf(Argument);
    if (One.empty())
      return "";
    Text += (Text.empty() ? "" : ", ") + One;
  }
  return Text;
}

bool BufferPerIteration::reuse(Unit &U, const LoopBuffer &Buffer,
                               FixBuilder &Fix) const {
  const VarDecl *V = Buffer.Variable;
  std::string Name = V->getNameAsString();
  std::string Plain = nameAndType(Buffer, U.ast());
  const auto *Made = cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit());
  if (Plain.empty())
    return false;
  std::string Above = Plain + ";", Inside = Name + ".clear();";
  unsigned Given = llvm::count_if(Made->arguments(), [](const Expr *A) {
    return !isa<CXXDefaultArgExpr>(A);
  });
  if (isStream(Buffer)) {
    // std::stringstream Out(std::ios::out | std::ios::binary);
    if (Given > 1 ||
        (Given == 1 &&
         !Made->getArg(0)->getType().getNonReferenceType()->isRecordType()))
      return false;
    std::string Text = Given ? argumentsOf(Made, Fix) : "\"\"";
    const auto *Class = cast<ClassTemplateSpecializationDecl>(
        V->getType()->getAsCXXRecordDecl());
    if (Text.empty() || !Class->getTemplateArgs()[0].getAsType()->isCharType())
      return false;
    Inside = Name + ".str(" + Text + "); " + Name + ".clear();";
  } else if (!Buffer.Grows) {
    std::string Arguments = argumentsOf(Made, Fix);
    if (Arguments.empty())
      return false;
    Inside = Name + ".assign(" + Arguments + (Given == 1 ? ", {}" : "") + ");";
  }
  return hoist(Buffer.Declaration, Buffer.Above, Above, Inside, U.references(),
               Fix);
}

} // namespace

static const Register<BufferPerIteration> Registered;
