// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Borrows.h"
#include "CopiesFixture.h"

using namespace p99::analysis;

namespace {

class BorrowsTest : public CopiesFixture {
protected:
  /// Of a variable, in functions with these bodies.
  std::vector<Borrows> in(llvm::ArrayRef<std::string> Bodies,
                          llvm::StringRef Name = "v") {
    using namespace clang::ast_matchers;
    std::vector<std::string> All;
    for (const std::string &Body : Bodies)
      All.push_back("std::string v; Pair p; " + Body);
    parseAll(R"(
#include <map>
#include <string>
#include <thread>
#include <vector>
struct Pair { std::string a, b; };
struct Keeper { const std::string *at; void set(const std::string &); };
struct Last { const std::string &s; ~Last(); };
void take(std::string); void look(const std::string &);
const std::string &same(const std::string &);
)",
             "Keeper *out", All);
    std::vector<Borrows> Found;
    for (size_t I = 0; I < All.size(); ++I) {
      std::string In = "f" + std::to_string(I);
      Found.push_back(
          borrowsOf(first<clang::VarDecl>(varDecl(
                        hasName(Name), hasAncestor(functionDecl(hasName(In))))),
                    function(In), U->references()));
    }
    return Found;
  }
  void expectUses(const std::vector<std::pair<std::string, size_t>> &Cases,
                  llvm::StringRef Name = "v") {
    std::vector<std::string> Bodies;
    for (const auto &[Body, Uses] : Cases)
      Bodies.push_back(Body);
    std::vector<Borrows> Found = in(Bodies, Name);
    for (size_t I = 0; I < Cases.size(); ++I) {
      EXPECT_FALSE(Found[I].Leak) << Bodies[I];
      EXPECT_EQ(Found[I].Uses.size(), Cases[I].second) << Bodies[I];
    }
  }
};

TEST_F(BorrowsTest, WhatKeepsNothing) {
  expectUses({
      {"look(v);", 1},
      {"take(v);", 1},
      {"std::string w = v; look(w);", 1},
      {"auto n = v.size(); (void)n;", 1},
      {"std::vector<std::string> vs; vs.push_back(v);", 1},
      {"p.a = v;", 1},
      {"char c = v[0]; (void)c;", 1},
      {"[v] { look(v); }();", 1},
      {"std::map<std::string, int> m; m[v] = 1;", 1},
      {"v += \"x\";", 1},
      {"std::string w = same(v); look(w);", 1},
  });
}
TEST_F(BorrowsTest, OtherNamesAreUsesToo) {
  expectUses({
      {"auto &r = v; look(r);", 2},
      {"auto *q = &v; look(*q); take(*q);", 3},
      {"auto *q = &v; auto *r = q; look(*r);", 3},
      {"std::string_view w = v; auto u = w; look(std::string(u));", 3},
      {"auto i = v.begin(); ++i;", 2},
      {"auto i = v.begin(); auto j = i; ++j;", 3},
      {"auto &r = same(v); look(r);", 2},
      // The range, and the steps to the next round.
      {"for (char c : v) (void)c;", 3},
  });
}
TEST_F(BorrowsTest, PartsOfAnObject) {
  expectUses(
      {
          {"auto &[x, y] = p; look(x); look(y);", 3},
          {"auto [x, y] = p; look(x); look(y);", 1},
          {"auto &x = p.a; look(x);", 2},
          {"auto x = p.a; look(x);", 1},
      },
      "p");
}
TEST_F(BorrowsTest, WhoMayLookLater) {
  const std::vector<std::string> Bodies = {
      "auto l = [&] { look(v); }; l();",
      "static auto *s = &v;",
      "Keeper k; k.set(v);",
      "std::thread t(look, std::ref(v));",
      "std::thread t([](const std::string *) {}, &v);",
      "Last l{v};",
      "out->at = &v;",
  };
  std::vector<Borrows> Found = in(Bodies);
  for (size_t I = 0; I < Bodies.size(); ++I)
    EXPECT_TRUE(Found[I].Leak) << Bodies[I];
}

} // namespace
