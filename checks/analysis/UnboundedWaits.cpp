// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/UnboundedWaits.h"
#include "analysis/Expressions.h"
#include "analysis/IdleWaits.h"
#include "analysis/Loops.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

/// Spelled by a system header, such as the body of one of its macros.
static bool isSystemText(const Expr *E, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation L = E->getBeginLoc();
  return SM.isInSystemHeader(SM.getExpansionLoc(L)) ||
         (L.isMacroID() && !SM.isMacroArgExpansion(L) &&
          SM.isInSystemHeader(SM.getSpellingLoc(L)));
}

/// In the text of the library itself, which may be no system header: its own
/// source defines what the models name.
static bool isLibraryText(const Expr *Call, const ASTContext &Context) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return false;
  const SourceManager &SM = Context.getSourceManager();
  const FunctionDecl *Definition = nullptr;
  if (Callee->isDefined(Definition) &&
      SM.isInMainFile(SM.getExpansionLoc(Definition->getLocation())))
    return true;
  FileID File = SM.getFileID(SM.getExpansionLoc(Call->getBeginLoc()));
  return File != SM.getMainFileID() &&
         File == SM.getFileID(SM.getExpansionLoc(
                     Callee->getCanonicalDecl()->getLocation()));
}

/// A new finding, unless its text has one: a template's instantiations are one
/// piece of text.
UnboundedWait *UnboundedWaits::start(const Expr *Wait, const Model &M) {
  SourceLocation L = U.ast().getSourceManager().getFileLoc(Wait->getBeginLoc());
  if (!Seen.insert(L).second)
    return nullptr;
  UnboundedWait &New = Found.emplace_back();
  New.Waits = {Wait};
  New.Entry = &M;
  New.Longest = M.TimesOut->Default;
  if (HotAnswer Why = U.hotPath().why(Wait); Why.isHot())
    New.Hot = std::move(Why.Reasons);
  return &New;
}

/// The finding that one remedy serves as well: on the same handle in the same
/// function, or on a handle that the same call makes.
UnboundedWait *UnboundedWaits::find(const Expr *Wait, const HandleFacts &Facts,
                                    bool Instead) {
  const ValueDecl *Place =
      Facts.Places.empty() ? nullptr : Facts.Places.front();
  const FunctionDecl *In = U.references().functionAround(Wait);
  for (UnboundedWait &Known : Found) {
    if ((Known.shape() == TimesOut::Shape::Instead) != Instead)
      continue;
    bool SameMaker = llvm::any_of(Facts.Makers, [&](const Expr *Maker) {
      return llvm::is_contained(Known.Facts.Makers, Maker);
    });
    if (SameMaker || (Place && Known.place() == Place &&
                      U.references().functionAround(Known.wait()) == In))
      return &Known;
  }
  return nullptr;
}

/// Keeps the order of the source, which is not that of the traversal.
void UnboundedWaits::addWait(UnboundedWait &To, const Expr *Wait) {
  const SourceManager &SM = U.ast().getSourceManager();
  auto Later = llvm::find_if(To.Waits, [&](const Expr *Other) {
    return SM.isBeforeInTranslationUnit(Wait->getBeginLoc(),
                                        Other->getBeginLoc());
  });
  To.Waits.insert(Later, Wait);
}

/// A wait for a peer counts anywhere; for an event, a thread or a child only
/// where somebody is known to wait for the function.
bool UnboundedWaits::counts(const Expr *E, const Model &M) const {
  if (U.hotPath().isCold(U.references().functionAround(E)))
    return false;
  if (M.Blocks == BlockKind::Peer || M.Blocks == BlockKind::Reply ||
      M.TimesOut->How == TimesOut::Shape::Socket)
    return true;
  if (M.Blocks != BlockKind::Events)
    return U.hotPath().why(E).isHot();
  // What a loop serves makes the loop hot, and is its idle wait.
  Loop L = U.loops().around(E);
  return !(L && U.loops().servesEventsOf(L)) && !U.hotPath().isColdCode(E) &&
         U.hotPath().why(U.references().functionAround(E)).isHot();
}

