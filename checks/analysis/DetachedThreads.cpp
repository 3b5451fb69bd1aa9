// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/DetachedThreads.h"
#include "analysis/CallSummaries.h"
#include "analysis/EndlessLoops.h"
#include "analysis/Expressions.h"
#include "analysis/ObjectLifetimes.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

namespace {

using Why = DetachedThread::Why;
using Kind = ThreadCapture::Kind;

class Search {
public:
  explicit Search(Unit &U) : U(U), Refs(U.references()), Lifetimes(U) {}

  std::vector<DetachedThread> run() {
    for (const DetachedStart &Start : detachedStarts(U))
      if (!U.hotPath().isCold(Start.In))
        consider(Start);
    return std::move(Found);
  }

private:
  void consider(const DetachedStart &Start);
  bool local(DetachedThread T, const ThreadCaptures &Held);
  bool parameter(DetachedThread T, const ThreadCaptures &Held);
  bool self(DetachedThread T, const ThreadCaptures &Held);
  bool pointer(DetachedThread T, const ThreadCaptures &Held);
  bool endless(DetachedThread T, const ThreadCaptures &Held);

  void reach(const FunctionDecl *F, unsigned Depth);
  bool runsSomewhere(llvm::function_ref<bool(const Stmt *)> Is) const;
  bool functionWaits(const DetachedStart &Start,
                     const ThreadCaptures &Held) const;
  bool neverReturns(const DetachedStart &Start,
                    const ValueDecl *Local = nullptr) const;
  bool givesFuture(const DetachedStart &Start) const;
  bool takesShare(const DetachedStart &Start, const CXXRecordDecl *C) const;
  bool startsOnce(const DetachedStart &Start) const;
  const Expr *callWithDyingObject(const ParmVarDecl *P) const;
  bool add(DetachedThread T, Why What) {
    T.What = What;
    if (HotAnswer Hot = U.hotPath().why(T.Start.At); Hot.isHot())
      T.Hot = std::move(Hot.Reasons);
    Found.push_back(std::move(T));
    return true;
  }

  Unit &U;
  const References &Refs;
  ObjectLifetimes Lifetimes;
  std::vector<DetachedThread> Found;
  /// What the thread at hand runs, as far as it is in sight. Canonical.
  llvm::SmallVector<const FunctionDecl *, 8> Reached;
};

//===-- What the thread runs ----------------------------------------------===//

void Search::reach(const FunctionDecl *F, unsigned Depth) {
  F = F->getCanonicalDecl();
  if (Depth > 4 || Reached.size() > 64 || llvm::is_contained(Reached, F))
    return;
  Reached.push_back(F);
  for (const Expr *Call : Refs.callsIn(F)) {
    Callables::Targets Targets = U.callables().called(Call);
    for (const FunctionDecl *Target : Targets.Functions)
      if (Callables::isOwn(Target))
        reach(Target, Depth + 1);
  }
}

static bool anyIn(const Stmt *S, llvm::function_ref<bool(const Stmt *)> Is) {
  return S && (Is(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
                 return anyIn(Child, Is);
               }));
}

bool Search::runsSomewhere(llvm::function_ref<bool(const Stmt *)> Is) const {
  return llvm::any_of(Reached, [&](const FunctionDecl *F) {
    return References::hasVisibleBody(F) && anyIn(F->getBody(), Is);
  });
}

void Search::consider(const DetachedStart &Start) {
  Reached.clear();
  DetachedThread T{Why::Local, Start};
  Callables::Targets Targets = U.callables().named(Start.Callable);
  for (const FunctionDecl *F : Targets.Functions)
    reach(F, 0);
  if (Targets.Functions.size() == 1) {
    const FunctionDecl *Definition = nullptr;
    if (Targets.Functions.front()->hasBody(Definition))
      T.Body = Definition;
    if (T.Body)
      T.Endless = endlessLoopOf(T.Body, U.loops());
  }
  ThreadCaptures Held = capturesOf(Start, Refs);
  // The worst first; one is enough.
  (void)(local(T, Held) || self(T, Held) || parameter(T, Held) ||
         pointer(T, Held) || endless(T, Held));
}

//===-- Objects of the function -------------------------------------------===//

