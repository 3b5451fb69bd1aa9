// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LockPurpose.h"
#include "analysis/DirectWaits.h"
#include "analysis/Expressions.h"
#include "analysis/GuardedData.h"
#include "analysis/HotPath.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallSet.h"

using namespace clang;

namespace p99::analysis {

const Decl *classOf(const ValueDecl *D) {
  const auto *Field = dyn_cast_or_null<FieldDecl>(D);
  return Field ? Field->getParent()->getCanonicalDecl() : nullptr;
}

bool isOfDescriptor(const Model *M) {
  return M && M->TimesOut && M->TimesOut->How == TimesOut::Shape::Socket;
}

bool anyCallSays(llvm::ArrayRef<const Stmt *> Calls,
                 llvm::ArrayRef<llvm::StringRef> Words) {
  return llvm::any_of(Calls, [&](const Stmt *S) {
    const auto *Call = dyn_cast<Expr>(S);
    return Call && saysOneOf(calleeOf(Call), Words);
  });
}

bool isForOneCall(const Section &S, const Blocking &B) {
  return B.Chain.size() == 1 && llvm::all_of(S.Held, [&](const Stmt *Each) {
           const auto *Call = dyn_cast<CallExpr>(Each);
           const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
           // `errno` is the call of a function that only computes.
           return !Call || Each == B.call() || (F && F->hasAttr<ConstAttr>());
         });
}

bool isSame(const ValueDecl *A, const ValueDecl *B) {
  return A && B && A->getCanonicalDecl() == B->getCanonicalDecl();
}

/// struct pollfd set = {.fd = self->socket}; what a set of descriptors is made
/// of stands for it.
static const ValueDecl *heldIn(const ValueDecl *Handle,
                               const References &Refs) {
  const auto *V = dyn_cast<VarDecl>(Handle);
  if (!V || !V->hasLocalStorage() || !V->getType()->isRecordType())
    return Handle;
  for (const Expr *Value : Refs.valuesOf(V))
    if (const auto *List = dyn_cast<InitListExpr>(Value->IgnoreImplicit()))
      for (const Expr *Part : List->inits())
        if (const ValueDecl *D = placeOf(strip(Part)); classOf(D))
          return D;
  return Handle;
}

/// Each use of the member stands in a section of the mutex, or in a function
/// that is only called there.
bool LockPurpose::isUsedOnlyUnder(const ValueDecl *Mutex,
                                  const ValueDecl *Member) const {
  const References &Refs = U.references();
  const auto &Sections = U.guardedData().of(Mutex).Sections;
  auto IsHeld = [&](const Expr *E) {
    return llvm::any_of(Sections,
                        [&](const Section *Each) { return Each->holds(E); });
  };
  return llvm::all_of(Refs.usesOf(Member), [&](const Expr *Use) {
    const FunctionDecl *F = Refs.functionAround(Use);
    return IsHeld(Use) || (F && !Refs.callsOf(F).empty() &&
                           llvm::all_of(Refs.callsOf(F), IsHeld));
  });
}

bool LockPurpose::servesHandle(const Section &S,
                               const ValueDecl *Handle) const {
  const ValueDecl *Mutex = S.mutex().Decl;
  if (!Handle)
    return false;
  Handle = heldIn(Handle, U.references());
  // lock_guard lock(*this): the object is its own mutex.
  if (const MutexRef &M = S.mutex();
      M.Path.size() == 1 && M.Path[0] == MutexRef::thisRoot())
    return classOf(Handle) != nullptr;
  if (!Mutex)
    return false;
  if (const Decl *Class = classOf(Handle); Class && Class == classOf(Mutex))
    return true;
  // log->file, where a static mutex is taken for all logs.
  const auto *Global = dyn_cast<VarDecl>(Mutex);
  if (isa<FieldDecl>(Handle) && Global && !Global->isExternallyVisible())
    return isUsedOnlyUnder(Mutex, Handle);
  const auto *V = dyn_cast<VarDecl>(Handle);
  return V && V->hasGlobalStorage() && !V->isExternallyVisible() &&
         U.guardedData().guards(Mutex, Handle);
}

/// Other units can take it: a global, but for a static member, of which the
/// class's own methods are the only users as they are of any member.
static bool isForeign(const ValueDecl *Mutex) {
  const auto *Global = dyn_cast_or_null<VarDecl>(Mutex);
  return Global && Global->isExternallyVisible() &&
         !(Global->isStaticDataMember() && Global->getAccess() != AS_public);
}

bool LockPurpose::servesOneFunction(const Section &S) const {
  const auto &Sections = U.guardedData().of(S.mutex().Decl).Sections;
  // The callers that hold it on entry are not in sight.
  if (isForeign(S.mutex().Decl))
    return false;
  return S.How != Section::Kind::OnEntry && !Sections.empty() &&
         llvm::all_of(Sections, [&](const Section *Each) {
           return Each->Function == S.Function ||
                  isAdministration(Each->Function);
         });
}

bool LockPurpose::servesWaits(const Section &S, BlockKind Kind) {
  const ValueDecl *Mutex = S.mutex().Decl;
  if (!Mutex)
    return false;
  const bool OnDisk = Kind == BlockKind::File || Kind == BlockKind::Disk;
  auto [It, New] = Waits.try_emplace({Mutex, unsigned(Kind)}, false);
  if (!New)
    return It->second;
  // Of a list that is kept in a file other sections only look at it; so they do
  // beside a connection that takes one statement after the other.
  auto Keeps = [](const Blocking &B) {
    return B.Kind == BlockKind::File || (B.Entry && B.Entry->RoundTrip);
  };
  // Several instances of a template are one section.
  llvm::SmallSet<SourceLocation, 8> All, Waiting, Keeping;
  for (const Section *Each : U.guardedData().of(Mutex).Sections) {
    SourceLocation Where = Each->Acquisition ? Each->Acquisition->getBeginLoc()
                                             : Each->Function->getLocation();
    All.insert(Where);
    for (const Stmt *Held : Each->Held)
      if (isa<CallExpr, CXXConstructExpr>(Held))
        for (const Blocking &B : U.callSummaries().waitsOf(cast<Expr>(Held)))
          if (B.Kind == Kind || (OnDisk && (B.Kind == BlockKind::File ||
                                            B.Kind == BlockKind::Disk))) {
            Waiting.insert(Where);
            if (Keeps(B))
              Keeping.insert(Where);
          }
  }
  bool Half = OnDisk && !isForeign(Mutex) && Keeping.size() >= 3 &&
              Keeping.size() * 2 >= All.size();
  bool Is = All.size() > 1 && (Half || Waiting.size() == All.size());
  return Waits[{Mutex, unsigned(Kind)}] = Is;
}

bool LockPurpose::servesDecorator(const Section &S, const Blocking &B) const {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(S.Function->getBody());
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(B.call());
  return Body && Body->size() == 2 && Call && B.Chain.size() > 1 &&
         !nameOf(S.Function).empty() &&
         nameOf(S.Function) == nameOf(Call->getMethodDecl()) &&
         isa_and_nonnull<FieldDecl>(placeOf(strip(objectOf(Call))));
}

bool LockPurpose::servesRequests(const Section &S) const {
  return llvm::any_of(
      U.guardedData().of(S.mutex().Decl).Sections, [&](const Section *Each) {
        return Each->Function && U.hotPath().why(Each->Function).isHot();
      });
}

static bool isInLogLibrary(const Decl *D) {
  for (const DeclContext *DC = D->getDeclContext(); DC; DC = DC->getParent())
    if (const auto *Named = dyn_cast<NamespaceDecl>(DC);
        Named && saysOneOf(Named, {"log", "logging", "sinks"}))
      return true;
  return false;
}

bool LockPurpose::servesLogLibrary(const Section &S) const {
  const ValueDecl *Mutex = S.mutex().Decl;
  if (!Mutex)
    return false;
  const auto *Class = dyn_cast_or_null<CXXRecordDecl>(classOf(Mutex));
  Class = Class ? Class->getDefinition() : nullptr;
  return isInLogLibrary(Mutex) ||
         (Class && llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &B) {
            const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
            return Base && isInLogLibrary(Base);
          }));
}