void UnboundedWaits::consider(const Expr *Call) {
  const Model *M = U.models().find(calleeOf(Call));
  if (!M)
    if (const CXXConstructorDecl *Made = constructorMade(Call)) {
      M = U.models().find(Made);
      if (M && M->TimesOut && M->TimesOut->How != TimesOut::Shape::String)
        return; // What is made is no handle yet.
    }
  if (!M || !M->TimesOut || !U.references().isEvaluated(Call) ||
      isSystemText(Call, U.ast()) || isLibraryText(Call, U.ast()) ||
      !counts(Call, *M) ||
      !U.deadlines().hold(M->TimesOut->OnlyIf, Call, /*InDoubt=*/false))
    return;
  for (const ArgumentTest &Test : M->TimesOut->Unless)
    if (U.deadlines().hold(Test, Call, /*InDoubt=*/true))
      return;
  switch (M->TimesOut->How) {
  case TimesOut::Shape::Argument:
    return onArgument(Call, *M);
  case TimesOut::Shape::String:
    return onString(Call, *M);
  case TimesOut::Shape::Instead:
    return onInstead(Call, *M);
  case TimesOut::Shape::Handle:
  case TimesOut::Shape::Socket:
    return onHandle(Call, *M);
  case TimesOut::Shape::Context:
    return; // A type's shape.
  }
}

void UnboundedWaits::considerAssignment(const Expr *Field, const Expr *Value) {
  const auto *Member = dyn_cast<MemberExpr>(Field->IgnoreParenImpCasts());
  const Model *M = Member ? U.models().find(Member->getMemberDecl()) : nullptr;
  if (!M || !M->TimesOut || isSystemText(Field, U.ast()) ||
      M->TimesOut->How != TimesOut::Shape::Argument ||
      !U.deadlines().isUnlimited(Value, M->TimesOut->Infinite).value_or(false))
    return;
  if (UnboundedWait *New = start(Value, *M))
    New->Argument = 1;
}

//===-- argument ----------------------------------------------------------===//

void UnboundedWaits::onArgument(const Expr *Call, const Model &M) {
  const TimesOut &T = *M.TimesOut;
  const Expr *Limit = argument(Call, T.Argument - 1);
  std::optional<bool> Unlimited = U.deadlines().isUnlimited(Limit, T.Infinite);
  const ParmVarDecl *Parameter = nullptr;
  if (Limit && !Unlimited)
    Parameter = dyn_cast_or_null<ParmVarDecl>(placeOf(strip(Limit)));
  if (!Parameter && !Unlimited.value_or(false))
    return;
  if (!T.Descriptors.empty() &&
      !U.idleWaits().waitsForPeer(cast<CallExpr>(Call), T.Descriptors))
    return;
  if (Parameter)
    return onWrapper(Call, Parameter, M);
  if (const Expr *Handle = at(T.Handle, Call);
      Handle && U.deadlines().of(Handle, calleeOf(Call)).AllSet)
    return;
  // limit ? poll(&p, 1, limit) : poll(&p, 1, -1): nobody asked for a limit.
  if (const FunctionDecl *In = U.references().functionAround(Call))
    for (const Expr *Other : U.references().callsIn(In))
      if (const FunctionDecl *F = calleeOf(Other);
          Other != Call && F &&
          F->getCanonicalDecl() == calleeOf(Call)->getCanonicalDecl() &&
          !U.deadlines()
               .isUnlimited(argument(Other, T.Argument - 1), T.Infinite)
               .value_or(false))
        return;
  if (UnboundedWait *New = start(Call, M))
    New->Argument = T.Argument;
}

/// bool readable(int fd, int timeout = -1) { return poll(&p, 1, timeout) > 0; }
/// The callers that leave the limit out are the ones to mend.
void UnboundedWaits::onWrapper(const Expr *Inner, const ParmVarDecl *Limit,
                               const Model &M) {
  const auto *Wrapper = dyn_cast<FunctionDecl>(Limit->getDeclContext());
  if (!Wrapper || !U.references().valuesOf(Limit).empty())
    return;
  unsigned N = Limit->getFunctionScopeIndex();
  for (const Expr *Call : U.references().callsOf(Wrapper)) {
    const Expr *Given = argument(Call, N);
    if (!Given || isSystemText(Call, U.ast()) ||
        !U.deadlines().isUnlimited(Given, M.TimesOut->Infinite).value_or(false))
      continue;
    if (UnboundedWait *New = start(Call, M)) {
      New->Argument = N + 1;
      New->Inner = Inner;
    }
  }
}

