// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/fixes/Diff.h"
#include "gtest/gtest.h"
#include <random>

using namespace p99::driver;

static std::string print(llvm::StringRef Old, llvm::StringRef New,
                         llvm::StringRef Path = "a.c") {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  printUnifiedDiff(Path, Old, New, Out);
  return Text;
}

static std::string numbers(int From, int To) {
  std::string Text;
  for (int I = From; I <= To; ++I)
    Text += std::to_string(I) + "\n";
  return Text;
}

TEST(Diff, ChangesInTheirContext) {
  EXPECT_EQ(print(numbers(1, 9), numbers(1, 4) + "five\n" + numbers(6, 9)),
            "--- a/a.c\n+++ b/a.c\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n"
            " 7\n 8\n");
}

TEST(Diff, NearChangesShareAHunk) {
  std::string Old = numbers(1, 30);
  EXPECT_EQ(print(Old, "0\n" + numbers(1, 6) + numbers(8, 30)),
            "--- a/a.c\n+++ b/a.c\n@@ -1,10 +1,10 @@\n+0\n 1\n 2\n 3\n 4\n 5\n"
            " 6\n-7\n 8\n 9\n 10\n");
  std::string Far = print(Old, "0\n" + numbers(1, 7) + numbers(9, 30));
  EXPECT_NE(Far.find("@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -5,7 +6,6 @@\n"),
            std::string::npos)
      << Far;
}

TEST(Diff, BlocksAreWhole) {
  std::string One = "{\n  a;\n}\n", Two = "{\n  b;\n}\n", End = "end;\n";
  EXPECT_EQ(print(One + End, One + Two + End),
            "--- a/a.c\n+++ b/a.c\n@@ -1,4 +1,7 @@\n {\n   a;\n }\n+{\n+  b;\n"
            "+}\n end;\n");
  EXPECT_EQ(print(One + Two + End, One + End),
            "--- a/a.c\n+++ b/a.c\n@@ -1,7 +1,4 @@\n {\n   a;\n }\n-{\n-  b;\n"
            "-}\n end;\n");
}

TEST(Diff, AtTheEnds) {
  EXPECT_EQ(print("", "a\n"), "--- a/a.c\n+++ b/a.c\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(print("a\n", ""), "--- a/a.c\n+++ b/a.c\n@@ -1 +0,0 @@\n-a\n");
  EXPECT_EQ(print("a\nb", "a\nc"),
            "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n a\n-b\n"
            "\\ No newline at end of file\n+c\n\\ No newline at end of file\n");
  EXPECT_EQ(print("a", "a\n"), "--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\n"
                               "\\ No newline at end of file\n+a\n");
  EXPECT_EQ(print("a\r\nb\r\n", "a\r\nc\r\n"),
            "--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
  EXPECT_EQ(print("same\n", "same\n"), "");
}

TEST(Diff, OddNames) {
  EXPECT_EQ(print("", "a\n", "a b.c"),
            "--- a/a b.c\t\n+++ b/a b.c\t\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(print("", "a\n", "\"\\\n.c"),
            "--- \"a/\\\"\\\\\\012.c\"\n+++ \"b/\\\"\\\\\\012.c\"\n"
            "@@ -0,0 +1 @@\n+a\n");
}

/// What `patch` would make of it.
static std::string patched(llvm::StringRef Old, llvm::StringRef New,
                           size_t Context) {
  std::string Out;
  size_t Line = 0, NewLine = 0;
  auto Copy = [&] {
    size_t End = Old.find('\n');
    End = End == llvm::StringRef::npos ? Old.size() : End + 1;
    Out += Old.take_front(End);
    Old = Old.drop_front(End);
    ++Line, ++NewLine;
  };
  for (const Hunk &H : diffLines(Old, New, Context)) {
    while (Line < H.OldStart)
      Copy();
    EXPECT_EQ(Line, H.OldStart);
    EXPECT_EQ(NewLine, H.NewStart);
    for (const DiffLine &L : H.Lines) {
      if (L.Kind != '+') {
        EXPECT_TRUE(Old.consume_front(L.Text));
        ++Line;
      }
      if (L.Kind != '-') {
        Out += L.Text;
        ++NewLine;
      }
    }
    EXPECT_EQ(Line - H.OldStart, H.OldCount);
    EXPECT_EQ(NewLine - H.NewStart, H.NewCount);
  }
  return Out + Old.str();
}

TEST(Diff, MakesTheNewTextOfTheOld) {
  std::mt19937 Random(99);
  auto Text = [&] {
    std::string Lines;
    for (unsigned I = Random() % 24; I > 0; --I)
      Lines += std::string(1, 'a' + Random() % 3) + "\n";
    return Random() % 4 ? Lines : Lines + "end";
  };
  for (int I = 0; I < 3000; ++I) {
    std::string Old = Text(), New = Text();
    ASSERT_EQ(patched(Old, New, I % 4), New) << Old << "to\n" << New;
  }
}

TEST(Diff, FarTooManyChangesAreOne) {
  std::string Old, New;
  for (int I = 0; I < 3000; ++I) {
    Old += "old " + std::to_string(I) + "\n";
    New += "new " + std::to_string(I) + "\n";
  }
  EXPECT_EQ(patched(Old, New, 3), New);
}
