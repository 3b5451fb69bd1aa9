// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notifications of a condition variable that are the last act of a critical
// section, after something has been put where the woken thread will look.

#ifndef P99_ANALYSIS_NOTIFICATIONS_H
#define P99_ANALYSIS_NOTIFICATIONS_H

#include "analysis/CriticalSections.h"
#include "clang/AST/Stmt.h"
#include <optional>

namespace p99::analysis {

class Unit;

struct LateNotification {
  const Section *In;
  const clang::Expr *Call;
  /// The call, or the `if` around it, in the block of the guard.
  const clang::Stmt *Statement;
};

/// The notification that ends the section, if it could as well be behind it:
/// nullopt for one that only tells of a flag or of a thread's start, for a
/// condition variable that may be gone when its waiter has run or is waited on
/// with another mutex, and where another lock is held all the same.
std::optional<LateNotification> notificationAtEndOf(const Section &S, Unit &U);

} // namespace p99::analysis

#endif
