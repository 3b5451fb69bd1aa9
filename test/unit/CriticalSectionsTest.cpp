// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "LockTest.h"

using namespace p99::analysis;

namespace {

class CriticalSectionsTest : public LockTest {};

//===-- Guards ------------------------------------------------------------===//

TEST_F(CriticalSectionsTest, NoLockNoSection) { EXPECT_EQ(body("in();"), ""); }
TEST_F(CriticalSectionsTest, LockGuard) {
  EXPECT_EQ(body("before(); std::lock_guard<std::mutex> g(m); in(); in2();"),
            "guard m: in in2");
}
TEST_F(CriticalSectionsTest, ItEndsWithItsScope) {
  EXPECT_EQ(body("{ std::lock_guard<std::mutex> g(m); in(); } after();"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, DeducedArguments) {
  EXPECT_EQ(body("std::lock_guard g(m); in();"), "guard m: in");
  EXPECT_EQ(body("std::lock_guard g{m}; in();"), "guard m: in");
  EXPECT_EQ(body("auto g = std::unique_lock(m); in();"), "guard m: in");
}
TEST_F(CriticalSectionsTest, SpeltWithDecltype) {
  EXPECT_EQ(in("struct S { std::mutex mu_; void f() {"
               "  std::lock_guard<decltype(mu_)> g(mu_); in(); } };"),
            "guard mu_: in");
}
TEST_F(CriticalSectionsTest, SpeltWithAnAlias) {
  EXPECT_EQ(in("using Lock = std::unique_lock<std::mutex>; typedef Lock L2;"
               "void f() { L2 g(m); in(); }"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, InATemplate) {
  EXPECT_EQ(in("template <class M> struct S { M mu; void f() {"
               "  std::lock_guard<M> g(mu); in(); } };"
               "template struct S<std::mutex>;"),
            "guard mu: in");
}
TEST_F(CriticalSectionsTest, UninstantiatedTemplatesHaveNone) {
  EXPECT_EQ(in("template <class M> void f(M &m) {"
               "  std::lock_guard<M> g(m); in(); }"),
            "no function");
}
TEST_F(CriticalSectionsTest, ScopedLockOfSeveral) {
  EXPECT_EQ(body("std::scoped_lock g(m, n); in();"), "guard m+n: in");
}
TEST_F(CriticalSectionsTest, ScopedLockOfNone) {
  EXPECT_EQ(body("std::scoped_lock g; in();"), "");
}
TEST_F(CriticalSectionsTest, SharedLock) {
  EXPECT_EQ(body("std::shared_lock g(s); in();"), "guard shared s: in");
}
TEST_F(CriticalSectionsTest, ExclusiveGuardOfASharedMutex) {
  EXPECT_EQ(body("std::unique_lock g(s); in();"), "guard s: in");
}
TEST_F(CriticalSectionsTest, NestedGuards) {
  EXPECT_EQ(body("std::lock_guard a(m); in(); std::lock_guard b(n); in2();"),
            "guard m: in in2; guard n: in2");
}
TEST_F(CriticalSectionsTest, TwoInARow) {
  EXPECT_EQ(body("{ std::lock_guard g(m); in(); } other();"
                 "{ std::lock_guard g(m); in2(); }"),
            "guard m: in; guard m: in2");
}
TEST_F(CriticalSectionsTest, InTheHeadOfAnIf) {
  EXPECT_EQ(body("if (std::lock_guard g(m); c()) in(); else in2(); after();"),
            "guard m: c in in2");
}
TEST_F(CriticalSectionsTest, InEachRound) {
  EXPECT_EQ(body("for (int i = 0; i < 9; ++i) {"
                 "  before(); std::lock_guard g(m); in(); } after();"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, BreakAndContinueLeaveIt) {
  EXPECT_EQ(
      body("while (c()) { std::lock_guard g(m); in(); if (number()) break;"
           "  if (number()) continue; in2(); } after();"),
      "guard m: in number number in2");
}
TEST_F(CriticalSectionsTest, GotoLeavesIt) {
  EXPECT_EQ(
      body("{ std::lock_guard g(m); in(); if (number()) goto out; in2(); }"
           "out: after();"),
      "guard m: in number in2");
}
TEST_F(CriticalSectionsTest, InOneCaseOfASwitch) {
  EXPECT_EQ(body("switch (number()) { case 1: { std::lock_guard g(m); in();"
                 "  break; } case 2: other(); } after();"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, AGuardThatIsATemporaryDiesAtOnce) {
  EXPECT_EQ(body("std::lock_guard<std::mutex>{m}; after();"), "temporary m:");
}

//===-- unlock() and lock() in between ------------------------------------===//

TEST_F(CriticalSectionsTest, UnlockEndsIt) {
  EXPECT_EQ(body("std::unique_lock l(m); in(); l.unlock(); after();"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, LockedAgainIsTheSameSection) {
  EXPECT_EQ(
      body(
          "std::unique_lock l(m); in(); l.unlock(); other(); l.lock(); in2();"),
      "guard m: in in2");
  auto Sections = Facts->criticalSections().of(function("f"));
  ASSERT_EQ(Sections.size(), 1u);
  EXPECT_EQ(Sections[0].Releases.size(), 1u);
  EXPECT_NE(Sections[0].Guard, nullptr);
}
TEST_F(CriticalSectionsTest, UnlockedOnOnePathOnly) {
  EXPECT_EQ(body("std::unique_lock l(m); in(); if (c()) l.unlock(); after();"),
            "guard m: in c");
}
TEST_F(CriticalSectionsTest, HeldOnSomePaths) {
  auto Maybe = [&](llvm::StringRef Text) {
    body(Text);
    unsigned Calls = 0;
    for (const Section &S : Facts->criticalSections().of(function("f")))
      for (const clang::Stmt *Each : S.HeldOnSomePaths)
        Calls += llvm::isa<clang::CallExpr>(Each);
    return Calls;
  };
  EXPECT_EQ(Maybe("std::unique_lock l(m); if (c()) l.unlock(); after();"), 1u);
  EXPECT_EQ(Maybe("std::unique_lock l(m); l.unlock(); after();"), 0u);
  EXPECT_EQ(Maybe("std::unique_lock l(m, std::defer_lock); if (c()) l.lock();"
                  "after();"),
            0u);
  EXPECT_EQ(Maybe("{ std::unique_lock l(m); if (c()) l.unlock(); } after();"),
            0u);
}
TEST_F(CriticalSectionsTest, UnlockedOnThePathThatLeaves) {
  EXPECT_EQ(
      body("std::unique_lock l(m); if (c()) { l.unlock(); other(); return;"
           "} in();"),
      "guard m: c in");
}
TEST_F(CriticalSectionsTest, Deferred) {
  EXPECT_EQ(body("std::unique_lock l(m, std::defer_lock); before(); l.lock();"
                 "in();"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, DeferredAndNeverLocked) {
  EXPECT_EQ(body("std::unique_lock l(m, std::defer_lock); other();"), "");
}
TEST_F(CriticalSectionsTest, DeferredAndLockedMaybe) {
  EXPECT_EQ(body("std::unique_lock l(m, std::defer_lock); if (c()) l.lock();"
                 "other();"),
            "guard m:");
}
TEST_F(CriticalSectionsTest, Adopted) {
  EXPECT_EQ(
      body("m.lock(); in(); std::lock_guard g(m, std::adopt_lock); in2();"),
      "manual m: in in2");
  EXPECT_EQ(body("{ m.lock(); std::lock_guard g(m, std::adopt_lock); in(); }"
                 "after();"),
            "manual m: in");
}
TEST_F(CriticalSectionsTest, SeveralLockedAtOnceAndAdopted) {
  EXPECT_EQ(body("{ std::lock(m, n); std::lock_guard a(m, std::adopt_lock);"
                 "std::lock_guard b(n, std::adopt_lock); in(); } after();"),
            "manual m+n: in");
}
TEST_F(CriticalSectionsTest, SeveralDeferredAndLockedAtOnce) {
  EXPECT_EQ(body("std::unique_lock a(m, std::defer_lock);"
                 "std::unique_lock b(n, std::defer_lock);"
                 "before(); std::lock(a, b); in();"),
            "guard m: in; guard n: in");
}

//===-- Tries -------------------------------------------------------------===//

TEST_F(CriticalSectionsTest, TriedGuardAsACondition) {
  EXPECT_EQ(body("std::unique_lock l(m, std::try_to_lock); other();"
                 "if (l) in(); else other(); after();"),
            "guard tried m: in");
}
TEST_F(CriticalSectionsTest, TriedGuardThatLeavesOnFailure) {
  EXPECT_EQ(body("std::unique_lock l(m, std::try_to_lock);"
                 "if (!l.owns_lock()) { other(); return; } in();"),
            "guard tried m: in");
}
TEST_F(CriticalSectionsTest, TriedGuardInTheHeadOfAnIf) {
  EXPECT_EQ(body("if (std::unique_lock l(m, std::try_to_lock); l) in();"
                 "else other();"),
            "guard tried m: in");
}
TEST_F(CriticalSectionsTest, TriedThenLocked) {
  EXPECT_EQ(body("std::unique_lock l(m, std::try_to_lock);"
                 "if (!l.owns_lock()) { other(); l.lock(); } in();"),
            "guard tried m: in");
}
TEST_F(CriticalSectionsTest, TimedGuard) {
  EXPECT_EQ(in("std::timed_mutex t; void f() {"
               "std::unique_lock l(t, std::chrono::seconds(1));"
               "if (!l) return; in(); }"),
            "guard tried t: in");
}
TEST_F(CriticalSectionsTest, TryLock) {
  EXPECT_EQ(body("if (m.try_lock()) { in(); m.unlock(); } after();"),
            "manual tried m: in");
  EXPECT_EQ(body("if (!m.try_lock()) return; in(); m.unlock(); after();"),
            "manual tried m: in");
}
TEST_F(CriticalSectionsTest, TryLockInAVariable) {
  EXPECT_EQ(
      body("bool ok = m.try_lock(); other(); if (ok) { in(); m.unlock(); }"),
      "manual tried m: in");
}
TEST_F(CriticalSectionsTest, TryLockAndMore) {
  EXPECT_EQ(body("if (c() && m.try_lock()) { in(); m.unlock(); } after();"),
            "manual tried m: in");
  EXPECT_EQ(body("if (c() || m.try_lock()) { other(); }"), "");
  EXPECT_EQ(body("if (m.try_lock() && c()) { in(); m.unlock(); }"),
            "manual tried m: c in");
}
TEST_F(CriticalSectionsTest, SpunUntilLocked) {
  EXPECT_EQ(body("while (!m.try_lock()) other(); in(); m.unlock();"),
            "manual tried m: in");
}
TEST_F(CriticalSectionsTest, TriedElseLocked) {
  EXPECT_EQ(body("if (!m.try_lock()) { other(); m.lock(); } in(); m.unlock();"),
            "manual tried m: in");
}
TEST_F(CriticalSectionsTest, TryResultThatNobodyReads) {
  EXPECT_EQ(body("m.try_lock(); other(); m.unlock();"), "");
}
TEST_F(CriticalSectionsTest, TryOfSeveral) {
  EXPECT_EQ(
      body("if (std::try_lock(m, n) == -1) { in(); m.unlock(); n.unlock(); "
           "} after();"),
      "manual tried m+n: in");
}
TEST_F(CriticalSectionsTest, PthreadTry) {
  EXPECT_EQ(in("pthread_mutex_t p; void f() {"
               "if (pthread_mutex_trylock(&p) == 0) { in();"
               "pthread_mutex_unlock(&p); } after(); }"),
            "manual tried p: in");
  EXPECT_EQ(in("pthread_mutex_t p; void f() { int rc; "
               "if ((rc = pthread_mutex_trylock(&p)) != 0) return; in();"
               "pthread_mutex_unlock(&p); }"),
            "manual tried p: in");
  EXPECT_EQ(in("pthread_mutex_t p; void f() {"
               "if (!pthread_mutex_trylock(&p)) { in();"
               "pthread_mutex_unlock(&p); } }"),
            "manual tried p: in");
}

//===-- Manual ------------------------------------------------------------===//

TEST_F(CriticalSectionsTest, LockAndUnlock) {
  EXPECT_EQ(body("before(); m.lock(); in(); m.unlock(); after();"),
            "manual m: in");
}
TEST_F(CriticalSectionsTest, LockAndUnlockOfPthreads) {
  EXPECT_EQ(in("pthread_mutex_t p; void f() { pthread_mutex_lock(&p); in();"
               "pthread_mutex_unlock(&p); after(); }"),
            "manual p: in");
}
TEST_F(CriticalSectionsTest, LockThatFailed) {
  EXPECT_EQ(in("pthread_mutex_t p; void f() {"
               "if (pthread_mutex_lock(&p) != 0) { other(); return; } in();"
               "pthread_mutex_unlock(&p); }"),
            "manual p: in");
}
TEST_F(CriticalSectionsTest, ReadersAndWriters) {
  EXPECT_EQ(in("pthread_rwlock_t p; void f() { pthread_rwlock_rdlock(&p); in();"
               "pthread_rwlock_unlock(&p); pthread_rwlock_wrlock(&p); in2();"
               "pthread_rwlock_unlock(&p); }"),
            "manual shared p: in; manual p: in2");
}
TEST_F(CriticalSectionsTest, SpinLock) {
  EXPECT_EQ(in("pthread_spinlock_t p; void f() { pthread_spin_lock(&p); in();"
               "pthread_spin_unlock(&p); after(); }"),
            "manual p: in");
}
TEST_F(CriticalSectionsTest, UnlockedBeforeEachReturn) {
  EXPECT_EQ(body("m.lock(); if (c()) { in(); m.unlock(); other(); return; }"
                 "in2(); m.unlock(); after();"),
            "manual m: c in in2");
}
TEST_F(CriticalSectionsTest, LockedOnlySometimes) {
  EXPECT_EQ(body("bool b = c(); if (b) m.lock(); other(); if (b) m.unlock();"),
            "");
}
TEST_F(CriticalSectionsTest, LockedEitherWay) {
  EXPECT_EQ(body("if (c()) s.lock(); else s.lock_shared(); in(); s.unlock();"),
            "manual shared s: in");
}
TEST_F(CriticalSectionsTest, ConditionsMadeOfThemselves) {
  // An answer at all is the test.
  EXPECT_EQ(
      body("std::lock_guard g(m); bool ok; ok = ok && c(); if (ok) in();"),
      "guard m: c in");
  EXPECT_EQ(body("std::lock_guard g(m); bool a, b; a = !b; b = !a;"
                 "if (a) in();"),
            "guard m: in");
}
TEST_F(CriticalSectionsTest, RecursiveMutex) {
  EXPECT_EQ(
      body("r.lock(); in(); r.lock(); in2(); r.unlock(); in3(); r.unlock();"
           "after();"),
      "manual r: in in2 in3; manual r: in2");
}
TEST_F(CriticalSectionsTest, UnlockOfTheMutexUnderAGuard) {
  EXPECT_EQ(body("std::unique_lock l(m); in(); m.unlock(); other(); m.lock();"),
            "guard m: in");
}

} // namespace
