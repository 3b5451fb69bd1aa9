// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/LogFixes.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/StdTypes.h"
#include "analysis/Unit.h"
#include "core/FixTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace p99::analysis;

namespace p99 {

/// A number or a text, which every formatting library writes alike.
static bool isPlain(QualType T) {
  T = T.getNonReferenceType();
  if (T->isArithmeticType())
    return true;
  if (T->isPointerType() || T->isArrayType())
    return T->getPointeeOrArrayElementType()->isCharType();
  return isStdString(T) || isStdStringView(T);
}

/// Names a variable, a member, or is a constant.
static bool isSimple(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  return isa<DeclRefExpr, MemberExpr, StringLiteral, CharacterLiteral,
             IntegerLiteral, FloatingLiteral, CXXBoolLiteralExpr>(E);
}

/// What stands between the quotes of a plain literal; nullopt for others, and
/// where it would not mean the same between other text.
static std::optional<std::string> contentOf(const StringLiteral *Literal,
                                            const FixBuilder &Source) {
  std::string Written = Source.textOf(Literal);
  llvm::StringRef Text = Written;
  if (Literal->getNumConcatenated() != 1 || !Text.consume_front("\"") ||
      !Text.consume_back("\""))
    return std::nullopt;
  std::string Content;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '\\') {
      // The digits of "\x4" and "\1" may go on in the text behind them.
      if (I + 1 == Text.size() ||
          !llvm::StringRef("ntr\"\\'abfv?").contains(Text[I + 1]))
        return std::nullopt;
      Content += Text[I++];
    } else if (Text[I] == '{' || Text[I] == '}') {
      Content += Text[I];
    }
    Content += Text[I];
  }
  return Content;
}

bool hasLiteralFormat(const Expr *Formatting) {
  const Expr *Format = argument(Formatting, 0);
  if (!Format)
    return false;
  Format = Format->IgnoreImplicit()->IgnoreParens();
  // The conversion to the library's own type.
  while (const auto *Made = dyn_cast<CXXConstructExpr>(Format)) {
    if (Made->getNumArgs() == 0)
      return false;
    Format = Made->getArg(0)->IgnoreImplicit()->IgnoreParens();
  }
  return isa<StringLiteral>(Format);
}

void passArguments(const EagerLog &Log, FixBuilder &Fix, bool &Safe) {
  llvm::ArrayRef<const Expr *> Arguments = argumentsOf(Log.Text);
  std::string All;
  for (const Expr *A : Arguments) {
    std::string Text = Fix.textOf(A);
    if (A != Arguments.front()) {
      All += ", ";
      Safe = Safe && isPlain(A->getType()) && isSimple(A);
    }
    if (Text.empty())
      Fix.refuse();
    All += Text;
  }
  Fix.replace(Log.Text->getSourceRange(), All);
}

void passParts(const EagerLog &Log, FixBuilder &Fix, bool &Safe) {
  std::string Format, Arguments;
  for (const Expr *Part : partsOf(Log.Text)) {
    const Expr *Bare = Part->IgnoreParenImpCasts();
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Bare);
        Made && Made->getNumArgs() > 0)
      Bare = Made->getArg(0)->IgnoreParenImpCasts();
    if (const auto *Literal = dyn_cast<StringLiteral>(Bare)) {
      std::optional<std::string> Content = contentOf(Literal, Fix);
      if (!Content)
        Fix.refuse();
      else
        Format += *Content;
      continue;
    }
    std::string Text = Fix.textOf(Part);
    // '!'
    if (isa<CharacterLiteral>(Bare) && Text.size() == 3 &&
        !llvm::StringRef("\"{}").contains(Text[1])) {
      Format += Text[1];
      continue;
    }
    if (Text.empty())
      Fix.refuse();
    Safe = Safe && isSimple(Part);
    Format += "{}";
    Arguments += ", " + Text;
  }
  Fix.replace(Log.Text->getSourceRange(), "\"" + Format + "\"" + Arguments);
}

void askForLevelFirst(Unit &U, const EagerLog &Log, FixBuilder &Fix) {
  const References &Refs = U.references();
  const Stmt *Whole = Log.Call;
  const Stmt *Parent = Refs.parent(Whole);
  while (isa_and_nonnull<ExprWithCleanups>(Parent)) {
    Whole = Parent;
    Parent = Refs.parent(Whole);
  }
  FixTemplate Template(U.ast(), 0);
  Template.call(Log.Call);
  if (const Expr *Object = objectOf(Log.Call))
    Template.handle(Object);
  std::optional<std::string> Question = Template.fill(Log.Logger.Says.Asks);
  // The model's {arg1} is the level.
  const Expr *First = argument(Log.Call, 0);
  bool LevelFirst = First && !First->getType()->isRecordType();
  bool IsNamed = llvm::StringRef(Log.Logger.Says.Asks.Text).contains("{arg1}");
  if (!Question || (IsNamed && !LevelFirst) ||
      !isa_and_nonnull<CompoundStmt>(Parent)) {
    Fix.refuse();
    return;
  }
  Fix.insert(Whole->getBeginLoc(), "if (" + *Question + ") ");
}

} // namespace p99
