// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Elements that are taken out of a container by copying them, and then freed.

#ifndef P99_ANALYSIS_FREEDELEMENTS_H
#define P99_ANALYSIS_FREEDELEMENTS_H

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"

namespace p99::analysis {

class Unit;

/// The statement behind the declaration of `V` if it frees what the variable
/// is initialised from: `q.pop()` behind `auto x = q.front();`, `m.erase(it)`
/// behind `auto x = it->second;`. nullptr if it does not, or if the element
/// cannot be moved, or is needed to find what is to be freed.
const clang::CXXMemberCallExpr *freedBehind(const clang::VarDecl *V,
                                            const clang::Expr *Source, Unit &U);

} // namespace p99::analysis

#endif
