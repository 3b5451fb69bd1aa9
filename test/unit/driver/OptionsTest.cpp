// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Options.h"
#include "driver/project/DidYouMean.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static std::string errorOf(std::vector<const char *> Arguments) {
  auto O = parseOptions(Arguments);
  return O ? "" : llvm::toString(O.takeError());
}

TEST(Options, Spellings) {
  auto O = parseOptions({"-pbuild", "--checks=a", "--checks", "-b", "-j", "3",
                         "src", "--format=json", "--", "-DX", "--fix"});
  ASSERT_TRUE(bool(O));
  EXPECT_EQ(O->Project.Database, "build");
  EXPECT_EQ(O->Checks, "a,-b");
  EXPECT_EQ(O->Jobs, 3u);
  EXPECT_EQ(O->Format, Format::Json);
  EXPECT_EQ(O->Project.Paths, std::vector<std::string>{"src"});
  EXPECT_EQ(O->Project.Flags, (std::vector<std::string>{"-DX", "--fix"}));
  EXPECT_FALSE(O->Fix);
}

TEST(Options, Commands) {
  auto Explain = parseOptions({"explain", "p99-x"});
  ASSERT_TRUE(bool(Explain));
  EXPECT_EQ(Explain->What, Command::Explain);
  EXPECT_EQ(Explain->Check, "p99-x");
  // A folder may be called like a command.
  auto Path = parseOptions({"./explain", "models"});
  ASSERT_TRUE(bool(Path));
  EXPECT_EQ(Path->What, Command::Lint);
}

TEST(Options, Mistakes) {
  EXPECT_NE(errorOf({"--fix-sugested"}).find("did you mean '--fix-suggested'?"),
            std::string::npos);
  EXPECT_NE(errorOf({"--fix=yes"}).find("takes no value"), std::string::npos);
  EXPECT_NE(errorOf({"-j"}).find("needs a value"), std::string::npos);
  EXPECT_NE(errorOf({"-j", "many"}).find("is no value of '-j'"),
            std::string::npos);
  EXPECT_NE(errorOf({"explain"}).find("needs the name"), std::string::npos);
  EXPECT_NE(errorOf({"--format="}).find("is no value"), std::string::npos);
}

TEST(Options, HotCode) {
  auto O = parseOptions({"--profile", "a.folded", "--hot-only", "5"});
  ASSERT_TRUE(bool(O));
  EXPECT_EQ(O->Profile, "a.folded");
  EXPECT_EQ(O->HotOnly, 0.01);
  // Its value is only what is joined to it.
  EXPECT_EQ(O->Project.Paths, std::vector<std::string>{"5"});
  EXPECT_EQ(parseOptions({"--hot-only=2.5"})->HotOnly, 0.025);
  EXPECT_EQ(parseOptions({"--hot-only=50%"})->HotOnly, 0.5);
  EXPECT_EQ(parseOptions({})->HotOnly, std::nullopt);
  for (const char *Bad :
       {"--hot-only=", "--hot-only=0", "--hot-only=100.5", "--hot-only=-1",
        "--hot-only=x", "--hot-only=%", "--hot-only=1e1", "--hot-only=nan"})
    EXPECT_NE(errorOf({Bad}).find("is no value of '--hot-only', which takes "
                                  "PERCENT"),
              std::string::npos)
        << Bad;
}

TEST(Nearest, OnlyWhatIsNear) {
  EXPECT_EQ(nearest("--colour", {"--color", "--checks"}), "--color");
  EXPECT_EQ(nearest("--nothing", {"--color", "--fix"}), "");
}
