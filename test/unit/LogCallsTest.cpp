// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/LogCalls.h"
#include "CopiesFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

constexpr char Library[] = R"(
#include <sstream>
#include <string>
enum Level { Debug, Info, Warning };
extern Level MinLevel;
void put(const std::string &);
bool enabled(Level);
void log(Level l, const std::string &text) { if (l < MinLevel) return; put(text); }
void logC(Level l, const char *text) { if (l < MinLevel) return; put(text); }
void always(Level l, const std::string &text) { put(text); }
struct Order { std::string toString() const; const std::string &name() const; int size() const; };
std::string join(const std::string &a) { std::string r; for (char c : a) r += c; return r; }
std::string copyOf(const std::string &a) { return a; }
)";

class LogCallsTest : public CopiesFixture {
protected:
  /// What is found in each body, which a loop repeats.
  std::map<unsigned, std::vector<EagerLog>>
  logs(const std::vector<std::string> &Bodies, bool Info = false) {
    std::vector<std::string> Repeated;
    for (const std::string &Body : Bodies)
      Repeated.push_back("for (int i = 0; i < n; ++i) { " + Body + " }");
    parseAll(Library,
             "int n, std::string a, std::string b, const Order &o, "
             "std::ostringstream &s",
             Repeated);
    return byNumber(eagerLogs(*U, Info),
                    [](const EagerLog &Log) { return Log.Call; });
  }
};

using Kind = EagerLog::Kind;

TEST_F(LogCallsTest, Kinds) {
  const std::vector<std::pair<std::string, Kind>> Expected = {
      {"log(Debug, a + b);", Kind::Joined},
      {"log(Debug, \"x\" + a + \"y\");", Kind::Joined},
      {"logC(Debug, (a + b).c_str());", Kind::Joined},
      {"log(Debug, s.str());", Kind::Streamed},
      {"log(Debug, o.toString());", Kind::Made},
      {"log(Debug, join(a));", Kind::Made},
      {"logC(Debug, o.toString().c_str());", Kind::Made},
      {"log(Debug, std::to_string(i) + a);", Kind::Joined},
  };
  std::vector<std::string> Bodies;
  for (const auto &[Body, How] : Expected)
    Bodies.push_back(Body);
  auto Found = logs(Bodies);
  for (unsigned I = 0; I < Expected.size(); ++I) {
    ASSERT_EQ(Found[I].size(), 1u) << Bodies[I];
    EXPECT_EQ(static_cast<int>(Found[I][0].How),
              static_cast<int>(Expected[I].second))
        << Bodies[I];
    EXPECT_TRUE(Found[I][0].IsLine) << Bodies[I];
  }
}

TEST_F(LogCallsTest, Silent) {
  const std::vector<std::string> Bodies = {
      "log(Debug, a);",
      "log(Debug, \"text\");",
      "log(Debug, o.name());",
      "log(Debug, copyOf(a));",
      "logC(Debug, a.c_str());",
      "log(Warning, a + b);",
      "log(Info, a + b);",
      "always(Debug, a + b);",
      "put(a + b);",
      "if (enabled(Debug)) log(Debug, a + b);",
      "std::string t = a + b; log(Debug, t);",
  };
  auto Found = logs(Bodies);
  for (unsigned I = 0; I < Bodies.size(); ++I)
    EXPECT_TRUE(Found[I].empty()) << Bodies[I];
}

TEST_F(LogCallsTest, InfoOnRequest) {
  const std::vector<std::string> Bodies = {
      "log(Info, a + b);", "log(Debug, a + b);", "log(Warning, a + b);"};
  auto Found = logs(Bodies, /*Info=*/true);
  EXPECT_EQ(Found[0].size(), 1u);
  EXPECT_EQ(Found[1].size(), 1u);
  EXPECT_TRUE(Found[2].empty());
}

TEST_F(LogCallsTest, OnlyWhereItIsRepeated) {
  parse(std::string(Library) + R"(
void once(const std::string &a) { log(Debug, a + "x"); }
void few(const std::string &a) { for (int i = 0; i < 4; ++i) log(Debug, a + "x"); }
[[gnu::hot]] void hot(const std::string &a) { log(Debug, a + "x"); }
[[gnu::cold]] void cold(const std::string &a, int n) { for (int i = 0; i < n; ++i) log(Debug, a + "x"); }
)");
  auto Found = eagerLogs(*U, /*Info=*/false);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(U->references().functionAround(Found[0].Call)->getName(), "hot");
}

TEST_F(LogCallsTest, Parts) {
  auto Found = logs({"log(Debug, a + \": \" + (b + o.toString()));"});
  ASSERT_EQ(Found[0].size(), 1u);
  EXPECT_EQ(partsOf(Found[0][0].Text).size(), 4u);
  EXPECT_TRUE(Found[0][0].HasBuiltPart);
  EXPECT_FALSE(logs({"log(Debug, a + b);"})[0][0].HasBuiltPart);
}

} // namespace
