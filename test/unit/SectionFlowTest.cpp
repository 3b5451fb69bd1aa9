// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locks that change hands: guards that move, waits, callers and lambdas.

#include "LockTest.h"

using namespace p99::analysis;

namespace {

class SectionFlowTest : public LockTest {};

//===-- How long guards live ----------------------------------------------===//

TEST_F(SectionFlowTest, MovedGuard) {
  EXPECT_EQ(
      body("std::unique_lock a(m); in(); { std::unique_lock b = std::move(a);"
           "in2(); } after();"),
      "guard m: in in2");
}
TEST_F(SectionFlowTest, MoveAssignedGuard) {
  EXPECT_EQ(
      body("std::unique_lock<std::mutex> l; before();"
           "l = std::unique_lock<std::mutex>(m); in(); l.unlock(); after();"),
      "temporary m: in");
  EXPECT_EQ(body("std::unique_lock<std::mutex> l(m); in();"
                 "l = std::unique_lock<std::mutex>(n); in2();"),
            "guard m: in; temporary n: in2");
  EXPECT_EQ(body("std::unique_lock<std::mutex> l(m); in();"
                 "l = std::unique_lock<std::mutex>(); after();"),
            "guard m: in");
}
TEST_F(SectionFlowTest, GuardGivenAway) {
  EXPECT_EQ(in("void take(std::unique_lock<std::mutex> l);"
               "void f() { std::unique_lock l(m); in(); take(std::move(l));"
               "after(); }"),
            "guard m: in take");
}
TEST_F(SectionFlowTest, ReleasedAndSwappedGuards) {
  EXPECT_EQ(body("std::unique_lock l(m); in(); l.release(); other();"),
            "guard m: in release");
  EXPECT_EQ(body("{ std::unique_lock<std::mutex> k; { std::unique_lock l(m);"
                 "in(); l.swap(k); in2(); } in3(); } other();"),
            "guard m: in swap in2 in3");
}
TEST_F(SectionFlowTest, ReferenceThatKeepsATemporaryAlive) {
  EXPECT_EQ(body("{ auto &&g = std::unique_lock(m); in(); } after();"),
            "guard m: in");
  EXPECT_EQ(body("{ const auto &g = std::lock_guard<std::mutex>(m); in(); }"
                 "after();"),
            "guard m: in");
}
TEST_F(SectionFlowTest, ReferenceToAGuard) {
  EXPECT_EQ(
      body("std::unique_lock l(m); auto &k = l; in(); k.unlock(); after();"),
      "guard m: in");
}
TEST_F(SectionFlowTest, GuardInAnOptional) {
  EXPECT_EQ(body("std::optional<std::lock_guard<std::mutex>> g; before();"
                 "g.emplace(m); in(); g.reset(); after();"),
            "guard m: in");
  EXPECT_EQ(
      body("std::optional<std::lock_guard<std::mutex>> g(std::in_place, m);"
           "in(); g.reset(); after();"),
      "guard m: in");
  EXPECT_EQ(body("std::optional<std::lock_guard<std::mutex>> g;"
                 "if (c()) g.emplace(m); other();"),
            "guard m:");
}
TEST_F(SectionFlowTest, GuardOnTheHeap) {
  EXPECT_EQ(body("using G = std::lock_guard<std::mutex>;"
                 "std::unique_ptr<G> g(new G(m)); in(); g.reset(); after();"),
            "guard m: in");
  EXPECT_EQ(body("using G = std::lock_guard<std::mutex>;"
                 "auto g = std::make_unique<G>(m); in(); g.reset(); after();"),
            "guard m: in");
  EXPECT_EQ(body("using G = std::lock_guard<std::mutex>;"
                 "G *g = new G(m); in(); delete g; after();"),
            "guard m: in");
}
TEST_F(SectionFlowTest, GuardInALocalStruct) {
  EXPECT_EQ(in("struct Locked { std::unique_lock<std::mutex> lock; int *v; };"
               "void f(int *v) { { Locked l{std::unique_lock(m), v}; in();"
               "l.lock.unlock(); after(); } other(); }"),
            "guard m: in");
}
TEST_F(SectionFlowTest, ObjectsThatDieUnderTheLock) {
  parse("struct D { ~D(); }; struct T {}; D make();"
        "void f() { D a; std::unique_lock l(m); D b; make(); T t; }");
  auto Sections = Facts->criticalSections().of(function("f"));
  ASSERT_EQ(Sections.size(), 1u);
  ASSERT_EQ(Sections[0].Destroyed.size(), 2u);
  EXPECT_EQ(Sections[0].Destroyed[0].Variable, nullptr);
  ASSERT_NE(Sections[0].Destroyed[1].Variable, nullptr);
  EXPECT_EQ(Sections[0].Destroyed[1].Variable->getName(), "b");
  EXPECT_NE(Sections[0].Destroyed[1].After, nullptr);
}

//===-- Waiting -----------------------------------------------------------===//

TEST_F(SectionFlowTest, AConditionsWaitDoesNotHoldItsLock) {
  EXPECT_EQ(in("std::condition_variable cv; void f() { std::lock_guard g(n);"
               "std::unique_lock l(m); while (c()) cv.wait(l); in(); }"),
            "guard n: c wait in; guard m: c in");
}
TEST_F(SectionFlowTest, AHelperThatWaitsWithTheLock) {
  EXPECT_EQ(in("std::condition_variable cv;"
               "void pause(std::unique_lock<std::mutex> &l) { cv.wait(l); }"
               "void f() { std::unique_lock l(m); pause(l); in(); }"),
            "guard m: in");
}
TEST_F(SectionFlowTest, AHelperThatUnlocksForAWhile) {
  EXPECT_EQ(in("struct S { std::mutex mu; void slow() { mu.unlock(); other();"
               " mu.lock(); } void f() { mu.lock(); slow(); in();"
               " mu.unlock(); } };"),
            "manual mu: in");
}
TEST_F(SectionFlowTest, AHelperThatNobodySees) {
  EXPECT_EQ(
      in("void hidden(std::unique_lock<std::mutex> &l);"
         "void shown(const std::unique_lock<std::mutex> &l);"
         "void f() { std::unique_lock l(m); hidden(l); in(); shown(l); }"),
      "guard m: in shown");
}
TEST_F(SectionFlowTest, AConditionThatHasItsMutexInIt) {
  // As leveldb's port::CondVar.
  EXPECT_EQ(
      in("struct Cond { std::mutex *mu; std::condition_variable cv;"
         "explicit Cond(std::mutex *m) : mu(m) {}"
         "void Wait() { std::unique_lock<std::mutex> l(*mu, std::adopt_lock);"
         "  cv.wait(l); l.release(); } };"
         "struct S { std::mutex mu; Cond done{&mu};"
         "void f() { std::lock_guard g(mu); while (c()) done.Wait();"
         "  in(); } };"),
      "guard mu: c in");
}

TEST_F(SectionFlowTest, ConditionsThatAreMadeOfThemselves) {
  EXPECT_EQ(
      body("bool ok; for (int i = 0; i < 3; ++i) ok = ok && c();"
           "std::lock_guard g(m); if (ok) in(); if (number() < 3) in2();"),
      "guard m: in number in2");
  EXPECT_EQ(body("bool a = c(), b; a = b || a; b = a; std::lock_guard g(m);"
                 "if (a == b) in(); while (!a) in2();"),
            "guard m: in in2");
}

//===-- Held on entry -----------------------------------------------------===//

TEST_F(SectionFlowTest, ALockThatTheCallerHandsOver) {
  EXPECT_EQ(in("void f(std::unique_lock<std::mutex> &l) { in(); l.unlock();"
               "other(); l.lock(); in2(); }"),
            "entry l: in in2");
  EXPECT_EQ(in("void f(const std::lock_guard<std::mutex> &) { in(); }"),
            "entry : in");
  EXPECT_EQ(in("void f(std::unique_lock<std::mutex> l) { in(); }"),
            "entry l: in");
}
TEST_F(SectionFlowTest, ALockThatIsHandedOverToBeLocked) {
  EXPECT_EQ(in("void f(std::unique_lock<std::mutex> &l) { before(); l.lock();"
               "in(); }"),
            "guard l: in");
  EXPECT_EQ(in("void f(std::unique_lock<std::mutex> &l) { before();"
               "l = std::unique_lock(m); in(); }"),
            "temporary m: in");
}
TEST_F(SectionFlowTest, Required) {
  EXPECT_EQ(in("struct __attribute__((capability(\"mutex\"))) Mu {};"
               "struct S { Mu mu; void f()"
               "__attribute__((requires_capability(mu))) { in(); } };"),
            "entry mu: in");
  EXPECT_EQ(in("struct __attribute__((capability(\"mutex\"))) Mu {};"
               "struct S { Mu mu; void f() "
               "__attribute__((requires_shared_capability(mu))); };"
               "void S::f() { in(); }"),
            "entry shared mu: in");
  EXPECT_EQ(in("struct __attribute__((capability(\"mutex\"))) Mu {"
               "const Mu &operator!() const; };"
               "struct S { Mu mu; void f() "
               "__attribute__((requires_capability(!mu))) { other(); } };"),
            "");
}
TEST_F(SectionFlowTest, Asserted) {
  EXPECT_EQ(
      in("struct __attribute__((capability(\"mutex\"))) Mu {"
         "void AssertHeld() __attribute__((assert_capability())); };"
         "struct S { Mu mu; void f() { before(); mu.AssertHeld(); in(); } };"),
      "entry mu: in");
}
TEST_F(SectionFlowTest, OnlyUnlocked) {
  EXPECT_EQ(body("in(); m.unlock(); after();"), "entry m: in");
  EXPECT_EQ(body("in(); m.unlock(); other(); m.lock(); in2();"),
            "entry m: in in2");
}
TEST_F(SectionFlowTest, OnlyUnlockedSometimes) {
  EXPECT_EQ(body("other(); if (c()) m.unlock(); after();"), "");
}
TEST_F(SectionFlowTest, ExceptionsAside) {
  EXPECT_EQ(
      body("try { std::lock_guard g(m); in(); } catch (...) { other(); }"),
      "guard m: in");
  EXPECT_EQ(body("std::lock_guard g(m); try { in(); } catch (...) { in2(); }"),
            "guard m: in in2");
}

//===-- Lambdas -----------------------------------------------------------===//

TEST_F(SectionFlowTest, ALambdaThatIsStoredRunsLater) {
  EXPECT_EQ(body("std::lock_guard g(m); auto l = [] { other(); }; in();"),
            "guard m: in");
  EXPECT_EQ(told(lambda()), "");
}
TEST_F(SectionFlowTest, ALambdaThatIsCalledAtOnce) {
  EXPECT_EQ(body("std::lock_guard g(m); [] { in2(); }(); in();"),
            "guard m: in");
  EXPECT_EQ(told(lambda()), "entry m: in2");
  auto Inner = Facts->criticalSections().of(lambda());
  ASSERT_EQ(Inner.size(), 1u);
  ASSERT_NE(Inner[0].From, nullptr);
  EXPECT_EQ(Inner[0].From->Guard->getName(), "g");
}
TEST_F(SectionFlowTest, ALambdaOfAnAlgorithm) {
  EXPECT_EQ(in("std::vector<int> v; void f() { std::lock_guard g(m);"
               "std::for_each(v.begin(), v.end(), [](int) { in2(); }); }"),
            "guard m: for_each begin end");
}
TEST_F(SectionFlowTest, ALockInALambdaStaysThere) {
  EXPECT_EQ(body("auto l = [] { std::lock_guard g(m); in(); }; other();"), "");
  EXPECT_EQ(told(lambda()), "guard m: in");
}
TEST_F(SectionFlowTest, CallOnceIsNoLock) {
  EXPECT_EQ(
      body("static std::once_flag o; std::call_once(o, [] { other(); });"), "");
  EXPECT_EQ(told(lambda()), "");
}
TEST_F(SectionFlowTest, CodeThatDoesNotCompileIsNoTrouble) {
  EXPECT_EQ(in("class P; struct S { std::mutex mu; P p; P q[2]; ~S(); };"
               "S::~S() { mu.lock(); in(); mu.unlock(); }"
               "void f() { S s; P t; m.lock(); in(); m.unlock(); }"),
            "manual m: in");
}

} // namespace
