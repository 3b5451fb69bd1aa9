// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Deadlines.h"
#include "analysis/HotPath.h"
#include "analysis/IdleWaits.h"
#include "analysis/References.h"
#include "core/Check.h"
#include "core/FixBuilder.h"
#include "core/FixTemplate.h"
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

/// Waits on one handle in one function: one finding, reported when the unit is
/// complete.
struct HandleFinding {
  llvm::SmallVector<const Expr *, 2> Waits; ///< in the order of the source
  const FunctionDecl *Callee;
  const Model *Entry;
  const Expr *Handle; ///< as written at the first wait; null: it has none
  HandleFacts Facts;
  llvm::SmallVector<const Knob *, 2> Missing;
};

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
    Finder->addMatcher(varDecl(unless(parmVarDecl())).bind(Carrier), this);
    Finder->addMatcher(fieldDecl().bind(Carrier), this);
  }

  void check(const MatchFinder::MatchResult &Result) override {
    U = &unit(Result);
    if (const auto *D = Result.Nodes.getNodeAs<ValueDecl>(Carrier)) {
      if (const Model *M = U->models().find(D->getType());
          M && M->TimesOut && M->TimesOut->How == TimesOut::Shape::Context &&
          D->getType()->isRecordType())
        checkContext(D, *M);
      return;
    }
    const auto *E = Result.Nodes.getNodeAs<Expr>(Call);
    const FunctionDecl *Callee = Deadlines::calleeOf(E);
    const Model *M = U->models().find(Callee);
    if (!M || !M->TimesOut || isSystemText(E) || !counts(E, *M) ||
        !U->deadlines().hold(M->TimesOut->OnlyIf, E))
      return;
    for (const ArgumentTest &Test : M->TimesOut->Unless)
      if (U->deadlines().hold(Test, E))
        return;
    switch (M->TimesOut->How) {
    case TimesOut::Shape::Argument:
      return checkArgument(E, *M);
    case TimesOut::Shape::String:
      return checkString(E, *M);
    case TimesOut::Shape::Instead:
      return checkInstead(E, *M);
    case TimesOut::Shape::Handle:
    case TimesOut::Shape::Socket:
      return checkHandle(E, Callee, *M);
    case TimesOut::Shape::Context:
      return; // A type's shape.
    }
  }

  void onEndOfTranslationUnit() override {
    for (const HandleFinding &F : Findings)
      report(F);
    Findings.clear();
    Seen.clear();
  }

private:
  static constexpr llvm::StringLiteral Call = "call";
  static constexpr llvm::StringLiteral Carrier = "carrier";

  bool isSystemText(const Expr *E) const {
    const SourceManager &SM = U->ast().getSourceManager();
    SourceLocation L = E->getBeginLoc();
    return SM.isInSystemHeader(SM.getExpansionLoc(L)) ||
           (L.isMacroID() && !SM.isMacroArgExpansion(L) &&
            SM.isInSystemHeader(SM.getSpellingLoc(L)));
  }
  SourceLocation locate(const Expr *E) const {
    return U->ast().getSourceManager().getFileLoc(E->getBeginLoc());
  }
  /// A template's instantiations are one piece of text.
  bool isNew(const Expr *E) { return Seen.insert(locate(E)).second; }

  /// A wait for a peer counts anywhere; for an event, a thread or a child only
  /// where somebody is known to be waiting for this function.
  bool counts(const Expr *E, const Model &M) {
    return M.Blocks == BlockKind::Peer || !reasons(E).empty();
  }
  HotReasons reasons(const Expr *E) {
    const FunctionDecl *F = U->references().functionAround(E);
    return F ? U->hotPath().why(F) : HotReasons();
  }
  void explainHot(const Expr *E) {
    for (const HotReason &Reason : reasons(E))
      diag(Reason.Where, "%0", DiagnosticIDs::Note) << Reason.Text;
  }

  FixTemplate fixText() const { return FixTemplate(U->ast(), *TimeoutMs); }
  void suggestLimit(const Expr *At, const Model &M, FixBuilder &Fix) {
    for (llvm::StringRef Header : M.TimesOut->Includes)
      Fix.include(locate(At), Header);
    suggest(locate(At),
            ("with a limit of " + llvm::Twine(*TimeoutMs) +
             " ms; choose what the callers can afford")
                .str(),
            Fix);
  }

  void checkArgument(const Expr *E, const Model &M);
  void checkWrapper(const Expr *Inner, const ParmVarDecl *Limit,
                    const Model &M);
  void replaceLimit(const Expr *E, unsigned N, const Model &M);
  void checkString(const Expr *E, const Model &M);
  void checkInstead(const Expr *E, const Model &M);
  void checkHandle(const Expr *E, const FunctionDecl *Callee, const Model &M);
  void checkContext(const ValueDecl *D, const Model &M);
  void add(const Expr *E, const FunctionDecl *Callee, const Model &M,
           const Expr *Handle, HandleFacts Facts);
  void report(const HandleFinding &F);
  void suggestKnobs(const HandleFinding &F);

  Unit *U = nullptr;
  std::vector<HandleFinding> Findings;
  llvm::DenseSet<SourceLocation> Seen;

  Option<unsigned> TimeoutMs{*this, "TimeoutMs", 5000,
                             "The limit that fixes write, in milliseconds."};
  Option<bool> Strict{*this, "Strict", false,
                      "Also report handles that come from, or are handed to, "
                      "code outside the translation unit."};
};

