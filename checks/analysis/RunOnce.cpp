// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RunOnce.h"
#include "analysis/Expressions.h"
#include "analysis/Within.h"
#include "analysis/Words.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace p99::analysis {

/// The variables and members that a condition asks about. One that is changed
/// by the question, as by try_lock(), is not asked whether it is there.
static llvm::SmallVector<const ValueDecl *, 2> placesIn(const Expr *E) {
  llvm::SmallVector<const ValueDecl *, 2> Places;
  llvm::SmallVector<const Stmt *, 8> Open{E};
  while (!Open.empty()) {
    const Stmt *S = Open.pop_back_val();
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      if (const CXXMethodDecl *F = Call->getMethodDecl(); F && !F->isConst())
        continue;
    if (const auto *Part = dyn_cast<Expr>(S))
      if (const ValueDecl *D = placeOf(Part))
        Places.push_back(D);
    for (const Stmt *Child : S->children())
      if (Child)
        Open.push_back(Child);
  }
  return Places;
}

/// The method that a use of an object calls on it, or nullptr.
static const CXXMemberCallExpr *calledOn(const Expr *Use,
                                         const References &Refs) {
  const Stmt *S = Use;
  while ((S = Refs.parent(S)) && isa<ImplicitCastExpr, ParenExpr>(S))
    ;
  if (!isa_and_nonnull<MemberExpr>(S))
    return nullptr;
  return dyn_cast_or_null<CXXMemberCallExpr>(Refs.parent(S));
}

/// `!D` or `D == nullptr`.
static bool asksIfMissing(const Expr *Condition, const ValueDecl *D) {
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E))
    return Not->getOpcode() == UO_LNot &&
           placeOf(strip(Not->getSubExpr())) == D;
  const auto *Equal = dyn_cast<BinaryOperator>(E);
  return Equal && Equal->getOpcode() == BO_EQ &&
         (placeOf(strip(Equal->getLHS())) == D ||
          placeOf(strip(Equal->getRHS())) == D);
}

/// if (!D) D = ...: only if it has none yet.
static bool isMadeIfMissing(const Expr *Value, const ValueDecl *D,
                            const References &Refs) {
  for (const Stmt *Child = Value; const Stmt *Around = Refs.parent(Child);
       Child = Around) {
    const auto *If = dyn_cast<IfStmt>(Around);
    if (If && If->getThen() == Child && asksIfMissing(If->getCond(), D))
      return true;
    if (isa<LambdaExpr>(Around))
      return false;
  }
  return false;
}

/// `D` is given a value in `Branch`, which it keeps.
static bool isMadeIn(const ValueDecl *D, const Stmt *Branch,
                     const References &Refs) {
  bool Made = false;
  llvm::SmallVector<int64_t, 2> Raised;
  const ASTContext &Context = D->getASTContext();
  for (const Expr *Value : Refs.valuesOf(D))
    if (isWithin(Value, Branch, Refs)) {
      Made = true;
      if (std::optional<int64_t> To = constantOf(Value, Context))
        Raised.push_back(*To);
    }
  for (const Expr *Value : Refs.valuesOf(D)) {
    if (isWithin(Value, Branch, Refs) || Refs.initializedBy(Value) ||
        Refs.initializedBy(Value->IgnoreImplicit()) ||
        isMadeIfMissing(Value, D, Refs))
      continue;
    // started = true; in another place as well: it is there from then on.
    std::optional<int64_t> To = constantOf(Value, Context);
    if (!To || !llvm::is_contained(Raised, *To))
      return false; // Taken away, or replaced.
  }
  static const llvm::StringRef Ends[] = {"reset", "close", "clear", "release"};
  for (const Expr *Use : Refs.usesOf(D)) {
    const CXXMemberCallExpr *Call = calledOn(Use, Refs);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (nameOf(Method).empty())
      continue;
    if (isWithin(Call, Branch, Refs))
      Made |= !Method->isConst();
    else if (llvm::is_contained(Ends, Method->getName()))
      return false;
  }
  return Made;
}

/// A local of the block, which is there anew whenever the block runs.
static bool startsIn(const ValueDecl *D, const Stmt *Block,
                     const References &Refs) {
  const auto *V = dyn_cast<VarDecl>(D);
  return V && V->hasLocalStorage() &&
         llvm::any_of(Refs.valuesOf(D), [&](const Expr *Value) {
           return isWithin(Value, Block, Refs) &&
                  (Refs.initializedBy(Value) ||
                   Refs.initializedBy(Value->IgnoreImplicit()));
         });
}