/// Behind the start, the function waits for the thread by other means, or
/// never ends.
bool Search::functionWaits(const DetachedStart &Start,
                           const ThreadCaptures &Held) const {
  const SourceManager &SM = U.ast().getSourceManager();
  auto IsBehind = [&](const Stmt *S) {
    return SM.isBeforeInTranslationUnit(Start.At->getEndLoc(),
                                        S->getBeginLoc()) &&
           !isWithin(S, Start.At, Refs);
  };
  for (const Expr *Call : Refs.callsIn(Start.In)) {
    const FunctionDecl *F = calleeOf(Call);
    if (!F || !IsBehind(Call) || Call == Start.Detach)
      continue;
    for (const Blocking &B : U.callSummaries().waitsOf(Call))
      if (B.Kind == BlockKind::Thread)
        return true;
    // latch.wait(), waitFor(done): not those with a limit.
    std::string Name = F->getIdentifier() ? F->getName().lower() : "";
    if (saysItWaits(F) && Name.find("for") == std::string::npos &&
        Name.find("until") == std::string::npos &&
        Name.find("time") == std::string::npos)
      return true;
  }
  // while (!done) sleep(); or one that is never left
  return anyIn(Start.In->getBody(), [&](const Stmt *S) {
    if (!isa<ForStmt, WhileStmt, DoStmt>(S) || !IsBehind(S))
      return false;
    Loop L = U.loops().of(S);
    if (U.loops().isEndless(L))
      return !isLeft(L);
    return llvm::any_of(Held.All, [&](const ThreadCapture &C) {
      return C.Variable &&
             llvm::any_of(Refs.usesOf(C.Variable), [&](const Expr *Use) {
               return isWithin(Use, S, Refs) && !isWithin(Use, L.Body, Refs);
             });
    });
  });
}

/// for (;;) std::thread(serve, accept(...)).detach(); the object, and what is
/// declared before the loop, live on.
bool Search::neverReturns(const DetachedStart &Start,
                          const ValueDecl *Local) const {
  for (Loop L = U.loops().around(Start.At); L && !L.Callable;
       L = U.loops().around(L.Statement)) {
    SourceRange Range = L.Statement->getSourceRange();
    bool Inside = Local && Range.getBegin() < Local->getLocation() &&
                  Local->getLocation() < Range.getEnd();
    if (U.loops().isEndless(L) && !Inside && !isLeft(L))
      return true;
  }
  return false;
}

bool Search::local(DetachedThread T, const ThreadCaptures &Held) {
  for (const ThreadCapture &C : Held.All) {
    if (C.What != Kind::Local)
      continue;
    // The end of a guard may wait.
    if (U.callSummaries().destructionBlocks(C.Variable->getType(), nullptr) ||
        functionWaits(T.Start, Held) || neverReturns(T.Start, C.Variable))
      continue;
    T.Variable = C.Variable;
    T.Captured = C.At;
    return add(std::move(T), Why::Local);
  }
  return false;
}

/// A call of the function that passes it an object of the caller's own, or a
/// temporary.
const Expr *Search::callWithDyingObject(const ParmVarDecl *P) const {
  const auto *F = cast<FunctionDecl>(P->getDeclContext());
  for (const Expr *Call : Refs.callsOf(F)) {
    const Expr *Given = argument(Call, P->getFunctionScopeIndex());
    const FunctionDecl *In = Refs.functionAround(Call);
    if (!Given || !In || In->isMain() || isa<CXXDefaultArgExpr>(Given))
      continue;
    const Expr *Bare = Given->IgnoreParenImpCasts();
    const auto *V = dyn_cast_or_null<VarDecl>(placeOf(Bare));
    if (isa<MaterializeTemporaryExpr>(Bare) ||
        (V && isa<DeclRefExpr>(Bare) && V->hasLocalStorage() &&
         !V->getType()->isReferenceType()))
      return Call;
  }
  return nullptr;
}

bool Search::parameter(DetachedThread T, const ThreadCaptures &Held) {
  for (const ThreadCapture &C : Held.All) {
    const auto *P =
        C.What == Kind::Parameter ? dyn_cast<ParmVarDecl>(C.Variable) : nullptr;
    if (!P || functionWaits(T.Start, Held) || neverReturns(T.Start))
      continue;
    // Values are passed by const reference for the sake of speed; an object
    // that the callee may change has an owner who knows of it.
    QualType Type = P->getType();
    T.Evidence = callWithDyingObject(P);
    if (!T.Evidence && !Type->isRValueReferenceType() &&
        !(Type->getPointeeType().isConstQualified() &&
          (Type->getPointeeType()->isArithmeticType() ||
           (Type->getPointeeType()->getAsRecordDecl() &&
            isInStd(Type->getPointeeType()->getAsRecordDecl())))))
      continue;
    T.Variable = P;
    T.Captured = C.At;
    return add(std::move(T), Why::Parameter);
  }
  return false;
}

//===-- The object itself -------------------------------------------------===//

