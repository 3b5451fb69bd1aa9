// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of a unit that is not in system headers. What a precompiled header
// or preamble holds is loaded from it only as far as it belongs to this part:
// all of it would take longer than to parse the rest of the unit.

#ifndef P99_ANALYSIS_USERCODE_H
#define P99_ANALYSIS_USERCODE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclBase.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace p99::analysis {

/// Each inclusion of a file that is no system header, the main file's too;
/// those in precompiled headers come first, else they come in their order.
void forEachUserFile(const clang::SourceManager &SM,
                     llvm::function_ref<void(clang::FileID)> Callback);

/// The declarations at the top level of these files, once each; those out of
/// precompiled headers come first, else they come in their order. Without what
/// a visit of these meets anyway, and what stands nowhere.
std::vector<clang::Decl *> userDecls(clang::ASTContext &Context);

} // namespace p99::analysis

#endif
