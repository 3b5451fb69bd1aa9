// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/TextOutput.h"
#include "CopiesFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

constexpr char Library[] = R"(
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
void view(std::string_view); void copy(std::string); void write(const char *, unsigned long);
std::string take();
)";

class TextOutputTest : public CopiesFixture {
protected:
  /// What is found in each body, which a loop repeats unless told otherwise.
  std::map<unsigned, std::vector<BuiltText>>
  texts(std::vector<std::string> Bodies, bool Repeated = true) {
    if (Repeated)
      for (std::string &Body : Bodies)
        Body = "while (n--) { " + Body + " }";
    parseAll(Library,
             "std::ostream &os, std::string a, std::string b, "
             "std::ostringstream &lent, int n",
             Bodies);
    return byNumber(builtTexts(*U, /*Everywhere=*/false),
                    [](const BuiltText &Text) { return Text.At; });
  }
};

using Kind = BuiltText::Kind;

TEST_F(TextOutputTest, Kinds) {
  const std::vector<std::pair<std::string, Kind>> Expected = {
      {"std::ostringstream s; s << a; os << s.str();", Kind::Written},
      {"std::ostringstream s; s << a; view(s.str());", Kind::Viewed},
      {"std::ostringstream s; s << a; write(s.str().data(), s.str().size());",
       Kind::Twice},
      {"os << a + b;", Kind::Joined},
      {"os << \"x\" << (a + \", \" + b) << 1;", Kind::Joined},
      {"std::ofstream f; f << a + b;", Kind::Joined},
  };
  std::vector<std::string> Bodies;
  for (const auto &[Body, How] : Expected)
    Bodies.push_back(Body);
  auto Found = texts(Bodies);
  for (unsigned I = 0; I < Expected.size(); ++I) {
    ASSERT_EQ(Found[I].size(), 1u) << Bodies[I];
    EXPECT_EQ(static_cast<int>(Found[I][0].How),
              static_cast<int>(Expected[I].second))
        << Bodies[I];
  }
}

TEST_F(TextOutputTest, Silent) {
  const std::vector<std::string> Bodies = {
      "std::ostringstream s; copy(s.str());",
      "std::ostringstream s; std::string t = s.str();",
      "std::ostringstream s; os << s.str().size();",
      "lent << lent.str();",
      "os << a << b;",
      "std::string t = a + b; os << t;",
      // One write keeps the lines of threads apart.
      "std::cout << a + b;",
      "std::cerr << a + b;",
      "os << 1 + 2;",
      "os << a.size() + b.size();",
      "os << take();",
      "try { take(); } catch (...) { os << a + b; }",
      "std::istringstream in(a); os << in.str();",
  };
  auto Found = texts(Bodies);
  for (unsigned I = 0; I < Bodies.size(); ++I)
    EXPECT_TRUE(Found[I].empty()) << Bodies[I];
}

TEST_F(TextOutputTest, SourceAndSink) {
  auto Found = texts({"std::ostringstream s; os << 1 << s.str();",
                      "os << lent.str();", "os << a + b;",
                      "std::ostringstream &same = lent; os << same.str();"});
  auto NameOf = [](const Expr *E) {
    return E ? cast<DeclRefExpr>(E->IgnoreParenImpCasts())->getDecl()->getName()
             : "";
  };
  for (unsigned I : {0, 1, 2, 3}) {
    ASSERT_EQ(Found[I].size(), 1u) << I;
    EXPECT_EQ(NameOf(Found[I][0].Sink), "os") << I;
  }
  EXPECT_EQ(NameOf(Found[0][0].Source), "s");
  EXPECT_EQ(NameOf(Found[1][0].Source), "lent");
  EXPECT_FALSE(Found[2][0].Source);
  // Another has the stream, too, and could write to it meanwhile.
  EXPECT_TRUE(Found[0][0].IsOwn);
  EXPECT_FALSE(Found[1][0].IsOwn);
  EXPECT_FALSE(Found[3][0].IsOwn);
}

TEST_F(TextOutputTest, OnlyWhereItIsRepeated) {
  const std::string Copied = "std::ostringstream s; view(s.str());";
  const std::string Twice =
      "std::ostringstream s; write(s.str().data(), s.str().size());";
  auto Found = texts({Copied, "os << a + b;", Twice}, /*Repeated=*/false);
  EXPECT_TRUE(Found[0].empty());
  EXPECT_TRUE(Found[1].empty());
  EXPECT_EQ(Found[2].size(), 1u);
  EXPECT_EQ(builtTexts(*U, /*Everywhere=*/true).size(), 2u);
}

TEST_F(TextOutputTest, ReturnedFromItsFunction) {
  parse(std::string(Library) + R"(
std::string own() { std::ostringstream s; return s.str(); }
std::string lent(std::ostringstream &s) { return s.str(); }
std::string stays() { static std::ostringstream s; return s.str(); }
std::string_view seen() { std::ostringstream s; return s.str(); }
auto captured() { std::ostringstream s; auto f = [&] { return s.str(); }; return f(); }
)");
  auto Found = builtTexts(*U, /*Everywhere=*/true);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(static_cast<int>(Found[0].How), static_cast<int>(Kind::Returned));
  EXPECT_TRUE(Found[0].HasView);
  EXPECT_EQ(U->references().functionAround(Found[0].At)->getName(), "own");
}

TEST_F(TextOutputTest, OutputStreams) {
  parse(std::string(Library) +
        "std::ofstream f; std::ostringstream o; std::istringstream i; "
        "std::string t; int n; struct Mine : std::ostream {}; extern Mine m;");
  auto Is = [&](const char *Name) {
    using namespace clang::ast_matchers;
    return isOutputStream(first<VarDecl>(varDecl(hasName(Name)))->getType());
  };
  EXPECT_TRUE(Is("f") && Is("o") && Is("m"));
  EXPECT_FALSE(Is("i") || Is("t") || Is("n"));
}

} // namespace