std::string nameOf(const Expr *Call) {
  return Deadlines::calleeOf(Call)->getNameAsString();
}

//===-- argument ----------------------------------------------------------===//

void MissingTimeout::checkArgument(const Expr *E, const Model &M) {
  const TimesOut &T = *M.TimesOut;
  const Expr *Limit = Deadlines::argument(E, T.Argument - 1);
  std::optional<bool> Unlimited =
      U->deadlines().isUnlimited(Limit, T.Infinite);
  if (Limit && !Unlimited)
    if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(
            Deadlines::placeOf(Deadlines::strip(Limit))))
      return checkWrapper(E, Parameter, M);
  if (!Unlimited.value_or(false))
    return;
  if (const auto *Wait = dyn_cast<CallExpr>(E);
      Wait && !T.Descriptors.empty() &&
      !U->idleWaits().waitsForPeer(Wait, T.Descriptors))
    return;
  if (!isNew(E))
    return;
  diag(locate(E), "'%0' waits for ever if nothing comes; give it a limit as "
                  "argument %1")
      << nameOf(E) << T.Argument;
  explainHot(E);
  replaceLimit(E, T.Argument - 1, M);
}

/// bool readable(int fd, int timeout = -1) { return poll(&p, 1, timeout) > 0; }
/// The callers that leave the limit out are the ones to mend.
void MissingTimeout::checkWrapper(const Expr *Inner, const ParmVarDecl *Limit,
                                  const Model &M) {
  const auto *Wrapper = dyn_cast<FunctionDecl>(Limit->getDeclContext());
  if (!Wrapper || !U->references().valuesOf(Limit).empty())
    return;
  if (const auto *Wait = dyn_cast<CallExpr>(Inner);
      Wait && !M.TimesOut->Descriptors.empty() &&
      !U->idleWaits().waitsForPeer(Wait, M.TimesOut->Descriptors))
    return;
  unsigned N = Limit->getFunctionScopeIndex();
  for (const Expr *E : U->references().callsOf(Wrapper)) {
    const Expr *Given = Deadlines::argument(E, N);
    if (!Given || isSystemText(E) ||
        !U->deadlines()
             .isUnlimited(Given, M.TimesOut->Infinite)
             .value_or(false) ||
        !isNew(E))
      continue;
    diag(locate(E), "'%0' waits for ever if nothing comes; give it a limit as "
                    "argument %1")
        << Wrapper->getNameAsString() << N + 1;
    diag(locate(Inner), "'%0' gets that limit here", DiagnosticIDs::Note)
        << nameOf(Inner);
    replaceLimit(E, N, M);
  }
}

