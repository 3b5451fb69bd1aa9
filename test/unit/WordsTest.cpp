// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Words.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

/// The words of the declaration in `Code`, of the kind that `Matcher` says.
template <typename M>
std::string words(llvm::StringRef Code, const M &Matcher) {
  std::unique_ptr<ASTUnit> AST = tooling::buildASTFromCode(Code);
  auto Found = match(Matcher.bind("d"), AST->getASTContext());
  EXPECT_EQ(Found.size(), 1u);
  return llvm::join(wordsOf(Found[0].template getNodeAs<NamedDecl>("d")), " ");
}
std::string words(llvm::StringRef Name) {
  return words("int " + Name.str() + ";", varDecl());
}

TEST(WordsTest, CamelCase) {
  EXPECT_EQ(words("numRetries"), "num retries");
  EXPECT_EQ(words("MaxRetryCount"), "max retry count");
}
TEST(WordsTest, SnakeCase) {
  EXPECT_EQ(words("tries_left"), "tries left");
  EXPECT_EQ(words("_tries__left_"), "tries left");
}
TEST(WordsTest, CapitalsAreOneWord) {
  EXPECT_EQ(words("NUM_RETRIES"), "num retries");
  EXPECT_EQ(words("HTTP"), "http");
}
TEST(WordsTest, Digits) { EXPECT_EQ(words("try2Times"), "try2times"); }
TEST(WordsTest, NoOtherWords) {
  // An entry is no try.
  EXPECT_EQ(words("entries"), "entries");
  EXPECT_EQ(words("retriesleft"), "retriesleft");
}
TEST(WordsTest, NoName) {
  EXPECT_EQ(wordsOf(nullptr).size(), 0u);
  EXPECT_EQ(words("struct S { bool operator!() const; };",
                  cxxMethodDecl(unless(isImplicit()))),
            "");
}

} // namespace
