// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Words.h"
#include "analysis/Expressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace p99::analysis {

llvm::SmallVector<std::string, 4> wordsOf(const NamedDecl *D) {
  llvm::SmallVector<std::string, 4> Words;
  bool Lower = false;
  for (char C : nameOf(D)) {
    if (!llvm::isAlnum(C)) {
      Lower = false;
      Words.emplace_back();
      continue;
    }
    if (Words.empty() || (Lower && llvm::isUpper(C)))
      Words.emplace_back();
    Lower = llvm::isLower(C);
    Words.back() += llvm::toLower(C);
  }
  llvm::erase_if(Words, [](const std::string &Word) { return Word.empty(); });
  return Words;
}

bool saysOneOf(const NamedDecl *D, llvm::ArrayRef<llvm::StringRef> Known) {
  return llvm::any_of(wordsOf(D), [&](const std::string &Word) {
    return llvm::is_contained(Known, Word);
  });
}

} // namespace p99::analysis