void MissingTimeout::replaceLimit(const Expr *E, unsigned N, const Model &M) {
  std::optional<std::string> Text =
      fixText().call(E).fill(M.TimesOut->Fix);
  if (!Text)
    return;
  FixBuilder Fix(U->ast());
  const Expr *Limit = Deadlines::argument(E, N);
  if (Limit && !isa<CXXDefaultArgExpr>(Limit)) {
    Fix.replace(Limit->getSourceRange(), *Text);
  } else {
    // It goes at the end, so all arguments before it have to be there.
    const Expr *Before = N ? Deadlines::argument(E, N - 1) : nullptr;
    const auto *Plain = dyn_cast<CallExpr>(E);
    if (!Plain || (N && (!Before || isa<CXXDefaultArgExpr>(Before))))
      return;
    Fix.insert(Plain->getRParenLoc(), (N ? ", " : "") + *Text);
  }
  suggestLimit(E, M, Fix);
}

//===-- alternative, string -----------------------------------------------===//

void MissingTimeout::checkInstead(const Expr *E, const Model &M) {
  if (!isNew(E))
    return;
  diag(locate(E), "'%0' takes no limit and can wait for ever; use '%1'")
      << nameOf(E) << M.TimesOut->Instead;
  explainHot(E);
  FixTemplate Text = fixText().call(E);
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(E))
    Text.handle(Method->getImplicitObjectArgument());
  if (std::optional<std::string> New = Text.fill(M.TimesOut->Fix)) {
    FixBuilder Fix(U->ast());
    Fix.replace(E->getSourceRange(), *New);
    suggestLimit(E, M, Fix);
  }
}

/// Whether a connection string names a machine other than this one.
bool namesRemoteHost(llvm::StringRef Text) {
  llvm::StringRef Host;
  if (size_t Scheme = Text.find("://"); Scheme != llvm::StringRef::npos) {
    llvm::StringRef Authority = Text.substr(Scheme + 3);
    Authority = Authority.take_until(
        [](char C) { return C == '/' || C == '?'; });
    Host = Authority.contains('@') ? Authority.rsplit('@').second : Authority;
  } else {
    for (llvm::StringRef Key : {"hostaddr=", "host="})
      if (size_t At = Text.lower().find(Key);
          At != std::string::npos && Host.empty())
        Host = Text.substr(At + Key.size()).ltrim(" '").take_until([](char C) {
          return C == ' ' || C == ';' || C == '\'';
        });
  }
  return !Host.empty() && !Host.starts_with("/") &&
         !Host.starts_with("localhost") && !Host.starts_with("127.") &&
         !Host.starts_with("[::1]") && Host != "::1";
}

void MissingTimeout::checkString(const Expr *E, const Model &M) {
  const TimesOut &T = *M.TimesOut;
  const Expr *Text = Deadlines::argument(E, T.Argument - 1);
  if (!Text)
    return;
  auto LiteralIn = [](const Expr *From) {
    From = Deadlines::strip(From);
    while (const auto *Made = dyn_cast<CXXConstructExpr>(From)) {
      if (!Made->getNumArgs())
        break;
      From = Deadlines::strip(Made->getArg(0));
    }
    return From;
  };
  Text = LiteralIn(Text);
  if (const ValueDecl *D = Deadlines::placeOf(Text)) {
    auto Values = U->references().valuesOf(D);
    if (Values.size() != 1 || isa<ParmVarDecl>(D))
      return;
    Text = LiteralIn(Values[0]);
  }
  const auto *Literal = dyn_cast<clang::StringLiteral>(Text);
  if (!Literal || !Literal->isOrdinary() ||
      !namesRemoteHost(Literal->getString()))
    return;
  std::string Lower = Literal->getString().lower();
  for (llvm::StringRef Keyword : T.Keywords)
    if (Lower.find(Keyword.lower()) != std::string::npos)
      return;
  if (!isNew(E))
    return;
  diag(locate(Text), "a connection string without '%0' can wait for its server "
                     "for ever; add it")
      << T.Keywords.front();
  explainHot(E);
  std::optional<std::string> Added = fixText().fill(T.Fix);
  if (!Added || Literal->getNumConcatenated() != 1)
    return;
  // URIs take their parameters after a question mark.
  llvm::StringRef Old = Literal->getString();
  if (Old.contains("://"))
    *Added = (Old.contains('?') ? "&" : "?") + llvm::StringRef(*Added).trim().str();
  FixBuilder Fix(U->ast());
  std::string Spelled = Fix.textOf(Text);
  if (Spelled.size() < 2 || !llvm::StringRef(Spelled).starts_with("\""))
    return; // A raw or prefixed literal.
  Fix.replace(Text->getSourceRange(),
              Spelled.substr(0, Spelled.size() - 1) + *Added + "\"");
  suggestLimit(Text, M, Fix);
}

