// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/DetachedStarts.h"
#include "analysis/Callables.h"
#include "analysis/Deadlines.h"
#include "analysis/Expressions.h"
#include "analysis/Spawns.h"
#include "analysis/Unit.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::analysis {

namespace {

class Search {
public:
  explicit Search(Unit &U) : U(U), Refs(U.references()) {}

  std::vector<DetachedStart> run() {
    for (const Expr *E : Refs.calls()) {
      const auto *Call = dyn_cast<CallExpr>(E);
      const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
      const Model *M = F ? U.models().find(F) : nullptr;
      if (!M || !M->Detaches ||
          !U.deadlines().hold(M->OnlyIf, Call, /*InDoubt=*/false))
        continue;
      if (const Expr *Thread = at(*M->Detaches, Call))
        detached(Thread, Call);
    }
    const SourceManager &SM = U.ast().getSourceManager();
    llvm::stable_sort(Found, [&](const auto &A, const auto &B) {
      return SM.isBeforeInTranslationUnit(A.At->getBeginLoc(),
                                          B.At->getBeginLoc());
    });
    return std::move(Found);
  }

private:
  void detached(const Expr *Thread, const CallExpr *Detach);
  void place(const ValueDecl *D, const CallExpr *Detach);
  void startedIn(const ValueDecl *Container, const CallExpr *Detach);
  void add(const Expr *Start, const CallExpr *Detach);
  void addCallers(const DetachedStart &Helper, unsigned Depth);
  unsigned callableOf(const Expr *Start) const;
  bool isBeside(const Expr *Start, const CallExpr *Detach) const {
    return Refs.functionAround(Start) == Refs.functionAround(Detach);
  }

