// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which class of std a type is.

#ifndef P99_ANALYSIS_STDTYPES_H
#define P99_ANALYSIS_STDTYPES_H

#include "clang/AST/Type.h"

namespace p99::analysis {

/// The class of std that has the name, or an instance of the template; for a
/// reference, what it refers to.
bool isStdClass(clang::QualType T, llvm::StringRef Name);

/// The characters that std::string holds without an allocation, in libstdc++;
/// libc++ has more.
constexpr uint64_t SmallString = 15;

/// std::string and its like of other characters.
inline bool isStdString(clang::QualType T) {
  return isStdClass(T, "basic_string");
}

/// std::string_view and its like of other characters.
inline bool isStdStringView(clang::QualType T) {
  return isStdClass(T, "basic_string_view");
}

} // namespace p99::analysis

#endif
