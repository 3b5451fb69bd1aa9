// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "HotPathFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

//===-- Marks -------------------------------------------------------------===//

TEST_F(HotPathTest, Attributes) {
  EXPECT_EQ(why("[[gnu::hot]] void f();", "f"),
            "hot: marked with the 'hot' attribute");
  EXPECT_EQ(why("[[clang::annotate(\"p99::hot\")]] void f();", "f"),
            "hot: annotated 'p99::hot'");
  EXPECT_EQ(why("void f();", "f"), "");
}
TEST_F(HotPathTest, ColdWins) {
  EXPECT_EQ(why("[[gnu::cold]] void f();", "f", {"f"}), "");
  EXPECT_EQ(why("[[gnu::cold]] void f() {}", "f", {"f"}), "");
}
TEST_F(HotPathTest, PatternsMatchQualifiedNames) {
  EXPECT_EQ(why("namespace a { void onGet(); }", "onGet", {"a::on*"}),
            "hot: 'a::onGet' matches 'a::on*' of P99HotFunctions");
  EXPECT_EQ(why("namespace a { void onGet(); }", "onGet", {"on*"}), "");
}
TEST_F(HotPathTest, TestBodiesAreCold) {
  const char Code[] =
      "namespace testing { class Test { virtual void TestBody() "
      "= 0; }; }\nclass T : testing::Test { void TestBody() "
      "override; };\n#define TEST_CASE(n) void c1()\n"
      "TEST_CASE(\"x\") {}";
  EXPECT_EQ(why(Code, "T::TestBody", {"*"}), "");
  EXPECT_EQ(why(Code, "c1", {"*"}), "");
}
TEST_F(HotPathTest, ABadPatternIsToldOf) {
  GlobalOptions Options;
  Options.HotFunctions = {"a::[b", "ok*"};
  auto Problems = HotPath::problemsOf(Options);
  ASSERT_EQ(Problems.size(), 1u);
  EXPECT_NE(Problems[0].find("bad pattern 'a::[b'"), std::string::npos);
}
TEST_F(HotPathTest, ALambdaIsAsHotAsTheCodeAroundIt) {
  EXPECT_EQ(whyLeaf("[[gnu::hot]] void f() { auto l = [] { leaf(); }; l(); }"),
            "hot: marked with the 'hot' attribute");
  EXPECT_EQ(whyLeaf("void f() { auto l = [] { leaf(); }; l(); }"), "");
}
TEST_F(HotPathTest, NullIsNotHot) {
  parse("");
  EXPECT_FALSE(U->hotPath().why((const FunctionDecl *)nullptr).isHot());
  EXPECT_FALSE(U->hotPath().why((const Stmt *)nullptr).isHot());
  EXPECT_FALSE(U->hotPath().isCold(nullptr));
}

//===-- Entry points ------------------------------------------------------===//

