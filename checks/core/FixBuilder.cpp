// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/FixBuilder.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/ADT/StringExtras.h"
#include <utility>

using namespace clang;

namespace p99 {

bool FixBuilder::writable(SourceLocation L) const {
  const SourceManager &SM = Context.getSourceManager();
  return L.isValid() && L.isFileID() && !SM.isInSystemHeader(L) &&
         SM.getFileEntryRefForID(SM.getFileID(L)).has_value();
}

void FixBuilder::add(CharSourceRange Range, llvm::StringRef Text) {
  const SourceManager &SM = Context.getSourceManager();
  if (!writable(Range.getBegin()) || !writable(Range.getEnd()) ||
      SM.getFileID(Range.getBegin()) != SM.getFileID(Range.getEnd())) {
    Refused = true;
    return;
  }
  FixItHint Edit = Range.getBegin() == Range.getEnd()
                       ? FixItHint::CreateInsertion(Range.getBegin(), Text)
                       : FixItHint::CreateReplacement(Range, Text);
  Edits.push_back(std::move(Edit));
}

FixBuilder &FixBuilder::replace(SourceRange Tokens, llvm::StringRef Text) {
  const SourceManager &SM = Context.getSourceManager();
  if (!writable(Tokens.getBegin()) || !writable(Tokens.getEnd()))
    return refuse();
  SourceLocation End =
      Lexer::getLocForEndOfToken(Tokens.getEnd(), 0, SM, Context.getLangOpts());
  add(CharSourceRange::getCharRange(Tokens.getBegin(), End), Text);
  return *this;
}

FixBuilder &FixBuilder::insert(SourceLocation Where, llvm::StringRef Text) {
  add(CharSourceRange::getCharRange(Where, Where), Text);
  return *this;
}

FixBuilder &FixBuilder::insertAfter(SourceLocation LastToken,
                                    llvm::StringRef Text) {
  if (!writable(LastToken))
    return refuse();
  return insert(Lexer::getLocForEndOfToken(LastToken, 0,
                                           Context.getSourceManager(),
                                           Context.getLangOpts()),
                Text);
}

/// What stands before `L` on its line.
static llvm::StringRef lineBefore(SourceLocation L, const SourceManager &SM) {
  auto [File, Offset] = SM.getDecomposedLoc(L);
  llvm::StringRef Head = SM.getBufferData(File).take_front(Offset);
  size_t Break = Head.find_last_of("\r\n");
  return Break == llvm::StringRef::npos ? Head : Head.drop_front(Break + 1);
}

/// The file's own line break, so that a fix does not mix two kinds.
static llvm::StringRef lineBreak(SourceLocation L, const SourceManager &SM) {
  llvm::StringRef Text = SM.getBufferData(SM.getFileID(L));
  size_t Break = Text.find('\n');
  return Break != llvm::StringRef::npos && Break > 0 && Text[Break - 1] == '\r'
             ? "\r\n"
             : "\n";
}

bool FixBuilder::isUnbracedBody(const Stmt *S, const Stmt *Parent) {
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return If->getThen() == S || If->getElse() == S;
  if (const auto *Loop = dyn_cast<ForStmt>(Parent))
    return Loop->getBody() == S;
  if (const auto *Loop = dyn_cast<WhileStmt>(Parent))
    return Loop->getBody() == S;
  if (const auto *Loop = dyn_cast<DoStmt>(Parent))
    return Loop->getBody() == S;
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Parent))
    return Loop->getBody() == S;
  return false;
}

