// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef P99_ANALYSIS_DEFINITIONS_H
#define P99_ANALYSIS_DEFINITIONS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

namespace p99::analysis {

/// The definition of a function of the user's own, whose text stands for it
/// alone: nullptr for a template and its instances, of which another may need
/// what this one does not.
inline const clang::FunctionDecl *soleDefinition(const clang::FunctionDecl *F) {
  const clang::FunctionDecl *Definition = F->getDefinition();
  const clang::SourceManager &SM = F->getASTContext().getSourceManager();
  return Definition && !Definition->isTemplateInstantiation() &&
                 !Definition->isDependentContext() &&
                 !SM.isInSystemHeader(
                     SM.getExpansionLoc(Definition->getLocation()))
             ? Definition
             : nullptr;
}

} // namespace p99::analysis

#endif
