// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/DeferredCleanup.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/FixTemplate.h"
#include "core/Option.h"
#include "core/Register.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;
using namespace p99::analysis;

namespace {

class DeferredCleanupInLoop final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-deferred-cleanup-in-loop",
      .Summary = "each round takes what is only given back long after the loop",
      .Family = Family::Cleanup,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

What the rounds of a loop take, and what goes back only when something ends that
outlives the loop:

- stack by `alloca`, also through macros: it is free when the function returns;
- handlers registered with `atexit` and `at_quick_exit`: they add up until the
  process ends;
- memory of an arena that lives outside of the loop
  (`std::pmr::monotonic_buffer_resource`, `google::protobuf::Arena`), for an
  object that dies with its round, where no round releases the arena.

Silent are loops with fewer rounds than `MinTripCount`, or with one; rounds after
which the loop ends; arenas for what is kept: returned, moved, stored or handed
over; what is made once and tested for; loops that count their attempts, or that go
through what is configured (`i < config->n_peers`); what is done for the one option
of a certain name, or for a line of a log; and functions of the start, the end and of
operators (`dump_tables`).

## Why it costs

`alloca` in a loop of unknown length overflows the stack, on the request with the
most elements. A monotonic resource never reuses memory before it is released:
what looks like the same few bytes in each round touches new cache lines and
pages, and the process keeps them.

An arena that collects the result of all rounds, or is dropped soon after a short
loop, is what arenas are for.

## Flagged

```cpp
#include <memory_resource>
#include <string>
#include <vector>

size_t total(const std::vector<const char *> &Names) {
  std::pmr::monotonic_buffer_resource Arena;
  size_t Size = 0;
  for (const char *Name : Names) {
    std::pmr::string Path(Name, &Arena);
    Size += Path.size();
  }
  return Size;
}
```

## Preferred

```cpp
#include <memory_resource>
#include <string>
#include <vector>

size_t total(const std::vector<const char *> &Names) {
  std::pmr::monotonic_buffer_resource Arena;
  size_t Size = 0;
  for (const char *Name : Names) {
    Arena.release();
    std::pmr::string Path(Name, &Arena);
    Size += Path.size();
  }
  return Size;
}
```

## Fix safety

Suggested: an arena that only the loop uses is released at the start of each
round, when the objects of the round before are gone. An `alloca` whose size is
the same in each round moves above the loop with its variable.

## Limits

Bump allocators of your own need a model (`defers-cleanup`). Silence a finding
with `// NOLINT(p99-deferred-cleanup-in-loop)` at the call.
)md"};

  explicit DeferredCleanupInLoop(const CheckContext &Context)
      : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    for (const DeferredRelease &R : deferredReleases(U, *MinTripCount))
      report(U, R);
  }

private:
  void report(Unit &U, const DeferredRelease &R);
  bool release(Unit &U, const DeferredRelease &R, FixBuilder &Fix) const;
  bool hoist(Unit &U, const DeferredRelease &R, FixBuilder &Fix) const;

  Option<unsigned> MinTripCount{*this, "MinTripCount", 4,
                                "Loops proven shorter are ignored."};
};

/// What the user wrote: `alloca` for __builtin_alloca, `at_quick_exit`.
std::string nameOf(const DeferredRelease &R, const ASTContext &Context) {
  if (R.Object && R.Arena)
    return R.Object->getNameAsString();
  SourceLocation L = R.Taken->getBeginLoc();
  if (L.isMacroID())
    return Lexer::getImmediateMacroName(L, Context.getSourceManager(),
                                        Context.getLangOpts())
        .str();
  return calleeOf(R.Taken)->getNameAsString();
}

llvm::StringRef remedyFor(const DeferredRelease &R) {
  if (R.Arena)
    return "release the arena in each round";
  if (!R.isMemory())
    return "register it once";
  if (R.Kept)
    return "take it from the heap";
  return R.SameSize ? "take it once, above it"
                    : "let the rounds share a buffer";
}

void DeferredCleanupInLoop::report(Unit &U, const DeferredRelease &R) {
  SourceLocation Where =
      R.Arena ? R.Object->getLocation() : R.Taken->getBeginLoc();
  diag(Where, "'%0' in a loop %1; %2")
      << nameOf(R, U.ast()) << R.Cost->What << remedyFor(R);
  if (R.Arena)
    diag(R.Arena->getLocation(), "the arena, '%0', outlives the loop",
         DiagnosticIDs::Note)
        << R.Arena->getNameAsString();
  diag(R.Repeats.Statement->getBeginLoc(), "the loop starts here",
       DiagnosticIDs::Note);
  for (const HotReason &Reason : R.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  FixBuilder Fix(U.ast());
  if (release(U, R, Fix))
    suggest(Where, "if nothing of the arena is kept from round to round", Fix);
  else if (hoist(U, R, Fix))
    suggest(Where, "if all rounds may share it", Fix);
}

/// Only of an arena that nobody uses outside of the loop.
bool DeferredCleanupInLoop::release(Unit &U, const DeferredRelease &R,
                                    FixBuilder &Fix) const {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(R.Repeats.Body);
  const auto *V = dyn_cast_or_null<VarDecl>(R.Arena);
  if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V) || !Body ||
      Body->body_empty() || R.Cost->Fix.Text.empty() ||
      !llvm::all_of(U.references().usesOf(V), [&](const Expr *Use) {
        return U.loops().contains(R.Repeats, Use);
      }))
    return false;
  FixTemplate Template(U.ast(), 0);
  std::optional<std::string> Text = Template.handle(V).fill(R.Cost->Fix);
  if (!Text)
    return false;
  Fix.insertStatement(Body->body_front(), Body, *Text);
  return true;
}

/// char *name = (char *)alloca(size);
bool DeferredCleanupInLoop::hoist(Unit &U, const DeferredRelease &R,
                                  FixBuilder &Fix) const {
  const References &Refs = U.references();
  const Stmt *Loop = R.Repeats.Statement, *Parent = Refs.parent(Loop);
  if (R.Arena || R.Kept || !R.isMemory() || !R.SameSize || !R.Object ||
      !isa_and_nonnull<CompoundStmt>(Parent))
    return false;
  const Stmt *Declaration = R.Taken;
  while (Declaration && isa<Expr>(Declaration))
    Declaration = Refs.parent(Declaration);
  const auto *Single = dyn_cast_or_null<DeclStmt>(Declaration);
  if (!Single || !Single->isSingleDecl() ||
      !isa_and_nonnull<CompoundStmt>(Refs.parent(Single)))
    return false;
  // The macro is written out by the compiler only.
  std::string Text =
      Lexer::getSourceText(U.ast().getSourceManager().getExpansionRange(
                               Single->getSourceRange()),
                           U.ast().getSourceManager(), U.ast().getLangOpts())
          .str();
  if (Text.empty() || !Single->getBeginLoc().isFileID() ||
      !Single->getEndLoc().isFileID())
    return false;
  Fix.removeStatement(Single);
  Fix.insertStatement(Loop, Parent, Text);
  return true;
}

} // namespace

static const Register<DeferredCleanupInLoop> Registered;
