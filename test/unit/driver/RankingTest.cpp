// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/Ranking.h"
#include "analysis/Profile.h"
#include "driver/findings/Findings.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static Finding finding(const char *Text, std::optional<double> Share,
                       const char *Note = nullptr) {
  Finding F;
  F.Check = "p99-a";
  F.Main.Text = Text;
  F.Share = Share;
  if (Note)
    F.Notes.emplace_back().Text = Note;
  return F;
}

static std::string texts(const std::vector<Finding> &Findings) {
  std::string All;
  for (const Finding &F : Findings)
    All += F.Main.Text;
  return All;
}

TEST(Ranking, TheHottestFirst) {
  std::vector<Finding> All{finding("a", 0.1), finding("b", std::nullopt),
                           finding("c", 0.5), finding("d", 0.1),
                           finding("e", 0)};
  sortByShare(All);
  EXPECT_EQ(texts(All), "cadbe");
}

TEST(Ranking, WhatTheStatementCostsBeforeTheShare) {
  auto Costing = [](const char *Text, double Share, double Own,
                    unsigned Loops) {
    Finding F = finding(Text, Share);
    F.Own = Own;
    F.Loops = Loops;
    return F;
  };
  std::vector<Finding> All{Costing("a", 0.9, 0, 0),
                           Costing("b", 0.3, 0.009, 0), // too few to count
                           Costing("c", 0.5, 0.4, 0), Costing("d", 0.5, 0.4, 1),
                           Costing("e", 0.2, 0.01, 0)};
  sortByShare(All);
  EXPECT_EQ(texts(All), "dceab");
}

TEST(Ranking, HotByShareOrByReason) {
  std::vector<Finding> All{
      finding("a", 0.01), finding("b", 0.009, "hot: a reason"),
      finding("c", std::nullopt, "hot: a reason"),
      finding("d", std::nullopt, "not hot: a reason"), finding("e", 0)};
  EXPECT_EQ(keepHot(All, 0.01), 3u);
  EXPECT_EQ(texts(All), "ac");
}

TEST(Ranking, ErrorsAreHot) {
  std::vector<Finding> All{finding("a", 0), finding("b", 0)};
  All[0].How = All[1].How = Level::Error;
  All[1].Promoted = true; // By WarningsAsErrors.
  EXPECT_EQ(keepHot(All, 0.01), 1u);
  EXPECT_EQ(texts(All), "a");
}

TEST(Ranking, DuplicatesKeepTheHighestShare) {
  std::vector<Finding> Merged =
      merge({finding("a", 0.1), finding("a", 0.3), finding("a", std::nullopt)});
  ASSERT_EQ(Merged.size(), 1u);
  EXPECT_EQ(Merged[0].Share, 0.3);
}

TEST(Ranking, UnitsShareAProfile) {
  auto Profile = p99::analysis::Profile::parse("a;b;c 7\n", "x/p.folded");
  ASSERT_TRUE(bool(Profile));
  std::vector<UnitResult> Results(3);
  Results[0].Profile = Results[1].Profile = *Profile;
  Results[0].Profiled = {0, 1};
  Results[1].Profiled = {1};
  std::vector<ProfileUse> Uses = profileUses(Results);
  ASSERT_EQ(Uses.size(), 1u);
  EXPECT_EQ(toString(Uses[0]), "p.folded: 7 samples; 2 of 3 frames match "
                               "functions of the linted files");
}
