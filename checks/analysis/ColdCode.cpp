// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What seldom runs, whatever leads there: tests, error handling, start-up.

#include "analysis/Expressions.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace p99::analysis {

/// fetch_test.c, test_fetch.c, FetchTest.cpp, speedtest.cc, omtesting.c,
/// rwlock-perf.cc, DiskBenchJob.cpp. Folders are not asked: a whole project may
/// lie in one that is called `test`.
static bool isTestFile(llvm::StringRef Path) {
  static const llvm::StringRef Starts[] = {"test_", "bench_"};
  static const llvm::StringRef Ends[] = {
      "_test",     "_tests",     "Test",     "Tests",      "unittest",
      "speedtest", "perftest",   "loadtest", "stresstest", "testing",
      "_bench",    "_benchmark", "_perf",    "-perf"};
  llvm::StringRef Stem = llvm::sys::path::stem(Path);
  return Stem == "test" || Stem.contains("Bench") ||
         llvm::any_of(Starts,
                      [&](llvm::StringRef S) { return Stem.starts_with(S); }) ||
         llvm::any_of(Ends,
                      [&](llvm::StringRef E) { return Stem.ends_with(E); });
}

bool HotPath::isCold(const FunctionDecl *F) const {
  if (F) {
    const SourceManager &SM = F->getASTContext().getSourceManager();
    if (isTestFile(SM.getFilename(SM.getExpansionLoc(F->getLocation()))))
      return true;
  }
  for (const DeclContext *DC = F; DC; DC = DC->getParent()) {
    const auto *Around = dyn_cast<FunctionDecl>(DC);
    if (!Around)
      continue;
    if (Around->hasAttr<ColdAttr>())
      return true;
    if (const Model *M = U.models().find(Around); M && M->Cold)
      return true;
    // TEST_CASE("...") { } defines a function under a made-up name.
    SourceLocation L = Around->getLocation();
    if (!L.isMacroID())
      continue;
    const ASTContext &Context = Around->getASTContext();
    const SourceManager &SM = Context.getSourceManager();
    llvm::StringRef Macro = Lexer::getSourceText(
        CharSourceRange::getTokenRange(SM.getExpansionLoc(L)), SM,
        Context.getLangOpts());
    if (const Model *M = U.models().findMacro(Macro); M && M->Cold)
      return true;
  }
  return false;
}

//===-- Cold statements ---------------------------------------------------===//

/// What __builtin_expect says of a condition, also under `!` and `!!`.
static std::optional<bool> expected(const Expr *Condition,
                                    const ASTContext &Context) {
  if (!Condition)
    return std::nullopt;
  Condition = Condition->IgnoreParenCasts();
  if (const auto *Full = dyn_cast<FullExpr>(Condition))
    return expected(Full->getSubExpr(), Context);
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
      Not && Not->getOpcode() == UO_LNot) {
    std::optional<bool> Inner = expected(Not->getSubExpr(), Context);
    return Inner ? std::optional<bool>(!*Inner) : std::nullopt;
  }
  const auto *Call = dyn_cast<CallExpr>(Condition);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  Expr::EvalResult Value;
  if (!F || Call->getNumArgs() < 2 ||
      (F->getBuiltinID() != Builtin::BI__builtin_expect &&
       F->getBuiltinID() != Builtin::BI__builtin_expect_with_probability) ||
      Call->getArg(1)->isValueDependent() ||
      !Call->getArg(1)->EvaluateAsInt(Value, Context))
    return std::nullopt;
  return Value.Val.getInt() != 0;
}

template <typename T> static bool isMarked(const Stmt *S) {
  const auto *Attributed = dyn_cast_or_null<AttributedStmt>(S);
  return Attributed && llvm::any_of(Attributed->getAttrs(),
                                    [](const Attr *A) { return isa<T>(A); });
}

/// __assert_fail, my_assertion_failed: one of a project's own is not always
/// said to be the end.
static bool isFailedAssertion(const FunctionDecl *F) {
  llvm::StringRef Name = nameOf(F);
  return Name.contains_insensitive("assert") &&
         Name.contains_insensitive("fail");
}

/// throw, abort(), exit() and whatever else does not come back.
static bool neverReturns(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return false;
  E = E->IgnoreParens()->IgnoreImplicit();
  if (isa<CXXThrowExpr>(E))
    return true;
  // ok ? (void)0 : (report(), exit(1))
  if (const auto *Comma = dyn_cast<BinaryOperator>(E);
      Comma && Comma->getOpcode() == BO_Comma)
    return neverReturns(Comma->getLHS()) || neverReturns(Comma->getRHS());
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F &&
         (F->isNoReturn() || F->hasAttr<ColdAttr>() || isFailedAssertion(F));
}

