// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "LoopsFixture.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

//===-- around ------------------------------------------------------------===//

TEST_F(LoopsTest, Statements) {
  EXPECT_TRUE(isa<ForStmt>(loop("void f() { for (;;) leaf(); }").Statement));
  EXPECT_TRUE(
      isa<WhileStmt>(loop("void f() { while (more()) leaf(); }").Statement));
  EXPECT_TRUE(
      isa<DoStmt>(loop("void f() { do leaf(); while (more()); }").Statement));
  EXPECT_TRUE(isa<CXXForRangeStmt>(
      loop("void f(std::vector<int> &v) { for (int i : v) leaf(); }")
          .Statement));
}
TEST_F(LoopsTest, TheInnermostCounts) {
  EXPECT_TRUE(isa<WhileStmt>(
      loop("void f() { for (;;) while (more()) leaf(); }").Statement));
}
TEST_F(LoopsTest, ConditionsAndIncrementsRepeat) {
  EXPECT_TRUE(loop("void f() { for (; (leaf(), more());) {} }"));
  EXPECT_TRUE(loop("void f() { for (;; leaf()) {} }"));
  EXPECT_TRUE(loop("void f() { while ((leaf(), more())) {} }"));
}
TEST_F(LoopsTest, WhatComesBeforeDoesNot) {
  EXPECT_FALSE(loop("void f() { for (leaf(); more();) {} }"));
  EXPECT_FALSE(loop("void f(std::vector<int> v) { for (int i : (leaf(), v)) {} "
                    "}"));
  EXPECT_FALSE(loop("void f() { leaf(); while (more()) {} leaf(); }"));
}
TEST_F(LoopsTest, DoWhileZeroIsNone) {
  EXPECT_FALSE(loop("void f() { do { leaf(); } while (0); }"));
  EXPECT_FALSE(loop("void f() { do { leaf(); } while (false); }"));
  EXPECT_TRUE(loop("void f() { do { leaf(); } while (1); }"));
  EXPECT_TRUE(isa<ForStmt>(
      loop("void f() { for (;;) do { leaf(); } while (0); }").Statement));
}
TEST_F(LoopsTest, ALambdaEndsTheSearch) {
  EXPECT_FALSE(loop("void f() { for (;;) [] { leaf(); }(); }"));
  EXPECT_TRUE(loop("int g(); void f() { for (;;) [x = (leaf(), 1)] {}(); }"));
}
TEST_F(LoopsTest, ALoopingAlgorithm) {
  Loop L = loop("void f(int *b) { std::for_each(b, b, [](int) { leaf(); }); }");
  ASSERT_TRUE(L);
  EXPECT_TRUE(isa<CallExpr>(L.Statement));
  EXPECT_NE(L.Callable, nullptr);
  EXPECT_NE(L.Body, nullptr);
  EXPECT_TRUE(U->loops().contains(L, callOf("leaf")));
  EXPECT_FALSE(U->loops().contains(L, L.Statement));
}
TEST_F(LoopsTest, ALoopingAlgorithmWithAVariable) {
  EXPECT_TRUE(loop("void f(int *b) { auto l = [](int) { leaf(); }; "
                   "std::for_each(b, b, l); }"));
  EXPECT_FALSE(loop("void f(int *b) { auto l = [](int) { leaf(); }; l(1); }"));
}
TEST_F(LoopsTest, ALoopingAlgorithmWithAGenericLambda) {
  parse("template <class T> void g(T) { leaf(); } void f(int *b) { auto l = "
        "[](auto x) { g(x); }; l(1); std::find_if(b, b, l); }");
  const Expr *Call = first<CallExpr>(
      callExpr(callee(functionDecl(hasName("g"))),
               hasAncestor(cxxMethodDecl(isTemplateInstantiation()))));
  ASSERT_NE(Call, nullptr);
  EXPECT_TRUE(isa<CallExpr>(U->loops().around(Call).Statement));
}
TEST_F(LoopsTest, RoundsOnSeveralThreads) {
  EXPECT_TRUE(
      loop("void f(int *b) { par::each(b, [](int) { leaf(); }); }").Parallel);
  EXPECT_TRUE(loop("void f(int *b) { std::find_if(par::Policy(), b, b, [](int) "
                   "{ leaf(); }); }")
                  .Parallel);
  EXPECT_FALSE(
      loop("void f(int *b) { std::for_each(b, b, [](int) { leaf(); }); }")
          .Parallel);
}
TEST_F(LoopsTest, TheLastThatCanBeCalled) {
  EXPECT_TRUE(loop("void f(int *b) { std::find_if(b, b, [](int) { leaf(); }, "
                   "par::Partitioner()); }"));
}
TEST_F(LoopsTest, OtherCallsRunTheirsOnce) {
  EXPECT_FALSE(loop("template <class F> void once(F); void f() { once([] { "
                    "leaf(); }); }"));
  EXPECT_FALSE(loop("void f(int *b) { std::for_each(b, [] { leaf(); return "
                    "nullptr; }(), [](int) {}); }"));
}
TEST_F(LoopsTest, OfAnAlgorithmWithAFunction) {
  parse("void one(int) {} void f(int *b) { std::for_each(b, b, one); leaf(); "
        "}");
  Loop L = U->loops().of(callOf("for_each"));
  ASSERT_TRUE(L);
  EXPECT_EQ(L.Callable->getNameAsString(), "one");
  EXPECT_FALSE(U->loops().of(callOf("leaf")));
  EXPECT_FALSE(U->loops().of(nullptr));
}

