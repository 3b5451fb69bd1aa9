// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/SetUpFixes.h"
#include "analysis/Loops.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "core/FixTemplate.h"
#include "core/Hoisting.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

bool canBeStatic(const RepeatedSetUp &R) {
  return R.Literal && R.OnlyRead && R.What.Cost->Shared &&
         R.What.Made == R.What.origin();
}

/// `std::regex re("x");` alone in its statement.
const DeclStmt *SetUpFixes::declarationOf(const RepeatedSetUp &R) const {
  const References &Refs = U.references();
  const Stmt *S = R.What.Made;
  while (S && isa<Expr>(S))
    S = Refs.parent(S);
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(S);
  return Declaration && Declaration->isSingleDecl() &&
                 Declaration->getSingleDecl() == R.What.Object &&
                 isa_and_nonnull<CompoundStmt>(Refs.parent(Declaration))
             ? Declaration
             : nullptr;
}

//===-- Names -------------------------------------------------------------===//

static llvm::StringRef textOfFunction(const FunctionDecl *F,
                                      const ASTContext &Context) {
  return Lexer::getSourceText(
      CharSourceRange::getTokenRange(F->getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
}

/// `pattern`, `pattern2`: a word that the function does not have.
std::string SetUpFixes::freshName(const RepeatedSetUp &R) {
  const FunctionDecl *Definition = nullptr;
  if (!R.In->hasBody(Definition))
    return "";
  llvm::StringRef Text = textOfFunction(Definition, U.ast());
  llvm::StringRef What = R.What.Cost->What;
  std::string Base = What.contains("regular expression") ? "pattern" : "kept";
  for (unsigned N = 1; N < 20; ++N) {
    std::string Name = N == 1 ? Base : Base + llvm::utostr(N);
    if (!Text.contains(Name) && Taken.insert(Name).second)
      return Name;
  }
  return "";
}

/// match(text, std::regex("x")) gets a name for what it makes in passing.
bool SetUpFixes::name(const RepeatedSetUp &R, llvm::StringRef Specifiers,
                      const Stmt *Before, const Stmt *Parent) {
  const Expr *Made = R.What.Made;
  const Stmt *Up = U.references().parent(Made);
  // std::regex("x") is a cast around the construction.
  TypeSourceInfo *Written = nullptr;
  const Expr *Whole = Made;
  for (; Up && isa<ImplicitCastExpr, FullExpr, MaterializeTemporaryExpr,
                   CXXBindTemporaryExpr, CXXFunctionalCastExpr>(Up);
       Up = U.references().parent(Up))
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Up)) {
      Written = Cast->getTypeInfoAsWritten();
      Whole = Cast;
    }
  if (const auto *Temporary = dyn_cast<CXXTemporaryObjectExpr>(Made))
    Written = Temporary->getTypeSourceInfo();
  std::string Text = Fix.textOf(Whole);
  // A statement of its own has nothing to name, and what a variable is made
  // of has a name.
  if (Text.empty() || Text.find('\n') != std::string::npos ||
      (R.isAnswerKept() && !isa_and_nonnull<Expr, ReturnStmt>(Up)))
    return false;
  std::string Type, Rest;
  if (Written) {
    SourceRange Range = Written->getTypeLoc().getSourceRange();
    Type =
        Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                             U.ast().getSourceManager(), U.ast().getLangOpts())
            .str();
    if (Type.empty() || !llvm::StringRef(Text).starts_with(Type))
      return false;
    Rest = Text.substr(Type.size());
  } else if (R.isAnswerKept()) {
    Type = "auto";
    Rest = " = " + Text;
  } else {
    PrintingPolicy Policy(U.ast().getLangOpts());
    Policy.SuppressUnwrittenScope = true;
    Type = Made->getType().getCanonicalType().getUnqualifiedType().getAsString(
        Policy);
    Rest = "(" + Text + ")";
  }
  std::string Name = freshName(R);
  if (Name.empty())
    return false;
  Fix.insertStatement(Before, Parent,
                      (Specifiers + Type + " " + Name + Rest + ";").str());
  Fix.replace(Whole->getSourceRange(), Name);
  return true;
}

