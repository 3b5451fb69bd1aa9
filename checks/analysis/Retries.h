// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that go around because a call to another machine has failed, and come
// to it again at once, as often as it fails.

#ifndef P99_ANALYSIS_RETRIES_H
#define P99_ANALYSIS_RETRIES_H

#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include <string>
#include <vector>

namespace p99::analysis {

class Unit;

struct Retry {
  Loop Again;
  /// The call that is tried.
  const clang::Expr *Call = nullptr;
  std::string Name; ///< "connect", or the helper around it
  /// Where it has failed: the condition, or the handler that drops the
  /// exception.
  const clang::Stmt *Failed = nullptr;
  /// Down to the modelled call, if it is not that itself.
  const clang::Stmt *Origin = nullptr;
  HotReasons Hot;
};

/// All of the unit, in the order of the source.
std::vector<Retry> endlessRetries(Unit &U);

} // namespace p99::analysis

#endif
