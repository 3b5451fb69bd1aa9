// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CallSummaries.h"
#include "analysis/Callables.h"
#include "analysis/DirectWaits.h"
#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include <utility>

using namespace clang;

namespace p99::analysis {

/// Deeper than that nobody believes a chain, nor reads it.
static constexpr unsigned MaxChain = 5;

bool worse(BlockKind A, BlockKind B) {
  auto Rank = [](BlockKind K) {
    switch (K) {
    case BlockKind::Peer:
      return 0;
    case BlockKind::Dns:
      return 1;
    case BlockKind::Process:
      return 2;
    case BlockKind::Sleep:
      return 3;
    case BlockKind::Thread:
      return 4;
    case BlockKind::Events:
      return 5;
    case BlockKind::Disk:
      return 6;
    case BlockKind::Lock:
      return 7;
    case BlockKind::File:
      return 8;
    case BlockKind::Log:
      return 9;
    case BlockKind::Reply:
      return 10;
    }
    llvm_unreachable("all kinds handled");
  };
  return Rank(A) < Rank(B);
}

std::string classNameOf(QualType T) {
  T = T.getNonReferenceType();
  if (const auto *Alias = T->getAs<TypedefType>())
    return Alias->getDecl()->getNameAsString();
  const auto *Record = T->getAsRecordDecl();
  return Record ? Record->getNameAsString() : T.getAsString();
}

/// Keeps the worst of each kind, the worst first; of two equal ones that with
/// the shorter chain, else the first in the source.
static void keep(Blockings &Known, Blocking New) {
  for (Blocking &Old : Known)
    if (Old.Kind == New.Kind) {
      if (New.Chain.size() < Old.Chain.size())
        Old = std::move(New);
      return;
    }
  auto *Place = llvm::find_if(
      Known, [&](const Blocking &Old) { return worse(New.Kind, Old.Kind); });
  Known.insert(Place, std::move(New));
}

//===-- One body ----------------------------------------------------------===//

/// Visits what a function evaluates, in the order of the source: not the
/// bodies of its lambdas, what is unevaluated, or what runs once for all calls.
class CallSummaries::Body {
public:
  Body(CallSummaries &Owner, Summary &Into) : Owner(Owner), Into(Into) {}

  void function(const FunctionDecl *F) {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        walk(Init->getInit());
    walk(F->getBody());
    if (!LocksItself)
      return;
    for (Blocking &B : Into.Waits) {
      if (B.GivesBackCallers && isLock(F))
        B.Kind = BlockKind::Lock;
      B.GivesBackCallers = false;
    }
  }

private:
  /// void acquireRead() { unique_lock l(m); while (writers) c.wait(l);
  /// ++readers; } A lock of the user's own, made of a condition variable:
  /// taking a second lock is not what is looked for here.
  bool isLock(const FunctionDecl *F) const {
    return isa<CXXMethodDecl>(F) && F->getReturnType()->isVoidType() &&
           F->param_empty() && CountsMember;
  }

