// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether the type of a container can be changed where it is declared.

#ifndef P99_ANALYSIS_TYPEUSES_H
#define P99_ANALYSIS_TYPEUSES_H

#include "clang/AST/Decl.h"

namespace p99::analysis {

class References;

/// All code that names the variable or member does so to call its methods, to
/// walk over it, or for what std does to any container: nothing is given the
/// object as one of its type, or makes it of one. False for parameters and
/// references, and if code of other units may name it.
bool isTypeItsOwn(const clang::ValueDecl *D, const References &Refs);

} // namespace p99::analysis

#endif