//===-- alternative, string -----------------------------------------------===//

void UnboundedWaits::onInstead(const Expr *Call, const Model &M) {
  // if (limit) connectWithTimeout(...) else connect(...): nobody asked for one.
  if (const FunctionDecl *In = U.references().functionAround(Call))
    for (const Expr *Other : U.references().callsIn(In))
      if (const FunctionDecl *F = calleeOf(Other);
          F && F->getIdentifier() && F->getName() == M.TimesOut->Instead)
        return;
  const Expr *Handle = at(M.TimesOut->Handle, Call);
  HandleFacts Facts;
  if (Handle) {
    std::string Type = Handle->getType().getCanonicalType().getAsString();
    for (llvm::StringRef Name : M.TimesOut->UnlessType)
      if (Type.find(Name) != std::string::npos)
        return;
    // A handle that does not block, or that was waited for with a limit before.
    Facts = U.deadlines().of(Handle, calleeOf(Call));
    if (Facts.AllSet)
      return;
    if (UnboundedWait *Known = find(Call, Facts, /*Instead=*/true)) {
      addWait(*Known, Call);
      // A read that lasts for ever is worse news than a connect that ends.
      if (!Known->Longest.empty() && M.TimesOut->Default.empty()) {
        llvm::erase(Known->Waits, Call);
        Known->Waits.insert(Known->Waits.begin(), Call);
        Known->Entry = &M;
        Known->Longest.clear();
      }
      return;
    }
  }
  if (UnboundedWait *New = start(Call, M)) {
    New->Handle = Handle;
    New->Facts = std::move(Facts);
  }
}

/// Whether a connection string names a machine other than this one.
static bool namesRemoteHost(llvm::StringRef Text) {
  std::string Lower = Text.lower();
  llvm::StringRef Host;
  if (size_t Scheme = Lower.find("://"); Scheme != std::string::npos) {
    Host = llvm::StringRef(Lower).substr(Scheme + 3).take_until([](char C) {
      return C == '/' || C == '?';
    });
    if (Host.contains('@'))
      Host = Host.rsplit('@').second;
  } else {
    for (llvm::StringRef Key : {"hostaddr", "host"}) {
      size_t At = Lower.find(Key);
      llvm::StringRef Rest = llvm::StringRef(Lower).substr(
          At == std::string::npos ? Lower.size() : At + Key.size());
      Rest = Rest.ltrim();
      if (Host.empty() && Rest.consume_front("="))
        Host = Rest.ltrim(" '").take_until(
            [](char C) { return C == ' ' || C == ';' || C == '\''; });
    }
  }
  return !Host.empty() && !Host.starts_with("/") && !Host.starts_with("%2f") &&
         !Host.starts_with("localhost") && !Host.starts_with("127.") &&
         !Host.starts_with("[::1]") && Host != "::1";
}

/// The expression under the std::string or the like that is made of it.
static const Expr *textIn(const Expr *E) {
  E = strip(E);
  while (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    if (!Made->getNumArgs())
      break;
    E = strip(Made->getArg(0));
  }
  return E;
}

void UnboundedWaits::onString(const Expr *Call, const Model &M) {
  const Expr *Given = argument(Call, M.TimesOut->Argument - 1);
  if (!Given)
    return;
  Given = textIn(Given);
  if (const ValueDecl *D = placeOf(Given)) {
    auto Values = U.references().valuesOf(D);
    if (Values.size() != 1 || isa<ParmVarDecl>(D))
      return;
    Given = textIn(Values[0]);
  }
  const auto *Literal = dyn_cast<clang::StringLiteral>(Given);
  if (!Literal || !Literal->isOrdinary() ||
      !namesRemoteHost(Literal->getString()))
    return;
  std::string Lower = Literal->getString().lower();
  for (llvm::StringRef Keyword : M.TimesOut->Keywords)
    if (Lower.find(Keyword.lower()) != std::string::npos)
      return;
  if (UnboundedWait *New = start(Literal, M))
    New->Text = Literal;
}

