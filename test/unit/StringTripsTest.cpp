// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/StringTrips.h"
#include "CopiesFixture.h"

using namespace p99::analysis;

namespace {

using Kind = StringTrip::Kind;

class StringTripsTest : public CopiesFixture {
protected:
  /// In functions with these bodies.
  std::map<unsigned, std::vector<StringTrip>>
  in(llvm::ArrayRef<std::string> Bodies) {
    parseAll(R"(
#include <string>
#include <string_view>
struct Table {
  bool has(std::string_view) const; void drop(std::string_view);
  static bool knows(std::string_view);
  std::string name; void f();
};
void view(std::string_view); void text(const std::string &);
void owned(std::string); void chars(const char *);
void either(std::string_view); void either(const char *);
void cut(std::string &, std::string_view); void fill(Table &, std::string_view);
void read(const Table &, std::string_view);
std::string all;
)",
             "std::string_view v, const char *p, unsigned n, std::string &s, "
             "std::string &o, Table &t",
             Bodies);
    return byNumber(stringTrips(*U), [](auto &T) { return T.Made; });
  }
  /// One trip in each.
  template <typename T>
  void expect(const std::vector<std::pair<std::string, T>> &Cases,
              T StringTrip::*What) {
    std::vector<std::string> Bodies;
    for (const auto &[Body, Value] : Cases)
      Bodies.push_back(Body);
    auto Found = in(Bodies);
    for (size_t I = 0; I < Cases.size(); ++I) {
      ASSERT_EQ(Found[I].size(), 1u) << Bodies[I];
      EXPECT_EQ(Found[I][0].*What, Cases[I].second) << Bodies[I];
    }
  }
};

TEST_F(StringTripsTest, WhatIsNoTrip) {
  const std::vector<std::string> Bodies = {
      "owned(std::string(v));",
      "text(std::string(v));",
      "view(v);",
      "view(s);",
      "text(s);",
      "std::string w(v); view(w);",
      "auto w = std::string(v);",
      "chars(std::string(v).c_str());",
      "view(std::string(p, n));",
      "view(std::string(n, 'x'));",
      "view(s + p);",
      "text(s.substr(4));",
      "owned(s.substr(4));",
      "view(s.substr(n, 8));",
      "view(v.substr(4));",
      "either(std::string(p));",
      "bool b = s == std::string(\"short\");",
      "bool b = s.substr(0, n) == \"short\";",
      "chars(s.c_str());",
      "view(s.c_str());",
      "text(p);",
      "text(v.data());",
      "text(std::string(s.c_str()));",
      "std::string_view w = s.substr(4);",
      "auto w = s.substr(4);",
      "owned(s.c_str());",
      "if (n) [[unlikely]] view(s.substr(4));"};
  for (auto &[Number, Trips] : in(Bodies))
    ADD_FAILURE() << Bodies[Number];
}
TEST_F(StringTripsTest, WhatIsOne) {
  const std::vector<std::pair<std::string, Kind>> Trips = {
      {"view(std::string(v));", Kind::View},
      {"view(std::string(p));", Kind::View},
      {"view(std::string{v});", Kind::View},
      {"either(std::string(v));", Kind::View},
      {"view(s.substr(4));", Kind::Substring},
      {"view(s.substr(n, 16));", Kind::Substring},
      {"bool b = s.substr(4) == o;", Kind::Substring},
      {"bool b = s == std::string(\"a literal of some length\");",
       Kind::Literal},
      {"text(s.c_str());", Kind::CStr},
      {"text(s.data());", Kind::CStr},
  };
  expect(Trips, &StringTrip::How);
}
TEST_F(StringTripsTest, WhoCanReachTheText) {
  const std::vector<std::pair<std::string, bool>> Trips = {
      {"view(s.substr(4));", true},
      {"view(std::string(v));", true},
      {"t.has(s.substr(4));", true},
      {"Table::knows(s.substr(4));", true},
      {"cut(o, s.substr(4));", true},
      {"read(t, t.name.substr(4));", true},
      {"bool b = all.substr(4) == o;", true},
      {"t.drop(s.substr(4));", false},
      {"t.drop(t.name.substr(4));", false},
      {"cut(s, s.substr(4));", false},
      {"cut(s, std::string(v));", false},
      {"fill(t, t.name.substr(4));", false},
      {"view(all.substr(4));", false},
  };
  expect(Trips, &StringTrip::Safe);
}

} // namespace