/// Before the start the object counts one more user: ref(), AddRef(), hold().
bool Search::takesShare(const DetachedStart &Start,
                        const CXXRecordDecl *C) const {
  static const llvm::StringRef Words[] = {"ref", "retain",  "hold", "keep",
                                          "pin", "acquire", "grab"};
  return llvm::any_of(Refs.callsIn(Start.In), [&](const Expr *Call) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(calleeOf(Call));
    if (!Method || !Method->getIdentifier() ||
        !areRelated(Method->getParent(), C))
      return false;
    std::string Name = Method->getName().lower();
    return llvm::any_of(Words, [&](llvm::StringRef Word) {
      return llvm::StringRef(Name).contains(Word);
    });
  });
}

/// The thread keeps a promise, whose future somebody gets to wait with.
bool Search::givesFuture(const DetachedStart &Start) const {
  return llvm::any_of(Refs.callsIn(Start.In), [&](const Expr *Call) {
    const FunctionDecl *F = calleeOf(Call);
    std::string Name = F && F->getIdentifier() ? F->getName().lower() : "";
    return Name == "get_future" || Name == "getfuture" ||
           Name == "getsemifuture";
  });
}

bool Search::self(DetachedThread T, const ThreadCaptures &Held) {
  const ThreadCapture *C = Held.find(Kind::This);
  if (!C)
    return false;
  // A lambda's `this` is that of the method around it.
  const FunctionDecl *In = T.Start.In;
  while (const LambdaExpr *Lambda = U.callables().lambdaOf(In))
    In = Refs.functionAround(Lambda);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(In);
  const CXXRecordDecl *Class = Method ? Method->getParent() : nullptr;
  if (!Class || Lifetimes.livesOn(Class) || Lifetimes.endMayWait(Class) ||
      takesShare(T.Start, Class) || functionWaits(T.Start, Held) ||
      givesFuture(T.Start) || neverReturns(T.Start))
    return false;
  if (llvm::any_of(Held.Owned, [&](const CXXRecordDecl *Owned) {
        return areRelated(Owned, Class);
      }))
    return false;
  // The thread is the one that ends the object, or has a share of it.
  if (runsSomewhere([&](const Stmt *S) {
        if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
          return areRelated(Delete->getDestroyedType()->getAsCXXRecordDecl(),
                            Class);
        return false;
      }))
    return false;
  T.Captured = C->At;
  return add(std::move(T), Why::This);
}

bool Search::pointer(DetachedThread T, const ThreadCaptures &Held) {
  for (const ThreadCapture &C : Held.All) {
    if (C.What != Kind::Pointer)
      continue;
    QualType Type = C.Variable->getType();
    const CXXRecordDecl *Class = Type->getPointeeCXXRecordDecl();
    if (!Class || takesShare(T.Start, Class) || Lifetimes.livesOn(Class) ||
        functionWaits(T.Start, Held))
      continue;
    llvm::SmallVector<const FunctionDecl *, 8> Own(Reached);
    Own.push_back(T.Start.In->getCanonicalDecl());
    // The thread deletes it, or hands it to code that may.
    if (runsSomewhere([&](const Stmt *S) {
          const auto *Delete = dyn_cast<CXXDeleteExpr>(S);
          return Delete &&
                 areRelated(Delete->getDestroyedType()->getAsCXXRecordDecl(),
                            Class);
        }))
      continue;
    T.Evidence = Lifetimes.deletedOutside(Type, Own);
    if (!T.Evidence)
      continue;
    T.Variable = C.Variable;
    T.Captured = C.At;
    return add(std::move(T), Why::Deleted);
  }
  return false;
}

//===-- Threads without an end --------------------------------------------===//

/// initLog, pool_start: what is done once, by its name.
static bool saysItStarts(const FunctionDecl *F) {
  static const llvm::StringRef Words[] = {"init", "start", "setup", "launch",
                                          "install"};
  std::string Name = F->getIdentifier() ? F->getName().lower() : "";
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return llvm::StringRef(Name).contains(Word);
  });
}

bool Search::startsOnce(const DetachedStart &Start) const {
  return Start.In->isMain() || isStartUp(Start.In, Refs) ||
         initializesOnce(Start.At, Refs) || U.hotPath().isColdCode(Start.At);
}

bool Search::endless(DetachedThread T, const ThreadCaptures &Held) {
  if (!T.Endless || startsOnce(T.Start))
    return false;
  bool Hot = U.hotPath().why(T.Start.At).isHot();
  // What is given something of the call's own is there for that alone.
  if (!Hot && (!Held.Individual || isAdministration(T.Start.In) ||
               saysItStarts(T.Start.In)))
    return false;
  return add(std::move(T), Why::Endless);
}

} // namespace

std::vector<DetachedThread> detachedThreads(Unit &U) { return Search(U).run(); }

} // namespace p99::analysis
