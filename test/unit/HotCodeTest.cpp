// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "HotPathFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

using HotCodeTest = HotPathTest;

//===-- Loops that serve --------------------------------------------------===//

TEST_F(HotCodeTest, AnAcceptLoop) {
  EXPECT_EQ(whyLeaf("void f(int s) { for (;;) { int c = accept(s, 0, 0); "
                    "leaf(); } }"),
            "hot: inside the loop that serves 'accept'");
  EXPECT_EQ(whyLeaf("void f(int s) { int c = accept(s, 0, 0); leaf(); }"), "");
  EXPECT_EQ(whyLeaf("void f(int s) { leaf(); for (;;) accept(s, 0, 0); }"), "");
}
TEST_F(HotCodeTest, TheWaitItselfIsIdle) {
  parse("void f(int s) { for (;;) accept(s, 0, 0); }");
  auto Calls = U->references().callsOf(function("accept"));
  EXPECT_FALSE(U->hotPath().why(Calls.front()).isHot());
}
TEST_F(HotCodeTest, AWaitOfTheUsersOwnIsIdleToo) {
  parse("int next(int s) { leaf(); return accept(s, 0, 0); } void serve(int) "
        "{} void f(int s) { for (;;) serve(next(s)); }");
  EXPECT_FALSE(U->hotPath().why(function("next")).isHot());
  EXPECT_TRUE(U->hotPath().why(function("serve")).isHot());
}
TEST_F(HotCodeTest, AnAcceptLoopInMain) {
  EXPECT_EQ(whyLeaf("int main() { while (true) { accept(1, 0, 0); leaf(); } }"),
            "hot: inside the loop that serves 'accept'");
  EXPECT_EQ(
      why("void f() {} int main() { f(); while (true) accept(1, 0, 0); }", "f"),
      "");
}
TEST_F(HotCodeTest, WhatAServingLoopCalls) {
  EXPECT_EQ(why("void serve(int) {} void f(int s) { while (true) { int c = "
                "accept(s, 0, 0); serve(c); } }",
                "serve"),
            "called from here; hot: inside the loop that serves 'accept'");
  EXPECT_EQ(why("void serve(int) {} void f(int s) { while (true) { int c = "
                "accept(s, 0, 0); std::thread(serve, c).detach(); } }",
                "serve"),
            "handed over here; hot: inside the loop that serves 'accept'");
  EXPECT_EQ(whyLeaf("void f(int s) { while (true) { int c = accept(s, 0, 0); "
                    "std::thread([c] { leaf(); }).detach(); } }"),
            "hot: inside the loop that serves 'accept'");
}
TEST_F(HotCodeTest, TheServingFunctionIsNotHotItself) {
  EXPECT_EQ(why("void f(int s) { while (true) accept(s, 0, 0); }", "f"), "");
}
TEST_F(HotCodeTest, ALoopThatWaitsForItsOwnWorkServesNobody) {
  EXPECT_EQ(
      whyLeaf("int send(int); void f(int n) { int sent = 0; while (sent < "
              "n) { poll(0, 1, 100); sent += send(n); leaf(); } }"),
      "inside a loop of unknown length");
}

//===-- Statements --------------------------------------------------------===//

TEST_F(HotCodeTest, LoopsAreOnlyWarm) {
  parse("void f(int n) { for (int i = 0; i < n; ++i) leaf(); }");
  HotAnswer Answer = U->hotPath().why(leaf());
  EXPECT_EQ(Answer.Source, Heat::Loop);
  EXPECT_FALSE(Answer.isHot());
  EXPECT_EQ(print(Answer.Reasons), "inside a loop of unknown length");
}
TEST_F(HotCodeTest, TheLengthOfALoop) {
  EXPECT_EQ(whyLeaf("void f() { for (int i = 0; i < 1000; ++i) leaf(); }"),
            "inside a loop of 1000 rounds");
  EXPECT_EQ(whyLeaf("void f() { for (int i = 0; i < 3; ++i) leaf(); }"), "");
  EXPECT_EQ(whyLeaf("void f() { do leaf(); while (0); }"), "");
  EXPECT_EQ(whyLeaf("void f() { for (;;) { leaf(); return; } }"), "");
}
TEST_F(HotCodeTest, ALoopInAHandler) {
  EXPECT_EQ(whyLeaf("void f(web::Request &r) { for (int i = 0; i < r.size(); "
                    "++i) leaf(); }"),
            "inside a loop of unknown length; hot: handles a request of web");
}
TEST_F(HotCodeTest, ColdCodeInAHandler) {
  EXPECT_EQ(whyLeaf("void f(web::Request &r) { if (r.size()) { leaf(); throw "
                    "1; } }"),
            "");
  EXPECT_EQ(whyLeaf("void f(web::Request &r) { if (r.size()) { leaf(); return; "
                    "} }"),
            "hot: handles a request of web");
}

