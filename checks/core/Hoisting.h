// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves the declaration of a loop's local variable above the loop.

#ifndef P99_CORE_HOISTING_H
#define P99_CORE_HOISTING_H

#include "analysis/References.h"
#include "core/FixBuilder.h"

namespace p99 {

/// Puts the statement `Above` in front of the loop, which is one around
/// `Declaration`, and `Inside` in the place of the declaration. Where the name
/// already means something in the function, or a jump would pass over the
/// declaration, the loop gets a block of its own together with it. False if the
/// variable cannot stand there: the loop uses another of that name, its type is
/// one of the loop's own, or code can jump into the loop.
bool hoist(const clang::DeclStmt *Declaration, const clang::Stmt *Loop,
           llvm::StringRef Above, llvm::StringRef Inside,
           const analysis::References &Refs, FixBuilder &Fix);

/// Something else in the function goes by the name of the variable: another
/// variable, a member, a type.
bool hasNamesakes(const clang::VarDecl *V,
                  const clang::FunctionDecl *Definition);

} // namespace p99

#endif
