// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The many ways to name one mutex, and who else can want it.

#include "LockTest.h"

using namespace p99::analysis;

namespace {

class MutexPathsTest : public LockTest {
protected:
  /// Whether both guards of `f` lock the same mutex.
  bool same(llvm::StringRef Code) {
    parse(Code);
    auto Found = Facts->criticalSections().of(function("f"));
    EXPECT_EQ(Found.size(), 2u);
    return Found.size() == 2 && Found[0].mutex() == Found[1].mutex();
  }
  bool shared(llvm::StringRef Code) {
    parse(Code);
    auto Found = Facts->criticalSections().of(function("f"));
    EXPECT_EQ(Found.size(), 1u);
    return Found.size() == 1 && Found[0].mutex().isShared();
  }
};

TEST_F(MutexPathsTest, Names) {
  EXPECT_TRUE(
      same("struct S { std::mutex mu; void f() {"
           "{ std::lock_guard a(mu); } std::lock_guard b(this->mu); } };"));
  EXPECT_TRUE(same("struct S { std::mutex mu; void f() { auto &r = mu;"
                   "{ std::lock_guard a(mu); } std::lock_guard b(r); } };"));
  EXPECT_TRUE(same("struct S { std::mutex mu; void f() { auto *p = &mu;"
                   "{ std::lock_guard a(mu); } std::lock_guard b(*p); } };"));
  EXPECT_TRUE(
      same("struct S { std::mutex mu; std::mutex &get() { return mu; }"
           "void f() {"
           "{ std::lock_guard a(mu); } std::lock_guard b(get()); } };"));
  EXPECT_TRUE(
      same("struct S { std::mutex mu[9]; void f(int i) {"
           "{ std::lock_guard a(mu[i]); } std::lock_guard b(mu[i]); } };"));
  EXPECT_TRUE(same("std::mutex mus[9]; std::mutex *mu = mus; void f(int i) {"
                   "{ std::lock_guard a(*(mu + i)); }"
                   "std::lock_guard b(mu[i]); }"));
  EXPECT_FALSE(same("std::mutex mus[9]; std::mutex *mu = mus; void f(int i) {"
                    "{ std::lock_guard a(*(mu + i)); }"
                    "std::lock_guard b(*(mu + 1)); }"));
  EXPECT_TRUE(
      same("struct T { std::mutex mu; }; struct S {"
           "std::shared_ptr<T> t; void f() { { std::lock_guard a(t->mu); }"
           "std::lock_guard b((*t).mu); } };"));
  EXPECT_TRUE(
      same("struct T { std::mutex mu; }; std::vector<T> ts;"
           "void f(int i) { auto &t = ts[i]; { std::lock_guard a(t.mu); }"
           "std::lock_guard b(ts[i].mu); }"));
  EXPECT_FALSE(same("struct T { std::mutex mu; }; void f(T &a, T &b) {"
                    "{ std::lock_guard g(a.mu); } std::lock_guard h(b.mu); }"));
  EXPECT_FALSE(
      same("struct S { std::mutex mu[9]; void f(int i, int j) {"
           "{ std::lock_guard a(mu[i]); } std::lock_guard b(mu[j]); } };"));
}
TEST_F(MutexPathsTest, WhoCanWantIt) {
  EXPECT_TRUE(shared("struct S { std::mutex mu; void f() {"
                     "std::lock_guard g(mu); in(); } };"));
  EXPECT_TRUE(shared("void f() { std::lock_guard g(m); in(); }"));
  EXPECT_TRUE(
      shared("void f() { static std::mutex x; std::lock_guard g(x); in(); }"));
  EXPECT_TRUE(shared("void f(std::mutex &x) { std::lock_guard g(x); in(); }"));
  EXPECT_TRUE(
      shared("struct T { std::mutex mu; }; std::shared_ptr<T> get();"
             "void f() { auto t = get(); std::lock_guard g(t->mu); in(); }"));
  EXPECT_FALSE(
      shared("void f() { std::mutex x; std::lock_guard g(x); in(); }"));
  EXPECT_FALSE(shared("struct T { std::mutex mu; }; void f() { T t;"
                      "auto &r = t; std::lock_guard g(r.mu); in(); }"));
}
TEST_F(MutexPathsTest, Types) {
  parse("using Alias = std::mutex; Alias a1; int i1; pthread_spinlock_t spin;"
        "std::lock_guard<std::mutex> *g1; const std::shared_mutex *p1;");
  const Mutexes &Locks = Facts->mutexes();
  auto Type = [&](llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    return match(varDecl(hasName(Name)).bind("v"), AST->getASTContext())[0]
        .getNodeAs<clang::VarDecl>("v")
        ->getType();
  };
  EXPECT_TRUE(Locks.isMutex(Type("a1")));
  EXPECT_TRUE(Locks.isMutex(Type("spin")));
  EXPECT_TRUE(Locks.isMutex(Type("p1")));
  EXPECT_FALSE(Locks.isMutex(Type("i1")));
  EXPECT_FALSE(Locks.isMutex(Type("g1")));
  EXPECT_TRUE(Locks.isSharedMutex(Type("p1")));
  EXPECT_FALSE(Locks.isSharedMutex(Type("a1")));
  EXPECT_TRUE(Locks.isGuard(Type("g1")));
}
TEST_F(MutexPathsTest, BrokenCode) {
  parse("struct S { std::mutex mu; void f() { std::lock_guard g(nothing);"
        "std::unique_lock<missing::M> h(mu); mu.lock(; undefined.lock(); }"
        "void f2() { std::lock_guard<std::mutex> g; g.unlock(); } };");
  Facts->criticalSections().all();
  SUCCEED();
}

} // namespace
