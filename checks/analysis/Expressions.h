// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an expression stands for: the call and its arguments, and the variable
// or member under casts, smart pointers and moves.

#ifndef P99_ANALYSIS_EXPRESSIONS_H
#define P99_ANALYSIS_EXPRESSIONS_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace p99::analysis {

/// The function of a CallExpr or the constructor of a CXXConstructExpr; nullptr
/// for other expressions and for calls through a pointer.
const clang::FunctionDecl *calleeOf(const clang::Expr *Call);

/// "push_back"; empty for nullptr and for what has no plain name: operators,
/// constructors, lambdas.
llvm::StringRef nameOf(const clang::NamedDecl *D);

/// The same for all declarations of it.
const clang::ValueDecl *canonical(const clang::ValueDecl *D);

/// The arguments of a call or construction. The object of an operator that is a
/// method is none.
llvm::ArrayRef<const clang::Expr *> argumentsOf(const clang::Expr *Call);
/// Argument `N` (0 for the first), or nullptr.
const clang::Expr *argument(const clang::Expr *Call, unsigned N);
/// The object that a method is called on, or nullptr.
const clang::Expr *objectOf(const clang::Expr *Call);

/// For `std::make_unique<T>(args)` and its like the constructor of T that takes
/// that many arguments, whose call stands in std's text; else nullptr.
const clang::CXXConstructorDecl *constructorMade(const clang::Expr *Call);

/// The operand of an expression that answers with what it is given:
/// std::move(x), p.get(), *p, p[i], a copy, the unique_ptr that owns x. nullptr
/// for any other.
const clang::Expr *seenThrough(const clang::Expr *E);

/// The expression under casts, addresses, dereferences and all that
/// seenThrough() sees through.
const clang::Expr *strip(const clang::Expr *E);

/// The variable, member or binding that a stripped expression names, as its
/// canonical declaration, or nullptr. Members are not told apart by object.
const clang::ValueDecl *placeOf(const clang::Expr *E);

/// The number that an expression of integral or enumeration type is always;
/// nullopt if it varies, depends on a template's parameter, does not fit or is
/// no expression at all.
std::optional<int64_t> constantOf(const clang::Expr *E,
                                  const clang::ASTContext &Context);

/// As the user wrote it, as constants may be macros: the text of the expansion.
/// Empty where there is none, as of what the compiler has added.
llvm::StringRef spelled(const clang::Expr *E, const clang::ASTContext &Context);

/// In std, also as a member of one of its classes or in an inline namespace.
bool isInStd(const clang::Decl *D);

} // namespace p99::analysis

#endif