//===-- Profiles ----------------------------------------------------------===//

class ProfiledTest : public HotPathTest {
protected:
  std::string why(llvm::StringRef Code, llvm::StringRef Name,
                  llvm::StringRef Samples) {
    parse(Code, {}, "input.cc", Samples);
    return print(U->hotPath().why(function(Name)).Reasons);
  }
  std::string whyLeaf(llvm::StringRef Code, llvm::StringRef Samples) {
    parse(Code, {}, "input.cc", Samples);
    return print(U->hotPath().why(leaf()).Reasons);
  }
};

TEST_F(ProfiledTest, AShareIsAReason) {
  EXPECT_EQ(why("void f() {}", "f", "main;f 31\nmain;g 69\n"),
            "hot: on 31% of the samples in orders.folded");
  EXPECT_EQ(U->hotPath().why(function("f")).Source, Heat::Profile);
}
TEST_F(ProfiledTest, ASmallShareIsNone) {
  EXPECT_EQ(why("void f() {}", "f", "main;f 1\nmain;g 199\n"), "");
  EXPECT_NEAR(U->hotPath().why(function("f")).Share, 0.005, 1e-9);
}
TEST_F(ProfiledTest, OtherReasonsStay) {
  EXPECT_EQ(why("void f(web::Request &) {}", "f", "main;g 9\n"),
            "hot: handles a request of web");
  EXPECT_EQ(why("void f(web::Request &) {}", "f", "main;f 1\nmain;g 999\n"),
            "hot: handles a request of web");
}
TEST_F(ProfiledTest, ColdStaysCold) {
  EXPECT_EQ(why("[[gnu::cold]] void f() {}", "f", "main;f 9\n"), "");
}
TEST_F(ProfiledTest, WhatItCallsHasAShareOfItsOwn) {
  EXPECT_EQ(why("void f() {} void g() { f(); }", "f", "main;g 9\n"), "");
}
TEST_F(ProfiledTest, ALambdaWithoutFramesIsAsHotAsTheCodeAroundIt) {
  EXPECT_EQ(whyLeaf("void f() { auto l = [] { leaf(); }; l(); }", "main;f 9\n"),
            "hot: on 100% of the samples in orders.folded");
}
TEST_F(ProfiledTest, BeforeAnEndlessLoop) {
  const char Samples[] = "main;run 9\n";
  EXPECT_EQ(whyLeaf("bool stop(); void run() { leaf(); for (;;) if (stop()) "
                    "return; }",
                    Samples),
            "");
  EXPECT_EQ(whyLeaf("bool stop(); void run() { for (;;) { leaf(); if (stop()) "
                    "return; } }",
                    Samples),
            "inside a loop of unknown length; hot: on 100% of the samples in "
            "orders.folded");
}
TEST_F(ProfiledTest, ABrokenProfileIsNoTrouble) {
  EXPECT_EQ(why("void f(web::Request &) {}", "f", "no count\n"),
            "hot: handles a request of web");
}

//===-- isColdCode --------------------------------------------------------===//

