// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whose lock is it: the mutexes and guards of the user's own.
#include "LockTest.h"

using namespace p99::analysis;

namespace {

class MutexesTest : public LockTest {};

//===-- Guards of the user's ----------------------------------------------===//

TEST_F(MutexesTest, AClassThatLocksAndUnlocks) {
  EXPECT_EQ(in("struct Lock { std::mutex &mu; Lock(std::mutex &m) : mu(m) {"
               "mu.lock(); } ~Lock() { mu.unlock(); } };"
               "void f() { before(); { Lock l(m); in(); } after(); }"),
            "guard m: in");
}
TEST_F(MutexesTest, AClassThatLocksWhatItPointsTo) {
  EXPECT_EQ(
      in("struct Lock { Lock(pthread_mutex_t *m) : mu_(m) {"
         "pthread_mutex_lock(mu_); } ~Lock() { pthread_mutex_unlock(mu_); }"
         "pthread_mutex_t *mu_; };"
         "pthread_mutex_t p; void f() { { Lock l(&p); in(); } after(); }"),
      "guard p: in");
}
TEST_F(MutexesTest, AClassThatLocksItsParameter) {
  EXPECT_EQ(
      in("struct Lock { Lock(pthread_mutex_t *m) {"
         "pthread_mutex_lock(m); mu_ = m; }"
         "~Lock() { pthread_mutex_unlock(mu_); } pthread_mutex_t *mu_; };"
         "pthread_mutex_t p; void f() { { Lock l(&p); in(); } after(); }"),
      "guard p: in");
}
TEST_F(MutexesTest, AClassThatLocksAGlobal) {
  EXPECT_EQ(in("struct BigLock { BigLock() { m.lock(); }"
               "~BigLock() { m.unlock(); } };"
               "void f() { { BigLock l; in(); } after(); }"),
            "guard m: in");
}
TEST_F(MutexesTest, AClassThatMayHaveUnlocked) {
  EXPECT_EQ(
      in("class Lock { std::mutex *mu_; bool has_; public:"
         "explicit Lock(std::mutex *m) : mu_(m), has_(true) { mu_->lock(); }"
         "~Lock() { if (has_) mu_->unlock(); }"
         "void Unlock() { mu_->unlock(); has_ = false; }"
         "void Relock() { mu_->lock(); has_ = true; } };"
         "void f() { Lock l(&m); in(); l.Unlock(); other(); l.Relock();"
         " in2(); }"),
      "guard m: in in2");
}
TEST_F(MutexesTest, AClassWithAGuardInIt) {
  EXPECT_EQ(in("struct Scope { std::unique_lock<std::mutex> lock_;"
               "explicit Scope(std::mutex &m) : lock_(m) {}"
               "void end() { lock_.unlock(); } };"
               "void f() { Scope s(m); in(); s.end(); after(); }"),
            "guard m: in");
  EXPECT_EQ(in("struct Scope { std::unique_lock<std::mutex> lock_;"
               "Scope() {} };"
               "void f() { Scope s; other(); }"),
            "");
}
TEST_F(MutexesTest, AClassThatIsAGuard) {
  EXPECT_EQ(
      in("struct Lock : std::lock_guard<std::mutex> {"
         "explicit Lock(std::mutex &m) : std::lock_guard<std::mutex>(m) {} };"
         "void f() { { Lock l(m); in(); } after(); }"),
      "guard m: in");
  EXPECT_EQ(in("struct Lock : std::unique_lock<std::mutex> {"
               "using std::unique_lock<std::mutex>::unique_lock; };"
               "void f() { Lock l(m); in(); l.unlock(); after(); }"),
            "guard m: in");
}
TEST_F(MutexesTest, AGuardTemplate) {
  EXPECT_EQ(in("template <class M> class Guard { M &mu_; public:"
               "explicit Guard(M &m) : mu_(m) { mu_.lock(); }"
               "~Guard() { mu_.unlock(); } };"
               "void f() { { Guard<std::mutex> l(m); in(); } after(); }"),
            "guard m: in");
}
TEST_F(MutexesTest, AReadersGuard) {
  EXPECT_EQ(
      in("struct Read { std::shared_mutex &mu; Read(std::shared_mutex &m) :"
         "mu(m) { mu.lock_shared(); } ~Read() { mu.unlock_shared(); } };"
         "void f() { Read l(s); in(); }"),
      "guard shared s: in");
}
TEST_F(MutexesTest, AMarkedGuardWithoutABody) {
  EXPECT_EQ(in("struct __attribute__((capability(\"mutex\"))) Mu {};"
               "struct __attribute__((scoped_lockable)) Lock {"
               "Lock(Mu *m) __attribute__((acquire_capability(m)));"
               "~Lock() __attribute__((release_capability()));"
               "void Release() __attribute__((release_capability()));"
               "void Acquire() __attribute__((acquire_capability())); };"
               "Mu mu; void f() { Lock l(&mu); in(); l.Release(); other();"
               "l.Acquire(); in2(); }"),
            "guard mu: in in2");
}
TEST_F(MutexesTest, UnknownClassesAreNoGuards) {
  EXPECT_EQ(in("struct ScopedLock { ScopedLock(std::mutex &); ~ScopedLock(); };"
               "void f() { ScopedLock l(m); other(); }"),
            "");
}
TEST_F(MutexesTest, AServiceThatLocksInPassingIsNoGuard) {
  EXPECT_EQ(in("struct Service { std::mutex mu; int n; Service() {"
               "std::lock_guard g(mu); n = 1; } ~Service() {"
               "std::lock_guard g(mu); n = 0; } };"
               "void f() { Service s; other(); }"),
            "");
}
TEST_F(MutexesTest, AGuardThatAFunctionReturns) {
  EXPECT_EQ(in("struct S { std::mutex mu; std::unique_lock<std::mutex> hold() {"
               "return std::unique_lock<std::mutex>(mu); } };"
               "void f(S &s) { { auto g = s.hold(); in(); } after(); }"),
            "guard mu: in");
  EXPECT_EQ(in("std::unique_lock<std::mutex> hold() {"
               "std::unique_lock<std::mutex> l(m); other(); return l; }"
               "void f() { auto g = hold(); in(); g.unlock(); after(); }"),
            "guard m: in");
  EXPECT_EQ(in("std::unique_lock<std::mutex> hold();"
               "void f() { auto g = hold(); in(); }"),
            "guard hold(): in");
}

TEST_F(MutexesTest, AReverseLock) {
  EXPECT_EQ(
      in("struct Unlock { std::mutex *mu; explicit Unlock(std::mutex *m) :"
         "mu(m) { mu->unlock(); } ~Unlock() { mu->lock(); } };"
         "void f() { std::lock_guard g(m); in(); { Unlock u(&m); other(); }"
         "in2(); }"),
      "guard m: in in2");
  EXPECT_EQ(
      in("struct Unlock { std::unique_lock<std::mutex> &l, t;"
         "explicit Unlock(std::unique_lock<std::mutex> &k) : l(k) {"
         "l.unlock(); l.swap(t); } ~Unlock() { t.swap(l); l.lock(); } };"
         "void f() { std::unique_lock l(m); in(); { Unlock u(l); other(); }"
         "in2(); }"),
      "guard m: in in2");
}
TEST_F(MutexesTest, AReverseLockThatLocksBeforeItSwaps) {
  EXPECT_EQ(in("struct Unlock { std::unique_lock<std::mutex> &l, t;"
               "explicit Unlock(std::unique_lock<std::mutex> &k) : l(k) {"
               "k.unlock(); k.swap(t); } ~Unlock() { t.lock(); t.swap(l); } };"
               "void f() { std::unique_lock l(m); in(); { Unlock u(l);"
               "other(); } in2(); }"),
            "guard m: in in2");
  EXPECT_EQ(in("void f() { std::unique_lock l(m); in();"
               "std::unique_lock<std::mutex> k; l.swap(k); k.unlock();"
               "other(); }"),
            "guard m: in swap");
}
TEST_F(MutexesTest, AReverseLockThatAsserts) {
  EXPECT_EQ(in("[[noreturn]] void fail();"
               "struct Unlock { std::unique_lock<std::mutex> &l;"
               "explicit Unlock(std::unique_lock<std::mutex> &k) : l(k) {"
               "k.owns_lock() ? void(0) : fail(); k.unlock(); }"
               "~Unlock() { l.lock(); } };"
               "void f(std::unique_lock<std::mutex> &g) { in(); { Unlock u(g);"
               "other(); } in2(); }"),
            "entry g: in in2");
  EXPECT_EQ(in("static void finish(std::unique_lock<std::mutex> &l) {"
               "if (!l.owns_lock()) throw 1; l.unlock(); }"
               "void f() { std::unique_lock l(m); in(); finish(l); other(); }"),
            "guard m: in");
}
TEST_F(MutexesTest, AGuardWithTwoConstructors) {
  const std::string Guard =
      "struct Guard { explicit Guard(std::mutex *o) : mu(*o) { enter(); }"
      "explicit Guard(std::mutex &o) : mu(o) { enter(); }"
      "~Guard() { leave(); } void enter() { mu.lock(); }"
      "void leave() { mu.unlock(); } std::mutex &mu; };";
  EXPECT_EQ(in(Guard + "void f() { { Guard g(&m); in(); } after(); }"),
            "guard m: in");
  EXPECT_EQ(in(Guard + "void f() { { Guard g(m); in(); } after(); }"),
            "guard m: in");
}
TEST_F(MutexesTest, AGuardThatIsAStructOfC) {
  EXPECT_EQ(
      in("struct guard { pthread_mutex_t *mu; };"
         "static guard make(pthread_mutex_t *m) { pthread_mutex_lock(m);"
         "return guard{m}; }"
         "static void end(guard *g) { if (g->mu) pthread_mutex_unlock(g->mu); }"
         "pthread_mutex_t mu; void f() { {"
         "__attribute__((cleanup(end))) guard g = make(&mu); in(); }"
         "after(); }"),
      "manual mu: in");
}
TEST_F(MutexesTest, AGuardOfNothing) {
  EXPECT_EQ(
      in("struct null_mutex { void lock() {} void unlock() {} };"
         "null_mutex none; void f() { std::lock_guard g(none); other(); }"),
      "");
}
TEST_F(MutexesTest, ACleanUpFunction) {
  EXPECT_EQ(
      in("static void unlockp(pthread_mutex_t **p) {"
         "if (*p) pthread_mutex_unlock(*p); }"
         "pthread_mutex_t mu; void f() { { pthread_mutex_lock(&mu);"
         "__attribute__((cleanup(unlockp))) pthread_mutex_t *g = &mu; in(); }"
         "after(); }"),
      "manual mu: in");
}
TEST_F(MutexesTest, ACleanUpFunctionOfACleanUpFunction) {
  EXPECT_EQ(
      in("static void give(pthread_mutex_t *m) { pthread_mutex_unlock(m); }"
         "static void clear(pthread_mutex_t *m) { if (m) (give)(m); }"
         "static void unlockp(pthread_mutex_t **p) { clear(*p); }"
         "pthread_mutex_t mu; void f() { { pthread_mutex_lock(&mu);"
         "__attribute__((cleanup(unlockp))) pthread_mutex_t *g = &mu; in(); }"
         "after(); }"),
      "manual mu: in");
}
TEST_F(MutexesTest, AHelperThatUnlocksItsGuard) {
  EXPECT_EQ(
      in("static void finish(std::unique_lock<std::mutex> &l) {"
         "l.unlock(); } void f() { std::unique_lock l(m); in(); finish(l);"
         "other(); }"),
      "guard m: in");
  EXPECT_EQ(in("static void finish(std::unique_lock<std::mutex> *l) {"
               "l->unlock(); other(); l->lock(); }"
               "void f() { std::unique_lock l(m); in(); finish(&l); in2(); }"),
            "guard m: in in2");
}
TEST_F(MutexesTest, TheMutexOfAGuard) {
  EXPECT_EQ(body("std::unique_lock l(m); in(); l.mutex()->unlock(); other();"
                 "l.mutex()->lock(); in2();"),
            "guard m: in in2");
}

//===-- Mutexes of the user's ---------------------------------------------===//

const char Wrapped[] =
    "class Mutex { pthread_mutex_t mu_; public:"
    "void Lock() { pthread_mutex_lock(&mu_); }"
    "void Unlock() { pthread_mutex_unlock(&mu_); }"
    "bool TryLock() { return pthread_mutex_trylock(&mu_) == 0; } };"
    "class MutexLock { Mutex *const mu_; public:"
    "explicit MutexLock(Mutex *mu) : mu_(mu) { this->mu_->Lock(); }"
    "~MutexLock() { this->mu_->Unlock(); } };"
    "Mutex big;";

TEST_F(MutexesTest, AWrapper) {
  EXPECT_EQ(in((Wrapped + std::string("void f() { before(); big.Lock(); in();"
                                      "big.Unlock(); after(); }"))),
            "manual big: in");
}
TEST_F(MutexesTest, AGuardOfAWrapper) {
  EXPECT_EQ(in((Wrapped + std::string("void f() { { MutexLock l(&big); in(); }"
                                      "after(); }"))),
            "guard big: in");
}
TEST_F(MutexesTest, AGuardThatIsUnlockedThroughItsMutex) {
  EXPECT_EQ(in((Wrapped + std::string("struct S { Mutex mu; void f() {"
                                      "MutexLock l(&mu); in(); mu.Unlock();"
                                      "other(); mu.Lock(); in2(); } };"))),
            "guard mu: in in2");
}
TEST_F(MutexesTest, TryingAWrapper) {
  EXPECT_EQ(in((Wrapped + std::string("void f() { if (big.TryLock()) { in();"
                                      "big.Unlock(); } after(); }"))),
            "manual tried big: in");
}
TEST_F(MutexesTest, AStdGuardOfAWrapper) {
  EXPECT_EQ(
      in("struct Spin { std::mutex impl; void lock() { impl.lock(); }"
         "void unlock() { impl.unlock(); } };"
         "struct S { Spin spin_; void f() { { std::lock_guard<Spin> g(spin_);"
         " in(); } spin_.lock(); in2(); spin_.unlock(); after(); } };"),
      "guard spin_: in; manual spin_: in2");
}
TEST_F(MutexesTest, ALockByItsShape) {
  EXPECT_EQ(
      in("struct SpinLock { void lock(); void unlock(); bool try_lock(); };"
         "SpinLock spin; void f() { spin.lock(); in(); spin.unlock();"
         "after(); }"),
      "manual spin: in");
  EXPECT_EQ(in("struct RWMutex { void ReadLock(); void ReadUnlock();"
               "void WriteLock(); void WriteUnlock(); };"
               "RWMutex rw; void f() { rw.ReadLock(); in(); rw.ReadUnlock();"
               "rw.WriteLock(); in2(); rw.WriteUnlock(); }"),
            "manual shared rw: in; manual rw: in2");
}
TEST_F(MutexesTest, FunctionsOfCByTheirNames) {
  EXPECT_EQ(in("struct thread_mutex; typedef struct thread_mutex app_mutex_t;"
               "int app_mutex_lock(app_mutex_t *m);"
               "int app_mutex_trylock(app_mutex_t *m);"
               "int app_mutex_unlock(app_mutex_t *m);"
               "struct S { app_mutex_t *mutex; }; void f(S *s) {"
               "app_mutex_lock(s->mutex); in(); app_mutex_unlock(s->mutex);"
               "after(); if (app_mutex_trylock(s->mutex) == 0) { in2();"
               "app_mutex_unlock(s->mutex); } }"),
            "manual mutex: in; manual tried mutex: in2");
  EXPECT_EQ(in("struct rwlock_t; void rwlock_rdlock(rwlock_t *);"
               "void rwlock_wrlock(rwlock_t *); void rwlock_unlock(rwlock_t *);"
               "rwlock_t *rw; void f() { rwlock_rdlock(rw); in();"
               "rwlock_unlock(rw); rwlock_wrlock(rw); in2();"
               "rwlock_unlock(rw); }"),
            "manual shared rw: in; manual rw: in2");
  EXPECT_EQ(in("struct lock_t; void log_lock(const char *, int, lock_t *);"
               "void log_unlock(const char *, int, lock_t *); lock_t *l;"
               "void f() { log_lock(__FILE__, 1, l); in();"
               "log_unlock(__FILE__, 2, l); after(); }"),
            "manual l: in");
}
TEST_F(MutexesTest, FunctionsOfCThatOnlyLookLikeLocks) {
  // Not a pair; not a mutex; two of them.
  EXPECT_EQ(in("struct mutex_t; void m_lock(mutex_t *); mutex_t *m;"
               "void f() { m_lock(m); other(); }"),
            "");
  EXPECT_EQ(in("struct surface; void s_lock(surface *);"
               "void s_unlock(surface *); surface *s;"
               "void f() { s_lock(s); other(); s_unlock(s); }"),
            "");
  EXPECT_EQ(in("struct lock_t; void b_lock(lock_t *, lock_t *);"
               "void b_unlock(lock_t *, lock_t *); lock_t *l;"
               "void f() { b_lock(l, l); other(); b_unlock(l, l); }"),
            "");
  EXPECT_EQ(in("struct mutex_t; void m_block(mutex_t *); void m_unblock(mutex_t"
               " *); mutex_t *m; void f() { m_block(m); other(); }"),
            "");
}
TEST_F(MutexesTest, ASpinLock) {
  EXPECT_EQ(in("class SpinLock { int l; public: bool try_lock() {"
               "return !__sync_lock_test_and_set(&l, 1); }"
               "void lock() { while (!try_lock()) ; }"
               "void unlock() { __sync_lock_release(&l); } };"
               "SpinLock spin; void f() { spin.lock(); in(); spin.unlock();"
               "after(); }"),
            "manual spin: in");
}
TEST_F(MutexesTest, ConditionsOfTheUsers) {
  parse("class Condition { std::condition_variable cv; public: void wake() {"
        "cv.notify_one(); } void wait(std::unique_lock<std::mutex> &l) {"
        "cv.wait(l); } }; struct CondVar { void Wait(); void SignalAll(); };"
        "struct Signal { void notify(); };"
        "void f(Condition &c, CondVar &d, Signal &s) { c.wake(); d.SignalAll();"
        "d.Wait(); s.notify(); }");
  std::vector<bool> Notifies;
  for (const clang::Expr *Call : Facts->references().callsIn(function("f")))
    Notifies.push_back(Facts->mutexes().notifies(Call));
  EXPECT_EQ(Notifies, (std::vector<bool>{true, true, false, false}));
}
TEST_F(MutexesTest, WhatOnlyLooksLikeALock) {
  EXPECT_EQ(in("struct Surface { void lock(); void unlock(); };"
               "Surface s2; void f() { s2.lock(); other(); s2.unlock(); }"),
            "");
  EXPECT_EQ(in("struct FileLock { void lock(); void unlock(); };"
               "FileLock fl; void f() { fl.lock(); other(); fl.unlock(); }"),
            "");
  EXPECT_EQ(in("struct Door { bool shut; void lock() { shut = true; }"
               "void unlock() { shut = false; } };"
               "Door d; void f() { d.lock(); other(); d.unlock(); }"),
            "");
}
TEST_F(MutexesTest, AMarkedMutexWithoutBodies) {
  EXPECT_EQ(
      in("struct __attribute__((capability(\"mutex\"))) Mu {"
         "void take() __attribute__((acquire_capability()));"
         "void takeShared() __attribute__((acquire_shared_capability()));"
         "bool attempt() __attribute__((try_acquire_capability(true)));"
         "void drop() __attribute__((release_capability()));"
         "void dropAny() __attribute__((release_generic_capability())); };"
         "Mu mu; void f() { mu.take(); in(); mu.drop(); mu.takeShared();"
         "in2(); mu.dropAny(); if (mu.attempt()) { in3(); mu.drop(); } }"),
      "manual mu: in; manual shared mu: in2; manual tried mu: in3");
}
TEST_F(MutexesTest, FunctionsThatLockForTheirCaller) {
  EXPECT_EQ(in("static void begin() { m.lock(); } static void end() {"
               "m.unlock(); } void f() { before(); begin(); in(); end();"
               "after(); }"),
            "manual m: in");
  EXPECT_EQ(in("struct ctx { pthread_mutex_t mu; };"
               "void enter(ctx *x) { pthread_mutex_lock(&x->mu); }"
               "void leave(ctx *x) { pthread_mutex_unlock(&x->mu); }"
               "void f(ctx *x) { enter(x); in(); leave(x); after(); }"),
            "manual mu: in");
}
TEST_F(MutexesTest, AWrapperOfWhichHalfIsDeclared) {
  EXPECT_EQ(
      in("class IMutex { std::mutex mutex_; public: void Lock();"
         "void Unlock() { mutex_.unlock(); } }; struct Db { IMutex mutex_;"
         "void f() { mutex_.Lock(); in(); mutex_.Unlock(); other(); } };"),
      "manual mutex_: in");
}
TEST_F(MutexesTest, MethodsThatLockForOthers) {
  EXPECT_EQ(in("struct Log { pthread_rwlock_t lock; void wrlock() {"
               "pthread_rwlock_wrlock(&lock); } void wrunlock() {"
               "pthread_rwlock_unlock(&lock); } void f() { wrlock(); in();"
               "wrunlock(); after(); } };"),
            "manual lock: in");
}
TEST_F(MutexesTest, AGuardOfADeclaredMutex) {
  // As rocksdb's InstrumentedMutex.
  EXPECT_EQ(
      in("struct IMutex { void Lock(); void Unlock(); };"
         "struct ILock { explicit ILock(IMutex *m) : m_(m) { m_->Lock(); }"
         "~ILock() { m_->Unlock(); } IMutex *m_; };"
         "struct Timer { IMutex mutex_; void f() { ILock l(&mutex_);"
         "while (c()) { in(); mutex_.Unlock(); other(); mutex_.Lock();"
         "in2(); } } };"),
      "guard mutex_: c in in2");
}
TEST_F(MutexesTest, FunctionsThatLockInPassing) {
  EXPECT_EQ(in("void pass() { m.lock(); other(); m.unlock(); }"
               "void f() { pass(); other(); }"),
            "");
}
TEST_F(MutexesTest, RecursionEnds) {
  EXPECT_EQ(in("void g(int); void f() { m.lock(); g(1); m.unlock(); }"
               "void g(int i) { if (i) f(); g(i - 1); }"),
            "manual m: g");
}

} // namespace
