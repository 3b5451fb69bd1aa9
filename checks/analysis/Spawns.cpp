// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Spawns.h"
#include "analysis/Callables.h"
#include "analysis/Deadlines.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "analysis/Within.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace p99::analysis {

//===-- Modelled calls ----------------------------------------------------===//

/// Of emplace_back(f) on std::vector<T>, emplace(k, f) on std::map<K, T> and
/// std::make_unique<T>(f): T, if threads are of that type.
static const Spawns *spawnOfMade(const Expr *Call, const FunctionDecl *F,
                                 const ModelIndex &Models) {
  if (!F->getIdentifier() || !isInStd(F))
    return nullptr;
  const TemplateArgumentList *Types = nullptr;
  if (F->getName().starts_with("make_"))
    Types = F->getTemplateSpecializationArgs();
  else if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
           Method && F->getName().contains("emplace"))
    if (const auto *Container =
            dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent()))
      Types = &Container->getTemplateArgs();
  for (unsigned I = 0; Types && I < 2 && I < Types->size(); ++I) {
    const TemplateArgument &Type = (*Types)[I];
    const CXXRecordDecl *Made = Type.getKind() == TemplateArgument::Type
                                    ? Type.getAsType()->getAsCXXRecordDecl()
                                    : nullptr;
    if (!Made || !Made->hasDefinition() || argumentsOf(Call).empty())
      continue;
    // One that runs already is moved in.
    if (argumentsOf(Call).back()->getType()->getAsCXXRecordDecl() == Made)
      return nullptr;
    for (const CXXConstructorDecl *C : Made->ctors())
      if (const Model *M = Models.find(C); M && M->Spawns)
        return &*M->Spawns;
  }
  return nullptr;
}

const Spawns *spawnOf(const Expr *Call, const ModelIndex &Models) {
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return nullptr;
  const auto *C = dyn_cast<CXXConstructorDecl>(F);
  if (C && C->isCopyOrMoveConstructor())
    return nullptr;
  if (const Model *M = Models.find(F); M && M->Spawns)
    return argumentsOf(Call).size() >= M->Spawns->Callable ? &*M->Spawns
                                                           : nullptr;
  return spawnOfMade(Call, F, Models);
}

bool startsThread(const Expr *Call, const ModelIndex &Models) {
  const Spawns *How = spawnOf(Call, Models);
  return How && !How->Process;
}

const Expr *threadStartOf(const FunctionDecl *Callable, const References &Refs,
                          const ModelIndex &Models) {
  auto StartAround = [&](const Stmt *S) -> const Expr * {
    for (; S; S = Refs.parent(S))
      if (const auto *E = dyn_cast<Expr>(S)) {
        if (startsThread(E, Models))
          return E;
      } else if (isa<CompoundStmt>(S)) {
        return nullptr;
      }
    return nullptr;
  };
  for (const Expr *Name : Refs.namesOf(Callable))
    if (const Expr *Start = StartAround(Name))
      return Start;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callable);
  if (!Method || !Method->getParent()->isLambda() || !Method->getBody())
    return nullptr;
  return StartAround(Refs.parent(Method->getBody()));
}

static const Expr *callableOf(const Expr *Call, const Spawns &How) {
  if (!How.Callable)
    return nullptr;
  // Those of a container and of std::make_unique are the thread's alone.
  const auto *F = dyn_cast<CXXMethodDecl>(calleeOf(Call));
  bool Made = !isa<CXXConstructExpr>(Call) && nameOf(F).contains("emplace");
  if (Made && nameOf(F) != "emplace_back" && nameOf(F) != "emplace_front")
    return argumentsOf(Call).back();
  return argument(Call, Made ? 0 : How.Callable - 1);
}

llvm::ArrayRef<const Expr *> Spawn::arguments() const {
  llvm::ArrayRef<const Expr *> All = argumentsOf(Call);
  auto At = llvm::find(All, Callable);
  return At == All.end() ? llvm::ArrayRef<const Expr *>()
                         : All.drop_front(At - All.begin() + 1);
}

//===-- Helpers -----------------------------------------------------------===//

