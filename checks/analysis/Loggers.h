// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that write a line to a log and look up inside whether its level is
// on: those of the models, and those whose body is in the unit and says so.

#ifndef P99_ANALYSIS_LOGGERS_H
#define P99_ANALYSIS_LOGGERS_H

#include "analysis/ApiModels.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace p99::analysis {

class Unit;

class Loggers {
public:
  /// What is known of a function that logs.
  struct Facts {
    Logs Says;
    /// Of the user's own: where it looks at the level; nullptr for a model.
    const clang::Stmt *Check = nullptr;
  };

  explicit Loggers(Unit &U) : U(U) {}

  /// What `Call` does if it logs at a level that is off in production, or may
  /// be: Says.Level is none that is Named. nullopt for all other calls, and
  /// where the level is not known.
  std::optional<Facts> of(const clang::Expr *Call);

  /// Runs only if some level is on: `if (log.should_log(...))` around it, an
  /// early return before it, or around all calls of its function.
  bool isGuarded(const clang::Stmt *S) const;

private:
  std::optional<Facts> factsOf(const clang::FunctionDecl *F);
  std::optional<Facts> derive(const clang::FunctionDecl *F);
  std::optional<Facts> forwarded(const clang::FunctionDecl *F,
                                 const clang::Stmt *S);
  bool isGuarded(const clang::Stmt *S, unsigned Depth) const;

  Unit &U;
  llvm::DenseMap<const clang::FunctionDecl *, std::optional<Facts>> Known;
};

} // namespace p99::analysis

#endif
