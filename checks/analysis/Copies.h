// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that are made as a copy of another.

#ifndef P99_ANALYSIS_COPIES_H
#define P99_ANALYSIS_COPIES_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace p99::analysis {

struct ObjectCopy {
  const clang::CXXConstructExpr *Made = nullptr;
  const clang::Expr *Original = nullptr; ///< an lvalue

  explicit operator bool() const { return Made; }
};

/// What an initialiser, a returned value or a capture copies: an object of the
/// same class, and not a part of a derived one. Empty for anything else, for
/// nullptr, and for a `T(x)` that is written out.
inline ObjectCopy copyBy(const clang::Expr *Init) {
  if (const auto *Full = llvm::dyn_cast_or_null<clang::FullExpr>(Init))
    Init = Full->getSubExpr();
  const auto *Made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(Init);
  // With more arguments than the original it is another object.
  auto IsDefault = [](const clang::Expr *Argument) {
    return llvm::isa<clang::CXXDefaultArgExpr>(Argument);
  };
  if (!Made || Made->getNumArgs() == 0 ||
      !Made->getConstructor()->isCopyConstructor() ||
      llvm::isa<clang::CXXTemporaryObjectExpr>(Made) ||
      !llvm::all_of(llvm::drop_begin(Made->arguments()), IsDefault))
    return {};
  const clang::Expr *Original = Made->getArg(0)->IgnoreParenImpCasts();
  const clang::CXXRecordDecl *Class = Original->getType()->getAsCXXRecordDecl();
  if (!Original->isLValue() || !Class ||
      Class->getCanonicalDecl() !=
          Made->getConstructor()->getParent()->getCanonicalDecl())
    return {};
  return {Made, Original};
}

} // namespace p99::analysis

#endif
