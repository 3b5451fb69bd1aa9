// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Roughly how long code takes, to tell a few loads from a scan of a table. The
// numbers are those that bench/evidence measures, for a container of some
// hundred elements; docs/evidence-locks.md has them.

#ifndef P99_ANALYSIS_WORKESTIMATE_H
#define P99_ANALYSIS_WORKESTIMATE_H

#include "analysis/Loops.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"

namespace p99::analysis {

struct Work {
  unsigned Nanoseconds = 0;
  const clang::Stmt *Heaviest = nullptr; ///< nullptr if there is no work
  llvm::StringRef What;                  ///< what that does: "loops"

  void add(const Work &Other) {
    if (Other.Nanoseconds > Most) {
      Most = Other.Nanoseconds;
      Heaviest = Other.Heaviest;
      What = Other.What;
    }
    Nanoseconds += Other.Nanoseconds;
  }

private:
  unsigned Most = 0;
};

class WorkEstimate {
public:
  explicit WorkEstimate(const Loops &Repeats) : Repeats(Repeats) {}

  /// Evaluating this one expression, without its operands. What is a constant
  /// few instructions is nothing.
  Work of(const clang::Expr *E) const { return of(E, 0); }
  /// Of a statement and all in it.
  Work in(const clang::Stmt *S) const { return in(S, 0); }
  /// A loop that goes around more than a handful of times, as far as known.
  bool isScan(const clang::Stmt *S) const;

private:
  Work of(const clang::Expr *E, unsigned Depth) const;
  Work in(const clang::Stmt *S, unsigned Depth) const;
  Work ofCall(const clang::CallExpr *Call, unsigned Depth) const;

  const Loops &Repeats;
  mutable llvm::DenseMap<const clang::FunctionDecl *, Work> Known;
};

} // namespace p99::analysis

#endif