  void walk(const Stmt *S) {
    if (!S || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr,
                  CXXTypeidExpr>(S))
      return;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : Lambda->capture_inits())
        walk(Init);
      return;
    }
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
      return walk(Default->getExpr());
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
      return walk(Default->getExpr());
    if (const auto *If = dyn_cast<IfStmt>(S); If && If->isConstexpr())
      if (std::optional<const Stmt *> Taken =
              If->getNondiscardedCase(Owner.U.ast()))
        return walk(*Taken);
    if (const auto *Decls = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Decls->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && !V->isStaticLocal() && V->getInit())
          walk(V->getInit());
    } else {
      for (const Stmt *Child : S->children())
        walk(Child);
    }
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      CountsMember |= Unary->isIncrementDecrementOp() &&
                      isa<MemberExpr>(Unary->getSubExpr()->IgnoreParens());
    else if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      CountsMember |= Binary->isAssignmentOp() &&
                      Binary->getLHS()->getType()->isScalarType() &&
                      isa<MemberExpr>(Binary->getLHS()->IgnoreParens());
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      leave(Block);
    else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(S))
      temporary(Temporary);
    else if (isa<CallExpr, CXXConstructExpr, CXXDeleteExpr>(S))
      call(cast<Expr>(S));
  }

  /// The locals of a block die at its end.
  void leave(const CompoundStmt *Block) {
    for (const Stmt *S : Block->body())
      if (const auto *Decls = dyn_cast<DeclStmt>(S))
        for (const Decl *D : Decls->decls())
          if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasLocalStorage())
            destroy(V->getType(), Block->body_back());
  }
  /// One that becomes a variable, or is bound to one, is no temporary.
  void temporary(const CXXBindTemporaryExpr *E) {
    const References &Refs = Owner.U.references();
    if (isMovedOut(E, Refs))
      return;
    const Stmt *Around = E;
    do {
      if (Refs.initializedBy(Around) || isa<ReturnStmt>(Around))
        return;
      Around = Refs.parent(Around);
    } while (isa_and_nonnull<ImplicitCastExpr, MaterializeTemporaryExpr,
                             FullExpr, CXXConstructExpr>(Around));
    destroy(E->getType(), E);
  }
  void destroy(QualType T, const Stmt *At) {
    if (std::optional<Blocking> End = Owner.destructionBlocks(T, At))
      add(std::move(*End));
  }

  void add(Blocking New) {
    const Stmt *At = New.call();
    if (New.Chain.size() < MaxChain && !Owner.U.hotPath().isColdCode(At) &&
        !initializesOnce(At, Owner.U.references()))
      keep(Into.Waits, std::move(New));
  }

  void call(const Expr *E) {
    for (Blocking &New : Owner.waitsOf(E))
      add(std::move(New));
    if (std::optional<LockStep> Step = Owner.U.mutexes().stepOf(E);
        Step && Step->Kind == LockStep::What::Acquire) {
      Into.Locks = LocksItself = true;
      for (const MutexRef &Mutex : Step->Mutexes)
        if (Mutex.Decl)
          Into.Acquires.insert(Mutex.Decl);
    }
    if (const Model *M = Owner.U.models().find(calleeOf(E)); M && M->Spawns) {
      if (!Into.Spawns)
        Into.Spawns = E;
      return;
    }
    parameters(E);
    for (const FunctionDecl *F : followed(E)) {
      const Summary &Below = Owner.of(F);
      Into.Acquires.insert(Below.Acquires.begin(), Below.Acquires.end());
      Into.Locks |= Below.Locks;
      if (Below.Spawns && !Into.Spawns)
        Into.Spawns = E;
    }
    if (Owner.runsUnknown(E))
      Into.RunsUnknown.push_back(E);
  }

  /// void each(const std::function<void(int)> &F) { F(1); }
  void parameters(const Expr *E) {
    if (const auto *Call = dyn_cast<CallExpr>(E)) {
      const Expr *Called = isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs()
                               ? Call->getArg(0)
                               : Call->getCallee();
      run(Called);
    }
    for (const Expr *Given : Owner.runArguments(E))
      run(Given);
  }
  void run(const Expr *Callable) {
    if (const auto *P = dyn_cast_or_null<ParmVarDecl>(placeOf(strip(Callable))))
      Into.RunsParameters.insert(P);
  }

  llvm::SmallVector<const FunctionDecl *, 2> followed(const Expr *E) {
    Callables::Targets Found = Owner.U.callables().called(E);
    return Found.Unknown ? llvm::SmallVector<const FunctionDecl *, 2>{}
                         : std::move(Found.Functions);
  }

  CallSummaries &Owner;
  Summary &Into;
  bool LocksItself = false;
  bool CountsMember = false; ///< or sets a flag
};

const Summary &CallSummaries::of(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  if (auto It = Known.find(F); It != Known.end())
    return *It->second;
  // What recursion finds here says nothing.
  Summary &New = *(Known[F] = std::make_unique<Summary>());
  const FunctionDecl *Definition = nullptr;
  // What stands in the headers of a library is told by its models.
  if (!Callables::isOwn(F) || !F->hasBody(Definition) ||
      Definition->isDependentContext() || U.hotPath().isCold(Definition))
    return New;
  Body(*this, New).function(Definition);
  return New;
}

//===-- One call ----------------------------------------------------------===//

llvm::SmallVector<const Expr *, 1>
CallSummaries::runArguments(const Expr *Call) {
  llvm::SmallVector<const Expr *, 1> Run;
  const FunctionDecl *F = calleeOf(Call);
  if (!F)
    return Run;
  // std::for_each(b, e, f)
  if (const Model *M = U.models().find(F)) {
    if (M->Loops && M->Loops->Callable) {
      auto Arguments = argumentsOf(Call);
      size_t N = M->Loops->Callable == Runs::Last ? Arguments.size()
                                                  : M->Loops->Callable;
      if (N && N <= Arguments.size())
        Run.push_back(Arguments[N - 1]);
    }
    return Run;
  }
  if (!References::hasVisibleBody(F))
    return Run;
  for (const ParmVarDecl *P : of(F).RunsParameters)
    if (const Expr *Given = argument(Call, P->getFunctionScopeIndex());
        Given && P->getDeclContext() != nullptr)
      Run.push_back(Given);
  return Run;
}

