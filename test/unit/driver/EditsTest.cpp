// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/fixes/Edits.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static Edit edit(unsigned Offset, unsigned Length, const char *Text,
                 const char *Path = "/a.cpp") {
  return {Path, Offset, Length, Text};
}

TEST(Conflict, OverlappingReplacements) {
  EXPECT_TRUE(conflict(edit(0, 4, "x"), edit(3, 2, "y")));
  EXPECT_FALSE(conflict(edit(0, 4, "x"), edit(4, 2, "y")));
  EXPECT_FALSE(conflict(edit(0, 4, "x"), edit(3, 2, "y", "/b.cpp")));
}

TEST(Conflict, EqualReplacementsAreOne) {
  EXPECT_FALSE(conflict(edit(3, 2, "x"), edit(3, 2, "x")));
  EXPECT_TRUE(conflict(edit(3, 2, "x"), edit(3, 2, "y")));
}

TEST(Conflict, InsertionsAtOnePlaceHaveNoOrder) {
  EXPECT_TRUE(conflict(edit(3, 0, "x"), edit(3, 0, "y")));
  // Two closing parentheses are two.
  EXPECT_TRUE(conflict(edit(3, 0, ")"), edit(3, 0, ")")));
  // Includes have any order, and one is enough.
  EXPECT_FALSE(
      conflict(edit(0, 0, "#include <a>\n"), edit(0, 0, "#include <b>\n")));
  EXPECT_FALSE(
      conflict(edit(0, 0, "#include <a>\n"), edit(0, 0, "#include <a>\n")));
}

TEST(Conflict, InsertionInsideReplacement) {
  EXPECT_TRUE(conflict(edit(2, 4, "x"), edit(3, 0, "y")));
  EXPECT_TRUE(conflict(edit(3, 0, "y"), edit(2, 4, "x")));
  EXPECT_FALSE(conflict(edit(2, 4, "x"), edit(2, 0, "y")));
  EXPECT_FALSE(conflict(edit(2, 4, "x"), edit(6, 0, "y")));
}

TEST(Conflict, InsertionsAtOnePlace) {
  EXPECT_TRUE(conflict(edit(4, 0, "a"), edit(4, 0, "b")));
  EXPECT_TRUE(conflict(edit(4, 0, "a;\n  "), edit(4, 0, "b")));
  // Whole lines, and statements in front of another.
  EXPECT_FALSE(conflict(edit(4, 0, "a;\n"), edit(4, 0, "b;\n")));
  EXPECT_FALSE(conflict(edit(4, 0, "a;\n\t "), edit(4, 0, "b;\n\t ")));
}

TEST(ChooseFixes, AllOrNothingInOrder) {
  std::vector<Edit> First{edit(0, 2, "a"), edit(10, 2, "b")};
  std::vector<Edit> Second{edit(5, 1, "c"), edit(11, 1, "d")};
  std::vector<Edit> Third{edit(5, 1, "e")};
  std::vector<llvm::ArrayRef<Edit>> Fixes{First, Second, Third};
  // The second overlaps the first in one edit, and so blocks nothing.
  EXPECT_EQ(chooseFixes(Fixes), (std::vector<bool>{true, false, true}));
}

TEST(ChooseFixes, EqualFixesGoTogether) {
  std::vector<Edit> Wrap{edit(0, 0, "f("), edit(4, 0, ")")};
  std::vector<Edit> Same = Wrap;
  std::vector<Edit> None;
  std::vector<llvm::ArrayRef<Edit>> Fixes{Wrap, None, Same};
  EXPECT_EQ(chooseFixes(Fixes), (std::vector<bool>{true, false, true}));
}

TEST(ApplyEdits, AnyOrder) {
  EXPECT_EQ(applyEdits("one two three", {edit(4, 3, "2"), edit(0, 0, "> "),
                                         edit(8, 5, ""), edit(13, 0, "!")}),
            "> one 2 !");
}

TEST(ApplyEdits, EqualEditsOnce) {
  EXPECT_EQ(applyEdits("ab", {edit(0, 0, "x\n"), edit(0, 0, "x\n")}), "x\nab");
}

TEST(ApplyEdits, KeepsLineEnds) {
  EXPECT_EQ(applyEdits("a\r\nb\r\n", {edit(3, 0, "x\ny\r\n")}),
            "a\r\nx\r\ny\r\nb\r\n");
  EXPECT_EQ(applyEdits("a\nb\n", {edit(2, 0, "x\n")}), "a\nx\nb\n");
}

TEST(ApplyEdits, BeyondTheEnd) {
  EXPECT_EQ(applyEdits("ab", {edit(3, 0, "x")}), std::nullopt);
  EXPECT_EQ(applyEdits("ab", {edit(1, 2, "x")}), std::nullopt);
  EXPECT_EQ(applyEdits("ab", {edit(1, ~0u, "x")}), std::nullopt);
}
