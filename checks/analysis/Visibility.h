// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What of the program the unit can see: which functions belong to a library,
// who can reach a member, where a thread's argument arrives.

#ifndef P99_ANALYSIS_VISIBILITY_H
#define P99_ANALYSIS_VISIBILITY_H

#include "analysis/ApiModels.h"
#include "clang/AST/Expr.h"

namespace p99::analysis {

/// A function whose body is not ours to see and which does to an object only
/// what the models say: of a system header outside std, or declared in the same
/// header as `Beside` (which may be nullptr).
bool isLibrary(const clang::FunctionDecl *F, const clang::FunctionDecl *Beside,
               const clang::ASTContext &Context);

/// Whether only code in sight can reach the member. Any method without a body
/// here could, a friend, or whoever includes the header that makes it public.
bool isPrivateToUnit(const clang::FieldDecl *Field,
                     const clang::ASTContext &Context);

/// The parameter that argument `N` (0 for the first) of a modelled spawn
/// arrives in, or nullptr if the callable is not in sight.
const clang::ParmVarDecl *forwardedTo(const clang::Expr *Call, unsigned N,
                                      const ModelIndex &Models);

} // namespace p99::analysis

#endif
