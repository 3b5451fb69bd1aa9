// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/SpawnFixes.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "analysis/UserCode.h"
#include "analysis/Within.h"
#include "core/FixTemplate.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

//===-- Pools -------------------------------------------------------------===//

/// The pool's type: under references, pointers and smart pointers.
static const Model *executorOf(QualType T, const ModelIndex &Models,
                               bool &IsPointer) {
  T = T.getNonReferenceType();
  if (T->isPointerType()) {
    IsPointer = true;
    T = T->getPointeeType();
  } else if (const auto *Owner =
                 dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                     T->getAsCXXRecordDecl());
             Owner && isInStd(Owner) && Owner->getName().ends_with("_ptr") &&
             Owner->getTemplateArgs()[0].getKind() == TemplateArgument::Type) {
    IsPointer = true;
    T = Owner->getTemplateArgs()[0].getAsType();
  }
  const Model *M = Models.find(T);
  return M && M->Executor ? M : nullptr;
}

/// Named so in a model, with the namespaces or without.
static bool isWanted(const Model &M, llvm::StringRef Wanted) {
  return Wanted.empty() || llvm::is_contained(M.Names, Wanted);
}

std::optional<Pool> poolFor(const Spawn &S, llvm::StringRef Wanted, Unit &U) {
  if (Wanted.contains("{callable}") || Wanted.contains("{arg"))
    return Pool{{Wanted.str()}, "", false, false, {}};
  auto Take = [&](const ValueDecl *D) -> std::optional<Pool> {
    bool IsPointer = false;
    const Model *M = executorOf(D->getType(), U.models(), IsPointer);
    if (!M || !isWanted(*M, Wanted) || !D->getIdentifier())
      return std::nullopt;
    return Pool{M->Executor->Submit, D->getName().str(), IsPointer,
                M->Executor->Copies, M->Executor->Includes};
  };
  const References &Refs = U.references();
  const FunctionDecl *In = Refs.functionAround(S.Call);
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(In);
      Method && Method->isInstance() && !Method->getParent()->isLambda())
    for (const FieldDecl *Field : Method->getParent()->fields())
      if (std::optional<Pool> P = Take(Field))
        return P;
  if (const FunctionDecl *Definition = In ? In->getDefinition() : nullptr)
    for (const ParmVarDecl *Parameter : Definition->parameters())
      if (std::optional<Pool> P = Take(Parameter))
        return P;
  // Declared in a block around it, before it.
  for (const Stmt *Child = S.Call, *Block = Refs.parent(Child); Block;
       Child = Block, Block = Refs.parent(Block))
    if (isa<CompoundStmt>(Block))
      for (const Stmt *Before : Block->children()) {
        if (Before == Child)
          break;
        if (const auto *Declaration = dyn_cast<DeclStmt>(Before))
          for (const Decl *D : Declaration->decls())
            if (const auto *V = dyn_cast<VarDecl>(D))
              if (std::optional<Pool> P = Take(V))
                return P;
      }
  for (const Decl *D : userDecls(U.ast()))
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && V->getLocation() < S.Call->getBeginLoc())
      if (std::optional<Pool> P = Take(V))
        return P;
  // Qt's is always there, but not every program that has Qt wants it.
  if (!Wanted.empty())
    if (const Model *M = U.apiModels().byName(Wanted);
        M && M->Executor && !M->Executor->Global.empty())
      return Pool{M->Executor->Submit, M->Executor->Global, true,
                  M->Executor->Copies, M->Executor->Includes};
  return std::nullopt;
}

//===-- The edits ---------------------------------------------------------===//

/// The statement of a block, or unbraced body, that this is all of.
const Stmt *SpawnFixes::statementOf(const Stmt *S) const {
  const References &Refs = U.references();
  for (const Stmt *P = Refs.parent(S); P; S = P, P = Refs.parent(P)) {
    if (isa<CompoundStmt>(P) || FixBuilder::isUnbracedBody(S, P))
      return S;
    if (!isa<DeclStmt, ExprWithCleanups, CXXBindTemporaryExpr, CastExpr,
             CXXConstructExpr, MaterializeTemporaryExpr, MemberExpr,
             CXXMemberCallExpr>(P))
      return nullptr;
  }
  return nullptr;
}

bool SpawnFixes::handOver(const Spawn &S, const Pool &To) {
  const References &Refs = U.references();
  if (S.isWrapped() || S.How->Process)
    return false;
  const auto *Detach =
      dyn_cast_or_null<CallExpr>(detachOf(S, Refs, U.models()));
  const Stmt *Start = statementOf(S.Call);
  const Stmt *End = Detach ? statementOf(Detach) : nullptr;
  if (!Start || !End)
    return false;
  ThreadHome Home = homeOf(S, Refs);
  if (Start != End) {
    // Named for these two statements only.
    const auto *V = dyn_cast_or_null<VarDecl>(Home.Place);
    bool Constructs = isa<CXXConstructExpr>(S.Call);
    if (!V || !V->hasLocalStorage() || Home.Element ||
        Refs.usesOf(V).size() != (Constructs ? 1u : 2u) ||
        (Constructs && !isa<DeclStmt>(Start)))
      return false;
    if (const auto *Declaration = dyn_cast<DeclStmt>(Start);
        Declaration && !Declaration->isSingleDecl())
      return false;
  }
  bool Cpp = U.ast().getLangOpts().CPlusPlus;
  FixTemplate Template(U.ast(), 0);
  std::optional<std::string> Text =
      Template.call(S.Call)
          .callable(Cpp ? taskOf(S, To.Copies) : "")
          .pool(To.Object, To.IsPointer)
          .fill(To.Submit);
  if (!Text)
    return false;
  bool Declares = isa<DeclStmt>(Start);
  Fix.replace(Start->getSourceRange(), *Text + (Declares ? ";" : ""));
  if (Start != End)
    Fix.removeStatement(End);
  for (const std::string &Header : To.Includes)
    Fix.include(S.Call->getBeginLoc(), Header);
  return true;
}

