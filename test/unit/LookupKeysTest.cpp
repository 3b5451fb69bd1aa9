// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LookupKeys.h"
#include "analysis/References.h"
#include "analysis/TypeUses.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"
#include <map>
#include <optional>

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

constexpr char Library[] = R"(
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>
using Map = std::map<std::string, int>;
void take(const Map &M);
Map make();
)";

class LookupKeysTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code, std::string Standard = "-std=c++20") {
    AST = tooling::buildASTFromCodeWithArgs(Library + Code.str(),
                                            {Standard, "-w"});
    ASSERT_FALSE(AST->getDiagnostics().hasErrorOccurred()) << Code.str();
    U = std::make_unique<Unit>(GlobalOptions(), std::make_shared<ApiModels>());
    U->bind(AST->getASTContext());
  }
  bool isOwn(llvm::StringRef Name) {
    auto Found = match(valueDecl(hasName(Name)).bind("n"), U->ast());
    return isTypeItsOwn(Found.front().getNodeAs<ValueDecl>("n"),
                        U->references());
  }
  /// What is said of `m.count(KEY)` in hot code, by the lookup's number.
  std::map<unsigned, KeyedContainer>
  lookUp(const std::vector<std::pair<std::string, std::string>> &Lookups,
         std::string Standard = "-std=c++20") {
    std::string Code;
    for (unsigned I = 0; I < Lookups.size(); ++I) {
      std::string N = std::to_string(I);
      Code += "static " + Lookups[I].first + " m" + N +
              "; [[gnu::hot]] bool f" + N +
              "(std::string_view v, const char *p, unsigned n, const "
              "std::string &s) { return m" +
              N + ".count(" + Lookups[I].second + "); }\n";
    }
    parse(Code, Standard);
    std::map<unsigned, KeyedContainer> Found;
    for (const KeyedContainer &C : temporaryKeys(*U)) {
      unsigned Number = 0;
      EXPECT_FALSE(C.Declared->getName().drop_front().getAsInteger(10, Number));
      Found.emplace(Number, C);
    }
    return Found;
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

TEST_F(LookupKeysTest, WhatLeavesTheTypeFree) {
  parse(R"(
static Map a; static Map b{{"x", 1}}; static Map c, copied; static Map passed;
static Map made = make(); Map visible; static Map assigned; static Map taken;
static Map pointed;
class Box {
  Map open;
public:
  Map shown;
  int f() { open["a"] = 1; for (auto &e : open) e.second++; return open.size() + shown.size(); }
};
class Far { Map hidden; int f() { return hidden.size(); } int g(); };
int f(Map parameter) {
  Map local; auto &same = local; same.clear();
  auto size = [&] { return a.size(); };
  b = {}; c.erase(c.begin()); std::size(c);
  Map copy = copied; take(passed); assigned = copy; parameter.swap(taken);
  Map *p = &pointed;
  return local.size() + size() + made.size() + visible.size() + p->size();
}
)");
  // Nobody includes this file.
  for (const char *Name : {"a", "b", "c", "open", "shown", "local"})
    EXPECT_TRUE(isOwn(Name)) << Name;
  for (const char *Name :
       {"copied", "passed", "made", "visible", "assigned", "taken", "pointed",
        "hidden", "parameter", "copy", "same"})
    EXPECT_FALSE(isOwn(Name)) << Name;
}

TEST_F(LookupKeysTest, WhatIsMade) {
  using Kind = LookupKey::Kind;
  const std::vector<std::pair<std::string, std::optional<Kind>>> Keys = {
      {"std::string(v)", Kind::Text},
      {"std::string{v}", Kind::Text},
      {"static_cast<std::string>(v)", Kind::Text},
      {"p", Kind::Text},
      {"std::string(p)", Kind::Text},
      {"(std::string(v))", Kind::Text},
      {"\"a literal of some length\"", Kind::Text},
      {"std::string(p, n)", Kind::Part},
      {"s.substr(n)", Kind::Substring},
      {"s", {}},
      {"s + p", {}},
      {"\"short\"", {}},
      {"std::string(p, 8)", {}},
      {"s.substr(n, 8)", {}},
      {"std::string(n, 'x')", {}},
      {"{p, n}", {}},
      {"s.c_str()", {}},
      {"std::to_string(n)", {}},
      {"std::string()", {}},
      {"std::string(s)", {}},
  };
  std::vector<std::pair<std::string, std::string>> Lookups;
  for (const auto &[Key, How] : Keys)
    Lookups.emplace_back("std::set<std::string>", Key);
  auto Found = lookUp(Lookups);
  for (unsigned I = 0; I < Keys.size(); ++I) {
    ASSERT_EQ(Found.count(I), Keys[I].second ? 1u : 0u) << Keys[I].first;
    if (Keys[I].second)
      EXPECT_EQ(Found.at(I).Lookups[0].How, *Keys[I].second) << Keys[I].first;
  }
}

TEST_F(LookupKeysTest, WhoTakesOnlyStrings) {
  using Kind = KeyComparison::Kind;
  const std::vector<std::pair<std::string, std::optional<Kind>>> Types = {
      {"std::map<std::string, int>", Kind::Ordered},
      {"std::multiset<std::string, std::greater<std::string>>", Kind::Ordered},
      {"std::set<std::string, std::less<>>", Kind::Transparent},
      {"std::unordered_map<std::string, int>", Kind::Hashed},
      {"std::set<std::string, bool (*)(const std::string &, const std::string "
       "&)>",
       {}},
  };
  std::vector<std::pair<std::string, std::string>> Lookups;
  for (const auto &[Type, How] : Types)
    Lookups.emplace_back(Type, "std::string(v)");
  auto Found = lookUp(Lookups);
  for (unsigned I = 0; I < Types.size(); ++I) {
    ASSERT_EQ(Found.count(I), Types[I].second ? 1u : 0u) << Types[I].first;
    if (Types[I].second)
      EXPECT_EQ(Found.at(I).Keys.How, *Types[I].second) << Types[I].first;
  }
}
TEST_F(LookupKeysTest, HashesNeedALaterLanguage) {
  EXPECT_TRUE(
      lookUp({{"std::unordered_map<std::string, int>", "p"}}, "-std=c++17")
          .empty());
}

} // namespace
