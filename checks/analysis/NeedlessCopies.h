// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables that are copies of an object that exists anyway: because they are
// only read, or because the object is freed right behind the copy.

#ifndef P99_ANALYSIS_NEEDLESSCOPIES_H
#define P99_ANALYSIS_NEEDLESSCOPIES_H

#include "analysis/Aliasing.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace p99::analysis {

struct NeedlessCopy {
  enum class Kind {
    Variable, ///< `auto x = m[k];`
    Element,  ///< `for (auto x : range)`
    Popped,   ///< `auto x = q.front(); q.pop();`
    Erased,   ///< `auto x = it->second; m.erase(it);`
  };
  Kind Is = Kind::Variable;
  const clang::VarDecl *Variable = nullptr;
  /// What is copied; of an Element the range.
  const clang::Expr *Source = nullptr;
  /// Popped, Erased: the call that frees the original.
  const clang::CXXMemberCallExpr *Freed = nullptr;
  /// What becomes of the source while the copy is used; never Changes.
  Fate Meanwhile;
};

/// In the unit's own code, in functions that are not cold.
std::vector<NeedlessCopy> needlessCopies(Unit &U);

} // namespace p99::analysis

#endif
