// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Expressions.h"
#include "analysis/UnboundedWaits.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/FixTemplate.h"
#include "core/Option.h"
#include "core/Placement.h"
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

class MissingTimeout final : public Check {
public:
  static constexpr CheckInfo Info{
      .Name = "p99-missing-timeout",
      .Summary = "a call can wait for its peer without limit",
      .Family = Family::Timeouts,
      .Fix = FixKind::Suggested,
      .Since = "0.1.0",
      .Doc = R"md(
## What it flags

A call that can wait for another machine for ever, or for so long that nobody
would wait on purpose: HTTP, RPC, database, cache and queue clients, and blocking
sockets. What the calls are and how each is given its limit comes from
[models](../models.md), in seven shapes:

- *handle*: a client that is used although none of its timeouts is set. It is
  followed through variables, members, smart pointers, helpers and wrappers of
  the unit; a limit that is set anywhere on it counts.
- *argument*: the call's own limit is the value that means "for ever", or a
  wrapper's timeout parameter is left at such a default.
- *alternative*: a call that takes no limit, beside one that does.
- *context*: a gRPC `ClientContext` or a brpc `Controller` without a deadline.
- *string*: a connection string to a remote host without a timeout keyword.
- *partial*: one of several limits is set and another forgotten.
- *socket*: a blocking call on a descriptor that was made in the unit, with no
  timeout, not set to non-blocking, and not polled.

Waits that are right as they are stay silent: an event loop's own wait, `accept`,
a set of descriptors with a wake-up among them, stdin. Waits between threads of
one process and for child processes count only in hot functions.

## Why it costs

A peer that stops answering without closing the connection (a full disk, a
paused VM, a dropped route) holds the calling thread until the kernel gives up:
about two minutes for `connect`, and never for a read. The thread's locks,
memory and its place in the pool are held with it, so one slow dependency stops
a service that does not even need it.

It does not matter in a one-shot tool where a person can press Ctrl-C.

## Flagged

```cpp
#include <curl/curl.h>

bool ping(const char *Url) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_URL, Url);
  CURLcode Result = curl_easy_perform(Curl);
  curl_easy_cleanup(Curl);
  return Result == CURLE_OK;
}
```

## Preferred

```cpp
#include <curl/curl.h>

bool ping(const char *Url) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_URL, Url);
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 5000L);
  CURLcode Result = curl_easy_perform(Curl);
  curl_easy_cleanup(Curl);
  return Result == CURLE_OK;
}
```

## Fix safety

Suggested: the fix writes the model's text with the limit of `TimeoutMs`, and
only you know how long your caller can wait, or what to do when the time is up.
For downloads and uploads of any size a limit on the whole is the wrong one: limit
how long nothing moves instead, as libcurl does with `CURLOPT_LOW_SPEED_TIME`.
There is no fix where the handle's expression cannot be written a second time
without effect, in macros, and where the remedy is another design.

## Limits

The analysis sees one translation unit and no order of statements. A handle that
comes from, or is handed to, code outside of the unit is left alone, unless
`Strict` is set. Silence a wait that is right with
`// NOLINT(p99-missing-timeout)` and the reason.
)md"};

  explicit MissingTimeout(const CheckContext &Context) : Check(Context) {}

  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(callExpr().bind(Call), this);
    Finder->addMatcher(cxxConstructExpr().bind(Call), this);
    Finder->addMatcher(
        binaryOperator(isAssignmentOperator(), hasLHS(memberExpr()))
            .bind(Assignment),
        this);
    Finder->addMatcher(varDecl(unless(parmVarDecl())).bind(Carrier), this);
    Finder->addMatcher(fieldDecl().bind(Carrier), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    if (!Waits) {
      U = &unit(Result);
      Waits.emplace(*U, *Strict);
    }
    if (const auto *E = Result.Nodes.getNodeAs<Expr>(Call))
      return Waits->consider(E);
    if (const auto *B = Result.Nodes.getNodeAs<BinaryOperator>(Assignment))
      return Waits->considerAssignment(B->getLHS(), B->getRHS());
    Waits->considerContext(Result.Nodes.getNodeAs<ValueDecl>(Carrier));
  }

  void onEndOfTranslationUnit() override {
    if (Waits)
      for (const UnboundedWait &W : Waits->found())
        report(W);
    Waits.reset();
  }

private:
  static constexpr llvm::StringLiteral Call = "call";
  static constexpr llvm::StringLiteral Assignment = "assignment";
  static constexpr llvm::StringLiteral Carrier = "carrier";

  void report(const UnboundedWait &W);
  void warnHandle(const UnboundedWait &W);
  void suggestFix(const UnboundedWait &W);
  bool replaceLimit(const UnboundedWait &W, FixBuilder &Fix);
  bool appendKeyword(const UnboundedWait &W, FixBuilder &Fix);
  bool replaceCall(const UnboundedWait &W, FixBuilder &Fix);
  bool insertLimits(const UnboundedWait &W, FixBuilder &Fix);

