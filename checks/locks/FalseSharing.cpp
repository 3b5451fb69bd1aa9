// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CacheLines.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
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

constexpr llvm::StringLiteral RecordId = "record";
constexpr llvm::StringLiteral SubscriptId = "subscript";

class FalseSharing final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-false-sharing",
      .Summary = "data that different threads write lies on one cache line",
      .Family = Family::Locks,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

- Two or more atomic fields of one record that are written independently of each
  other and close enough to share a cache line. Independent means that no
  function writes both, and that the unit shows two sides: the code that writes
  one reads the other and the reverse, as the producer and the consumer of a
  queue do, or both are written on [hot paths](../hot-paths.md) that have no
  caller in common.
- An array in which each thread of a loop that starts threads has an element of
  its own, smaller than a line, which it writes in a loop.

Fields that are far enough apart, or aligned already, are silent, and so are
flags (`std::atomic<bool>`), and counters that the same code writes.

## Why it costs

A core has to own a whole cache line to write any byte of it. Two cores that
write two variables of one line take it from each other with every write,
although they share no data. [Measured](../evidence-locks.md) on two cores:
4 to 5 times slower where they do nothing else, 1 to 1.8 times with 50 ns of
other work between two writes, and no difference with 1 µs.

It does not matter where the writes are rare, or where one thread does them all.
Counters that every request writes are contended each for itself: padding does
not help them, counters per thread do.

## Flagged

```cpp
#include <atomic>
#include <cstddef>

class Ring {
public:
  bool push(int Value) {
    std::size_t Tail = Tail_.load(std::memory_order_relaxed);
    if (Tail - Head_.load(std::memory_order_acquire) == 64)
      return false;
    Slots_[Tail % 64] = Value;
    Tail_.store(Tail + 1, std::memory_order_release);
    return true;
  }
  bool pop(int &Value) {
    std::size_t Head = Head_.load(std::memory_order_relaxed);
    if (Head == Tail_.load(std::memory_order_acquire))
      return false;
    Value = Slots_[Head % 64];
    Head_.store(Head + 1, std::memory_order_release);
    return true;
  }

private:
  std::atomic<std::size_t> Head_{0};
  std::atomic<std::size_t> Tail_{0};
  int Slots_[64];
};
```

## Preferred

```cpp
#include <atomic>
#include <cstddef>

class Ring {
public:
  bool push(int Value) {
    std::size_t Tail = Tail_.load(std::memory_order_relaxed);
    if (Tail - Head_.load(std::memory_order_acquire) == 64)
      return false;
    Slots_[Tail % 64] = Value;
    Tail_.store(Tail + 1, std::memory_order_release);
    return true;
  }
  bool pop(int &Value) {
    std::size_t Head = Head_.load(std::memory_order_relaxed);
    if (Head == Tail_.load(std::memory_order_acquire))
      return false;
    Value = Slots_[Head % 64];
    Head_.store(Head + 1, std::memory_order_release);
    return true;
  }

private:
  alignas(64) std::atomic<std::size_t> Head_{0};
  alignas(64) std::atomic<std::size_t> Tail_{0};
  alignas(64) int Slots_[64];
};
```

## Fix safety

Suggested: the fix aligns each of the fields, and the one after the last of them,
to a line of its own. The record grows by up to a line per field, which is
nothing for a queue and much for something that exists a million times; its
layout changes for everyone who shares it across a binary interface. Where the
standard library names the size
(`std::hardware_destructive_interference_size`), the fix writes the name; in a
header it writes the number, as the constant may differ between units that were
compiled for different processors.

Elements of an array get no fix unless they are a record of yours: a local
variable in each thread, stored once at the end, is better than padding.

## Limits

One translation unit is seen: fields whose writers are in several files are
silent. Silence a finding with `// NOLINT(p99-false-sharing)` at the field.
)md"};

  explicit FalseSharing(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(recordDecl(isDefinition()).bind(RecordId), this);
    Finder->addMatcher(
        expr(anyOf(arraySubscriptExpr(),
                   cxxOperatorCallExpr(hasOverloadedOperatorName("[]"))))
            .bind(SubscriptId),
        this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    Unit &U = unit(Result);
    CacheLines Lines(U, *CacheLine);
    if (const auto *Record = Result.Nodes.getNodeAs<RecordDecl>(RecordId)) {
      if (auto Found = Lines.fieldsOf(Record))
        report(U, *Found);
    } else if (auto Found =
                   Lines.elementOf(Result.Nodes.getNodeAs<Expr>(SubscriptId))) {
      report(U, *Found);
    }
  }

private:
  void report(Unit &U, const CrowdedFields &Found);
  void report(Unit &U, const CrowdedElements &Found);
  std::string alignment(FixBuilder &Fix, const ASTContext &Context,
                        SourceLocation Near) const;

  Option<unsigned> CacheLine{*this, "CacheLine", 64,
                             "The size of a cache line, in bytes."};
  llvm::DenseSet<SourceLocation> Seen;
};