TEST_F(HotPathTest, ARegisteredLambda) {
  EXPECT_EQ(whyLeaf("void f(web::Server &s) { s.Get(\"/\", [](auto &, auto &) "
                    "{}).Get(\"/a\", [](const web::Request &r, web::Response "
                    "&) { leaf(); }); }"),
            "hot: handles a request of web");
}
TEST_F(HotPathTest, ARegisteredFunction) {
  EXPECT_EQ(why("void get(const web::Request &, web::Response &) {} void "
                "f(web::Server &s) { s.Get(\"/\", get); }",
                "get"),
            "hot: handles a request of web");
}
TEST_F(HotPathTest, TheRegisteringFunctionIsNotHot) {
  EXPECT_EQ(why("void f(web::Server &s) { s.Get(\"/\", [](auto &, auto &) {}); "
                "}",
                "f"),
            "");
}
TEST_F(HotPathTest, AnOverriddenMethod) {
  EXPECT_EQ(why("struct H : web::Handler { void handle(web::Response &) "
                "override {} void other() {} };",
                "H::handle"),
            "hot: handles a request of web");
  EXPECT_EQ(why("struct H : web::Handler { void handle(web::Response &) "
                "override {} void other() {} };",
                "other"),
            "");
}
TEST_F(HotPathTest, AServicesMethod) {
  EXPECT_EQ(why("struct S : web::Service { int Order(web::Context *, const int "
                "*, int *) override { return 0; } };",
                "S::Order"),
            "hot: overrides web service method 'Order'");
}
TEST_F(HotPathTest, WhoeverIsGivenARequest) {
  EXPECT_EQ(why("void f(const web::Request &) {}", "f"),
            "hot: handles a request of web");
  EXPECT_EQ(why("void f(std::shared_ptr<web::Context>) {}", "f"),
            "hot: is given a context of web");
  EXPECT_EQ(why("void f(web::Context *const &);", "f"), "");
  EXPECT_EQ(why("struct S { S(web::Context *) {} };", "S::S"), "");
  EXPECT_EQ(why("template <class T> void f(T, web::Context *) {}", "f"), "");
}
TEST_F(HotPathTest, AHandlerInAField) {
  EXPECT_EQ(whyLeaf("void f(web::Callbacks &c) { c.on_message = [](int) { "
                    "leaf(); }; }"),
            "hot: runs for each message of web");
  EXPECT_EQ(whyLeaf("struct Other { std::function<void(int)> on_message; }; "
                    "void f(Other &c) { c.on_message = [](int) { leaf(); }; }"),
            "");
}
TEST_F(HotPathTest, SignalsByTheirAddress) {
  EXPECT_EQ(whyLeaf("void f(web::Socket *s) { web::connect(s, "
                    "&web::Socket::readyRead, [] { leaf(); }, 1); }"),
            "hot: runs when data arrives");
  EXPECT_EQ(whyLeaf("void f(web::Socket *s) { web::connect(s, "
                    "&web::Socket::closed, [] { leaf(); }); }"),
            "");
}
TEST_F(HotPathTest, SlotsByTheirText) {
  const char Slot[] =
      "struct QObject { void onRead() {} void onRead2() {} void "
      "f(web::Socket *s) { web::connect(s, ";
  EXPECT_EQ(why(std::string(Slot) + "\"2readyRead()\", this, \"1onRead()\"); } "
                                    "};",
                "onRead"),
            "hot: runs when data arrives");
  EXPECT_EQ(why(std::string(Slot) +
                    "qFlagLocation(\"2readyRead()\\0f.cpp:1\"), "
                    "this, qFlagLocation(\"1onRead()\\0f.cpp:1"
                    "\")); } };",
                "onRead"),
            "hot: runs when data arrives");
  EXPECT_EQ(why(std::string(Slot) + "\"2closed()\", this, \"1onRead()\"); } };",
                "onRead"),
            "");
}

//===-- Calls -------------------------------------------------------------===//