  SourceLocation locate(const Expr *E) const {
    return U->ast().getSourceManager().getFileLoc(E->getBeginLoc());
  }
  FixTemplate fixText() const { return FixTemplate(U->ast(), *TimeoutMs); }

  Unit *U = nullptr;
  std::optional<UnboundedWaits> Waits;

  Option<unsigned> TimeoutMs{*this, "TimeoutMs", 5000,
                             "The limit that fixes write, in milliseconds."};
  Option<bool> Strict{*this, "Strict", false,
                      "Also report handles that come from, or are handed to, "
                      "code outside the translation unit."};
};

//===-- Messages ----------------------------------------------------------===//

std::string nameOf(const Expr *Call) {
  return calleeOf(Call)->getNameAsString();
}

/// "for ever", or how long the library waits of its own accord.
std::string howLong(llvm::StringRef Default) {
  return Default.empty() ? "for ever" : ("for " + Default).str();
}

void MissingTimeout::report(const UnboundedWait &W) {
  using Shape = TimesOut::Shape;
  std::string Long = howLong(W.Longest);
  switch (W.shape()) {
  case Shape::Argument:
    if (const FunctionDecl *F = calleeOf(W.wait()))
      diag(locate(W.wait()),
           "'%0' waits %1 if nothing comes; give it a limit as argument %2")
          << F->getNameAsString() << Long << W.Argument;
    else
      diag(locate(W.wait()),
           "this '%0' means to wait for ever; give it a limit")
          << llvm::StringRef(W.Entry->Names.front()).rsplit("::").second;
    break;
  case Shape::Instead:
    diag(locate(W.wait()), "'%0' takes no limit and can wait %1; use '%2'")
        << nameOf(W.wait()) << Long << W.Entry->TimesOut->Instead;
    break;
  case Shape::String:
    diag(locate(W.wait()), "a connection string without '%0' can wait %1 for "
                           "its server; add it")
        << W.Entry->TimesOut->Keywords.front() << Long;
    break;
  case Shape::Handle:
  case Shape::Context:
  case Shape::Socket:
    warnHandle(W);
    break;
  }
  for (const HotReason &Reason : W.Hot)
    diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  if (W.Inner)
    diag(locate(W.Inner), "'%0' gets that limit here", DiagnosticIDs::Note)
        << nameOf(W.Inner);
  // The last one is where the wrappers end.
  if (!W.Facts.Origins.empty() && W.Facts.Origins.back() != W.wait())
    diag(locate(W.Facts.Origins.back()),
         "it comes from here, and nothing in this file limits it",
         DiagnosticIDs::Note);
  llvm::ArrayRef<const Expr *> Others = llvm::ArrayRef(W.Waits).drop_front();
  for (const Expr *Other : Others.take_front(3))
    diag(locate(Other), "'%0' waits for it too", DiagnosticIDs::Note)
        << nameOf(Other);
  if (Others.size() > 3)
    diag(locate(Others[3]), "and %0 more from here on", DiagnosticIDs::Note)
        << unsigned(Others.size() - 3);
  if (const Expr *Set = Waits->limitOfSibling(W))
    diag(locate(Set), "another of its kind is limited here",
         DiagnosticIDs::Note);
  suggestFix(W);
}

/// "connect and read"
std::string listOf(llvm::ArrayRef<const Knob *> Knobs) {
  std::string Text;
  for (size_t I = 0; I < Knobs.size(); ++I)
    Text += (I == 0                  ? ""
             : I + 1 == Knobs.size() ? " and "
                                     : ", ") +
            Knobs[I]->Name;
  return Text;
}

void MissingTimeout::warnHandle(const UnboundedWait &W) {
  std::string Object =
      W.place() ? W.place()->getNameAsString() : nameOf(W.wait());
  if (W.shape() == TimesOut::Shape::Context) {
    diag(locate(W.wait()), "'%0' carries no deadline; set one before '%1'")
        << Object << nameOf(W.wait());
    return;
  }
  std::string Long = howLong(W.Longest);
  std::string Missing = listOf(W.Missing);
  if (W.Facts.SetLater.empty())
    diag(locate(W.wait()), "'%0' can wait for its peer %1; set a %2 timeout")
        << Object << Long << Missing;
  else
    diag(locate(W.wait()),
         "'%0' has a %1 timeout but can still wait %2; set a %3 timeout too")
        << Object << W.Facts.SetLater << Long << Missing;
}

//===-- Fixes -------------------------------------------------------------===//

void MissingTimeout::suggestFix(const UnboundedWait &W) {
  using Shape = TimesOut::Shape;
  FixBuilder Fix(U->ast());
  bool Made = W.shape() == Shape::Argument               ? replaceLimit(W, Fix)
              : W.shape() == Shape::String               ? appendKeyword(W, Fix)
              : W.shape() == Shape::Instead || !W.Handle ? replaceCall(W, Fix)
                                                         : insertLimits(W, Fix);
  if (!Made)
    return;
  for (llvm::StringRef Header : W.Entry->TimesOut->Includes)
    Fix.include(locate(W.wait()), Header);
  suggest(locate(W.wait()),
          ("with a limit of " + llvm::Twine(*TimeoutMs) +
           " ms; choose what the callers can afford")
              .str(),
          Fix);
}