//===-- A static constant -------------------------------------------------===//

bool SetUpFixes::makeStatic(const RepeatedSetUp &R) {
  const References &Refs = U.references();
  if (!canBeStatic(R) || !U.ast().getLangOpts().CPlusPlus11 ||
      R.In->isConstexpr())
    return false;
  if (!R.What.Object) {
    const Stmt *Before = R.What.Made, *Parent = Refs.parent(Before);
    while (Parent && !isa<CompoundStmt>(Parent)) {
      // Behind a label it would be jumped over.
      if (isa<SwitchCase, LabelStmt, LambdaExpr>(Parent))
        return false;
      Before = Parent;
      Parent = Refs.parent(Before);
    }
    return Parent && name(R, "static const ", Before, Parent);
  }
  const DeclStmt *Declaration = declarationOf(R);
  if (!Declaration || R.What.Object->getStorageClass() != SC_None ||
      !R.What.Object->getType()->isRecordType())
    return false;
  Fix.insert(Declaration->getBeginLoc(),
             R.What.Object->getType().isConstQualified() ? "static "
                                                         : "static const ");
  return true;
}

//===-- Above the loop ----------------------------------------------------===//

static bool leaves(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<BreakStmt, ReturnStmt, GotoStmt, ContinueStmt>(S))
    return true;
  return llvm::any_of(S->children(),
                      [](const Stmt *Child) { return leaves(Child); });
}

/// CURL *curl = curl_easy_init(); ... curl_easy_cleanup(curl);
bool SetUpFixes::hoistHandle(const RepeatedSetUp &R,
                             const DeclStmt *Declaration, const Stmt *Parent) {
  const References &Refs = U.references();
  const SetUp &S = R.What;
  if (S.Made != S.origin() || S.Releases.size() != 1 ||
      S.Cost->Handle.Index != Place::Result || S.Cost->Reset.Text.empty() ||
      leaves(R.Repeats.Body))
    return false;
  const Stmt *Release = S.Releases.front();
  if (!isa_and_nonnull<CompoundStmt>(Refs.parent(Release)) ||
      !isa<CompoundStmt>(Parent))
    return false;
  FixTemplate Template(U.ast(), 0);
  Template.call(S.Made).handle(S.Object);
  std::optional<std::string> Reset = Template.fill(S.Cost->Reset);
  std::string Made = Fix.textOf(Declaration), End = Fix.textOf(Release);
  if (!Reset || Made.empty() || End.empty())
    return false;
  Fix.replace(Declaration->getSourceRange(), *Reset);
  Fix.removeStatement(Release);
  Fix.insertStatement(R.Repeats.Statement, Parent, Made);
  Fix.insertStatementAfter(R.Repeats.Statement, Parent, End + ";");
  return true;
}

bool SetUpFixes::hoist(const RepeatedSetUp &R) {
  const References &Refs = U.references();
  const Stmt *Loop = R.Repeats.Statement;
  const Stmt *Parent = Loop ? Refs.parent(Loop) : nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!Parent || R.Call || isa<Expr>(Loop) || !R.In->hasBody(Definition) ||
      (R.What.Cost->Transient && !R.isAnswerKept()) || R.What.IsPart ||
      !isa<CompoundStmt>(Parent) ||
      !llvm::all_of(R.What.Inputs, [&](const Expr *Input) {
        return U.loops().isInvariant(Input, R.Repeats);
      }))
    return false;
  if (!R.What.Object)
    return R.What.Made == R.What.origin() && R.OnlyRead &&
           name(R, "const ", Loop, Parent);
  const DeclStmt *Declaration = declarationOf(R);
  if (!Declaration || hasNamesakes(R.What.Object, Definition))
    return false;
  if (!R.What.Object->getType()->isRecordType())
    return hoistHandle(R, Declaration, Parent);
  std::string Text = Fix.textOf(Declaration);
  if (Text.empty() || !R.OnlyRead)
    return false;
  Fix.removeStatement(Declaration);
  Fix.insertStatement(Loop, Parent, Text);
  return true;
}

} // namespace p99