  Unit &U;
  const References &Refs;
  std::vector<DetachedStart> Found;
};

/// The number of the argument, from 1, that a call runs on a new thread; 0 if
/// it starts none.
unsigned Search::callableOf(const Expr *Start) const {
  const FunctionDecl *F = calleeOf(Start);
  if (!F || !startsThread(Start, U.models())) {
    // std::make_unique<std::thread>(f)
    bool Makes = F && F->getIdentifier() && isInStd(F) &&
                 F->getName().starts_with("make_") &&
                 F->getTemplateSpecializationArgs() &&
                 !argumentsOf(Start).empty();
    if (!Makes)
      return 0;
    const TemplateArgument &Type = F->getTemplateSpecializationArgs()->get(0);
    const CXXRecordDecl *Made = Type.getKind() == TemplateArgument::Type
                                    ? Type.getAsType()->getAsCXXRecordDecl()
                                    : nullptr;
    return Made && Made->hasDefinition() &&
           llvm::any_of(Made->ctors(), [&](const CXXConstructorDecl *C) {
             const Model *M = U.models().find(C);
             return M && M->Spawns;
           });
  }
  const Model *M = U.models().find(F);
  return M && M->Spawns ? M->Spawns->Callable : 1; // emplace_back(f)
}

static const Expr *madeBy(const Expr *E) {
  E = strip(E);
  const auto *New = dyn_cast<CXXNewExpr>(E);
  return New && New->getConstructExpr() ? New->getConstructExpr() : E;
}

void Search::detached(const Expr *Thread, const CallExpr *Detach) {
  const Expr *Made = madeBy(Thread);
  if (callableOf(Made))
    return add(Made, Detach);
  if (const ValueDecl *D = placeOf(Made))
    return place(D, Detach);
  // pthread_detach(pthread_self())
  const FunctionDecl *In = Refs.functionAround(Detach);
  if (isa<CallExpr>(Made) && argumentsOf(Made).empty() && In)
    if (const Expr *Start = threadStartOf(In, Refs, U.models()))
      add(Start, Detach);
}

/// A variable or member that holds the thread, its number or its attributes.
/// Those that were started elsewhere may well have been waited for meanwhile.
void Search::place(const ValueDecl *D, const CallExpr *Detach) {
  for (const Expr *Value : Refs.valuesOf(D)) {
    const Expr *Made = madeBy(Value);
    if (callableOf(Made)) {
      if (isBeside(Made, Detach))
        add(Made, Detach);
    } else if (const ValueDecl *Container = placeOf(Made);
               Container && Container != D) {
      startedIn(Container, Detach); // for (auto &t : threads) t.detach();
    }
  }
  startedIn(D, Detach);
}

/// threads.emplace_back(f), pthread_create(&t, &attributes, f, p)
void Search::startedIn(const ValueDecl *D, const CallExpr *Detach) {
  for (const Expr *Use : Refs.usesOf(D)) {
    const Stmt *Around = Use;
    while (isa_and_nonnull<Expr>(Around = Refs.parent(Around))) {
      const auto *Call = cast<Expr>(Around);
      if (isa<LambdaExpr>(Call))
        break;
      unsigned N = callableOf(Call);
      if (!N)
        continue;
      bool Before = false;
      for (const Expr *Argument : argumentsOf(Call).take_front(N - 1))
        Before |= placeOf(strip(Argument)) == D;
      const Expr *Object = objectOf(Call);
      if ((Before || (Object && placeOf(strip(Object)) == D)) &&
          isBeside(Call, Detach))
        add(Call, Detach);
      break;
    }
  }
}

void Search::add(const Expr *Start, const CallExpr *Detach) {
  const FunctionDecl *In = Refs.functionAround(Start);
  if (!In || llvm::any_of(Found, [&](const DetachedStart &S) {
        return S.Start == Start;
      }))
    return;
  unsigned N = callableOf(Start);
  DetachedStart New{Start, Detach, argument(Start, N - 1), {}, In, Start};
  if (!New.Callable)
    return;
  llvm::append_range(New.Arguments, argumentsOf(Start).drop_front(N));
  Found.push_back(New);
  addCallers(New, 0);
}

/// template <class F> void runDetached(F f) { std::thread(f).detach(); }
/// Also `std::thread([f] { f(); })`.
void Search::addCallers(const DetachedStart &Helper, unsigned Depth) {
  auto IsParameter = [&](const ValueDecl *D) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(D);
    return P && P->getDeclContext() &&
           cast<Decl>(P->getDeclContext())->getCanonicalDecl() ==
               Helper.In->getCanonicalDecl();
  };
  const auto *P =
      dyn_cast_or_null<ParmVarDecl>(placeOf(strip(Helper.Callable)));
  if (const auto *Lambda = dyn_cast<LambdaExpr>(strip(Helper.Callable)))
    for (const LambdaCapture &C : Lambda->captures()) {
      const auto *V = C.capturesVariable()
                          ? dyn_cast<VarDecl>(C.getCapturedVar())
                          : nullptr;
      // [task = std::move(task)]
      const Expr *Init = V && V->isInitCapture() ? V->getInit() : nullptr;
      const ValueDecl *From = Init ? placeOf(strip(Init)) : V;
      if (C.getCaptureKind() == LCK_ByCopy && IsParameter(From) && Depth == 0 &&
          (From->getType()->isFunctionPointerType() ||
           (From->getType().getNonReferenceType()->getAsCXXRecordDecl() &&
            U.callables().isCallable(
                Init ? Init
                     : Lambda->capture_init_begin()[&C -
                                                    Lambda->capture_begin()]))))
        P = cast<ParmVarDecl>(From);
    }
  if (!P || !IsParameter(P) || Depth > 2)
    return;
  for (const Expr *Call : Refs.callsOf(Helper.In)) {
    const Expr *Given = argument(Call, P->getFunctionScopeIndex());
    const FunctionDecl *In = Refs.functionAround(Call);
    if (!Given || !In || isa<CXXDefaultArgExpr>(Given))
      continue;
    DetachedStart New{Helper.Start, Helper.Detach, Given, {}, In, Call};
    for (const Expr *Argument : Helper.Arguments) {
      const ValueDecl *D = placeOf(strip(Argument));
      if (!IsParameter(D))
        continue;
      if (const Expr *Passed =
              argument(Call, cast<ParmVarDecl>(D)->getFunctionScopeIndex()))
        New.Arguments.push_back(Passed);
    }
    Found.push_back(New);
    addCallers(New, Depth + 1);
  }
}

} // namespace

std::vector<DetachedStart> detachedStarts(Unit &U) { return Search(U).run(); }

} // namespace p99::analysis
