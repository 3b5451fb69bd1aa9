// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that take or return an object by value where a reference would do:
// their callers copy what is only read.

#ifndef P99_ANALYSIS_VALUESIGNATURES_H
#define P99_ANALYSIS_VALUESIGNATURES_H

#include "analysis/HotPath.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include <vector>

namespace p99::analysis {

class Unit;

/// A const parameter whose value is not handed on as a whole. No function
/// pointer and no override depends on the type of the function.
struct CopiedParameter {
  const clang::FunctionDecl *Function; ///< the definition
  unsigned Index;

  const clang::ParmVarDecl *parameter() const {
    return Function->getParamDecl(Index);
  }
};

/// Of types whose copy allocates, in functions that are not cold.
std::vector<CopiedParameter> copiedParameters(Unit &U);

/// A method that does nothing but return a member, which all calls in the unit
/// read at once and forget.
struct CopyingGetter {
  const clang::CXXMethodDecl *Getter; ///< the definition
  const clang::FieldDecl *Member;
  const clang::Expr *Call; ///< one on a request path or in a loop
  HotReasons Hot;          ///< why that is hot; empty in a loop that is not
};

/// Of types whose copy allocates, called on request paths or in loops. Classes
/// with a mutex are left out: what they return is copied for its sake.
std::vector<CopyingGetter> copyingGetters(Unit &U);

} // namespace p99::analysis

#endif