bool LockPurpose::servesLog(const Section &S) const {
  static const llvm::StringRef Logs[] = {"log", "logger", "logging"};
  const ValueDecl *Mutex = S.mutex().Decl;
  return saysOneOf(Mutex, Logs) || servesLogLibrary(S) ||
         saysOneOf(dyn_cast_or_null<RecordDecl>(classOf(Mutex)), Logs);
}

bool LockPurpose::servesNames(const Section &S) const {
  return saysOneOf(S.mutex().Decl,
                   {"dns", "nslookup", "lookup", "resolve", "resolver"});
}

bool LockPurpose::servesStart(const Section &S) const {
  const ValueDecl *Mutex = S.mutex().Decl;
  return saysOneOf(Mutex, {"init", "initialize", "initialization", "opening",
                           "startup"}) ||
         (saysOneOf(Mutex, {"start"}) && saysOneOf(Mutex, {"stop"}));
}

/// The descriptor that a modelled call sends to, or nullptr.
static const ValueDecl *sentTo(const Stmt *S, const ModelIndex &Models) {
  const auto *Call = dyn_cast<CallExpr>(S);
  const Model *M = Call ? Models.find(calleeOf(Call)) : nullptr;
  if (!isOfDescriptor(M) || M->TimesOut->Knobs.empty() ||
      M->TimesOut->Knobs.front().Name != "send" ||
      M->TimesOut->Handle.Index < 1)
    return nullptr;
  const Expr *Handle = argument(Call, M->TimesOut->Handle.Index - 1);
  return Handle ? placeOf(strip(Handle)) : nullptr;
}