/// The last token of a statement, the semicolon included that an expression
/// statement does not count as its own. Invalid if it cannot be found.
static SourceLocation lastToken(const Stmt *S, const ASTContext &Context) {
  SourceLocation End = S->getEndLoc();
  if (const auto *If = dyn_cast<IfStmt>(S))
    return lastToken(If->getElse() ? If->getElse() : If->getThen(), Context);
  if (const auto *For = dyn_cast<ForStmt>(S))
    return lastToken(For->getBody(), Context);
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    return lastToken(For->getBody(), Context);
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return lastToken(While->getBody(), Context);
  if (!isa<Expr, ReturnStmt, DoStmt, BreakStmt, ContinueStmt, GotoStmt>(S))
    return End;
  if (End.isMacroID())
    End = Context.getSourceManager().getExpansionRange(End).getEnd();
  std::optional<Token> Next = Lexer::findNextToken(
      End, Context.getSourceManager(), Context.getLangOpts());
  return Next && Next->is(tok::semi) ? Next->getLocation() : SourceLocation();
}

FixBuilder &FixBuilder::insertStatement(const Stmt *Before, const Stmt *Parent,
                                        llvm::StringRef Lines) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Begin = Before->getBeginLoc();
  if (!writable(Begin))
    return refuse();
  llvm::StringRef Head = lineBefore(Begin, SM);
  bool OwnLine = Head.trim().empty();
  llvm::StringRef Break = lineBreak(Begin, SM);
  llvm::SmallVector<llvm::StringRef, 4> Split;
  Lines.split(Split, '\n');
  // "a\n<indent>b" when the statement starts its line, else "a b ".
  auto Joined = [&](llvm::StringRef Indent) {
    std::string Text;
    for (llvm::StringRef Line : Split) {
      Text += Line;
      Text += OwnLine ? (Break + Indent).str() : " ";
    }
    return Text;
  };

  if (isa<CompoundStmt, SwitchCase, LabelStmt>(Parent))
    return insert(Begin, Joined(Head));
  if (!isUnbracedBody(Before, Parent))
    return refuse();

  SourceLocation End = lastToken(Before, Context);
  // `if (x)\n  call();` becomes `if (x)\n  { fix;\n  call(); }`: ugly but
  // whole; the formatter of --format-style or the user's editor sets it right.
  insert(Begin, "{ " + Joined(Head));
  return insertAfter(End, " }");
}

FixBuilder &FixBuilder::insertStatementAfter(const Stmt *After,
                                             const Stmt *Parent,
                                             llvm::StringRef Lines) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Last = lastToken(After, Context);
  if (!isa<CompoundStmt>(Parent) || !writable(After->getBeginLoc()) ||
      !writable(Last))
    return refuse();
  llvm::StringRef Head = lineBefore(After->getBeginLoc(), SM);
  bool OwnLine = Head.trim().empty();
  std::string Text;
  for (llvm::StringRef Line : llvm::split(Lines, '\n'))
    Text += (OwnLine ? (lineBreak(Last, SM) + Head).str() : " ") + Line.str();
  return insertAfter(Last, Text);
}

/// One level of indentation: what the statements of the block have more than
/// its closing brace.
static std::string indentUnit(llvm::StringRef Head, const CompoundStmt *Block,
                              const SourceManager &SM) {
  if (Block->getRBracLoc().isFileID()) {
    llvm::StringRef Outer = lineBefore(Block->getRBracLoc(), SM);
    if (Outer.trim().empty() && Head.consume_front(Outer) && !Head.empty())
      return Head.str();
  }
  return Head.contains('\t') ? "\t" : "  ";
}