static bool endsInNoReturn(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  if (const auto *Attributed = dyn_cast_or_null<AttributedStmt>(S))
    S = Attributed->getSubStmt();
  return neverReturns(S);
}

/// `Part` of an `if` or `? :` is what is expected not to run.
template <typename T>
static bool isUnlikelyPart(const T *Choice, const Stmt *Part, const Stmt *Then,
                           const Stmt *Else, const ASTContext &Context) {
  if (Part != Then && Part != Else)
    return false;
  std::optional<bool> Expected = expected(Choice->getCond(), Context);
  return Expected && *Expected != (Part == Then);
}

/// What is handed to std::call_once(), once, and to whatever else is cold.
static bool isColdCall(const Stmt *S, const ModelIndex &Models) {
  const auto *Call = dyn_cast<CallExpr>(S);
  const Model *M = Call ? Models.find(Call->getDirectCallee()) : nullptr;
  return M && M->Cold;
}

static bool isColdPart(const Stmt *Part, const Stmt *Of,
                       const ASTContext &Context) {
  if (isa<CXXCatchStmt>(Of) || neverReturns(Of) || isMarked<UnlikelyAttr>(Of))
    return true;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Of))
    return Part != Choice->getCond() &&
           (neverReturns(Part) ||
            isUnlikelyPart(Choice, Part, Choice->getTrueExpr(),
                           Choice->getFalseExpr(), Context));
  const auto *If = dyn_cast<IfStmt>(Of);
  if (!If || (Part != If->getThen() && Part != If->getElse()))
    return false;
  const Stmt *Other = Part == If->getThen() ? If->getElse() : If->getThen();
  return isUnlikelyPart(If, Part, If->getThen(), If->getElse(), Context) ||
         isMarked<LikelyAttr>(Other) || endsInNoReturn(Part);
}

/// static const auto table = build();
static bool initialisesStatic(const Stmt *S) {
  const auto *Declaration = dyn_cast<DeclStmt>(S);
  return Declaration && llvm::any_of(Declaration->decls(), [](const Decl *D) {
           const auto *V = dyn_cast<VarDecl>(D);
           return V && V->isStaticLocal();
         });
}

/// Before getopt(), or in the loop around it:
/// while ((option = getopt(argc, argv, "p:")) != -1) switch (option) { ... }
bool HotPath::readsCommandLine(const FunctionDecl *F, const Stmt *S) const {
  if (!F)
    return false;
  const SourceManager &SM = U.ast().getSourceManager();
  auto [Known, Inserted] = CommandLineEnds.try_emplace(F);
  if (Inserted)
    for (const Expr *Call : U.references().callsIn(F)) {
      const Model *M = U.models().find(calleeOf(Call));
      if (!M || !M->ReadsCommandLine)
        continue;
      Loop Around = U.loops().around(Call);
      SourceLocation End = (Around ? Around.Statement : Call)->getEndLoc();
      if (Known->second.isInvalid() ||
          SM.isBeforeInTranslationUnit(Known->second, End))
        Known->second = End;
    }
  return Known->second.isValid() &&
         SM.isBeforeInTranslationUnit(S->getBeginLoc(), Known->second);
}

bool HotPath::isColdCode(const Stmt *S) const {
  const References &Refs = U.references();
  const FunctionDecl *In = Refs.functionAround(S);
  if (isCold(In))
    return true;
  if (In && In->isMain() && !U.loops().around(S))
    return true;
  if (neverReturns(S) || isColdCall(S, U.models()) || readsCommandLine(In, S))
    return true;
  // A lambda that is kept in a static runs later, one that makes it does not.
  bool Later = false;
  const Stmt *Part = S;
  for (const Stmt *P = Refs.parent(S); P; Part = P, P = Refs.parent(P)) {
    if (isColdPart(Part, P, U.ast()) || isColdCall(P, U.models()))
      return true;
    if (isa<LambdaExpr>(P) && Part == cast<LambdaExpr>(P)->getBody()) {
      const Stmt *Use = Refs.parent(P);
      while (isa_and_nonnull<ImplicitCastExpr, ParenExpr,
                             MaterializeTemporaryExpr>(Use))
        Use = Refs.parent(Use);
      const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Use);
      Later |= !Call || Call->getOperator() != OO_Call;
    }
    if (!Later && initialisesStatic(P))
      return true;
  }
  return false;
}

} // namespace p99::analysis