bool MissingTimeout::replaceLimit(const UnboundedWait &W, FixBuilder &Fix) {
  std::optional<std::string> Text =
      fixText().call(W.wait()).fill(W.Entry->TimesOut->Fix);
  if (!Text)
    return false;
  if (!calleeOf(W.wait())) { // The value of a field.
    Fix.replace(W.wait()->getSourceRange(), *Text);
    return true;
  }
  unsigned N = W.Argument - 1;
  const Expr *Limit = argument(W.wait(), N);
  if (Limit && !isa<CXXDefaultArgExpr>(Limit)) {
    Fix.replace(Limit->getSourceRange(), *Text);
    return true;
  }
  // It goes at the end, so all arguments before it have to be there.
  const Expr *Before = N ? argument(W.wait(), N - 1) : nullptr;
  const auto *Plain = dyn_cast<CallExpr>(W.wait());
  if (!Plain || (N && (!Before || isa<CXXDefaultArgExpr>(Before))))
    return false;
  Fix.insert(Plain->getRParenLoc(), (N ? ", " : "") + *Text);
  return true;
}

bool MissingTimeout::appendKeyword(const UnboundedWait &W, FixBuilder &Fix) {
  std::optional<std::string> Added = fixText().fill(W.Entry->TimesOut->Fix);
  std::string Spelled = Fix.textOf(W.Text);
  // Not a raw, prefixed or concatenated literal.
  if (!Added || Spelled.size() < 2 || Spelled.front() != '"' ||
      W.Text->getNumConcatenated() != 1)
    return false;
  llvm::StringRef Old = W.Text->getString();
  if (size_t Scheme = Old.find("://"); Scheme != llvm::StringRef::npos) {
    llvm::StringRef Item = llvm::StringRef(*Added).trim();
    // MongoDB asks for the slash that others do without.
    bool Slash =
        Old.starts_with("mongodb") && !Old.substr(Scheme + 3).contains('/');
    *Added =
        ((Slash ? "/" : "") + llvm::Twine(Old.contains('?') ? "&" : "?") + Item)
            .str();
  }
  Spelled.insert(Spelled.size() - 1, *Added);
  Fix.replace(W.Text->getSourceRange(), Spelled);
  return true;
}

bool MissingTimeout::replaceCall(const UnboundedWait &W, FixBuilder &Fix) {
  FixTemplate Text = fixText().call(W.wait());
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(W.wait()))
    Text.handle(Method->getImplicitObjectArgument());
  std::optional<std::string> New = Text.fill(W.Entry->TimesOut->Fix);
  if (New)
    Fix.replace(W.wait()->getSourceRange(), *New);
  return New.has_value();
}

/// Before the first statement that waits; where the handle is made if that is
/// not before it, or if the waits are in several functions.
bool MissingTimeout::insertLimits(const UnboundedWait &W, FixBuilder &Fix) {
  const References &Refs = U->references();
  FixTemplate Text = fixText().call(W.wait()).handle(W.Handle);
  // The handle has to be there; a loop's own variable is new in each round.
  llvm::SmallVector<const Expr *, 4> Needs(W.Facts.Origins.begin(),
                                           W.Facts.Origins.end());
  if (W.place())
    llvm::append_range(Needs, Refs.valuesOf(W.place()));
  std::optional<Placement> Where = placeBefore(W.Waits, Needs, Refs);
  if (!Where && W.maker()) {
    const ValueDecl *Made = nullptr;
    for (const Stmt *S = W.maker(); S && isa<Expr>(S); S = Refs.parent(S)) {
      if ((Made = Refs.initializedBy(S)) && isa<VarDecl>(Made)) {
        Text.handle(Made);
        break;
      }
      if (const auto *Assign = dyn_cast<BinaryOperator>(S);
          Assign && Assign->getOpcode() == BO_Assign) {
        Made = placeOf(strip(Assign->getLHS()));
        Text.handle(Assign->getLHS());
        break;
      }
    }
    // A smart pointer is not yet what the library's functions take.
    if (!Made || isa<ParmVarDecl>(Made) ||
        !U->ast().hasSameUnqualifiedType(Made->getType(), W.Handle->getType()))
      return false;
    Where = placeAfter(W.maker(), Refs);
  }
  if (!Where)
    return false;
  llvm::SmallSetVector<llvm::StringRef, 2> Templates; // one may serve two knobs
  for (const Knob *K : W.Missing)
    Templates.insert(K->Fix.Text);
  std::string Lines;
  for (llvm::StringRef Template : Templates) {
    std::optional<std::string> Line = Text.fill({Template.str()});
    if (!Line)
      return false;
    Lines += (Lines.empty() ? "" : "\n") + *Line;
  }
  Where->insert(Fix, Lines);
  return true;
}

} // namespace

static const Register<MissingTimeout> Registered;
