// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Loops.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace p99::analysis {

Loop Loops::of(const Stmt *S) const {
  if (const auto *For = dyn_cast<ForStmt>(S))
    return {S, For->getBody(), nullptr};
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return {S, While->getBody(), nullptr};
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return {S, Do->getBody(), nullptr};
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    return {S, Range->getBody(), nullptr};
  return {};
}

Loop Loops::around(const Stmt *S) const {
  const Stmt *L = Refs.loopAround(S);
  return L ? of(L) : Loop();
}

std::optional<uint64_t> Loops::tripCount(const Loop &) const { return {}; }
bool Loops::leavesInFirstRound(const Loop &) const { return false; }
bool Loops::isEndless(const Loop &) const { return false; }
const Expr *Loops::servesEventsOf(const Loop &) const { return nullptr; }
bool Loops::isInvariant(const Expr *, const Loop &) const { return false; }

} // namespace p99::analysis
