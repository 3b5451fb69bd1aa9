// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Configuration.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static std::string selected(llvm::StringRef Checks) {
  return ownSelection(Checks, {"p99-a", "p99-b", "p99-bc"});
}

TEST(OwnSelection, AllUnlessNamed) {
  EXPECT_EQ(selected(""), "p99-a,p99-b,p99-bc");
  EXPECT_EQ(selected("-*,bugprone-*"), "p99-a,p99-b,p99-bc");
  EXPECT_EQ(selected("*"), "p99-a,p99-b,p99-bc");
}

TEST(OwnSelection, Drops) {
  EXPECT_EQ(selected("-p99-b"), "p99-a,p99-bc");
  EXPECT_EQ(selected("-*,bugprone-*,\n  -p99-b*"), "p99-a");
  EXPECT_EQ(selected("-p99-*"), "");
}

TEST(OwnSelection, Picks) {
  EXPECT_EQ(selected("-*,p99-b"), "p99-b");
  EXPECT_EQ(selected("-*,p99-*,-p99-a,performance-*"), "p99-b,p99-bc");
}

TEST(AsksForWarnings, WhatCanReachThem) {
  EXPECT_TRUE(asksForWarnings("clang-diagnostic-unused"));
  EXPECT_TRUE(asksForWarnings("p99-*, clang-*"));
  EXPECT_TRUE(asksForWarnings("*"));
  EXPECT_FALSE(asksForWarnings("p99-*,clang-analyzer-*,-clang-diagnostic-*"));
  EXPECT_FALSE(asksForWarnings(""));
}

TEST(DroppedKeys, AreTakenOutInTheirPlace) {
  std::string Told;
  auto Clean = [&](llvm::StringRef Text) {
    Told.clear();
    return withoutDroppedKeys(Text, [&](unsigned Line, llvm::StringRef Key) {
      Told += std::to_string(Line) + Key.str() + " ";
    });
  };
  EXPECT_EQ(Clean("Checks: '*'\r\nAnalyzeTemporaryDtors: false\r\nUser: x"),
            "Checks: '*'\r\n\nUser: x");
  EXPECT_EQ(Told, "2AnalyzeTemporaryDtors ");
  EXPECT_EQ(Clean("---\n'AnalyzeTemporaryDtors' : true # why"), "---\n");
  EXPECT_EQ(Told, "2AnalyzeTemporaryDtors ");
  for (const char *Kept :
       {"", "# AnalyzeTemporaryDtors: false\n", "Checks: AnalyzeTemporaryDtors",
        "CheckOptions:\n  AnalyzeTemporaryDtors: 1\n", "Chekcs: '*'\n"}) {
    EXPECT_EQ(Clean(Kept), Kept);
    EXPECT_EQ(Told, "");
  }
}
