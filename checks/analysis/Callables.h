// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions run: for an expression that is handed over to be called
// later, and for a call through an object, a pointer or a virtual method.

#ifndef P99_ANALYSIS_CALLABLES_H
#define P99_ANALYSIS_CALLABLES_H

#include "analysis/References.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace p99::analysis {

class Callables {
public:
  Callables(clang::ASTContext &Context, const References &Refs)
      : Context(Context), Refs(Refs) {}

  struct Targets {
    /// Definitions where the unit has them, else declarations. Canonical.
    llvm::SmallVector<const clang::FunctionDecl *, 2> Functions;
    /// Other code, too, may be called: a std::function or pointer that comes
    /// from elsewhere, a virtual method that anyone can override.
    bool Unknown = false;
  };

  /// What calling `E` later would run: a lambda, a function's name, `&C::m`,
  /// std::bind and its kin, bind_executor and other wrappers that take a
  /// callable among their arguments, a functor, a variable or member that all
  /// assignments in the unit give such a value.
  Targets named(const clang::Expr *E) const;

  /// What a CallExpr or CXXConstructExpr runs. A virtual call is resolved if
  /// the object's class is known exactly, the method or class is final, or the
  /// unit has one override and the base is private to the unit.
  Targets called(const clang::Expr *Call) const;

private:
  void collect(const clang::Expr *E, Targets &Into, unsigned Depth) const;

  clang::ASTContext &Context;
  const References &Refs;
  /// Overrides seen in the unit, by overridden method; made when first asked.
  mutable std::optional<
      llvm::DenseMap<const clang::CXXMethodDecl *,
                     llvm::SmallVector<const clang::CXXMethodDecl *, 2>>>
      Overrides;
};

} // namespace p99::analysis

#endif
