// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which functions run: for an expression that is handed over to be called
// later, and for a call through an object, a pointer or a virtual method.

#ifndef P99_ANALYSIS_CALLABLES_H
#define P99_ANALYSIS_CALLABLES_H

#include "analysis/References.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

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

  /// `E` is plainly something to call, whether or not it is known what.
  bool isCallable(const clang::Expr *E) const;

  /// What a CallExpr or CXXConstructExpr runs. A virtual call is resolved if
  /// the object's class is known exactly, the method or class is final, or the
  /// base is private to the unit, whose overrides are then all there are. What
  /// std::make_unique and its like run is the constructor, if the unit has it.
  Targets called(const clang::Expr *Call) const;

  /// The lambda that a call operator, or an instance of a generic one, belongs
  /// to; nullptr for any other function.
  const clang::LambdaExpr *lambdaOf(const clang::FunctionDecl *F) const;

  /// A function with a body that is the user's own: in sight, and neither in a
  /// system header nor std's.
  static bool isOwn(const clang::FunctionDecl *F);

private:
  struct Search {
    Targets Found;
    llvm::SmallPtrSet<const clang::ValueDecl *, 8> Seen;
    unsigned Depth = 0;
  };
  void collect(const clang::Expr *E, Search &Into) const;
  void collectCall(const clang::CallExpr *Call, Search &Into) const;
  void collectPlace(const clang::ValueDecl *D, Search &Into) const;
  bool collectOperator(const clang::CXXRecordDecl *Class, Search &Into) const;
  bool collectFirst(llvm::ArrayRef<const clang::Expr *> Arguments,
                    Search &Into) const;
  void collectMethod(const clang::CXXMethodDecl *Method,
                     const clang::Expr *Object, Search &Into) const;
  const clang::CXXRecordDecl *exactClassOf(const clang::Expr *Object) const;
  llvm::ArrayRef<const clang::CXXMethodDecl *>
  overridesOf(const clang::CXXMethodDecl *Method) const;

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
