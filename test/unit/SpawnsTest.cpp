// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/SpawnWays.h"
#include "analysis/Unit.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace p99::analysis;

namespace {

const char Library[] = R"cpp(
namespace std {
typedef decltype(sizeof 0) size_t;
struct thread {
  thread(); thread(thread &&);
  template <class F, class... A> explicit thread(F &&, A &&...);
  thread &operator=(thread &&); ~thread();
  void join(); void detach(); bool joinable() const;
  static unsigned hardware_concurrency();
};
template <class T> struct vector {
  vector(); explicit vector(size_t); ~vector();
  T *begin(); T *end(); const T *begin() const; const T *end() const;
  size_t size() const; T &operator[](size_t); void push_back(T &&);
  template <class... A> void emplace_back(A &&...); void resize(size_t);
};
template <class T> struct atomic {
  operator T() const; T load() const; T operator++(int); T operator--(int);
  T fetch_add(T); T exchange(T); atomic &operator=(T);
};
template <class T> T min(T, T);
}
extern "C" {
int accept(int, void *, void *);
int pthread_create(unsigned long *, void *, void *(*)(void *), void *);
int pthread_join(unsigned long, void **);
int sem_wait(int *);
int fork();
}
void work(int); bool more(); void use(int);
struct Item { int x; };
)cpp";

class SpawnsTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    AST = tooling::buildASTFromCodeWithArgs(Library + Code.str(),
                                            {"-std=c++20", "-w"});
    U = std::make_unique<Unit>(
        GlobalOptions(), std::shared_ptr<const ApiModels>(
                             &ApiModels::builtin(), [](const ApiModels *) {}));
    U->bind(AST->getASTContext());
  }
  /// What the first thread that is started without limit is started for.
  std::string per(llvm::StringRef Code, unsigned MaxThreads = 16) {
    parse(Code);
    std::vector<RepeatedSpawn> Found = repeatedSpawns(*U, MaxThreads);
    if (Found.empty())
      return "bounded";
    static const char *const Names[] = {"connection", "event",   "request",
                                        "timer",      "element", "round"};
    return (Found[0].Join ? "joined " : "") +
           std::string(Names[static_cast<int>(Found[0].Each)]);
  }
  /// Of the statements in the body of a function.
  std::string in(llvm::StringRef Body, unsigned MaxThreads = 16) {
    return per(
        ("void f(int n, std::vector<Item> &items) { " + Body + " }").str(),
        MaxThreads);
  }
  std::string home(llvm::StringRef Code) {
    parse(Code);
    std::vector<Spawn> All = spawnsIn(*U);
    if (All.empty())
      return "no spawn";
    ThreadHome Home = homeOf(All[0], U->references());
    return (Home.Place ? Home.Place->getNameAsString() : "nothing") +
           (Home.Element ? "[]" : "") + (Home.Escapes ? " escapes" : "");
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

//===-- Spawns ------------------------------------------------------------===//

TEST_F(SpawnsTest, WhatHoldsTheThread) {
  EXPECT_EQ(home("void f() { std::thread t(work, 1); }"), "t");
  EXPECT_EQ(home("std::thread g; void f() { g = std::thread(work, 1); }"), "g");
  EXPECT_EQ(home("std::vector<std::thread> v; void f() { v.emplace_back(work, "
                 "1); }"),
            "v[]");
  EXPECT_EQ(home("std::vector<std::thread> v; void f() { "
                 "v.push_back(std::thread(work, 1)); }"),
            "v[]");
  EXPECT_EQ(home("unsigned long ids[9]; void *g(void *); void f(int i) { "
                 "pthread_create(&ids[i], 0, g, 0); }"),
            "ids[]");
  EXPECT_EQ(home("void f() { std::thread(work, 1).detach(); }"), "nothing");
  EXPECT_EQ(home("std::thread f() { return std::thread(work, 1); }"),
            "nothing escapes");
}
TEST_F(SpawnsTest, WhatRunsAlreadyIsNone) {
  EXPECT_EQ(home("std::vector<std::thread> v; void f(std::thread &t) { "
                 "v.emplace_back(static_cast<std::thread &&>(t)); }"),
            "no spawn");
  EXPECT_EQ(home("void f() { std::thread t; std::thread u(static_cast<std::"
                 "thread &&>(t)); }"),
            "no spawn");
}
TEST_F(SpawnsTest, HelpersAreSpawns) {
  parse("template <class F> void go(F f) { std::thread(f).detach(); }"
        "struct T { void (*p)(int); };"
        "void other(void (*p)(int)) { T t; t.p = p; std::thread([t] { t.p(1); "
        "}).detach(); }"
        "void f() { go([] {}); other(work); }");
  std::vector<Spawn> All = spawnsIn(*U);
  EXPECT_EQ(llvm::count_if(All, [](const Spawn &S) { return S.isWrapped(); }),
            2);
}

//===-- Rounds ------------------------------------------------------------===//

TEST_F(SpawnsTest, LoopsWithoutACount) {
  EXPECT_EQ(in("for (;;) std::thread(work, 1).detach();"), "round");
  EXPECT_EQ(in("while (more()) std::thread(work, 1).detach();"), "round");
  EXPECT_EQ(in("do std::thread(work, 1).detach(); while (more());"), "round");
  EXPECT_EQ(in("for (;;) std::thread(work, accept(n, 0, 0)).detach();"),
            "connection");
}
TEST_F(SpawnsTest, LoopsWithACount) {
  EXPECT_EQ(in("for (int i = 0; i < 16; ++i) std::thread(work, i).detach();"),
            "bounded");
  EXPECT_EQ(in("for (int i = 0; i < 17; ++i) std::thread(work, i).detach();"),
            "round");
  EXPECT_EQ(in("for (int i = 0; i < n; ++i) std::thread(work, i).detach();"),
            "bounded");
  EXPECT_EQ(in("for (int i = n; i > 0; --i) std::thread(work, i).detach();"),
            "bounded");
  EXPECT_EQ(in("while (n-- > 0) std::thread(work, n).detach();"), "bounded");
  EXPECT_EQ(in("unsigned c = 2 * std::thread::hardware_concurrency(); for "
               "(unsigned i = 0; i < c; ++i) std::thread(work, 1).detach();"),
            "bounded");
}
TEST_F(SpawnsTest, LoopsOverData) {
  EXPECT_EQ(in("for (Item &i : items) std::thread(work, i.x).detach();"),
            "element");
  EXPECT_EQ(in("for (int i = 0; i < items.size(); ++i) std::thread(work, "
               "i).detach();"),
            "element");
  EXPECT_EQ(in("auto c = items.size(); for (int i = 0; i < c; ++i) "
               "std::thread(work, i).detach();"),
            "element");
  EXPECT_EQ(in("auto c = std::min<std::size_t>(items.size(), 8); for (int i = "
               "0; i < c; ++i) std::thread(work, i).detach();"),
            "bounded");
  EXPECT_EQ(in("std::vector<Item> chunks(n); for (Item &i : chunks) "
               "std::thread(work, i.x).detach();"),
            "bounded");
}
TEST_F(SpawnsTest, WhatIsSetUpIsNoData) {
  EXPECT_EQ(per("struct S { std::vector<Item> v; void f() { for (Item &i : v) "
                "std::thread(work, i.x).detach(); } };"),
            "bounded");
  EXPECT_EQ(per("struct S { S(std::vector<Item> &v) { for (Item &i : v) "
                "std::thread(work, i.x).detach(); } };"),
            "bounded");
}

//===-- Guards ------------------------------------------------------------===//

TEST_F(SpawnsTest, Counters) {
  const std::string Loop = "; void f() { for (;;) { ";
  EXPECT_EQ(per("int c" + Loop +
                "if (c >= 9) continue; ++c; "
                "std::thread(work, 1).detach(); } }"),
            "bounded");
  EXPECT_EQ(per("std::atomic<int> c" + Loop +
                "if (c.load() < 9) { c++; "
                "std::thread(work, 1).detach(); } } }"),
            "bounded");
  EXPECT_EQ(per("int c" + Loop +
                "while (c >= 9) use(1); c += 1; "
                "std::thread(work, 1).detach(); } }"),
            "bounded");
  EXPECT_EQ(per("int slots" + Loop +
                "if (slots == 0) continue; --slots; "
                "std::thread(work, 1).detach(); } }"),
            "bounded");
  EXPECT_EQ(per("int sem" + Loop +
                "sem_wait(&sem); "
                "std::thread(work, 1).detach(); } }"),
            "bounded");
}
TEST_F(SpawnsTest, TestsOfResultsAreNone) {
  EXPECT_EQ(in("int c; for (;;) { c = accept(n, 0, 0); if (c < 0) continue; "
               "std::thread(work, c).detach(); c = -1; }"),
            "connection");
  EXPECT_EQ(in("int errors = 0; for (;;) { if (!more()) { if (++errors > 9) "
               "return; continue; } std::thread(work, 1).detach(); }"),
            "round");
  EXPECT_EQ(in("for (;;) { for (int i = 0; i < n; ++i) if (i != 3) "
               "std::thread(work, accept(i, 0, 0)).detach(); }"),
            "connection");
  EXPECT_EQ(per("struct M { unsigned bits[4]; }; void f(M *m, int *fd) { for "
                "(;;) { m->bits[fd[0]] |= 4; if ((m->bits[fd[0]] & 4) != 0) "
                "std::thread(work, 1).detach(); } }"),
            "round");
}
TEST_F(SpawnsTest, Flags) {
  EXPECT_EQ(per("struct S { bool on; [[gnu::hot]] void f() { if (on) return; "
                "on = true; std::thread(work, 1).detach(); } };"),
            "bounded");
  EXPECT_EQ(per("struct S { std::atomic<bool> on; [[gnu::hot]] void f() { if "
                "(!on.exchange(true)) std::thread(work, 1).detach(); } };"),
            "bounded");
  EXPECT_EQ(per("struct S { bool on; [[gnu::hot]] void f() { if (!on) return; "
                "std::thread(work, 1).detach(); } };"),
            "request");
}
TEST_F(SpawnsTest, Joins) {
  EXPECT_EQ(in("for (;;) { std::thread t(work, 1); use(1); t.join(); }"),
            "bounded");
  EXPECT_EQ(in("for (;;) { std::thread t(work, 1); t.join(); }"),
            "joined round");
  EXPECT_EQ(in("std::thread t; for (;;) { if (t.joinable()) t.join(); t = "
               "std::thread(work, 1); }"),
            "bounded");
  EXPECT_EQ(per("unsigned long ids[9]; void *g(void *); void f(int i) { for "
                "(;;) { pthread_create(&ids[i++], 0, g, 0); if (i > 8) while "
                "(i > 0) pthread_join(ids[--i], 0); } }"),
            "bounded");
}

//===-- Objects -----------------------------------------------------------===//

TEST_F(SpawnsTest, ObjectsThatHoldOneThread) {
  const std::string Session =
      "struct S { std::thread t; void start() { t = std::thread(work, 1); } };";
  EXPECT_EQ(per(Session + "void f() { for (;;) { auto *s = new S; accept(1, 0, "
                          "0); s->start(); } }"),
            "connection");
  EXPECT_EQ(per(Session + "S s; void f() { for (;;) { accept(1, 0, 0); "
                          "s.start(); } }"),
            "bounded");
  EXPECT_EQ(per(Session + "struct R { S s; [[gnu::hot]] void f() { s.start(); "
                          "} };"),
            "bounded");
}

} // namespace
