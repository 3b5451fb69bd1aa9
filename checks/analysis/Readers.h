// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code around a use of a variable or member does with the object.

#ifndef P99_ANALYSIS_READERS_H
#define P99_ANALYSIS_READERS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace p99::analysis {

class Unit;

enum class Reading {
  Reads,   ///< looks at it, and could as well if it were const
  Copies,  ///< makes another object of the whole
  Unknown, ///< hands it to code that takes it as it is: a forwarding reference
  Writes,  ///< changes it, moves it, or gives others the means to
};

Reading usedFor(const clang::Expr *Use, Unit &U);

/// Makes a text of what it is given, as the models know it, and nothing else:
/// it takes an object that is not const as if it were.
bool onlyFormats(const clang::FunctionDecl *F, Unit &U);

} // namespace p99::analysis

#endif