//===-- tripCount ---------------------------------------------------------===//

TEST_F(LoopsTest, CountedLoops) {
  EXPECT_EQ(rounds("for (int i = 0; i < 10; ++i) leaf();"), "10");
  EXPECT_EQ(rounds("for (int i = 1; i <= 10; i++) leaf();"), "10");
  EXPECT_EQ(rounds("for (int i = 0; i != 10; i += 1) leaf();"), "10");
  EXPECT_EQ(rounds("for (int i = 9; i >= 0; --i) leaf();"), "10");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; i += 3) leaf();"), "4");
  EXPECT_EQ(rounds("for (int i = 0; 10 > i; ++i) leaf();"), "10");
  EXPECT_EQ(rounds("int i; for (i = 0; i < 10; ++i) leaf();"), "10");
  EXPECT_EQ(rounds("constexpr int N = 7; for (unsigned i = 0; i < N; ++i) "
                   "leaf();"),
            "7");
  EXPECT_EQ(rounds("for (int i = 5; i < 5; ++i) leaf();"), "0");
}
TEST_F(LoopsTest, LoopsOfUnknownLength) {
  EXPECT_EQ(rounds("for (int i = 0; i < n; ++i) leaf();"), "?");
  EXPECT_EQ(rounds("for (int i = n; i < 10; ++i) leaf();"), "?");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; ) leaf();"), "?");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; --i) leaf();"), "?");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; i += n) leaf();"), "?");
  EXPECT_EQ(rounds("for (int i = 0; ; ++i) leaf();"), "?");
  EXPECT_EQ(rounds("while (n < 10) leaf();"), "?");
}
TEST_F(LoopsTest, TheBodyMayNotChangeTheCounter) {
  EXPECT_EQ(rounds("for (int i = 0; i < 10; ++i) { leaf(); if (n) --i; }"),
            "?");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; ++i) { leaf(); int *p = &i; }"),
            "?");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; ++i) { leaf(); n += i; }"), "10");
  EXPECT_EQ(rounds("for (int i = 0; i < 10; ++i) { leaf(); [i] { return i; "
                   "}(); }"),
            "10");
}
TEST_F(LoopsTest, RangesOfKnownLength) {
  EXPECT_EQ(rounds("int a[5]; for (int i : a) leaf();"), "5");
  EXPECT_EQ(rounds("std::array<int, 6> a; for (int i : a) leaf();"), "6");
  EXPECT_EQ(rounds("for (int i : {1, 2, 3}) leaf();"), "3");
  EXPECT_EQ(rounds("std::vector<int> v; for (int i : v) leaf();"), "?");
}

//===-- leavesInFirstRound, isEndless -------------------------------------===//

TEST_F(LoopsTest, LeavingAtOnce) {
  EXPECT_TRUE(leaves("for (;;) { leaf(); break; }"));
  EXPECT_TRUE(leaves("while (n) { leaf(); return 1; }"));
  EXPECT_TRUE(leaves("while (n) { leaf(); throw 1; }"));
  EXPECT_TRUE(leaves("while (n) { leaf(); abort(); }"));
  EXPECT_TRUE(leaves("while (n) { leaf(); if (n > 1) return 1; else break; }"));
  EXPECT_TRUE(leaves("while (n) { try { leaf(); return 1; } catch (...) { "
                     "throw; } }"));
}
TEST_F(LoopsTest, GoingOn) {
  EXPECT_FALSE(leaves("while (n) leaf();"));
  EXPECT_FALSE(leaves("while (n) { leaf(); if (n > 1) return 1; }"));
  EXPECT_FALSE(leaves("while (n) { leaf(); if (n > 1) continue; return 1; }"));
  EXPECT_FALSE(leaves("while (n) { leaf(); switch (n) { default: break; } }"));
  EXPECT_FALSE(leaves("while (n) { leaf(); for (;;) break; }"));
  EXPECT_FALSE(leaves("while (n) { [] { return 1; }(); leaf(); }"));
  EXPECT_FALSE(
      leaves("while (n) { try { leaf(); return 1; } catch (...) {} }"));
}
TEST_F(LoopsTest, AContinueOfAnInnerLoopIsItsOwn) {
  EXPECT_TRUE(leaves("while (n) { leaf(); for (int i : {1, 2}) { if (i) "
                     "continue; } break; }"));
}
TEST_F(LoopsTest, Endless) {
  EXPECT_TRUE(endless("for (;;) leaf();"));
  EXPECT_TRUE(endless("while (true) leaf();"));
  EXPECT_TRUE(endless("while (1) leaf();"));
  EXPECT_TRUE(endless("do leaf(); while (1);"));
  EXPECT_FALSE(endless("while (n) leaf();"));
  EXPECT_FALSE(endless("for (int i = 0; i < 3; ++i) leaf();"));
  EXPECT_FALSE(endless("int a[2]; for (int i : a) leaf();"));
}