bool initializesOnce(const Stmt *S, const References &Refs) {
  auto Makes = [&](const IfStmt *If, const Stmt *Branch) {
    return llvm::any_of(placesIn(If->getCond()), [&](const ValueDecl *D) {
      return isMadeIn(D, Branch, Refs) && !startsIn(D, Branch, Refs);
    });
  };
  for (const Stmt *Child = S; const Stmt *Around = Refs.parent(Child);
       Child = Around) {
    if (isa<LambdaExpr>(Around))
      return false;
    if (const auto *If = dyn_cast<IfStmt>(Around)) {
      if (If->getThen() == Child && Makes(If, If->getThen()))
        return true;
    } else if (const auto *Block = dyn_cast<CompoundStmt>(Around)) {
      // if (file_) return; file_ = open(...);
      for (const Stmt *Before : Block->body()) {
        if (Before == Child)
          break;
        const auto *If = dyn_cast<IfStmt>(Before);
        const Stmt *Then = If && !If->getElse() ? If->getThen() : nullptr;
        if (const auto *Inner = dyn_cast_or_null<CompoundStmt>(Then);
            Inner && !Inner->body_empty())
          Then = Inner->body_back();
        if (isa_and_nonnull<ReturnStmt>(Then) && Makes(If, Block))
          return true;
      }
    }
  }
  return false;
}

bool initializesOnceIn(const Stmt *Loop, const Stmt *S,
                       const References &Refs) {
  // Of what the loop declares each round has its own.
  auto IsKept = [&](const ValueDecl *D, const Stmt *Branch) {
    return !startsIn(D, Loop, Refs) &&
           llvm::all_of(Refs.valuesOf(D), [&](const Expr *Value) {
             return !isWithin(Value, Loop, Refs) ||
                    isWithin(Value, Branch, Refs) ||
                    isMadeIfMissing(Value, D, Refs);
           });
  };
  for (const Stmt *Child = S, *Around = Refs.parent(S); Around && Child != Loop;
       Child = Around, Around = Refs.parent(Child)) {
    const auto *If = dyn_cast<IfStmt>(Around);
    if (If && If->getThen() == Child &&
        llvm::any_of(placesIn(If->getCond()), [&](const ValueDecl *D) {
          return asksIfMissing(If->getCond(), D) && IsKept(D, Child);
        }))
      return true;
  }
  return false;
}

//===-- Start and end -----------------------------------------------------===//

using Answers = llvm::SmallSet<const FunctionDecl *, 8>;

/// `Is` holds for the function, or for all that call it, each of them in sight.
static bool
onlyFrom(const FunctionDecl *F, const References &Refs, Answers &Asked,
         llvm::function_ref<bool(const FunctionDecl *, const Expr *)> Is) {
  if (!F || !Asked.insert(F->getCanonicalDecl()).second)
    return false;
  if (Is(F, nullptr))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  bool InSight = Method ? !Method->isVirtual() &&
                              (Method->getAccess() == AS_private ||
                               !Method->getParent()->hasNameForLinkage() ||
                               Method->getParent()->isLambda())
                        : !F->isExternallyVisible();
  auto Calls = Refs.callsOf(F);
  return InSight && !Calls.empty() && Refs.namesOf(F).empty() &&
         llvm::all_of(Calls, [&](const Expr *Call) {
           const FunctionDecl *From = Refs.functionAround(Call);
           return From && (Is(From, Call) || onlyFrom(From, Refs, Asked, Is));
         });
}

/// static const Table All = [] { ... }();
static bool initializesStatic(const FunctionDecl *F, const References &Refs) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  const Stmt *S = Refs.parent(F->getBody());
  bool Called = false;
  for (; isa_and_nonnull<Expr>(S); S = Refs.parent(S)) {
    Called |= isa<CXXOperatorCallExpr>(S);
    if (const auto *V = dyn_cast_or_null<VarDecl>(Refs.initializedBy(S)))
      return Called && V->hasGlobalStorage();
  }
  return false;
}

bool isStartUp(const FunctionDecl *F, const References &Refs) {
  Answers Asked;
  return onlyFrom(F, Refs, Asked, [&](const FunctionDecl *G, const Expr *Call) {
    return isa<CXXConstructorDecl>(G) || initializesStatic(G, Refs) ||
           (G->isMain() && Call && !Refs.loopAround(Call));
  });
}

