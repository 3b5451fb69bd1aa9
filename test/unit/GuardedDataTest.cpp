// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/GuardedData.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

/// What of std the snippets need, spelled as there.
constexpr const char *Std = R"(
namespace std {
using size_t = decltype(sizeof(0));
struct mutex { void lock(); void unlock(); bool try_lock(); };
struct shared_mutex { void lock(); void unlock(); void lock_shared();
                      void unlock_shared(); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
template <class M> struct shared_lock { explicit shared_lock(M &); ~shared_lock(); };
template <class M> struct unique_lock { explicit unique_lock(M &); ~unique_lock();
                                        void lock(); void unlock(); };
struct condition_variable { void notify_one();
  void wait(unique_lock<mutex> &);
  template <class P> void wait(unique_lock<mutex> &, P); };
template <class T> struct atomic { T load() const; T operator++(); };
template <class T> struct vector {
  struct iterator { T &operator*() const; T *operator->() const;
                    iterator &operator++(); bool operator!=(iterator) const; };
  struct const_iterator { const T &operator*() const; const T *operator->() const;
    const_iterator &operator++(); bool operator!=(const_iterator) const; };
  vector(); vector(const vector &); ~vector();
  iterator begin(); const_iterator begin() const;
  iterator end(); const_iterator end() const;
  T &operator[](size_t); const T &operator[](size_t) const;
  size_t size() const; void push_back(const T &); void clear();
};
template <class K, class V> struct map {
  struct value { K first; V second; };
  using iterator = typename vector<value>::iterator;
  using const_iterator = typename vector<value>::const_iterator;
  iterator begin(); const_iterator begin() const;
  iterator end(); const_iterator end() const;
  iterator find(const K &); const_iterator find(const K &) const;
  V &operator[](const K &); void erase(iterator);
};
template <class T> struct shared_ptr { shared_ptr(const shared_ptr &);
  shared_ptr(); T *operator->() const; T &operator*() const; };
template <class T> struct weak_ptr { shared_ptr<T> lock() const; };
template <class T> struct unique_ptr { T *operator->() const; T *get() const; };
template <class T> unique_ptr<T> make_unique();
template <class I, class P> bool any_of(I, I, P);
template <class I> void sort(I, I);
template <class T> T &&move(T &);
struct thread { template <class F> explicit thread(F); };
}
)";

class GuardedDataTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    U.reset();
    AST = tooling::buildASTFromCodeWithArgs((Std + Code).str(),
                                            {"-std=c++20", "-Wno-everything"});
    U = std::make_unique<Unit>(
        GlobalOptions{}, std::shared_ptr<const ApiModels>(
                             std::shared_ptr<void>(), &ApiModels::builtin()));
    U->bind(AST->getASTContext());
  }
  /// A class with `mu`, `v`, `n`, `m`, `at` and `p`, and these methods.
  void members(llvm::StringRef Methods) {
    parse(("struct Part { int x; void set(); int get() const; };"
           "class S { std::mutex mu; std::vector<int> v; int n; "
           "std::map<int, int> m; std::atomic<int> at; "
           "std::shared_ptr<Part> p; std::condition_variable cv; "
           "mutable int seen; public: " +
           Methods + " };")
              .str());
  }
  const ValueDecl *named(llvm::StringRef Name) {
    auto Found = match(valueDecl(hasName(Name), anyOf(fieldDecl(), varDecl()),
                                 unless(isExpansionInSystemHeader()))
                           .bind("d"),
                       AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].getNodeAs<ValueDecl>("d");
  }
  const MutexFacts &facts(llvm::StringRef Mutex = "mu") {
    return U->guardedData().of(named(Mutex));
  }
  bool guards(llvm::StringRef Data, llvm::StringRef Mutex = "mu") {
    return U->guardedData().guards(named(Mutex), named(Data));
  }
  /// Of the section in the method `f`.
  SectionUse use() {
    for (const Section *S : U->criticalSections().all())
      if (S->Function && S->Function->getNameAsString() == "f")
        return U->guardedData().useIn(*S);
    ADD_FAILURE() << "no section";
    return {};
  }
  bool writes(llvm::StringRef Body) {
    members(
        ("void f() { std::lock_guard<std::mutex> l(mu); " + Body + " }").str());
    return use().Writes;
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

//===-- What is guarded ---------------------------------------------------===//

TEST_F(GuardedDataTest, MembersThatAreOnlyUsedUnderTheMutex) {
  members("void f() { std::lock_guard<std::mutex> l(mu); v.clear(); n = 1; }"
          "int g() { return n; }");
  EXPECT_TRUE(guards("v"));
  EXPECT_FALSE(guards("n"));
  EXPECT_FALSE(guards("m"));
}
TEST_F(GuardedDataTest, ConstructorsAndDestructorsHaveTheObjectToThemselves) {
  members("S() : n(0) { v.clear(); } ~S() { v.clear(); }"
          "void f() { std::lock_guard<std::mutex> l(mu); v.clear(); n = 1; }");
  EXPECT_TRUE(guards("v"));
  EXPECT_TRUE(guards("n"));
}
TEST_F(GuardedDataTest, HelpersWhoseCallersHoldIt) {
  members("void f() { std::lock_guard<std::mutex> l(mu); drop(); }"
          "private: void drop() { v.clear(); }");
  EXPECT_TRUE(guards("v"));
  members("void f() { std::lock_guard<std::mutex> l(mu); drop(); }"
          "void g() { drop(); } private: void drop() { v.clear(); }");
  EXPECT_FALSE(guards("v"));
}
TEST_F(GuardedDataTest, LambdasThatRunAtOnce) {
  members("bool f() { std::lock_guard<std::mutex> l(mu); "
          "return std::any_of(v.begin(), v.end(), "
          "[this](int x) { return x == n; }); }");
  EXPECT_TRUE(guards("n"));
  members("void f() { std::lock_guard<std::mutex> l(mu); n = 1; "
          "std::thread t([this] { n = 2; }); }");
  EXPECT_FALSE(guards("n"));
}
TEST_F(GuardedDataTest, OtherObjectsOfTheClass) {
  members("void f(S &o) { std::lock_guard<std::mutex> l(mu); n = o.n; }");
  EXPECT_FALSE(guards("n"));
}
TEST_F(GuardedDataTest, AtomicsAndConstantsNeedNoLock) {
  parse("struct S { std::mutex mu; std::atomic<int> at; const int c = 1; int n;"
        " int f() { std::lock_guard<std::mutex> l(mu); return n + c + "
        "at.load(); } };");
  EXPECT_FALSE(guards("at"));
  EXPECT_FALSE(guards("c"));
  EXPECT_TRUE(guards("n"));
}
TEST_F(GuardedDataTest, AttributesSayIt) {
  parse("struct __attribute__((capability(\"mutex\"))) Mu { void lock() "
        "__attribute__((acquire_capability())); void unlock() "
        "__attribute__((release_capability())); };"
        "struct S { Mu mu; int n __attribute__((guarded_by(mu))); "
        "int g() { return n; } void f() { mu.lock(); mu.unlock(); } };");
  EXPECT_TRUE(guards("n"));
}
TEST_F(GuardedDataTest, Globals) {
  parse("static std::mutex mu; static int n; static int other;"
        "void f() { std::lock_guard<std::mutex> l(mu); ++n; ++other; }"
        "int g() { return other; }");
  EXPECT_TRUE(guards("n"));
  EXPECT_FALSE(guards("other"));
}
TEST_F(GuardedDataTest, Shards) {
  parse("struct Shard { std::mutex mu; int n; }; struct S { Shard shards[8]; "
        "int f(int i) { std::lock_guard<std::mutex> l(shards[i].mu); "
        "return shards[i].n; } };");
  EXPECT_TRUE(guards("n"));
}
TEST_F(GuardedDataTest, NothingForNothing) {
  parse("int x;");
  EXPECT_TRUE(U->guardedData().of(nullptr).Sections.empty());
  EXPECT_FALSE(U->guardedData().guards(nullptr, named("x")));
}

//===-- Reads and writes --------------------------------------------------===//

TEST_F(GuardedDataTest, Reads) {
  EXPECT_FALSE(writes("int s = 0; for (const auto &x : v) s += x;"));
  EXPECT_FALSE(writes("auto it = m.find(1); int x = it->second;"));
  EXPECT_FALSE(writes("std::vector<int> copy(v); copy.push_back(1);"));
  EXPECT_FALSE(writes("int x = v[0]; x = 2;"));
  EXPECT_FALSE(writes("p->get();"));
  EXPECT_FALSE(writes("++at;"));
  EXPECT_FALSE(writes("auto q = std::make_unique<Part>(); q->x = 1;"));
  EXPECT_FALSE(writes("cv.notify_one();"));
}
TEST_F(GuardedDataTest, Writes) {
  EXPECT_TRUE(writes("n = 1;"));
  EXPECT_TRUE(writes("++seen;"));
  EXPECT_TRUE(writes("m[1];"));
  EXPECT_TRUE(writes("v[0] = 1;"));
  EXPECT_TRUE(writes("auto it = m.find(1); it->second = 2;"));
  EXPECT_TRUE(writes("for (auto &x : v) x = 1;"));
  EXPECT_TRUE(writes("auto &r = n; r = 1;"));
  EXPECT_TRUE(writes("int *q = &n; *q = 1;"));
  EXPECT_TRUE(writes("p->set();"));
  EXPECT_TRUE(writes("auto q = p; q->x = 1;"));
  EXPECT_TRUE(writes("std::sort(v.begin(), v.end());"));
  EXPECT_TRUE(writes("m.erase(m.begin());"));
}
TEST_F(GuardedDataTest, PointersLeadToWhatOthersHave) {
  EXPECT_TRUE(writes("std::weak_ptr<Part> w; auto q = w.lock(); q->x = 1;"));
  EXPECT_TRUE(writes("extern Part *find(int &); int i = n; Part *q = find(i); "
                     "q->x = 1;"));
  EXPECT_TRUE(writes("extern void keep(Part *&); Part *q = new Part; keep(q); "
                     "q->x = 1;"));
  EXPECT_FALSE(writes("Part *q = new Part; q->x = 1; if (q->x) delete q;"));
}
TEST_F(GuardedDataTest, HelpersAreLookedInto) {
  members("void f() { std::lock_guard<std::mutex> l(mu); count(); }"
          "void count() const { ++seen; }");
  EXPECT_TRUE(use().Writes);
  members("void f() { std::lock_guard<std::mutex> l(mu); look(); }"
          "int look() { int x = n; ++x; return x; }");
  EXPECT_FALSE(use().Writes);
}
TEST_F(GuardedDataTest, CodeThatIsNotInSightMayDoAnything) {
  EXPECT_TRUE(writes("extern void g(int); g(n);"));
  EXPECT_TRUE(writes("void (*h)(int) = nullptr; h(n);"));
  // It makes something of what it is given.
  EXPECT_FALSE(writes("extern Part make(int); Part x = make(n);"));
}
TEST_F(GuardedDataTest, WhatIsTouched) {
  members("int f(int k) { std::lock_guard<std::mutex> l(mu); int x = k; "
          "auto it = m.find(x); return it->second; }");
  // m and, as the way into it, it.
  EXPECT_EQ(use().Touches.size(), 2u);
}

//===-- Facts of the mutex ------------------------------------------------===//

TEST_F(GuardedDataTest, ReadersAndWriters) {
  members("void f() { std::lock_guard<std::mutex> l(mu); n = 1; }"
          "int g() { std::lock_guard<std::mutex> l(mu); return n; }"
          "int h() { std::lock_guard<std::mutex> l(mu); return n + 1; }");
  EXPECT_EQ(facts().Sections.size(), 3u);
  EXPECT_EQ(facts().Readers, 2u);
  EXPECT_EQ(facts().Writers, 1u);
}
TEST_F(GuardedDataTest, AllUsesInSight) {
  members("void f() { std::lock_guard<std::mutex> l(mu); n = 1; }");
  EXPECT_TRUE(facts().AllSeen);
  members("void f() { std::lock_guard<std::mutex> l(mu); n = 1; } void g();");
  EXPECT_FALSE(facts().AllSeen);
  members("void f() { std::lock_guard<std::mutex> l(mu); n = 1; }"
          "std::mutex &lock() { return mu; }");
  EXPECT_FALSE(facts().AllSeen);
}
TEST_F(GuardedDataTest, Conditions) {
  members("void f() { std::unique_lock<std::mutex> l(mu); "
          "cv.wait(l, [this] { return n > 0; }); }");
  EXPECT_TRUE(facts().HasCondition);
  EXPECT_TRUE(guards("n"));
  members("void f() { std::lock_guard<std::mutex> l(mu); n = 1; }");
  EXPECT_FALSE(facts().HasCondition);
}
TEST_F(GuardedDataTest, CodeThatDoesNotCompileIsNoTrouble) {
  parse("struct S { std::mutex mu; Unknown u; void f() { "
        "std::lock_guard<std::mutex> l(mu); u.x = missing(y); *z; } };");
  facts();
  SUCCEED();
}

} // namespace