static void variablesIn(const Stmt *S,
                        llvm::SmallPtrSetImpl<const ValueDecl *> &Into) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (isa<VarDecl>(Ref->getDecl()))
      Into.insert(Ref->getDecl());
  for (const Stmt *Child : S->children())
    variablesIn(Child, Into);
}

/// The parameter of the function around a spawn that the new thread runs: as
/// it is, in a lambda, or by way of a local variable or structure.
static const ParmVarDecl *forwardedBy(const Spawn &S, const FunctionDecl *In,
                                      Unit &U) {
  const References &Refs = U.references();
  const FunctionDecl *F = In->getDefinition();
  if (!S.Callable || !F || !Callables::isOwn(F) || F->isMain())
    return nullptr;
  llvm::SmallPtrSet<const ValueDecl *, 8> Given;
  variablesIn(S.Call, Given);
  for (const ParmVarDecl *P : F->parameters())
    for (const Expr *Use : Refs.usesOf(P)) {
      if (!U.callables().isCallable(Use))
        continue;
      for (const Stmt *Around = Use; Around; Around = Refs.parent(Around)) {
        if (Around == S.Call)
          return P;
        const ValueDecl *Copy = Refs.initializedBy(Around);
        if (Copy && Given.contains(Copy))
          return P;
        // arguments->start = start;
        const auto *Assign = dyn_cast<BinaryOperator>(Around);
        const Expr *To = Assign && Assign->getOpcode() == BO_Assign
                             ? strip(Assign->getLHS())
                             : nullptr;
        while (const auto *Member = dyn_cast_or_null<MemberExpr>(To)) {
          To = strip(Member->getBase());
          if (const ValueDecl *D = placeOf(To); D && Given.contains(D))
            return P;
        }
      }
    }
  return nullptr;
}

/// `QThread::create(f)->start()` is one thread.
static bool startsCreated(const Expr *Call, const References &Refs,
                          const ModelIndex &Models) {
  const Expr *Object = objectOf(Call);
  if (!Object)
    return false;
  auto IsCreated = [&](const Expr *E) {
    const auto *Made = dyn_cast<CallExpr>(strip(E));
    return Made && spawnOf(Made, Models);
  };
  const ValueDecl *D = placeOf(strip(Object));
  return IsCreated(Object) || (D && llvm::any_of(Refs.valuesOf(D), IsCreated));
}

std::vector<Spawn> spawnsIn(Unit &U) {
  const References &Refs = U.references();
  std::vector<Spawn> Found;
  llvm::DenseMap<const FunctionDecl *, llvm::SmallVector<const Expr *, 2>> Made;
  for (const Expr *Call : Refs.calls()) {
    if (Call->isTypeDependent())
      continue;
    if (const CXXConstructorDecl *C = constructorMade(Call))
      Made[C->getCanonicalDecl()].push_back(Call);
    const Spawns *How = spawnOf(Call, U.models());
    if (!How || !U.deadlines().hold(How->When, Call, /*InDoubt=*/true) ||
        (!How->Callable && startsCreated(Call, Refs, U.models())))
      continue;
    Found.push_back({Call, Call, How, callableOf(Call, *How)});
  }
  llvm::SmallPtrSet<const ParmVarDecl *, 8> Forwarded;
  for (size_t I = 0; I < Found.size(); ++I) {
    const FunctionDecl *In = Refs.functionAround(Found[I].Call);
    const ParmVarDecl *P = In ? forwardedBy(Found[I], In, U) : nullptr;
    if (!P)
      continue;
    Found[I].Forwards = true;
    if (!Forwarded.insert(P).second)
      continue;
    auto Add = [&](const Expr *Call) {
      if (const Expr *Given = argument(Call, P->getFunctionScopeIndex()))
        Found.push_back({Call, Found[I].Origin, Found[I].How, Given});
    };
    for (const Expr *Call : Refs.callsOf(In))
      Add(Call);
    for (const Expr *Call : Made.lookup(In->getCanonicalDecl()))
      Add(Call);
  }
  return Found;
}

//===-- Who holds it ------------------------------------------------------===//