TEST_F(HotPathTest, TheChainEndsAtTheRoot) {
  EXPECT_EQ(
      why("void f() {} void h() { f(); } void g(web::Request &) { h(); }", "f"),
      "called from here; called from here; hot: handles a request of "
      "web");
}
TEST_F(HotPathTest, TheShortestChainCounts) {
  EXPECT_EQ(why("void f() {} void h() { f(); } void g(web::Request &) { h(); "
                "f(); }",
                "f"),
            "called from here; hot: handles a request of web");
}
TEST_F(HotPathTest, AMarkBeatsARequest) {
  EXPECT_EQ(
      why("void f() {} [[gnu::hot]] void h() { f(); } void g(web::Request "
          "&) { f(); }",
          "f"),
      "called from here; hot: marked with the 'hot' attribute");
}
TEST_F(HotPathTest, LongChainsAreCutInTheMiddle) {
  EXPECT_EQ(why("void f() {} void e() { f(); } void d() { e(); } void c() { "
                "d(); } void b() { c(); } void a(web::Request &) { b(); }",
                "f"),
            "called from here; called from here; called from here, 2 calls "
            "further up; hot: handles a request of web");
}
TEST_F(HotPathTest, RecursionEnds) {
  EXPECT_EQ(why("void f(int n) { if (n) f(n - 1); } void g(web::Request &) { "
                "f(3); }",
                "f"),
            "called from here; hot: handles a request of web");
  EXPECT_EQ(why("void f(int n) { if (n) f(n - 1); }", "f"), "");
}
TEST_F(HotPathTest, ConstructorsAndDestructors) {
  const char Code[] = "struct S { S(int) {} ~S() {} }; ";
  const std::string Hot = "called from here; hot: handles a request of web";
  for (const char *Made : {"S s(1);", "std::make_shared<S>(1);", "new S(1);"})
    EXPECT_EQ(why(std::string(Code) + "void g(web::Request &) { " + Made + " }",
                  "S::S"),
              Hot);
  EXPECT_EQ(why(std::string(Code) + "void g(web::Request &) { S s(1); }", "~S"),
            Hot);
  EXPECT_EQ(why(std::string(Code) + "struct W { S s{1}; }; void g(web::Request "
                                    "&) { W w; }",
                "~S"),
            Hot);
  EXPECT_EQ(
      why(std::string(Code) + "void g(web::Request &) { new S(1); }", "~S"),
      "");
}
TEST_F(HotPathTest, AMemberThatHoldsAFunction) {
  EXPECT_EQ(why("void f() {} class C { std::function<void()> cb; public: C() : "
                "cb(f) {} void g(web::Request &) { cb(); } };",
                "f"),
            "called from here; hot: handles a request of web");
}
TEST_F(HotPathTest, TheOneVisibleOverride) {
  const char Base[] = "struct B { virtual void m() = 0; };";
  const char One[] = "struct D : B { void m() override {} };";
  const char Two[] = "struct E : B { void m() override {} };";
  const char Use[] = "void g(web::Request &, B &b) { b.m(); }";
  EXPECT_EQ(why(std::string(Base) + One + Use, "D::m"),
            "called from here; hot: handles a request of web");
  std::string Header =
      "# 1 \"b.h\" 1\n" + std::string(Base) + "\n# 2 \"input.cc\" 2\n";
  EXPECT_EQ(why(Header + One + Use, "D::m"),
            "called from here; hot: handles a request of web");
  EXPECT_EQ(why(Header + One + Two + Use, "D::m"), "");
}
TEST_F(HotPathTest, WhatIsHandedToALibrary) {
  EXPECT_EQ(why("void f(int) {} void g(web::Request &, int *b) { "
                "std::for_each(b, b, f); }",
                "f"),
            "handed over here; hot: handles a request of web");
  EXPECT_EQ(
      why("void f(int) {} void g(int *b) { std::for_each(b, b, f); }", "f"),
      "");
}
TEST_F(HotPathTest, AThreadPerRequest) {
  EXPECT_EQ(whyLeaf("void g(web::Request &) { std::thread([] { leaf(); "
                    "}).detach(); }"),
            "hot: handles a request of web");
  EXPECT_EQ(why("void f(int) {} void g(web::Request &) { std::thread(f, "
                "1).detach(); }",
                "f"),
            "handed over here; hot: handles a request of web");
  EXPECT_EQ(
      why("void f(int) {} void start() { std::thread(f, 1).detach(); }", "f"),
      "");
}
TEST_F(HotPathTest, AHelperIsAsHotAsWhatIsHandedToIt) {
  // b is written in cold code: that run() is hot says nothing of it.
  const char Code[] =
      "static void run(std::function<void()> f) { f(); } void a() {} void b() "
      "{} void g(web::Request &) { run(a); } void start() { run(b); }";
  EXPECT_EQ(why(Code, "a"), "handed over here; hot: handles a request of web");
  EXPECT_EQ(why(Code, "b"), "");
}
TEST_F(HotPathTest, GenericLambdasAndTemplates) {
  EXPECT_EQ(whyLeaf("template <class T> void f(T) { leaf(); } void "
                    "g(web::Request &) { f(1); }"),
            "called from here; hot: handles a request of web");
  EXPECT_EQ(whyLeaf("template <class T> void f(T) { leaf(); } void g() { f(1); "
                    "}"),
            "");
  parse("void f() {} template <class T> void h(T) { f(); } void "
        "g(web::Request &) { h(1); auto l = [](auto) { f(); }; l(2); }");
  EXPECT_EQ(print(U->hotPath().why(function("f")).Reasons).find("called"), 0u);
}
TEST_F(HotPathTest, CallsFromColdCodeDoNotHeat) {
  for (const char *Call :
       {"try {} catch (...) { f(); }", "if (r.size()) { f(); throw 1; }",
        "if (r.size()) { f(); abort(); }", "if (r.size()) [[unlikely]] f();",
        "if (__builtin_expect(!!r.size(), 0)) f();", "static int x = f();",
        "throw f();", "exit(f());",
        "r.size() ? (void)0 : (f(), (void)f(), abort());"}) {
    EXPECT_EQ(why(std::string("int f() { return 1; } void g(web::Request &r) "
                              "{ ") +
                      Call + " }",
                  "f"),
              "")
        << Call;
  }
  EXPECT_EQ(why("int f() { return 1; } void g(web::Request &r) { if (r.size()) "
                "{ f(); return; } }",
                "f"),
            "called from here; hot: handles a request of web");
}
TEST_F(HotPathTest, InitialisationIsNotHot) {
  EXPECT_EQ(why("int load() { return 1; } int table = load(); int main() { "
                "load(); }",
                "load"),
            "");
}
TEST_F(HotPathTest, TestsDoNotHeat) {
  parse("void f() {} void g(web::Request &) { f(); }", {}, "server_test.cc");
  EXPECT_FALSE(U->hotPath().why(function("f")).isHot());
}

TEST_F(HotPathTest, CodeThatDoesNotCompileIsNoTrouble) {
  parse("void f(web::Request &r) { nothing(r); for (auto x : none) leaf(); if "
        "(y) throw z; missing.Get(\"\", [] {}); r.none([] { leaf(); }); } "
        "struct H : web::Handler { void handle(unknown) override { leaf(); } "
        "};");
  for (const Expr *Call : U->references().calls())
    U->hotPath().why(Call);
  for (const FunctionDecl *F : U->references().functions())
    U->hotPath().why(F);
}

} // namespace