TEST_F(HotCodeTest, CatchBlocks) {
  EXPECT_TRUE(isColdLeaf("void f() { try {} catch (int) { leaf(); } }"));
  EXPECT_FALSE(isColdLeaf("void f() { try { leaf(); } catch (int) {} }"));
}
TEST_F(HotCodeTest, LikelyAndUnlikely) {
  EXPECT_TRUE(isColdLeaf("void f(int a) { if (a) [[unlikely]] { leaf(); } }"));
  EXPECT_TRUE(
      isColdLeaf("void f(int a) { if (a) [[likely]] {} else { leaf(); } }"));
  EXPECT_FALSE(
      isColdLeaf("void f(int a) { if (a) [[unlikely]] {} else { leaf(); } }"));
  EXPECT_FALSE(isColdLeaf("void f(int a) { if (a) [[likely]] leaf(); }"));
}
TEST_F(HotCodeTest, BuiltinExpect) {
  const std::string Macros =
      "#define UNLIKELY(x) __builtin_expect(!!(x), 0)\n"
      "#define LIKELY(x) __builtin_expect(!!(x), 1)\nvoid f(int a) { ";
  EXPECT_TRUE(isColdLeaf(Macros + "if (UNLIKELY(a)) leaf(); }"));
  EXPECT_TRUE(isColdLeaf(Macros + "if (!LIKELY(a)) leaf(); }"));
  EXPECT_TRUE(isColdLeaf(Macros + "if (LIKELY(a)) {} else leaf(); }"));
  EXPECT_TRUE(isColdLeaf(Macros + "UNLIKELY(a) ? leaf() : void(); }"));
  EXPECT_FALSE(isColdLeaf(Macros + "if (LIKELY(a)) leaf(); }"));
  EXPECT_FALSE(isColdLeaf(Macros + "if (UNLIKELY(a)) {} else leaf(); }"));
  EXPECT_FALSE(isColdLeaf(Macros + "if (UNLIKELY(a)) {} leaf(); }"));
}
TEST_F(HotCodeTest, BlocksThatDoNotComeBack) {
  EXPECT_TRUE(isColdLeaf("void f(int a) { if (a) { leaf(); throw 1; } }"));
  EXPECT_TRUE(isColdLeaf("void f(int a) { if (a) {} else { leaf(); exit(1); } "
                         "}"));
  EXPECT_TRUE(
      isColdLeaf("void f(int a) { if (a) { while (a) leaf(); abort(); } "
                 "}"));
  EXPECT_TRUE(isColdLeaf("[[gnu::cold]] void fail(); void f(int a) { if (a) { "
                         "leaf(); fail(); } }"));
  EXPECT_FALSE(isColdLeaf("void f(int a) { if (a) { leaf(); return; } }"));
  EXPECT_FALSE(isColdLeaf("void f(int a) { if (a) { abort(); } leaf(); }"));
  EXPECT_FALSE(isColdLeaf("void f(int a) { leaf(); throw 1; }"));
}
TEST_F(HotCodeTest, StaticsAreMadeOnce) {
  EXPECT_TRUE(isColdLeaf("void f() { static int x = (leaf(), 1); }"));
  EXPECT_TRUE(
      isColdLeaf("void f() { static int x = [] { leaf(); return 1; }(); }"));
  EXPECT_FALSE(isColdLeaf("void f() { static auto x = [] { leaf(); }; x(); }"));
  EXPECT_FALSE(isColdLeaf("void f() { int x = (leaf(), 1); }"));
}
TEST_F(HotCodeTest, WhatRunsOnce) {
  EXPECT_TRUE(isColdLeaf("int flag; void f() { web::once(flag, [] { leaf(); "
                         "}); }"));
  parse("int flag; void g() {} void h() {} void f(web::Request &) { "
        "web::once(flag, g); h(); }");
  EXPECT_FALSE(U->hotPath().why(function("g")).isHot());
  EXPECT_TRUE(U->hotPath().why(function("h")).isHot());
}
TEST_F(HotCodeTest, MainOutsideOfItsLoops) {
  EXPECT_TRUE(isColdLeaf("int main() { leaf(); }"));
  EXPECT_FALSE(isColdLeaf("int main() { while (true) leaf(); }"));
  EXPECT_FALSE(isColdLeaf("int main() { auto l = [] { leaf(); }; l(); }"));
  EXPECT_FALSE(isColdLeaf("void run() { leaf(); }"));
}
} // namespace
