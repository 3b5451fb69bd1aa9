// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the words of a model file may be, and what to tell whoever writes
// others.

#ifndef P99_ANALYSIS_MODELRULES_H
#define P99_ANALYSIS_MODELRULES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace p99::analysis {

/// The first of the `Known` words that is nearest to a misspelt one, at most
/// `Bound` edits away, or "".
llvm::StringRef nearest(llvm::StringRef Word,
                        llvm::ArrayRef<llvm::StringRef> Known, unsigned Bound);

/// "; did you mean ..." and where the keys are listed.
std::string remedyForKey(llvm::StringRef Key);

/// "" if `Name` reads `a::b::c`, `a::b::c/2` or `a::b::*`; else what is wrong.
std::string problemOfName(llvm::StringRef Name);

/// "" if every `{word}` of the text is a placeholder; else what is wrong.
std::string problemOfFix(llvm::StringRef Text);

} // namespace p99::analysis

#endif
