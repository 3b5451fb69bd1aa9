// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a variable, or a part of one, is copied as a whole and a move could
// take its value instead.

#ifndef P99_ANALYSIS_SINKS_H
#define P99_ANALYSIS_SINKS_H

#include "analysis/References.h"
#include "clang/AST/ExprCXX.h"
#include <optional>

namespace p99::analysis {

struct Sink {
  const clang::Expr *By;
  const clang::LambdaCapture *Capture = nullptr;
  bool IsMemberInitializer = false;
};

/// For a use of a variable, or a part of one, that is copied by a constructor,
/// an assignment, a capture, or a function that has an overload for rvalues or
/// builds an element of it. nullopt for what `return` and `throw` move by
/// themselves.
std::optional<Sink> sinkOf(const clang::Expr *Use, const References &Refs);

} // namespace p99::analysis

#endif
