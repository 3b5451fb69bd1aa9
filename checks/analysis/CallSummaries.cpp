// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CallSummaries.h"

using namespace clang;

namespace p99::analysis {

const Summary &CallSummaries::of(const FunctionDecl *F) {
  std::unique_ptr<Summary> &S = Known[F];
  if (!S)
    S = std::make_unique<Summary>();
  return *S;
}
std::optional<Blocking> CallSummaries::blocks(const Expr *) { return {}; }
std::optional<Blocking> CallSummaries::destructionBlocks(QualType,
                                                         const Stmt *) {
  return {};
}
bool CallSummaries::runsUnknown(const Expr *) { return false; }

bool worse(BlockKind A, BlockKind B) { return A < B; }

} // namespace p99::analysis
