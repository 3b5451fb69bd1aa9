// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Nolint.h"
#include "gtest/gtest.h"

using namespace p99::driver;

/// "p99-a 2-2; " for each name.
static std::string print(llvm::StringRef Text) {
  std::string All;
  for (const NolintName &N : nolintNames(Text)) {
    EXPECT_EQ(Text.substr(N.Offset, N.Glob.size()), N.Glob);
    All += N.Glob + " " + std::to_string(N.First) + "-" +
           (N.Last > 99 ? "" : std::to_string(N.Last)) + "; ";
  }
  return All;
}

/// The text without its only name.
static std::string removed(llvm::StringRef Text) {
  std::vector<NolintName> Names = nolintNames(Text);
  EXPECT_EQ(Names.size(), 1u) << Text.str();
  const NolintName &N = Names.front();
  return (Text.take_front(N.RemoveOffset) +
          Text.drop_front(N.RemoveOffset + N.RemoveLength))
      .str();
}

TEST(NolintNames, SilenceLines) {
  EXPECT_EQ(print("a\nb; // NOLINT(p99-a)\n"), "p99-a 2-2; ");
  EXPECT_EQ(print("// NOLINTNEXTLINE(x, p99-a ,p99-*)\nb;"),
            "p99-a 2-2; p99-* 2-2; ");
  EXPECT_EQ(print("// NOLINTBEGIN(p99-a)\n// NOLINTEND(other)\nb;\n"
                  "// NOLINTEND(p99-a)\n"),
            "p99-a 1-4; ");
  EXPECT_EQ(print("// NOLINTBEGIN(p99-a)\n// NOLINTBEGIN(p99-a)\n"
                  "// NOLINTEND(p99-a)\n\n// NOLINTEND(p99-a)\n"),
            "p99-a 1-5; p99-a 2-3; ");
  EXPECT_EQ(print("// NOLINTBEGIN(p99-a)\nb;\n"), "p99-a 1-; ");
}

TEST(NolintNames, OthersAreLeftAlone) {
  EXPECT_EQ(print("b; // NOLINT\nc; // NOLINT(bugprone-x)\n// NOLINTED(p99-a)\n"
                  "// NOLINT(p99-a\n// NOLINT(*)\n// NOLINTEND(p99-a)\n"),
            "");
}

TEST(NolintNames, AreRemoved) {
  EXPECT_EQ(removed("b; // NOLINT(p99-a, x)\n"), "b; // NOLINT(x)\n");
  EXPECT_EQ(removed("b; // NOLINT(x , p99-a)\n"), "b; // NOLINT(x)\n");
  EXPECT_EQ(removed("b; // NOLINT(x,p99-a,y)\n"), "b; // NOLINT(x,y)\n");
  EXPECT_EQ(removed("b;  // NOLINT(p99-a): why\nc;"), "b;\nc;");
  EXPECT_EQ(removed("b;  // NOLINT(p99-a)\r\nc;"), "b;\r\nc;");
  EXPECT_EQ(removed("a;\n  // NOLINTNEXTLINE(p99-a)\n  b;"), "a;\n  b;");
  EXPECT_EQ(removed("a;\r\n  // NOLINTNEXTLINE(p99-a)\r\n  b;"), "a;\r\n  b;");
  EXPECT_EQ(removed("// NOLINTNEXTLINE(p99-a)"), "");
  // More would have to be done, or it is not sure what.
  for (const char *Kept :
       {"b; /* NOLINT(p99-a) */ c;", "b; // so NOLINT(p99-a)\n",
        "b; // NOLINT(p99-a) NOLINT(x)\n",
        "// NOLINTBEGIN(p99-a)\nb;\n// NOLINTEND(p99-a)\n"})
    EXPECT_EQ(removed(Kept), Kept);
}