FixBuilder &FixBuilder::enclose(const Stmt *First, const Stmt *Last,
                                const CompoundStmt *Block,
                                llvm::StringRef Opening) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Begin = First->getBeginLoc();
  SourceLocation End = lastToken(Last, Context);
  if (!writable(Begin) || !writable(End) ||
      SM.getFileID(Begin) != SM.getFileID(End))
    return refuse();
  llvm::StringRef Head = lineBefore(Begin, SM);
  if (!Head.trim().empty()) {
    insert(Begin, Opening.empty() ? "{ " : ("{ " + Opening + " ").str());
    return insertAfter(End, " }");
  }
  std::string Unit = indentUnit(Head, Block, SM);
  llvm::StringRef Break = lineBreak(Begin, SM);
  std::string Inner = (Break + Head + Unit).str();
  insert(Begin, "{" + (Opening.empty() ? "" : Inner + Opening.str()) + Inner);
  // Not in raw strings, and not before directives.
  Token T;
  SourceLocation At = Begin;
  const SourceLocation FileStart = SM.getLocForStartOfFile(SM.getFileID(Begin));
  llvm::StringRef Text = SM.getBufferData(SM.getFileID(Begin));
  llvm::SmallVector<std::pair<unsigned, unsigned>, 2> Literals;
  while (At.isValid() && !SM.isBeforeInTranslationUnit(End, At)) {
    if (Lexer::getRawToken(At, T, SM, Context.getLangOpts(), true))
      return refuse();
    if (T.is(tok::eof))
      break;
    unsigned Offset = SM.getFileOffset(T.getLocation());
    if (tok::isStringLiteral(T.getKind()))
      Literals.push_back({Offset, Offset + T.getLength()});
    At = T.getEndLoc();
  }
  unsigned Stop = SM.getFileOffset(End);
  for (size_t Line = Text.find('\n', SM.getFileOffset(Begin));
       Line != llvm::StringRef::npos && Line < Stop;
       Line = Text.find('\n', Line + 1)) {
    llvm::StringRef Rest = Text.drop_front(Line + 1);
    llvm::StringRef Words =
        Rest.take_until([](char C) { return C == '\n'; }).ltrim(" \t");
    bool InLiteral = llvm::any_of(Literals, [&](auto Span) {
      return Span.first < Line && Line < Span.second;
    });
    SourceLocation Start = FileStart.getLocWithOffset(Line + 1);
    bool Removed = llvm::any_of(Edits, [&](const FixItHint &Edit) {
      SourceLocation From = Edit.RemoveRange.getBegin();
      return SM.getFileID(From) == SM.getFileID(Start) && From < Start &&
             Start < Edit.RemoveRange.getEnd();
    });
    if (!InLiteral && !Removed && !Words.rtrim().empty() &&
        !Words.starts_with("#"))
      insert(Start, Unit);
  }
  return insertAfter(End, (Break + Head + "}").str());
}

FixBuilder &FixBuilder::removeLines(SourceLocation Begin, SourceLocation End) {
  const SourceManager &SM = Context.getSourceManager();
  if (!writable(Begin) || !writable(End) ||
      SM.getFileID(Begin) != SM.getFileID(End))
    return refuse();
  llvm::StringRef Head = lineBefore(Begin, SM);
  SourceLocation Stop =
      Lexer::getLocForEndOfToken(End, 0, SM, Context.getLangOpts());
  llvm::StringRef Rest =
      SM.getBufferData(SM.getFileID(End)).drop_front(SM.getFileOffset(Stop));
  size_t Break = Rest.find('\n');
  if (Head.trim().empty() && Break != llvm::StringRef::npos &&
      Rest.take_front(Break).trim().empty() &&
      SM.getFileOffset(Begin) > Head.size()) {
    // From line break to line break: Clang takes spaces away around an edit
    // that leaves nothing.
    Begin = Begin.getLocWithOffset(-int(Head.size()) - 1);
    Stop = Stop.getLocWithOffset(Break + 1);
    // The line break between two lines that go is one of both.
    for (FixItHint &Edit : Edits)
      if (Edit.CodeToInsert == "\n" &&
          Edit.RemoveRange.getEnd() == Begin.getLocWithOffset(1)) {
        Edit.RemoveRange.setEnd(Stop);
        return *this;
      }
    add(CharSourceRange::getCharRange(Begin, Stop), "\n");
    return *this;
  }
  add(CharSourceRange::getCharRange(Begin, Stop), "");
  return *this;
}