const Expr *expressionAt(Place Where, const Expr *Call) {
  if (Where.Index == Place::This)
    return objectOf(Call);
  return Where.Index > 0 ? argument(Call, Where.Index - 1) : nullptr;
}

static bool hasSubscript(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenCasts();
    if (isa<ArraySubscriptExpr>(E))
      return true;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
        Operator && Operator->getOperator() == OO_Subscript)
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else
      return false;
  }
}

static ThreadHome homeAt(const Expr *E) {
  const ValueDecl *D = placeOf(strip(E));
  return {D, hasSubscript(E), !D || isa<ParmVarDecl>(D)};
}

/// Where the value of an expression goes.
static ThreadHome homeOfResult(const Expr *E, const References &Refs) {
  const Stmt *Child = E;
  while (true) {
    if (const ValueDecl *D = Refs.initializedBy(Child))
      return {D, false, false};
    const Stmt *P = Refs.parent(Child);
    if (!P || isa<ReturnStmt>(P))
      return {nullptr, false, P != nullptr};
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
        Operator && Operator->getOperator() == OO_Equal)
      return homeAt(Operator->getArg(0));
    if (const auto *Assign = dyn_cast<BinaryOperator>(P)) {
      if (Assign->getOpcode() == BO_Assign && Assign->getRHS() == Child)
        return homeAt(Assign->getLHS());
      return {};
    }
    if (const auto *Call = dyn_cast<CallExpr>(P); Call && !seenThrough(Call)) {
      const Expr *Object = objectOf(Call);
      if (!Object)
        return {nullptr, false, true};
      const auto *Method = cast<CXXMethodDecl>(calleeOf(Call));
      ThreadHome Home = homeAt(Object);
      Home.Element = nameOf(Method) != "reset";
      return Home;
    }
    if (isa<LambdaExpr>(P) || !isa<Expr>(P))
      return {};
    // A method that is called on it at once.
    if (isa<MemberExpr>(P))
      return {};
    Child = P;
  }
}

ThreadHome homeOf(const Spawn &S, const References &Refs) {
  if (S.isWrapped())
    return homeOfResult(S.Call, Refs);
  const auto *Method = dyn_cast<CXXMethodDecl>(calleeOf(S.Call));
  bool Constructs = isa<CXXConstructExpr>(S.Call);
  if (!Constructs && nameOf(Method).contains("emplace")) {
    ThreadHome Home = homeAt(objectOf(S.Call));
    Home.Element = Method->getName() != "emplace" ||
                   Method->getParent()->getName() != "optional";
    return Home;
  }
  if (S.How->Handle.Index == Place::Result || Constructs)
    return homeOfResult(S.Call, Refs);
  const Expr *Handle = expressionAt(S.How->Handle, S.Call);
  return Handle ? homeAt(Handle) : ThreadHome();
}

const Expr *detachOf(const Spawn &S, const References &Refs,
                     const ModelIndex &Models) {
  auto Detaches = [&](const Stmt *P, const ValueDecl *D) -> const Expr * {
    const auto *Call = dyn_cast_or_null<CallExpr>(P);
    const Model *M = Call ? Models.find(calleeOf(Call)) : nullptr;
    if (!M || !M->Detaches)
      return nullptr;
    const Expr *Handle = expressionAt(*M->Detaches, Call);
    if (!Handle)
      return nullptr;
    return (D ? placeOf(strip(Handle)) == D : isWithin(S.Call, Handle, Refs))
               ? Call
               : nullptr;
  };
  ThreadHome Home = homeOf(S, Refs);
  if (!Home.Place) {
    for (const Stmt *P = Refs.parent(S.Call); P && isa<Expr>(P);
         P = Refs.parent(P))
      if (const Expr *Detach = Detaches(P, nullptr))
        return Detach;
    return nullptr;
  }
  for (const Expr *Use : Refs.usesOf(Home.Place))
    for (const Stmt *P = Refs.parent(Use); P && isa<Expr>(P);
         P = Refs.parent(P))
      if (const Expr *Detach = Detaches(P, Home.Place))
        return Detach;
  return nullptr;
}

} // namespace p99::analysis
