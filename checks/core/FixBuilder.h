// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Collects the edits of one fix: take() gives all of them, or none if a place
// is invalid, inside a macro, in a system header, or overlaps another edit.

#ifndef P99_CORE_FIXBUILDER_H
#define P99_CORE_FIXBUILDER_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace p99 {

class FixBuilder {
public:
  explicit FixBuilder(const clang::ASTContext &Context) : Context(Context) {}

  FixBuilder &replace(clang::SourceRange Tokens, llvm::StringRef Text);
  FixBuilder &remove(clang::SourceRange Tokens) { return replace(Tokens, ""); }
  /// Inserts at `Where`, before what stands there.
  FixBuilder &insert(clang::SourceLocation Where, llvm::StringRef Text);
  FixBuilder &insertAfter(clang::SourceLocation LastToken,
                          llvm::StringRef Text);
  /// Puts `Lines` (without final newline) on lines of their own before the
  /// statement, with its indentation. A statement that is the unbraced body of
  /// an `if` or a loop is put in braces together with them; one that shares
  /// its line with other code gets them on the same line.
  /// `Parent` is the statement around it.
  FixBuilder &insertStatement(const clang::Stmt *Before,
                              const clang::Stmt *Parent, llvm::StringRef Lines);
  /// The same behind a statement of a block, on the lines below it.
  FixBuilder &insertStatementAfter(const clang::Stmt *After,
                                   const clang::Stmt *Parent,
                                   llvm::StringRef Lines);
  /// Puts the statements from `First` to `Last` of a block into a block of
  /// their own, one level deeper, which begins with `Opening` (a statement, or
  /// nothing). What is to be removed from them has to be so before.
  FixBuilder &enclose(const clang::Stmt *First, const clang::Stmt *Last,
                      const clang::CompoundStmt *Block,
                      llvm::StringRef Opening = "");
  /// Takes a statement out, with its line if nothing else stands there.
  FixBuilder &removeStatement(const clang::Stmt *S);
  /// The same for a member or global that is declared alone.
  FixBuilder &removeDeclaration(const clang::Decl *D);
  static bool isUnbracedBody(const clang::Stmt *S, const clang::Stmt *Parent);
  /// Puts the expression in parentheses if an operator beside it could bind
  /// tighter.
  FixBuilder &parenthesize(const clang::Expr *E);
  /// Adds `#include` for `<header>` or `"header"` to the file of `Near` unless
  /// the file has it.
  FixBuilder &include(clang::SourceLocation Near, llvm::StringRef Header);
  /// Makes take() answer with nothing, for a reason the caller has found.
  FixBuilder &refuse() {
    Refused = true;
    return *this;
  }

  /// All edits, or none. Empty afterwards.
  llvm::SmallVector<clang::FixItHint, 4> take();

  /// The source text of an expression or statement, or "" if a macro spells
  /// part of it.
  std::string textOf(const clang::Stmt *S) const;

private:
  FixBuilder &removeLines(clang::SourceLocation Begin,
                          clang::SourceLocation LastToken);
  void add(clang::CharSourceRange Range, llvm::StringRef Text);
  bool writable(clang::SourceLocation L) const;

  const clang::ASTContext &Context;
  llvm::SmallVector<clang::FixItHint, 4> Edits;
  bool Refused = false;
};

} // namespace p99

#endif