/// stop_threads, closeAll, join_workers; pool_destroy, as C has it.
static bool saysItEnds(const FunctionDecl *F) {
  static const llvm::StringRef Anywhere[] = {
      "stop",     "shutdown",     "terminate", "teardown",
      "finalize", "join",         "unload",    "restart",
      "kill",     "deinitialize", "uninit",    "uninitialize"};
  static const llvm::StringRef First[] = {"close", "quit", "destroy",
                                          "exit",  "fini", "shut"};
  static const llvm::StringRef Last[] = {"term", "fini", "deinit", "destroy",
                                         "close"};
  // void session_free(void *session), for the containers of C.
  static const llvm::StringRef OfElements[] = {"free", "delete"};
  const bool TakesElement = F->getReturnType()->isVoidType() &&
                            F->getNumParams() == 1 &&
                            F->getParamDecl(0)->getType()->isVoidPointerType();
  llvm::SmallVector<std::string, 4> Words = wordsOf(F);
  // void input_done(void), beside input_init().
  const bool IsDone = Words.size() > 1 && Words.back() == "done" &&
                      F->param_empty() && F->getReturnType()->isVoidType() &&
                      !isa<CXXMethodDecl>(F);
  return !Words.empty() &&
         (IsDone || llvm::is_contained(First, Words.front()) ||
          llvm::is_contained(Last, Words.back()) ||
          (TakesElement && llvm::is_contained(OfElements, Words.back())) ||
          llvm::any_of(Words, [](const std::string &Word) {
            return llvm::is_contained(Anywhere, Word);
          }));
}

bool isAdministration(const FunctionDecl *F) {
  static const llvm::StringRef Verbs[] = {
      "load",   "reload",  "init", "initialize", "open",    "start",  "setup",
      "backup", "restore", "dump", "upgrade",    "migrate", "recover"};
  static const llvm::StringRef Last[] = {"init", "reload", "setup", "start",
                                         "listen"};
  llvm::SmallVector<std::string, 4> Words = wordsOf(F);
  // bb_p_load_state: a prefix of C.
  auto First = llvm::find_if(
      Words, [](const std::string &Word) { return Word.size() > 2; });
  // InitialCredentials(), which some write for a verb.
  if (Words.size() > 1 && Words.front() == "initial")
    return true;
  return !Words.empty() &&
         ((First != Words.end() && llvm::is_contained(Verbs, *First)) ||
          llvm::is_contained(Last, Words.back()));
}

bool isForOperators(const FunctionDecl *F) {
  static const llvm::StringRef Changes[] = {"add", "delete", "remove",
                                            "update"};
  return isAdministration(F) ||
         saysOneOf(F, {"cli", "dump", "rotate", "wipe", "fork", "print",
                       "install", "uninstall"}) ||
         (saysOneOf(F, Changes) && saysOneOf(F, {"extension", "plugin"}));
}

bool isAboutSettings(const FunctionDecl *F) {
  static const llvm::StringRef Settings[] = {"admin", "config", "configuration",
                                             "settings"};
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return saysOneOf(F, Settings) ||
         (Method && saysOneOf(Method->getParent(), Settings));
}

bool isAboutErrors(const FunctionDecl *F) {
  return saysOneOf(F, {"error", "errors", "failure", "failures"});
}

bool runsSeldom(const FunctionDecl *F, const References &Refs) {
  return F->isMain() || isStartUp(F, Refs) || isShutDown(F, Refs) ||
         isAdministration(F);
}

/// register_read, unsubscribe; add_watcher, setHandler
static bool saysItRegisters(const FunctionDecl *F) {
  static const llvm::StringRef Anywhere[] = {"register", "subscribe",
                                             "unregister", "unsubscribe"};
  static const llvm::StringRef Added[] = {"watcher",    "listener", "observer",
                                          "subscriber", "handler",  "callback"};
  static const llvm::StringRef Adds[] = {"add", "remove", "set"};
  return saysOneOf(F, Anywhere) || (saysOneOf(F, Adds) && saysOneOf(F, Added));
}

bool isRegistration(const FunctionDecl *F, const References &Refs) {
  Answers Asked;
  return onlyFrom(F, Refs, Asked, [](const FunctionDecl *G, const Expr *) {
    return saysItRegisters(G);
  });
}

bool isShutDown(const FunctionDecl *F, const References &Refs) {
  Answers Asked;
  return onlyFrom(F, Refs, Asked, [](const FunctionDecl *G, const Expr *) {
    // struct Helper { void wake(); } of stop().
    const auto *Around =
        dyn_cast_or_null<FunctionDecl>(G->getParentFunctionOrMethod());
    return isa<CXXDestructorDecl>(G) || saysItEnds(G) ||
           (Around && saysItEnds(Around));
  });
}

} // namespace p99::analysis