/// "'a'", "'a' and 'b'", "'a', 'b' and 'c'".
std::string listOf(const CrowdedFields &Found) {
  std::string Text;
  size_t Count = Found.Writers.size();
  for (size_t I = 0; I < Count; ++I)
    Text += (I == 0           ? "'"
             : I + 1 == Count ? " and '"
                              : ", '") +
            Found.Writers[I].Field->getNameAsString() + "'";
  return Text;
}

/// "alignas(...) ", by the library's name for the size where there is one: not
/// in headers, whose layout must not depend on what a unit is compiled for.
std::string FalseSharing::alignment(FixBuilder &Fix, const ASTContext &Context,
                                    SourceLocation Near) const {
  if (!Context.getLangOpts().CPlusPlus)
    return "_Alignas(" + std::to_string(*CacheLine) + ") ";
  const SourceManager &SM = Context.getSourceManager();
  for (const NamedDecl *Std :
       Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std")))
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(Std))
      if (*CacheLine == 64 && SM.isInMainFile(SM.getExpansionLoc(Near)) &&
          !Namespace
               ->lookup(&Context.Idents.get(
                   "hardware_destructive_interference_size"))
               .empty()) {
        Fix.include(Near, "<new>");
        return "alignas(std::hardware_destructive_interference_size) ";
      }
  return "alignas(" + std::to_string(*CacheLine) + ") ";
}

void FalseSharing::report(Unit &U, const CrowdedFields &Found) {
  const FieldDecl *First = Found.Writers.front().Field;
  // Once for all instantiations of a template.
  if (!Seen.insert(First->getLocation()).second)
    return;
  diag(First->getLocation(), "%0 are written by different code but share a "
                             "cache line; align each to %1 bytes")
      << listOf(Found) << *CacheLine;
  for (const auto &[Field, Write] : Found.Writers)
    if (const FunctionDecl *In = U.references().functionAround(Write))
      diag(Write->getExprLoc(), "'%0' is written here, in '%1'",
           DiagnosticIDs::Note)
          << Field->getNameAsString() << In->getNameAsString();

  FixBuilder Fix(U.ast());
  std::string Text = alignment(Fix, U.ast(), First->getBeginLoc());
  llvm::DenseSet<SourceLocation> Aligned;
  auto Align = [&](const FieldDecl *Field) {
    // `std::atomic<int> a, b;` is one declaration.
    if (Field->hasAttr<AlignedAttr>() ||
        !Aligned.insert(Field->getBeginLoc()).second)
      return;
    Fix.insert(Field->getBeginLoc(), Text);
  };
  for (const auto &[Field, Write] : Found.Writers)
    Align(Field);
  // What follows the last one would be on its line.
  auto Next = std::next(RecordDecl::field_iterator(
      RecordDecl::specific_decl_iterator<FieldDecl>(DeclContext::decl_iterator(
          const_cast<FieldDecl *>(Found.Writers.back().Field)))));
  if (Next != First->getParent()->field_end() && !Next->isBitField())
    Align(*Next);
  suggest(First->getLocation(),
          "the record grows by up to a line for each of them", Fix);
}

void FalseSharing::report(Unit &U, const CrowdedElements &Found) {
  SourceLocation Where = Found.Write->getBeginLoc();
  if (!Seen.insert(Found.Array->getLocation()).second)
    return;
  unsigned Size = U.ast().getTypeSizeInChars(Found.Element).getQuantity();
  diag(Where, "each thread writes its own %0 bytes of '%1' on one cache line; "
              "use a local variable and store it once")
      << Size << Found.Array->getNameAsString();
  diag(Found.Spawn->getBeginLoc(), "the threads are started here",
       DiagnosticIDs::Note);
  const RecordDecl *Record = Found.Element->getAsRecordDecl();
  if (!Record)
    return;
  FixBuilder Fix(U.ast());
  std::string Text = alignment(Fix, U.ast(), Record->getLocation());
  Fix.insert(Record->getLocation(), Text);
  suggest(Where, "or give each element a line of its own", Fix);
}

} // namespace

static const Register<FalseSharing> Registered;