bool LockPurpose::servesSignal(const Section &S, const Blocking &B) const {
  const Decl *Class = classOf(B.Handle);
  return Class && isOfDescriptor(B.Entry) &&
         llvm::any_of(U.guardedData().of(S.mutex().Decl).Sections,
                      [&](const Section *Each) {
                        return llvm::any_of(Each->Held, [&](const Stmt *Held) {
                          return classOf(sentTo(Held, U.models())) == Class;
                        });
                      });
}

bool LockPurpose::servesTests(const Blocking &B) const {
  const FunctionDecl *In = U.references().functionAround(B.origin());
  return In && llvm::any_of(U.criticalSections().of(In), [&](const Section &S) {
           return S.Acquisition && areOfOneMacro(S.Acquisition, B.origin(),
                                                 U.ast().getSourceManager());
         });
}

bool LockPurpose::servesAccept(const Section &S, const Blocking &B) const {
  const auto &Sections = U.guardedData().of(S.mutex().Decl).Sections;
  return llvm::StringRef(B.Name).starts_with("accept") && isForOneCall(S, B) &&
         Sections.size() == 1;
}

bool LockPurpose::servesConnecting(const Section &S, const Blocking &B) const {
  if (saysOneOf(S.Function, {"connect", "reconnect", "disconnect"}))
    return true;
  // get_connection(), where the library connects.
  auto Connects = [&](const Stmt *Held) {
    const auto *Call = dyn_cast<CallExpr>(Held);
    const FunctionDecl *F = Call ? calleeOf(Call) : nullptr;
    return F && U.models().find(F) && nameOf(F).contains_insensitive("connect");
  };
  if (saysOneOf(S.Function, {"connection"}) && llvm::any_of(S.Held, Connects))
    return true;
  // socket_.reset(new Socket(host)), where the mutex is of the same object.
  const auto *Made = dyn_cast<CXXConstructExpr>(B.call());
  const Decl *Class = classOf(S.mutex().Decl);
  if (Made && Class && classOf(givenTo(Made, U.references())) == Class)
    return true;
  // Whom to connect to.
  if (B.Kind == BlockKind::Dns)
    return anyCallSays(B.Chain, {"connect", "reconnect"});
  return servesHandle(S, B.Handle) &&
         anyCallSays(B.Chain, {"disconnect", "teardown", "shutdown"});
}

bool LockPurpose::servesLoop(const Section &S, const Stmt *Call) const {
  const References &Refs = U.references();
  for (const Stmt *Loop = Refs.loopAround(Call); Loop;
       Loop = Refs.loopAround(Loop))
    if (!S.Acquisition || !isWithin(S.Acquisition, Loop, Refs))
      for (const Expr *Other : Refs.callsIn(S.Function))
        if (const Expr *Lock = U.mutexes().waitedWith(Other);
            Lock && isWithin(Other, Loop, Refs)) {
          MutexRef Waited = U.mutexes().mutexOf(Lock);
          if (isSame(placeOf(strip(Lock)), S.Guard) ||
              llvm::is_contained(S.Mutexes, Waited))
            return true;
        }
  return false;
}

} // namespace p99::analysis