//===-- handle, context, socket -------------------------------------------===//

void MissingTimeout::checkHandle(const Expr *E, const FunctionDecl *Callee,
                                 const Model &M) {
  const TimesOut &T = *M.TimesOut;
  const Expr *Handle = nullptr;
  if (T.Handle.Index > 0)
    Handle = Deadlines::argument(E, T.Handle.Index - 1);
  else if (const auto *Method = dyn_cast<CXXMemberCallExpr>(E);
           Method && T.Handle.Index == Place::This)
    Handle = Method->getImplicitObjectArgument();
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    Handle = Operator->getArg(0);
  if (!Handle && T.Handle.Index != Place::Result)
    return;

  HandleFacts Facts;
  if (Handle)
    Facts = U->deadlines().of(Handle, Callee);
  else
    Facts.Created = true;
  U->deadlines().addCarried(E, Callee, Facts);
  if (T.How == TimesOut::Shape::Socket) {
    // `read` is called on files too: every origin has to be a socket's.
    bool Socket = !Facts.Origins.empty();
    for (const Expr *Origin : Facts.Origins) {
      const Model *Maker = U->models().find(Deadlines::calleeOf(Origin));
      bool Forwards =
          References::hasVisibleBody(Deadlines::calleeOf(Origin)) && !Maker;
      Socket &= Forwards || (Maker && Maker->Creates);
    }
    if (!Socket)
      return;
  }
  add(E, Callee, M, Handle, std::move(Facts));
}

/// A context is waited with by whatever call it is handed to.
void MissingTimeout::checkContext(const ValueDecl *D, const Model &M) {
  for (const Expr *Use : U->references().usesOf(D)) {
    const Stmt *Around = Use;
    while ((Around = U->references().parent(Around)) &&
           isa<CastExpr, ParenExpr, UnaryOperator>(Around))
      ;
    const auto *E = dyn_cast_or_null<CXXMemberCallExpr>(Around);
    const CXXMethodDecl *Callee = E ? E->getMethodDecl() : nullptr;
    if (!Callee || U->models().find(Callee) || isSystemText(E) ||
        (References::hasVisibleBody(Callee) && !Callee->isVirtual()) ||
        Deadlines::strip(E->getImplicitObjectArgument()) == Use)
      continue;
    add(E, Callee, M, Use, U->deadlines().of(D, Callee));
  }
}

void MissingTimeout::add(const Expr *E, const FunctionDecl *Callee,
                         const Model &M, const Expr *Handle,
                         HandleFacts Facts) {
  if (Facts.Wakes ||
      (!*Strict && (!Facts.isKnown() || !Facts.Created)))
    return;
  llvm::SmallVector<const Knob *, 2> Missing;
  for (const Knob &K : M.TimesOut->Knobs)
    if (!Facts.isSet(K.Name))
      Missing.push_back(&K);
  if (Missing.empty() || !isNew(E))
    return;
  const FunctionDecl *In = U->references().functionAround(E);
  const ValueDecl *Where =
      Facts.Places.empty() ? nullptr : Facts.Places.front();
  for (HandleFinding &Known : Findings) {
    if (!Where || Known.Facts.Places.empty() ||
        Known.Facts.Places.front() != Where ||
        U->references().functionAround(Known.Waits.front()) != In)
      continue;
    // connect(), then recv(): the limits that any of the waits needs.
    Known.Waits.push_back(E);
    for (const Knob *K : Missing)
      if (llvm::none_of(Known.Missing,
                        [&](const Knob *O) { return O->Name == K->Name; }))
        Known.Missing.push_back(K);
    return;
  }
  Findings.push_back({{E}, Callee, &M, Handle, std::move(Facts), Missing});
}

