// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Copies that a lambda has of what outlives it anyway: it is called where it
// stands, or by an algorithm that is done with it when it comes back.

#ifndef P99_ANALYSIS_COPIEDCAPTURES_H
#define P99_ANALYSIS_COPIEDCAPTURES_H

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace p99::analysis {

class Unit;

struct CopiedCapture {
  const clang::LambdaExpr *Lambda = nullptr;
  const clang::LambdaCapture *Capture = nullptr;
  /// The call that runs it where it stands, or nullptr.
  const clang::CallExpr *Runs = nullptr;
  /// The variable that holds it until then, or nullptr.
  const clang::VarDecl *Closure = nullptr;
  /// The code of the lambda means the same for an original that is not const:
  /// it calls no function that has an overload for such.
  bool MeansTheSame = false;
};

/// Of types whose copy allocates. The original stays as it is while the lambda
/// can run, which does not write to its copy either.
std::vector<CopiedCapture> copiedCaptures(Unit &U);

} // namespace p99::analysis

#endif
