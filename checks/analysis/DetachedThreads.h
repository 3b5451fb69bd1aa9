// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Detached threads that may outlive what they work on, or that nothing can
// stop.

#ifndef P99_ANALYSIS_DETACHEDTHREADS_H
#define P99_ANALYSIS_DETACHEDTHREADS_H

#include "analysis/DetachedStarts.h"
#include "analysis/HotPath.h"
#include "analysis/Loops.h"
#include "analysis/ThreadCaptures.h"

namespace p99::analysis {

class Unit;

struct DetachedThread {
  enum class Why {
    Local,     ///< uses an object of the function that has started it
    Parameter, ///< uses a caller's object by reference
    This,      ///< uses an object that nothing keeps alive
    Deleted,   ///< uses an object that is deleted elsewhere
    Endless,   ///< never ends, and each call starts one more
  };
  Why What;
  DetachedStart Start;
  /// Of which it has a reference or pointer; nullptr for `this`.
  const clang::ValueDecl *Variable = nullptr;
  clang::SourceLocation Captured = {};
  /// Deleted: where. Parameter: the call that passes an object that dies.
  const clang::Expr *Evidence = nullptr;
  /// The loop that it never leaves, if it has one.
  Loop Endless = {};
  /// What runs on the thread, if it is known.
  const clang::FunctionDecl *Body = nullptr;
  HotReasons Hot = {};
};

/// All of the unit, in the order of the source.
std::vector<DetachedThread> detachedThreads(Unit &U);

} // namespace p99::analysis

#endif
