// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the user's names say.

#ifndef P99_ANALYSIS_WORDS_H
#define P99_ANALYSIS_WORDS_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace p99::analysis {

/// The words of a name in lower case: those of `numRetries` and `NUM_RETRIES`
/// are "num" and "retries". None for nullptr and for what has no plain name.
llvm::SmallVector<std::string, 4> wordsOf(const clang::NamedDecl *D);

/// One of them is one of these, which are in lower case.
bool saysOneOf(const clang::NamedDecl *D,
               llvm::ArrayRef<llvm::StringRef> Known);

} // namespace p99::analysis

#endif
