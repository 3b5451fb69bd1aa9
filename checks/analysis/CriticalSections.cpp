// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CriticalSections.h"

using namespace clang;

namespace p99::analysis {

SourceLocation Section::location() const {
  return Acquisition ? Acquisition->getBeginLoc() : Function->getLocation();
}
llvm::ArrayRef<Section> CriticalSections::of(const FunctionDecl *) {
  return {};
}
const std::vector<const Section *> &CriticalSections::all() {
  if (!All)
    All.emplace();
  return *All;
}
const Section *CriticalSections::around(const Stmt *) { return nullptr; }

} // namespace p99::analysis
