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
  EXPECT_EQ(O->Most.Jobs, 3u);
  ASSERT_EQ(O->Outputs.size(), 1u);
  EXPECT_EQ(O->Outputs[0].How->Name, "json");
  EXPECT_EQ(O->Project.Paths, std::vector<std::string>{"src"});
  EXPECT_EQ(O->Project.Flags, (std::vector<std::string>{"-DX", "--fix"}));
  EXPECT_FALSE(O->Fix);
}

TEST(Options, ExtraFlags) {
  auto O = parseOptions({"--extra-arg=-DA", "--extra-arg", "-DB",
                         "--extra-arg-before=--driver-mode=g++"});
  ASSERT_TRUE(bool(O));
  EXPECT_EQ(O->Project.ExtraFlags, (std::vector<std::string>{"-DA", "-DB"}));
  EXPECT_EQ(O->Project.ExtraFlagsBefore,
            std::vector<std::string>{"--driver-mode=g++"});
}

TEST(Options, ConfigurationOfADatabase) {
  auto O = parseOptions({"--configuration=Release", "src"});
  ASSERT_TRUE(bool(O));
  EXPECT_EQ(O->Project.Configuration, "Release");
  for (auto Arguments : {std::vector<const char *>{"--configuration="},
                         {"--configuration=Release", "a.c", "--"}})
    EXPECT_FALSE(errorOf(Arguments).empty());
}

TEST(Options, CompletesWhatIsNoCommandLineYet) {
  auto O = parseOptions({"--complete", "--checks", "-*,", "--", "--nonsense"});
  ASSERT_TRUE(bool(O));
  EXPECT_EQ(O->What, Command::Complete);
  EXPECT_EQ(O->Words.size(), 4u);
}

TEST(Options, Commands) {
  auto Explain = parseOptions({"explain", "p99-x"});
  ASSERT_TRUE(bool(Explain));
  EXPECT_EQ(Explain->What, Command::Explain);
  EXPECT_EQ(Explain->Check, "p99-x");
  EXPECT_EQ(parseOptions({"init"})->What, Command::Init);
  EXPECT_EQ(parseOptions({"init", "src"})->What, Command::Lint);
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

TEST(Options, Formats) {
  auto Default = parseOptions({});
  ASSERT_EQ(Default->Outputs.size(), 1u);
  EXPECT_EQ(Default->Outputs[0].How->Name, "text");
  EXPECT_EQ(Default->Outputs[0].File, "");

  auto O = parseOptions({"--format=text", "--format", "sarif=a=b.sarif",
                         "--format=json=/dev/null"});
  ASSERT_TRUE(bool(O));
  ASSERT_EQ(O->Outputs.size(), 3u);
  EXPECT_EQ(O->Outputs[1].How->Name, "sarif");
  EXPECT_EQ(O->Outputs[1].File, "a=b.sarif");

  // A file alone takes the place of the text.
  EXPECT_EQ(parseOptions({"--format=json=x"})->Outputs.size(), 1u);

  EXPECT_EQ(
      errorOf({"--format=sarf"}),
      "'sarf' is no value of '--format', which takes "
      "text|json|sarif|gitlab|github|checkstyle|html[=FILE]; did you mean "
      "'sarif'?");
  EXPECT_NE(errorOf({"--format=json="}).find("is no value"), std::string::npos);
  EXPECT_EQ(errorOf({"--format=text", "--format=json"}),
            "'--format text' and '--format json' both write to the standard "
            "output; give one of them a file, as in --format=json=FILE");
  EXPECT_EQ(errorOf({"--format=json=a", "--format=sarif=a"}),
            "'--format json' and '--format sarif' both write to 'a'");
}

TEST(Options, DiffTakesTheStandardOutput) {
  EXPECT_TRUE(parseOptions({"--diff"})->Outputs.empty());
  EXPECT_EQ(parseOptions({"--diff", "--format=json=x"})->Outputs.size(), 1u);
  EXPECT_EQ(errorOf({"--diff", "--format=json"}),
            "'--diff' and '--format json' both write to the standard output; "
            "give the latter a file, as in --format=json=FILE");
}

TEST(Options, EveryReporterIsAFormat) {
  for (const Reporter &R : reporters()) {
    std::string Argument = ("--format=" + R.Name).str();
    EXPECT_TRUE(bool(parseOptions({Argument.c_str()})));
    EXPECT_NE(errorOf({"--format=?"}).find(R.Name.str()), std::string::npos);
  }
}

TEST(Options, HotCode) {
  auto O = parseOptions({"--profile", "a.folded", "--hot-only", "5"});
  ASSERT_TRUE(bool(O));
  EXPECT_EQ(O->Profile, "a.folded");
  EXPECT_EQ(O->Filters.HotOnly, 0.01);
  // Its value is only what is joined to it.
  EXPECT_EQ(O->Project.Paths, std::vector<std::string>{"5"});
  EXPECT_EQ(parseOptions({"--hot-only=2.5"})->Filters.HotOnly, 0.025);
  EXPECT_EQ(parseOptions({"--hot-only=50%"})->Filters.HotOnly, 0.5);
  EXPECT_EQ(parseOptions({})->Filters.HotOnly, std::nullopt);
  for (const char *Bad :
       {"--hot-only=", "--hot-only=0", "--hot-only=100.5", "--hot-only=-1",
        "--hot-only=x", "--hot-only=%", "--hot-only=1e1", "--hot-only=nan"})
    EXPECT_NE(errorOf({Bad}).find("is no value of '--hot-only', which takes "
                                  "PERCENT"),
              std::string::npos)
        << Bad;
}

TEST(Options, Filters) {
  EXPECT_EQ(parseOptions({})->Filters.Changed, std::nullopt);
  EXPECT_EQ(parseOptions({"--changed"})->Filters.Changed, "");
  EXPECT_EQ(parseOptions({"--changed=origin/main"})->Filters.Changed,
            "origin/main");
  EXPECT_EQ(parseOptions({"--baseline", "b.json"})->Filters.Baseline, "b.json");
  EXPECT_EQ(errorOf({"--prune-baseline"}),
            "'--prune-baseline' needs '--baseline FILE'");
  for (const char *Other : {"--baseline=b", "--changed", "--hot-only",
                            "--interactive", "--fix", "--diff"}) {
    std::string Name = llvm::StringRef(Other).split('=').first.str();
    EXPECT_EQ(errorOf({"--write-baseline=b", Other}),
              "'--write-baseline' takes all findings as they are; leave out '" +
                  Name + "'");
  }
}

TEST(Nearest, OnlyWhatIsNear) {
  EXPECT_EQ(nearest("--colour", {"--color", "--checks"}), "--color");
  EXPECT_EQ(nearest("--nothing", {"--color", "--fix"}), "");
}
