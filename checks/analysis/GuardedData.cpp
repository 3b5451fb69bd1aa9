// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/GuardedData.h"

using namespace clang;

namespace p99::analysis {

const MutexFacts &GuardedData::of(const ValueDecl *Mutex) {
  std::unique_ptr<MutexFacts> &Facts = Known[Mutex];
  if (!Facts)
    Facts = std::make_unique<MutexFacts>();
  return *Facts;
}
SectionUse GuardedData::useIn(const Section &) { return {}; }
bool GuardedData::guards(const ValueDecl *, const ValueDecl *) { return false; }

} // namespace p99::analysis