std::string listOf(llvm::ArrayRef<const Knob *> Knobs) {
  std::string Text;
  for (size_t I = 0; I < Knobs.size(); ++I)
    Text += (I == 0 ? "" : I + 1 == Knobs.size() ? " and " : ", ") +
            Knobs[I]->Name;
  return Text;
}

void MissingTimeout::report(const HandleFinding &F) {
  const Expr *Wait = F.Waits.front();
  std::string Object = F.Facts.Places.empty()
                           ? nameOf(Wait)
                           : F.Facts.Places.front()->getNameAsString();
  bool Context = F.Entry->TimesOut->How == TimesOut::Shape::Context;
  std::string Bound;
  for (const Knob &K : F.Entry->TimesOut->Knobs)
    if (F.Facts.isSet(K.Name))
      Bound = K.Name;
  for (llvm::StringRef Other : F.Facts.Set)
    if (Bound.empty())
      Bound = Other.str();
  std::string Default = F.Missing.front()->Default;
  for (const Knob *K : F.Missing)
    if (K->Default.empty())
      Default.clear();
  std::string Long = Default.empty() ? "for ever" : "for " + Default;

  if (Context)
    diag(locate(Wait), "'%0' carries no deadline; set one before '%1'")
        << Object << nameOf(Wait);
  else if (Bound.empty())
    diag(locate(Wait), "'%0' can wait for its peer %1; set a %2 timeout")
        << Object << Long << listOf(F.Missing);
  else
    diag(locate(Wait), "'%0' has a %1 timeout but can still wait %2; set a %3 "
                       "timeout too")
        << Object << Bound << Long << listOf(F.Missing);

  explainHot(Wait);
  if (!F.Facts.Origins.empty() && F.Facts.Origins.front() != Wait)
    diag(locate(F.Facts.Origins.front()),
         "it comes from here, and nothing in this file limits it",
         DiagnosticIDs::Note);
  for (const Expr *Other : llvm::ArrayRef(F.Waits).drop_front().take_front(3))
    diag(locate(Other), "'%0' waits for it too", DiagnosticIDs::Note)
        << nameOf(Other);
  suggestKnobs(F);
}

/// Sets the limits before the first statement that waits, in the innermost
/// block around all waits.
void MissingTimeout::suggestKnobs(const HandleFinding &F) {
  const References &Refs = U->references();
  const Expr *First = F.Waits.front();
  std::string Lines;
  for (const Knob *K : F.Missing) {
    FixTemplate Text = fixText().call(First);
    if (F.Handle)
      Text.handle(F.Handle);
    std::optional<std::string> Line = Text.fill(K->Fix);
    if (!Line)
      return;
    Lines += (Lines.empty() ? "" : "\n") + *Line;
  }
  FixBuilder Fix(U->ast());
  if (F.Entry->TimesOut->Handle.Index == Place::Result) {
    // No handle: the limit is one more argument.
    if (const auto *Plain = dyn_cast<CallExpr>(First)) {
      Fix.insert(Plain->getRParenLoc(),
                 (Plain->getNumArgs() ? ", " : "") + Lines);
      suggestLimit(First, *F.Entry, Fix);
    }
    return;
  }
  auto Encloses = [&](const Stmt *Block) {
    return llvm::all_of(F.Waits, [&](const Expr *Wait) {
      for (const Stmt *S = Wait; S; S = Refs.parent(S))
        if (S == Block)
          return true;
      return false;
    });
  };
  const Stmt *Child = First;
  for (const Stmt *Around = First; (Around = Refs.parent(Around));
       Child = Around) {
    bool Body = !isa<Expr>(Child) || isa<IfStmt, WhileStmt, ForStmt, DoStmt,
                                         CXXForRangeStmt>(Around);
    if (isa<CompoundStmt, SwitchCase>(Around) ? Encloses(Around)
        : Body && F.Waits.size() == 1 && !isa<DeclStmt>(Child)
            ? FixBuilder::isUnbracedBody(Child, Around)
            : false) {
      Fix.insertStatement(Child, Around, Lines);
      return suggestLimit(First, *F.Entry, Fix);
    }
    if (isa<LambdaExpr>(Around))
      return;
  }
}

} // namespace

static const Register<MissingTimeout> Registered;
