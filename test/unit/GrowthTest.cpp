// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Growth.h"
#include "CopiesFixture.h"

using namespace p99::analysis;

namespace {

class GrowthTest : public CopiesFixture {
protected:
  /// In functions with these bodies.
  std::map<unsigned, std::vector<Growth>>
  in(llvm::ArrayRef<std::string> Bodies) {
    parseAll(R"(
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>
struct Box { std::vector<int> all; int n; };
bool ok(int); void fill(std::vector<int> &);
)",
             "const std::vector<int> &from, int n, std::vector<int> &out",
             Bodies);
    return byNumber(unreservedGrowth(*U, 8), [](auto &G) { return G.First; });
  }
};

TEST_F(GrowthTest, NobodyNeedsToReserve) {
  const std::vector<std::string> Bodies = {
      "std::vector<int> v; v.reserve(n); for (int x : from) "
      "v.push_back(x);",
      "std::vector<int> v; fill(v); for (int x : from) v.push_back(x);",
      "std::vector<int> v(n); for (int x : from) v.push_back(x);",
      "std::vector<int> v; v.resize(n); for (int x : from) "
      "v.push_back(x);",
      "std::vector<bool> v; for (int x : from) v.push_back(x);",
      "std::list<int> v; for (int x : from) v.push_back(x);",
      "std::map<int, int> v; for (int x : from) v[x] = 1;",
      "for (int x : from) out.push_back(x);",
      "static std::vector<int> v; for (int x : from) v.push_back(x);",
      "auto &v = out; for (int x : from) v.push_back(x);",
      "std::vector<int> v; v.push_back(n);",
      "for (int x : from) { std::vector<int> v; v.push_back(x); }",
      "std::vector<int> v; for (int i = 0; i < 4; ++i) v.push_back(i);",
      "std::vector<int> v; while (ok(n)) v.push_back(n);",
      // Refilled: each time a little more would be quadratic.
      "std::vector<int> v; for (int x : from) for (int y : from) "
      "v.push_back(x + y);",
      // A number is a limit.
      "std::vector<int> v; for (int i = 0; i < n; ++i) { if (ok(i)) "
      "break; v.push_back(i); }",
      "std::vector<int> v; for (int i = 0; i < n; ++i) if (ok(i)) "
      "v.push_back(i);",
      // It grows while it is gone through.
      "std::vector<int> v{1}; for (unsigned i = 0; i < v.size(); ++i) "
      "v.push_back(i);",
      "std::vector<int> v; for (int x : from) v.insert(v.end(), "
      "from.begin(), from.end());",
      "std::vector<int> v; for (int x : from) { v.push_back(x); "
      "v.clear(); "
      "}",
  };
  for (auto &[Number, Found] : in(Bodies))
    ADD_FAILURE() << Bodies[Number];
}
TEST_F(GrowthTest, LengthAndRounds) {
  using Kind = LoopLength::Kind;
  struct Case {
    const char *Body;
    Kind How;
    unsigned AtLeast;
    bool Empty, Ordered, MayStopEarly;
  };
  const std::vector<Case> Cases = {
      {"std::vector<int> v; for (int x : from) v.push_back(x);", Kind::Size, 1,
       true, true, false},
      {"std::vector<int> v; for (int i = 0; i < n; ++i) v.push_back(i);",
       Kind::Value, 1, true, true, false},
      {"std::vector<int> v; for (int i = 0; i < 64; ++i) v.push_back(i);",
       Kind::Constant, 1, true, true, false},
      {"std::vector<int> v; for (int x : from) { v.push_back(x); "
       "v.emplace_back(x); }",
       Kind::Size, 2, true, true, false},
      {"std::vector<int> v; for (int x : from) if (ok(x)) v.push_back(x);",
       Kind::Size, 0, true, true, false},
      {"std::vector<int> v; for (int x : from) { if (ok(x)) break; "
       "v.push_back(x); }",
       Kind::Size, 0, true, true, true},
      {"std::vector<int> v; v.push_back(1); for (int x : from) "
       "v.push_back(x);",
       Kind::Size, 1, false, true, false},
      {"std::unordered_map<int, int> v; for (int x : from) v[x] = 1;",
       Kind::Size, 1, true, false, false},
      {"Box b; for (int x : from) b.all.push_back(x);", Kind::Size, 1, true,
       true, false},
      {"std::string v; for (int x : from) v.push_back(x);", Kind::Size, 1, true,
       true, false},
  };
  std::vector<std::string> Bodies;
  for (const Case &C : Cases)
    Bodies.push_back(C.Body);
  auto Found = in(Bodies);
  for (size_t I = 0; I < Cases.size(); ++I) {
    const Case &C = Cases[I];
    ASSERT_EQ(Found[I].size(), 1u) << C.Body;
    const Growth &G = Found[I][0];
    EXPECT_EQ(G.Length.How, C.How) << C.Body;
    EXPECT_EQ(G.AtLeast, C.AtLeast) << C.Body;
    EXPECT_EQ(G.Empty, C.Empty) << C.Body;
    EXPECT_EQ(G.Ordered, C.Ordered) << C.Body;
    EXPECT_EQ(G.MayStopEarly, C.MayStopEarly) << C.Body;
  }
}

} // namespace