bool SpawnFixes::callDirectly(const Spawn &S, const Expr *Join) {
  const References &Refs = U.references();
  const Stmt *Start = statementOf(S.Call);
  ThreadHome Home = homeOf(S, Refs);
  std::string Text = S.isWrapped() ? "" : callOf(S);
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Start);
  if (Text.empty() || !Declaration || !Declaration->isSingleDecl() ||
      !Home.Place || Refs.usesOf(Home.Place).size() != 1)
    return false;
  Fix.replace(Start->getSourceRange(), Text + ";");
  Fix.removeStatement(statementOf(Join));
  return true;
}

/// The only statement of a body, or nullptr.
static const Stmt *onlyStatement(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block)
    return Body;
  return Block->size() == 1 ? Block->body_front() : nullptr;
}

bool SpawnFixes::runInParallel(const RepeatedSpawn &R) {
  const References &Refs = U.references();
  const Spawn &S = R.Started;
  const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(R.Repeats.Statement);
  const auto *Threads = dyn_cast_or_null<VarDecl>(homeOf(S, Refs).Place);
  const auto *Block =
      Loop ? dyn_cast_or_null<CompoundStmt>(Refs.parent(Loop)) : nullptr;
  if (!Block || !Threads || !Threads->hasLocalStorage() ||
      !U.ast().getLangOpts().CPlusPlus17 || S.isWrapped())
    return false;
  const Stmt *Only = onlyStatement(Loop->getBody());
  if (!Only || !isWithin(S.Call, Only, Refs) || !isa<Expr>(Only))
    return false;
  // std::vector<std::thread> threads; threads.reserve(n); for (...) start;
  // for (auto &thread : threads) thread.join();
  const Stmt *Declaration = nullptr, *Reserve = nullptr, *Joins = nullptr;
  bool Behind = false;
  for (const Stmt *Other : Block->body()) {
    if (Other == Loop) {
      Behind = true;
      continue;
    }
    if (const auto *D = dyn_cast<DeclStmt>(Other);
        D && D->isSingleDecl() && D->getSingleDecl() == Threads)
      Declaration = Other;
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Other);
             Call &&
             placeOf(strip(Call->getImplicitObjectArgument())) == Threads)
      Reserve = Other;
    else if (const auto *Join = dyn_cast<CXXForRangeStmt>(Other);
             Behind && Join && placeOf(strip(Join->getRangeInit())) == Threads)
      Joins = Other;
    if (Behind)
      break;
  }
  const auto *JoinLoop = dyn_cast_or_null<CXXForRangeStmt>(Joins);
  const auto *Join =
      JoinLoop ? dyn_cast_or_null<CallExpr>(onlyStatement(JoinLoop->getBody()))
               : nullptr;
  const Model *M = Join ? U.models().find(Join->getDirectCallee()) : nullptr;
  if (!Declaration || !M || !M->Joins ||
      Refs.usesOf(Threads).size() != (Reserve ? 3u : 2u))
    return false;
  const auto *Lambda =
      S.Callable ? dyn_cast<LambdaExpr>(strip(S.Callable)) : nullptr;
  std::string Body;
  if (Lambda) {
    bool InitCaptures =
        llvm::any_of(Lambda->captures(), [&](const LambdaCapture &C) {
          return Lambda->isInitCapture(&C);
        });
    if (InitCaptures || Lambda->isMutable() || !S.arguments().empty())
      return false;
    Body = Fix.textOf(Lambda->getBody());
  } else {
    Body = "{ " + callOf(S) + "; }";
    if (Body == "{ ; }")
      return false;
  }
  const VarDecl *Element = Loop->getLoopVariable();
  const SourceManager &SM = U.ast().getSourceManager();
  std::string Range = Fix.textOf(Loop->getRangeInit());
  llvm::StringRef Parameter =
      Lexer::getSourceText(CharSourceRange::getTokenRange(
                               Element->getBeginLoc(), Element->getLocation()),
                           SM, U.ast().getLangOpts());
  if (Body.empty() || Range.empty() || Parameter.empty() ||
      !placeOf(strip(Loop->getRangeInit())))
    return false;
  bool Array =
      Loop->getRangeInit()->getType().getNonReferenceType()->isArrayType();
  std::string Ends = Array
                         ? "std::begin(" + Range + "), std::end(" + Range + ")"
                         : Range + ".begin(), " + Range + ".end()";
  Fix.removeStatement(Declaration);
  if (Reserve)
    Fix.removeStatement(Reserve);
  Fix.replace(Loop->getSourceRange(),
              "std::for_each(std::execution::par, " + Ends + ", [&](" +
                  Parameter.str() + ") " + Body + ")" +
                  (isa<CompoundStmt>(Loop->getBody()) ? ";" : ""));
  Fix.removeStatement(Joins);
  Fix.include(Loop->getBeginLoc(), "<algorithm>");
  Fix.include(Loop->getBeginLoc(), "<execution>");
  return true;
}

} // namespace p99
