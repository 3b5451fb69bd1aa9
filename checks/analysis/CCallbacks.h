// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that a library of C gets to know. When it runs them has nothing to
// do with how often it is told of them.

#ifndef P99_ANALYSIS_CCALLBACKS_H
#define P99_ANALYSIS_CCALLBACKS_H

#include "clang/AST/ExprCXX.h"

namespace p99::analysis {

class Unit;

/// `Call` calls a function of C that has no body in the unit and no model.
bool isGivenToC(const clang::Stmt *Call, Unit &U);

/// Nothing is done with the lambda, or with the variable that has it, but to
/// give it to such functions. In a template, where nobody knows yet what is
/// called, to be an argument is enough.
bool isOnlyGivenToC(const clang::LambdaExpr *Lambda, Unit &U);

} // namespace p99::analysis

#endif
