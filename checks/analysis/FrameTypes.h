// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The types and brackets in the names that demanglers write.

#ifndef P99_ANALYSIS_FRAMETYPES_H
#define P99_ANALYSIS_FRAMETYPES_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace p99::analysis {

/// A type as far as demanglers and clang agree on it: without template
/// arguments and inline namespaces, `const` after what it belongs to. "?" for
/// what they spell in their own ways: functions, lambdas, local classes.
std::string coarseType(llvm::StringRef Type);

/// Those of a list of parameters; none of `void`.
std::vector<std::string> coarseTypes(llvm::StringRef List);

/// Namespaces that only the libraries' implementations see: `__1`, `__cxx11`.
bool isLibraryInlineNamespace(llvm::StringRef Name);

/// The place behind the bracket that closes the one at `At`: round, curly or
/// square. npos if none does.
size_t closing(llvm::StringRef Text, size_t At);

/// The same of the `<` of template arguments, whatever `<` and `>` mean
/// elsewhere in them.
size_t closingAngle(llvm::StringRef Text, size_t At);

/// "int, std::map<int, char>" at its outer commas.
llvm::SmallVector<llvm::StringRef, 4> splitList(llvm::StringRef List);

} // namespace p99::analysis

#endif
