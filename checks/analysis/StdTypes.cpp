// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/StdTypes.h"
#include "analysis/Expressions.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace p99::analysis {

bool isStdClass(QualType T, llvm::StringRef Name) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return nameOf(Class) == Name && isInStd(Class);
}

} // namespace p99::analysis