/// What a wait below is on, as the caller sees it: an argument, its own member,
/// or the object that it calls.
static const ValueDecl *seenFrom(const Expr *Call, const FunctionDecl *F,
                                 const ValueDecl *D) {
  if (const auto *P = dyn_cast_or_null<ParmVarDecl>(D)) {
    const Expr *Given = argument(Call, P->getFunctionScopeIndex());
    bool Own = P->getDeclContext() == F ||
               cast<Decl>(P->getDeclContext())->getCanonicalDecl() ==
                   F->getCanonicalDecl();
    return Given && Own ? placeOf(strip(Given)) : nullptr;
  }
  if (isa_and_nonnull<FieldDecl>(D)) {
    const Expr *Object = objectOf(Call);
    if (!Object || isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
      return D;
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (Method && Method->getParent()->isLambda())
      return D;
    return placeOf(strip(Object));
  }
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  return V && V->hasGlobalStorage() ? V : nullptr;
}

void CallSummaries::through(const Expr *Call, const FunctionDecl *F,
                            Blockings &Into) {
  for (const Blocking &Below : of(F).Waits) {
    Blocking New = Below;
    New.Chain.insert(New.Chain.begin(), Call);
    New.Handle = seenFrom(Call, F, Below.Handle);
    New.GivesBack.clear();
    for (const ValueDecl *D : Below.GivesBack)
      if (const ValueDecl *Seen = isa<FieldDecl>(D) ? D : seenFrom(Call, F, D))
        New.GivesBack.push_back(Seen);
    keep(Into, std::move(New));
  }
}

/// sessions_.clear(), client_.reset(), tasks_.pop_front(): of containers and
/// smart pointers.
static bool destroysElements(const Expr *Call) {
  const auto *Method = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *F = Method ? Method->getMethodDecl() : nullptr;
  static const llvm::StringRef Names[] = {
      "clear", "reset", "erase", "pop_front", "resize", "pop_back", "pop"};
  return F && F->getIdentifier() && isInStd(F) &&
         llvm::is_contained(Names, F->getName());
}

void CallSummaries::ownWaits(const Expr *Call, Blockings &Into) {
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(Call)) {
    if (!Delete->getDestroyedType().isNull())
      if (std::optional<Blocking> End =
              destructionBlocks(Delete->getDestroyedType(), Call))
        keep(Into, std::move(*End));
    return;
  }
  if (std::optional<Blocking> Direct = Waits->of(Call))
    keep(Into, std::move(*Direct));
  if (destroysElements(Call))
    if (std::optional<Blocking> End = destructionBlocks(
            objectOf(Call)->IgnoreParenImpCasts()->getType(), Call)) {
      End->Handle = placeOf(strip(objectOf(Call)));
      keep(Into, std::move(*End));
    }
}

Blockings CallSummaries::waitsOf(const Expr *Call) {
  Blockings Found;
  ownWaits(Call, Found);
  if (isa<CXXDeleteExpr>(Call) || Waits->isModelled(Call))
    return Found;
  const Callables &Calls = U.callables();
  Callables::Targets Targets = Calls.called(Call);
  if (!Targets.Unknown)
    for (const FunctionDecl *F : Targets.Functions)
      through(Call, F, Found);
  for (const Expr *Given : runArguments(Call)) {
    Callables::Targets Run = Calls.named(Given);
    if (!Run.Unknown)
      for (const FunctionDecl *F : Run.Functions)
        through(Call, F, Found);
  }
  return Found;
}

std::optional<Blocking> CallSummaries::blocks(const Expr *Call) {
  Blockings All = waitsOf(Call);
  return All.empty() ? std::nullopt
                     : std::optional<Blocking>(std::move(All.front()));
}

/// std::function<void(int)>, boost::signals2::signal<void()>,
/// absl::AnyInvocable <void() &&>: a class template that is given a signature.
static bool holdsAnyCallable(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Class || !Class->getTemplateArgs().size())
    return false;
  const TemplateArgument &First = Class->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type &&
         First.getAsType()->isFunctionType();
}

bool CallSummaries::runsUnknown(const Expr *Call) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  return Operator && Operator->getOperator() == OO_Call &&
         Operator->getNumArgs() &&
         holdsAnyCallable(Operator->getArg(0)->getType()) &&
         U.callables().named(Operator->getArg(0)).Unknown;
}

CallSummaries::CallSummaries(Unit &U)
    : U(U), Waits(std::make_unique<DirectWaits>(U)) {}
CallSummaries::~CallSummaries() = default;

} // namespace p99::analysis
