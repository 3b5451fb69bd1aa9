// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/findings/Findings.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static Finding finding(const char *Path, unsigned Line, const char *Text,
                       const char *Check = "p99-a") {
  Finding F;
  F.Check = Check;
  F.Main.Path = Path;
  F.Main.Line = Line;
  F.Main.Column = 1;
  F.Main.Text = Text;
  F.Function = "f";
  return F;
}

static std::string print(std::vector<Finding> Findings, llvm::StringRef Line) {
  fingerprint(Findings, [&](const Message &) { return Line; });
  std::string All;
  for (const Finding &F : Findings)
    All += F.Fingerprint + " ";
  return All;
}

TEST(AbsolutePath, WithoutDots) {
  EXPECT_EQ(absolutePath("../b/./c.h", "/nowhere/a"), "/nowhere/b/c.h");
  EXPECT_EQ(absolutePath("/x/y/../c.h", "/nowhere/a"), "/x/c.h");
}

TEST(AbsolutePath, ThroughALink) {
  llvm::SmallString<128> Folder, Real;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("p99", Folder));
  ASSERT_FALSE(llvm::sys::fs::real_path(Folder, Real));
  ASSERT_FALSE(llvm::sys::fs::create_directories(Real + "/deep/er/include"));
  ASSERT_FALSE(llvm::sys::fs::create_link(Real + "/deep/er", Real + "/link"));
  EXPECT_EQ(absolutePath("link/../er/include", Real),
            (Real + "/deep/er/include").str());
  llvm::sys::fs::remove_directories(Folder);
}

TEST(Fingerprint, KnowsNoPlace) {
  EXPECT_EQ(print({finding("/a.cpp", 3, "bad; see line 3")}, "  x = y;"),
            print({finding("/b.cpp", 77, "bad; see line 42")}, "\tx  =  y;\r"));
}

TEST(Fingerprint, KnowsContent) {
  std::string One = print({finding("/a.cpp", 1, "bad")}, "x");
  EXPECT_NE(One, print({finding("/a.cpp", 1, "bad")}, "y"));
  EXPECT_NE(One, print({finding("/a.cpp", 1, "worse")}, "x"));
  EXPECT_NE(One, print({finding("/a.cpp", 1, "bad", "p99-b")}, "x"));
  // A number is not always a line.
  EXPECT_NE(print({finding("/a.cpp", 1, "waits 300 s")}, "x"),
            print({finding("/a.cpp", 1, "waits 301 s")}, "x"));
}

TEST(Fingerprint, EqualsAreCounted) {
  std::vector<Finding> Two{finding("/a.cpp", 1, "bad"),
                           finding("/a.cpp", 9, "bad")};
  std::string Both = print(Two, "x");
  auto [First, Second] = llvm::StringRef(Both).rtrim().split(' ');
  EXPECT_NE(First, Second);
  EXPECT_EQ(First.str() + " ", print({Two[1]}, "x"));
}

TEST(Merge, SortsAndDropsDuplicates) {
  std::vector<Finding> Merged =
      merge({finding("/b.cpp", 1, "x"), finding("/a.cpp", 10, "x"),
             finding("/a.cpp", 9, "x", "p99-z"),
             finding("/a.cpp", 9, "y", "p99-b"), finding("/b.cpp", 1, "x")});
  ASSERT_EQ(Merged.size(), 4u);
  EXPECT_EQ(Merged[0].Check, "p99-b");
  EXPECT_EQ(Merged[1].Check, "p99-z");
  EXPECT_EQ(Merged[2].Main.Line, 10u);
  EXPECT_EQ(Merged[3].Main.Path, "/b.cpp");
}

TEST(Merge, AliasesAreOneFinding) {
  std::vector<Finding> Merged = merge(
      {finding("/a.cpp", 1, "x", "p99-b"), finding("/a.cpp", 1, "x", "p99-a")});
  ASSERT_EQ(Merged.size(), 1u);
  EXPECT_EQ(Merged[0].Check, "p99-a");
}

TEST(Merge, LongerEvidenceWinsInAnyOrder) {
  Finding Long = finding("/a.cpp", 1, "x");
  Long.Notes.emplace_back().Text = "because";
  Finding Short = finding("/a.cpp", 1, "x");
  EXPECT_EQ(merge({Long, Short})[0].Notes.size(), 1u);
  EXPECT_EQ(merge({Short, Long})[0].Notes.size(), 1u);
}

TEST(Fix, Strength) {
  Finding F = finding("/a.cpp", 1, "x");
  EXPECT_EQ(F.fix(), p99::FixKind::None);
  F.Notes.resize(2);
  F.Notes[1].Edits.push_back({"/a.cpp", 0, 0, "note"});
  EXPECT_EQ(F.fix(), p99::FixKind::Suggested);
  EXPECT_EQ(F.edits()[0].Text, "note");
  F.Main.Edits.push_back({"/a.cpp", 0, 0, "warning"});
  EXPECT_EQ(F.fix(), p99::FixKind::Safe);
  EXPECT_EQ(F.edits()[0].Text, "warning");
}
