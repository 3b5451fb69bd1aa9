// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/AsyncFutures.h"
#include "analysis/DetachedThreads.h"
#include "analysis/ObjectLifetimes.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

const char System[] = R"cpp(
#pragma clang system_header
namespace std {
template <class T> T &&forward(T &t);
template <class T> T &&move(T &t);
template <class T> struct reference_wrapper { reference_wrapper(T &); };
template <class T> reference_wrapper<T> ref(T &);
struct string { string(const char *); ~string(); const char *c_str() const; };
template <class T> struct shared_ptr { T *operator->() const; T *get() const;
  T &operator*() const; ~shared_ptr(); };
template <class T> struct enable_shared_from_this {
  shared_ptr<T> shared_from_this(); };
template <class T> struct vector { vector(); ~vector(); T *begin(); T *end();
  template <class... A> T &emplace_back(A &&...); };
struct thread { thread(); template <class F, class... A>
  explicit thread(F &&, A &&...); ~thread(); void detach(); void join(); };
template <class T> struct future { future(); ~future(); T get(); void wait();
  bool valid() const; int wait_for(int) const; future &operator=(future &&);
  future(future &&); };
enum class launch { async = 1, deferred = 2 };
template <class F, class... A> future<int> async(F &&, A &&...);
template <class F, class... A> future<int> async(launch, F &&, A &&...);
}
extern "C" unsigned sleep(unsigned);
)cpp";

class ThreadsTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    AST = tooling::buildASTFromCodeWithArgs(
        ("#include \"system.h\"\n" + Code).str(), {"-std=c++20"}, "a.cpp",
        "p99", std::make_shared<PCHContainerOperations>(),
        tooling::getClangSyntaxOnlyAdjuster(), {{"system.h", System}});
    U = std::make_unique<Unit>(
        GlobalOptions{}, std::shared_ptr<const ApiModels>(
                             std::shared_ptr<void>(), &ApiModels::builtin()));
    U->bind(AST->getASTContext());
  }
  static llvm::StringRef nameOf(const ValueDecl *D) {
    return D && D->getIdentifier() ? D->getName() : "";
  }
  /// "awaited:f", by the order of the source.
  std::string futures(llvm::StringRef Code) {
    parse(Code);
    std::string Text;
    for (const AsyncFuture &F : asyncFutures(*U)) {
      static const char *const Names[] = {"dropped", "unused", "awaited",
                                          "overwritten", "never"};
      Text += (Text.empty() ? "" : " ") + std::string(Names[int(F.How)]) +
              (F.Variable ? ":" + nameOf(F.Variable).str() : "");
    }
    return Text;
  }
  /// "local:x", with "!" behind if it never ends.
  std::string threads(llvm::StringRef Code) {
    parse(Code);
    std::string Text;
    for (const DetachedThread &T : detachedThreads(*U)) {
      static const char *const Names[] = {"local", "parameter", "this",
                                          "deleted", "endless"};
      Text += (Text.empty() ? "" : " ") + std::string(Names[int(T.What)]) +
              (T.Variable ? ":" + nameOf(T.Variable).str() : "") +
              (T.Endless ? "!" : "");
    }
    return Text;
  }
  const CXXRecordDecl *record(llvm::StringRef Name) {
    auto Found = match(cxxRecordDecl(hasName(Name), isDefinition()).bind("n"),
                       AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].getNodeAs<CXXRecordDecl>("n");
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

//===-- Futures -----------------------------------------------------------===//

TEST_F(ThreadsTest, AFutureThatIsDropped) {
  EXPECT_EQ(
      futures("int g(); void f() { std::async(g); (void)std::async(g); }"),
      "dropped dropped");
  EXPECT_EQ(futures("int g(); void f() { auto a = std::async(g); }"),
            "unused:a");
  EXPECT_EQ(futures("int g(); void f() { auto a = std::async(g); g(); }"), "");
}
TEST_F(ThreadsTest, AFutureThatIsAwaitedAtOnce) {
  EXPECT_EQ(futures("int g(); int f() { return std::async(g).get(); }"),
            "awaited");
  EXPECT_EQ(futures("int g(); int f() { auto a = std::async(g); "
                    "return a.get(); }"),
            "awaited:a");
  EXPECT_EQ(futures("int g(); int f() { auto a = std::async(g); g(); "
                    "return a.get(); }"),
            "");
  EXPECT_EQ(futures("int g(); int f() { auto a = std::async(g); "
                    "auto b = std::async(g); return a.get() + b.get(); }"),
            "");
  EXPECT_EQ(futures("int g(); int f(bool c) { auto a = std::async(g); "
                    "return c ? a.get() : 0; }"),
            "");
}
TEST_F(ThreadsTest, AFutureThatIsAssignedOver) {
  EXPECT_EQ(futures("int g(); void f() { std::future<int> a; "
                    "for (int i = 0; i < 9; ++i) a = std::async(g); }"),
            "overwritten:a");
  EXPECT_EQ(futures("int g(); void f(std::future<int> *a) { "
                    "for (int i = 0; i < 9; ++i) a[i] = std::async(g); }"),
            "");
  EXPECT_EQ(futures("int g(); void f() { std::future<int> a; "
                    "for (int i = 0; i < 9; ++i) { if (a.valid()) a.get(); "
                    "a = std::async(g); } }"),
            "");
}
TEST_F(ThreadsTest, ADeferredFunctionThatNeverRuns) {
  EXPECT_EQ(futures("int g(); void f() { "
                    "auto a = std::async(std::launch::deferred, g); g(); "
                    "auto b = std::async(std::launch::deferred, g); "
                    "b.wait_for(1); "
                    "auto c = std::async(std::launch::deferred, g); "
                    "c.get(); }"),
            "never:a never:b");
}
TEST_F(ThreadsTest, AFunctionThatReturnsAFuture) {
  EXPECT_EQ(futures("int g(); std::future<int> h() { return std::async(g); } "
                    "void f() { h(); }"),
            "dropped");
  EXPECT_EQ(futures("std::future<int> h(); void f() { h(); }"), "");
}

//===-- Threads -----------------------------------------------------------===//

TEST_F(ThreadsTest, LocalsAreOutlived) {
  EXPECT_EQ(threads("void g(int); void f(int n) { "
                    "std::thread([&n] { g(n); }).detach(); }"),
            "local:n");
  EXPECT_EQ(threads("void g(int &); void f(int n) { "
                    "std::thread t(g, std::ref(n)); t.detach(); }"),
            "local:n");
  EXPECT_EQ(threads("void g(const char *); void f(std::string s) { "
                    "std::thread(g, s.c_str()).detach(); }"),
            "local:s");
  EXPECT_EQ(threads("void g(int); void f(int n) { "
                    "std::thread([n] { g(n); }).detach(); }"),
            "");
  EXPECT_EQ(threads("void g(int); void f(int n) { "
                    "std::thread t([&n] { g(n); }); t.join(); }"),
            "");
}
TEST_F(ThreadsTest, TheFunctionWaitsByOtherMeans) {
  EXPECT_EQ(threads("struct event { void set(); void wait(); }; "
                    "void f() { event e; "
                    "std::thread([&e] { e.set(); }).detach(); e.wait(); }"),
            "");
  EXPECT_EQ(threads("void f() { bool done = false; "
                    "std::thread([&] { done = true; }).detach(); "
                    "while (!done) sleep(1); }"),
            "");
  EXPECT_EQ(threads("void f() { bool done = false; "
                    "std::thread([&] { done = true; }).detach(); "
                    "for (;;) sleep(1); }"),
            "");
}
TEST_F(ThreadsTest, AnObjectThatNothingKeepsAlive) {
  EXPECT_EQ(threads("struct s { void f() { "
                    "std::thread(&s::run, this).detach(); } void run(); };"),
            "this");
  EXPECT_EQ(threads("struct s { s() { std::thread([this] { for (;;) run(); })"
                    ".detach(); } void run(); };"),
            "this!");
  EXPECT_EQ(threads("struct s : std::enable_shared_from_this<s> { void f() { "
                    "std::thread([this, self = shared_from_this()] { run(); })"
                    ".detach(); } void run(); };"),
            "");
  EXPECT_EQ(threads("struct s { void f() { std::thread([this] { run(); })"
                    ".detach(); } void run() { delete this; } };"),
            "");
}
TEST_F(ThreadsTest, AThreadForEachCallThatNeverEnds) {
  EXPECT_EQ(threads("void g(int); void watch(int n) { "
                    "std::thread([n] { while (true) g(n); }).detach(); }"),
            "endless!");
  EXPECT_EQ(threads("void g(int); void start(int n) { "
                    "std::thread([n] { while (true) g(n); }).detach(); }"),
            "");
  EXPECT_EQ(threads("bool g(int); void watch(int n) { std::thread([n] { "
                    "while (true) if (!g(n)) return; }).detach(); }"),
            "");
}
TEST_F(ThreadsTest, AHelperThatDetaches) {
  EXPECT_EQ(threads("template <class F> void go(F &&f) { "
                    "std::thread(std::forward<F>(f)).detach(); } "
                    "void g(int); void f(int n) { go([&n] { g(n); }); "
                    "go([n] { g(n); }); }"),
            "local:n");
}

//===-- Lifetimes ---------------------------------------------------------===//

TEST_F(ThreadsTest, ObjectsThatLiveAsLongAsTheProcess) {
  parse("struct a { static a &get(); }; struct b {}; b theB; struct c {}; "
        "int main() { c x; } struct d {}; void f() { d x; } struct e {}; "
        "extern e *theE; struct h {}; ");
  ObjectLifetimes Lifetimes(*U);
  for (const char *Name : {"a", "b", "c", "e"})
    EXPECT_TRUE(Lifetimes.livesOn(record(Name))) << Name;
  for (const char *Name : {"d", "h"})
    EXPECT_FALSE(Lifetimes.livesOn(record(Name))) << Name;
}
TEST_F(ThreadsTest, EndsThatMayWait) {
  parse("struct a { ~a(); }; struct b { ~b() { t.join(); } std::thread t; }; "
        "struct c { ~c() { stop = true; } bool stop; }; struct d { int x; }; "
        "struct e { bool done; void stop() { while (!done) sleep(1); } }; "
        "struct h { b member; };");
  ObjectLifetimes Lifetimes(*U);
  for (const char *Name : {"a", "b", "e", "h"})
    EXPECT_TRUE(Lifetimes.endMayWait(record(Name))) << Name;
  for (const char *Name : {"c", "d"})
    EXPECT_FALSE(Lifetimes.endMayWait(record(Name))) << Name;
}

} // namespace