//===-- handle, socket, context -------------------------------------------===//

void UnboundedWaits::onHandle(const Expr *Call, const Model &M) {
  const TimesOut &T = *M.TimesOut;
  const FunctionDecl *Callee = calleeOf(Call);
  HandleFacts Facts;
  const Expr *Handle = nullptr;
  if (T.Handle.Index == Place::Result) {
    Facts.Created = true; // No handle: its arguments say all.
  } else {
    Handle = at(T.Handle, Call);
    if (!Handle)
      return;
    Facts = U.deadlines().of(Handle, Callee);
  }
  U.deadlines().addCarried(Call, Callee, Facts);
  if (T.How == TimesOut::Shape::Socket) {
    // `read` is called on files too: every origin has to be a socket's.
    if (Facts.Origins.empty())
      return;
    for (const Expr *Origin : Facts.Origins) {
      const FunctionDecl *Maker = calleeOf(Origin);
      const Model *Known = U.models().find(Maker);
      if (Known ? !Known->Creates : !References::hasVisibleBody(Maker))
        return;
    }
  }
  add(Call, M, Handle, std::move(Facts));
}

/// A context is waited with by whatever method it is handed to.
void UnboundedWaits::considerContext(const ValueDecl *Context) {
  const Model *M = U.models().find(Context->getType());
  if (!M || !M->TimesOut || M->TimesOut->How != TimesOut::Shape::Context ||
      !Context->getType()->isRecordType())
    return;
  const References &Refs = U.references();
  for (const Expr *Use : Refs.usesOf(Context)) {
    const Stmt *Around = Use;
    while ((Around = Refs.parent(Around)) &&
           isa<CastExpr, ParenExpr, UnaryOperator>(Around))
      ;
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Around);
    const CXXMethodDecl *Callee = Call ? Call->getMethodDecl() : nullptr;
    if (!Callee || U.models().find(Callee) || isSystemText(Call, U.ast()) ||
        (References::hasVisibleBody(Callee) && !Callee->isVirtual()) ||
        !counts(Call, *M))
      continue;
    add(Call, *M, Use, U.deadlines().of(Context, Callee));
  }
}

const Expr *UnboundedWaits::limitOfSibling(const UnboundedWait &W) const {
  for (const auto &[Entry, SetAt] : Limited)
    if (Entry->Library == W.Entry->Library && Entry->TimesOut->How == W.shape())
      return SetAt;
  return nullptr;
}

/// A knob without a default of its own lets the whole wait last for ever.
static void sumUp(UnboundedWait &W) {
  W.Longest = W.Missing.front()->Default;
  for (const Knob *K : W.Missing)
    if (K->Default.empty())
      W.Longest.clear();
}

void UnboundedWaits::add(const Expr *Call, const Model &M, const Expr *Handle,
                         HandleFacts Facts) {
  if (Facts.Wakes || (!Strict && (!Facts.isKnown() || !Facts.Created)))
    return;
  llvm::SmallVector<const Knob *, 2> Missing;
  for (const Knob &K : M.TimesOut->Knobs)
    if (!Facts.isSet(K.Name) &&
        llvm::none_of(K.Or, [&](llvm::StringRef O) { return Facts.isSet(O); }))
      Missing.push_back(&K);
  if (Missing.empty()) {
    if (Facts.SetAt)
      Limited.push_back({&M, Facts.SetAt});
    return;
  }
  // connect() and recv(): one finding that asks for the limits of both.
  if (UnboundedWait *Known = find(Call, Facts, /*Instead=*/false)) {
    addWait(*Known, Call);
    if (Known->wait() == Call) { // It is the first now.
      std::swap(Known->Missing, Missing);
      std::swap(Known->Facts, Facts);
      Known->Handle = Handle;
    }
    for (const Knob *K : Missing)
      if (llvm::none_of(Known->Missing,
                        [&](const Knob *O) { return O->Name == K->Name; }))
        Known->Missing.push_back(K);
    sumUp(*Known);
    return;
  }
  if (UnboundedWait *New = start(Call, M)) {
    New->Handle = Handle;
    New->Facts = std::move(Facts);
    New->Missing = std::move(Missing);
    sumUp(*New);
  }
}

} // namespace p99::analysis