//===-- servesEventsOf ----------------------------------------------------===//

TEST_F(LoopsTest, ServingLoops) {
  EXPECT_EQ(serves("void f(int s) { for (;;) { accept(s, 0, 0); leaf(); } }"),
            "accept");
  EXPECT_EQ(serves("void f(int s) { int c; while ((c = accept(s, 0, 0)) >= 0) "
                   "leaf(); }"),
            "accept");
  EXPECT_EQ(serves("bool running; void f(int s) { while (running) { int n = "
                   "epoll_wait(s, 0, 9, 100); leaf(); } }"),
            "epoll_wait");
  EXPECT_EQ(serves("void f() { for (;;) { poll(0, 1, -1); leaf(); } }"),
            "poll");
}
TEST_F(LoopsTest, AWaitThatIsRepeatedAfterASignal) {
  EXPECT_EQ(serves("void f(int s) { for (;;) { int n; do n = epoll_wait(s, 0, "
                   "9, -1); while (n < 0); leaf(); } }"),
            "epoll_wait");
  EXPECT_EQ(serves("void f(int s) { for (;;) { int n; while ((n = "
                   "epoll_wait(s, 0, 9, -1)) < 0) {} leaf(); } }"),
            "epoll_wait");
}
TEST_F(LoopsTest, TheInnermostLoopServes) {
  EXPECT_EQ(serves("void g(int); void f(int s) { for (;;) { leaf(); int c; "
                   "while ((c = accept(s, 0, 0)) >= 0) g(c); } }"),
            "");
}
TEST_F(LoopsTest, AWaitOfTheUsersOwn) {
  EXPECT_EQ(serves("int next(int s) { return accept(s, 0, 0); } void f(int s) "
                   "{ for (;;) { int c = next(s); leaf(); } }"),
            "next");
  EXPECT_EQ(serves("int serve(int s) { for (;;) accept(s, 0, 0); } void f(int "
                   "s) { for (;;) { serve(s); leaf(); } }"),
            "");
}
TEST_F(LoopsTest, LoopsThatServeNothing) {
  EXPECT_EQ(serves("void f(int n) { for (int i = 0; i < n; ++i) { accept(n, 0, "
                   "0); leaf(); } }"),
            "");
  EXPECT_EQ(
      serves("void f(int n) { int left = n; while (left > 0) { poll(0, 1, "
             "9); left -= recv(n); leaf(); } }"),
      "");
  EXPECT_EQ(serves("void f(int n) { for (;;) { accept(n, 0, 0); leaf(); break; "
                   "} }"),
            "");
  EXPECT_EQ(serves("void f(int n) { for (;;) { [n] { accept(n, 0, 0); }; "
                   "leaf(); } }"),
            "");
  EXPECT_EQ(serves("void f(int n) { for (;;) { recv(n); leaf(); } }"), "");
  EXPECT_EQ(serves("void f() { for (;;) { poll(0, 1, 0); leaf(); } }"), "");
}

TEST_F(LoopsTest, CodeThatDoesNotCompileIsNoTrouble) {
  parse("void f() { for (auto x : missing) use(x); while (none) use(none); for "
        "(int i = 0; i < N; ++i) { use(a[i]); leaf(); } std::for_each(1, [] { "
        "leaf(); }); } template <class T> void g(T t) { for (auto &x : t) { "
        "use(x.mu); use(t.mu); } }");
  const Loops &L = U->loops();
  for (const Expr *Call : U->references().calls())
    if (Loop Around = L.around(Call)) {
      L.tripCount(Around);
      L.leavesInFirstRound(Around);
      L.isEndless(Around);
      L.servesEventsOf(Around);
      L.isInvariant(Call, Around);
      if (const auto *C = dyn_cast<CallExpr>(Call))
        for (const Expr *Argument : C->arguments())
          L.isInvariant(Argument, Around);
    }
  EXPECT_FALSE(L.around(nullptr));
  EXPECT_FALSE(L.leavesInFirstRound(Loop()));
  EXPECT_FALSE(L.isInvariant(nullptr, Loop()));
}

//===-- countsAttempts ----------------------------------------------------===//

TEST_F(LoopsTest, AttemptsByTheirName) {
  for (const char *Name :
       {"tries", "retriesLeft", "MAX_RETRY", "allowretry", "num_attempts"})
    EXPECT_TRUE(attempts("int " + std::string(Name), Name)) << Name;
}
TEST_F(LoopsTest, NoAttempts) {
  for (const char *Name : {"entries", "count", "entry", "trial"})
    EXPECT_FALSE(attempts("int " + std::string(Name), Name)) << Name;
  // A flag or a number counts them, no object.
  EXPECT_FALSE(attempts("Other *retry", "retry"));
}

} // namespace