FixBuilder &FixBuilder::removeStatement(const Stmt *S) {
  return removeLines(S->getBeginLoc(), lastToken(S, Context));
}

FixBuilder &FixBuilder::removeDeclaration(const Decl *D) {
  // `int a, b;`
  for (const Decl *Other : D->getDeclContext()->decls())
    if (Other != D && Other->getBeginLoc() == D->getBeginLoc())
      return refuse();
  std::optional<Token> Next =
      D->getEndLoc().isFileID()
          ? Lexer::findNextToken(D->getEndLoc(), Context.getSourceManager(),
                                 Context.getLangOpts())
          : std::nullopt;
  if (!Next || Next->isNot(tok::semi))
    return refuse();
  return removeLines(D->getBeginLoc(), Next->getLocation());
}

FixBuilder &FixBuilder::parenthesize(const Expr *E) {
  const Expr *Inner = E->IgnoreImplicit();
  if (isa<BinaryOperator, AbstractConditionalOperator, CXXThrowExpr>(Inner) ||
      (isa<CXXOperatorCallExpr>(Inner) &&
       cast<CXXOperatorCallExpr>(Inner)->isInfixBinaryOp())) {
    insert(Inner->getBeginLoc(), "(");
    insertAfter(Inner->getEndLoc(), ")");
  }
  return *this;
}

FixBuilder &FixBuilder::include(SourceLocation Near, llvm::StringRef Header) {
  const SourceManager &SM = Context.getSourceManager();
  if (!writable(Near))
    return refuse();
  FileID File = SM.getFileID(Near);
  llvm::StringRef Code = SM.getBufferData(File);
  tooling::HeaderIncludes Includes(SM.getFilename(Near), Code,
                                   tooling::IncludeStyle{});
  bool Angled = Header.starts_with("<");
  std::optional<tooling::Replacement> Added = Includes.insert(
      Header.trim("<>\""), Angled, tooling::IncludeDirective::Include);
  if (!Added)
    return *this; // It is there.
  std::string Text = Added->getReplacementText().str();
  if (lineBreak(Near, SM) == "\r\n")
    Text = llvm::join(llvm::split(Text, "\n"), "\r\n");
  SourceLocation Where =
      SM.getLocForStartOfFile(File).getLocWithOffset(Added->getOffset());
  if (llvm::any_of(Edits, [&](const FixItHint &Edit) {
        return Edit.RemoveRange.getBegin() == Where &&
               Edit.CodeToInsert == Text;
      }))
    return *this; // Asked for before.
  return insert(Where, Text);
}

std::string FixBuilder::textOf(const Stmt *S) const {
  const SourceManager &SM = Context.getSourceManager();
  if (!writable(S->getBeginLoc()) || !writable(S->getEndLoc()))
    return "";
  return Lexer::getSourceText(
             CharSourceRange::getTokenRange(S->getSourceRange()), SM,
             Context.getLangOpts())
      .str();
}

llvm::SmallVector<FixItHint, 4> FixBuilder::take() {
  const SourceManager &SM = Context.getSourceManager();
  auto Taken = std::exchange(Edits, {});
  if (std::exchange(Refused, false))
    return {};
  auto Span = [&](const FixItHint &Edit) {
    unsigned Begin = SM.getFileOffset(Edit.RemoveRange.getBegin());
    return std::make_tuple(SM.getFileID(Edit.RemoveRange.getBegin()), Begin,
                           SM.getFileOffset(Edit.RemoveRange.getEnd()));
  };
  for (size_t I = 0; I < Taken.size(); ++I)
    for (size_t J = I + 1; J < Taken.size(); ++J) {
      auto [FileA, BeginA, EndA] = Span(Taken[I]);
      auto [FileB, BeginB, EndB] = Span(Taken[J]);
      if (FileA == FileB && std::max(BeginA, BeginB) < std::min(EndA, EndB))
        return {};
    }
  return Taken;
}

} // namespace p99
