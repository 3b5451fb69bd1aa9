// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/CallSummaries.h"
#include "analysis/RunOnce.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

/// A header that looks like the systems', so that models and not bodies count.
const char System[] = R"cpp(
#pragma clang system_header
typedef unsigned long size_t;
extern "C" {
int fsync(int);
int open(const char *, int, ...);
long read(int, void *, size_t);
long recv(int, void *, size_t, int);
int socket(int, int, int);
unsigned sleep(unsigned);
int system(const char *);
struct pollfd { int fd; short events, revents; };
int poll(struct pollfd *, unsigned long, int);
int flock(int, int);
int *__errno_location();
struct _IO_FILE;
int fflush(struct _IO_FILE *);
}
struct Task { virtual void run(); };
#define errno (*__errno_location())
#define EAGAIN 11
#define MSG_DONTWAIT 64
namespace std {
template <class T> struct unique_ptr {
  unique_ptr(); explicit unique_ptr(T *); ~unique_ptr();
  T *operator->() const; void reset();
};
template <class T> struct vector { vector(); ~vector(); void clear(); };
template <class S> struct function;
template <class R, class... A> struct function<R(A...)> {
  function(); template <class F> function(F); ~function();
  R operator()(A...) const;
};
template <class I, class F> F for_each(I, I, F);
struct thread { template <class F> explicit thread(F); ~thread(); void join(); };
struct jthread { template <class F> explicit jthread(F); ~jthread(); };
struct mutex { void lock(); void unlock(); };
template <class M> struct unique_lock {
  explicit unique_lock(M &); ~unique_lock(); void unlock(); void lock();
};
struct condition_variable { void wait(unique_lock<mutex> &); };
template <class C> struct basic_ostream {
  basic_ostream &operator<<(basic_ostream &(*)(basic_ostream &));
  basic_ostream &operator<<(int);
  basic_ostream &flush();
};
template <class C> struct basic_ofstream : basic_ostream<C> {
  explicit basic_ofstream(const char *); ~basic_ofstream();
};
template <class C> struct basic_ostringstream : basic_ostream<C> {};
typedef basic_ostream<char> ostream;
typedef basic_ofstream<char> ofstream;
typedef basic_ostringstream<char> ostringstream;
template <class C> basic_ostream<C> &endl(basic_ostream<C> &);
extern ostream cout;
}
)cpp";

class CallSummariesTest : public testing::Test {
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
  const FunctionDecl *function(llvm::StringRef Name) {
    auto Found = match(functionDecl(hasName(Name), isDefinition()).bind("n"),
                       AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].getNodeAs<FunctionDecl>("n");
  }
  /// "fsync/2": what `f` waits for, and how many calls that takes.
  std::string waits(llvm::StringRef Code, llvm::StringRef Name = "f") {
    parse(Code);
    std::string Text;
    for (const Blocking &B : U->callSummaries().of(function(Name)).Waits)
      Text += (Text.empty() ? "" : " ") + toString(B.Kind).str() + ":" +
              B.Name + "/" + std::to_string(B.Chain.size());
    return Text;
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

TEST_F(CallSummariesTest, AModelledCall) {
  EXPECT_EQ(waits("void f(int d) { fsync(d); }"), "disk:fsync/1");
  EXPECT_EQ(waits("void g(); void f() { g(); }"), "");
}
TEST_F(CallSummariesTest, TheWorstComesFirst) {
  EXPECT_EQ(waits("void f(int d) { fsync(d); sleep(1); fsync(d); }"),
            "sleep:sleep/1 disk:fsync/1");
}
TEST_F(CallSummariesTest, ThroughCallsWithTheChain) {
  EXPECT_EQ(waits("void a(int d) { fsync(d); } void b(int d) { a(d); } "
                  "void f() { b(3); }"),
            "disk:fsync/3");
}
TEST_F(CallSummariesTest, RecursionIsCut) {
  EXPECT_EQ(waits("void g(int); void f(int n) { if (n) g(n); fsync(n); } "
                  "void g(int n) { f(n - 1); }"),
            "disk:fsync/1");
}
TEST_F(CallSummariesTest, AChainThatNobodyReadsIsNone) {
  EXPECT_EQ(waits("void a() { sleep(1); } void b() { a(); } void c() { b(); } "
                  "void d() { c(); } void e() { d(); } void f() { e(); }"),
            "");
}
TEST_F(CallSummariesTest, AFunctionOfTheUserIsNoLibrarys) {
  EXPECT_EQ(waits("namespace own { int sync(int) { return 0; } } static int "
                  "dup3(int); void f() { own::sync(1); }"),
            "");
}

//===-- Arguments and handles ---------------------------------------------===//

TEST_F(CallSummariesTest, ArgumentsWithWhichACallComesBack) {
  EXPECT_EQ(waits("void f(int s, char *b) { recv(s, b, 1, MSG_DONTWAIT); }"),
            "");
  EXPECT_EQ(waits("void f(int s, char *b) { recv(s, b, 1, 0); }"),
            "peer:recv/1");
  EXPECT_EQ(waits("void f(pollfd *p) { poll(p, 1, 0); }"), "");
  EXPECT_EQ(waits("void f(pollfd *p) { poll(p, 1, 100); }"), "peer:poll/1");
  EXPECT_EQ(waits("void f(int d) { flock(d, 2 | 4); }"), "");
}
TEST_F(CallSummariesTest, ADescriptorThatDoesNotBlock) {
  EXPECT_EQ(waits("void f(char *b) { int s = socket(2, 1 | 2048, 0); "
                  "recv(s, b, 1, 0); }"),
            "");
  EXPECT_EQ(waits("void f(int s, char *b) { if (recv(s, b, 1, 0) < 0 && errno "
                  "== EAGAIN) return; }"),
            "");
}
TEST_F(CallSummariesTest, ADescriptorIsASocketsOrAFiles) {
  EXPECT_EQ(
      waits("void f(char *b) { int s = socket(2, 1, 0); read(s, b, 1); }"),
      "peer:read/1");
  EXPECT_EQ(waits("void f(int d, char *b) { read(d, b, 1); }"), "file:read/1");
}
TEST_F(CallSummariesTest, TheHandleIsSeenFromTheCaller) {
  parse(
      "struct File { int d_; void sync() { fsync(d_); } };"
      "void put(int d) { fsync(d); }"
      "struct Log { File file_; int raw_; void f() { file_.sync(); } void g() "
      "{ put(raw_); } };");
  auto HandleOf = [&](llvm::StringRef Name) {
    const auto &Waits = U->callSummaries().of(function(Name)).Waits;
    return Waits.empty() || !Waits[0].Handle
               ? "none"
               : Waits[0].Handle->getNameAsString();
  };
  EXPECT_EQ(HandleOf("f"), "file_");
  EXPECT_EQ(HandleOf("g"), "raw_");
}
TEST_F(CallSummariesTest, AStreamDecidesWhatAFlushWaitsFor) {
  EXPECT_EQ(waits("void f() { std::cout << 1 << std::endl; }"), "log:endl/1");
  EXPECT_EQ(waits("void f(std::ofstream &o) { o << 1 << std::endl; }"),
            "file:endl/1");
  EXPECT_EQ(waits("void f(std::ostringstream &o) { o << 1 << std::endl; "
                  "o.flush(); }"),
            "");
}

//===-- What runs ---------------------------------------------------------===//

TEST_F(CallSummariesTest, ALambdaRunsWhereItIsCalled) {
  EXPECT_EQ(waits("void f() { auto l = [] { sleep(1); }; }"), "");
  EXPECT_EQ(waits("void f() { auto l = [] { sleep(1); }; l(); }"),
            "sleep:sleep/2");
  EXPECT_EQ(waits("void f() { [] { sleep(1); }(); }"), "sleep:sleep/2");
}
TEST_F(CallSummariesTest, AParameterThatIsRun) {
  EXPECT_EQ(waits("template <class F> void retry(F g) { g(); }"
                  "void f() { retry([] { sleep(1); }); }"),
            "sleep:sleep/2");
  EXPECT_EQ(waits("void each(const std::function<void()> &g) { g(); }"
                  "void f() { each([] { sleep(1); }); }"),
            "sleep:sleep/2");
  EXPECT_EQ(waits("void store(std::function<void()> g);"
                  "void f() { store([] { sleep(1); }); }"),
            "");
}
TEST_F(CallSummariesTest, AnAlgorithmRunsItsCallable) {
  EXPECT_EQ(waits("void f(int *b) { std::for_each(b, b, [](int d) { fsync(d); "
                  "}); }"),
            "disk:fsync/2");
}
TEST_F(CallSummariesTest, WhatAThreadRunsIsNotWaitedFor) {
  EXPECT_EQ(waits("void f() { std::thread t([] { sleep(1); }); }"), "");
}
TEST_F(CallSummariesTest, ConstructorsRunTheirInitialisers) {
  EXPECT_EQ(waits("int sync(int d) { return fsync(d); }"
                  "struct S { int a; S() : a(sync(1)) {} };"
                  "void f() { S s; }"),
            "disk:fsync/3");
}
TEST_F(CallSummariesTest, TemplatesByTheirInstances) {
  EXPECT_EQ(waits("template <class T> void g(T t) { t.run(); }"
                  "struct A { void run() { sleep(1); } };"
                  "void f() { g(A()); }"),
            "sleep:sleep/3");
}
TEST_F(CallSummariesTest, UnevaluatedCodeDoesNotRun) {
  EXPECT_EQ(waits("void f() { (void)sizeof(sleep(1)); if constexpr (false) "
                  "sleep(1); static int x = sleep(1); }"),
            "");
}
TEST_F(CallSummariesTest, AVirtualCallThatMayGoAnywhere) {
  EXPECT_EQ(waits("struct C : Task { void run() override { sleep(1); } };"
                  "void f(Task *t) { t->run(); }"),
            "");
}

//===-- Destruction -------------------------------------------------------===//

TEST_F(CallSummariesTest, ALocalThatJoinsWhenItDies) {
  EXPECT_EQ(waits("void f() { std::jthread t([] {}); }"), "thread:~jthread/1");
  EXPECT_EQ(waits("struct W { std::unique_ptr<std::jthread> t; };"
                  "struct V { std::vector<W> ws; };"
                  "void f() { V v; }"),
            "thread:~jthread/1");
}
TEST_F(CallSummariesTest, ADestructorOfTheUsers) {
  EXPECT_EQ(waits("struct S { int d; ~S() { fsync(d); } }; "
                  "void f(S *s) { delete s; }"),
            "disk:fsync/2");
  EXPECT_EQ(waits("struct S { int d; ~S() { fsync(d); } }; "
                  "void f(S *s, S &t, S u) { }"),
            "");
}
TEST_F(CallSummariesTest, AContainerThatIsEmptied) {
  EXPECT_EQ(waits("void f(std::vector<std::unique_ptr<std::jthread>> &v) { "
                  "v.clear(); }"),
            "thread:~jthread/1");
  EXPECT_EQ(waits("void f(std::vector<int> &v) { v.clear(); }"), "");
}

//===-- Locks, callbacks, threads -----------------------------------------===//

TEST_F(CallSummariesTest, AConditionGivesItsLockBack) {
  parse("struct Q { std::mutex m_; std::condition_variable c_;"
        "void f() { std::unique_lock<std::mutex> l(m_); c_.wait(l); } };");
  const Summary &S = U->callSummaries().of(function("f"));
  ASSERT_EQ(S.Waits.size(), 1u);
  EXPECT_EQ(S.Waits[0].Kind, BlockKind::Thread);
  ASSERT_FALSE(S.Waits[0].GivesBack.empty());
  EXPECT_EQ(S.Waits[0].GivesBack.back()->getNameAsString(), "m_");
}
TEST_F(CallSummariesTest, MutexesThatAreTaken) {
  parse("std::mutex m; void g() { m.lock(); m.unlock(); } void f() { g(); }");
  EXPECT_TRUE(U->callSummaries().of(function("f")).Locks);
}
TEST_F(CallSummariesTest, CallbacksOfOthers) {
  parse("struct S { std::function<void()> done_; void f() { done_(); } };"
        "void g() { auto l = [] {}; l(); }");
  EXPECT_EQ(U->callSummaries().of(function("f")).RunsUnknown.size(), 1u);
  EXPECT_EQ(U->callSummaries().of(function("g")).RunsUnknown.size(), 0u);
}
TEST_F(CallSummariesTest, Spawns) {
  parse("void g() { std::thread t([] {}); } void f() { g(); }");
  EXPECT_NE(U->callSummaries().of(function("f")).Spawns, nullptr);
}

//===-- What runs once ----------------------------------------------------===//

TEST_F(CallSummariesTest, WhatIsMadeOnFirstUse) {
  EXPECT_EQ(waits("struct S { int d_ = -1; void f() { if (d_ < 0) d_ = "
                  "open(\"x\", 0); } };"),
            "");
  EXPECT_EQ(
      waits("struct S { int d_ = -1; void f() { if (d_ >= 0) return; d_ = "
            "open(\"x\", 0); } };"),
      "");
  EXPECT_EQ(waits("struct S { int d_ = -1; void g() { d_ = -1; } void f() { if "
                  "(d_ < 0) d_ = open(\"x\", 0); } };"),
            "file:open/1");
}
TEST_F(CallSummariesTest, ATryIsNoQuestionWhetherSomethingIsThere) {
  EXPECT_EQ(waits("struct M { bool try_lock(); void unlock(); } m;"
                  "void f() { if (m.try_lock()) { sleep(1); m.unlock(); } }"),
            "sleep:sleep/1");
}
TEST_F(CallSummariesTest, StartAndEnd) {
  parse(
      "void work(); struct S { S() { a(); } ~S() { b(); } void c() { work(); } "
      "private: void a() { } void b() { } };"
      "static void d() {} static void e() {} int main() { d(); for (;;) e(); "
      "}");
  const References &Refs = U->references();
  EXPECT_TRUE(isStartUp(function("a"), Refs));
  EXPECT_FALSE(isStartUp(function("b"), Refs));
  EXPECT_TRUE(isShutDown(function("b"), Refs));
  EXPECT_FALSE(isStartUp(function("c"), Refs));
  EXPECT_TRUE(isStartUp(function("d"), Refs));
  EXPECT_FALSE(isStartUp(function("e"), Refs));
}
TEST_F(CallSummariesTest, NamesOfStartAndEnd) {
  parse(
      "void stop_all() {} void InternalShutdown() {} void disk_term() {}"
      "void pool_destroy() {} void terminal() {} void destroyed() {}"
      "void conn_close() {} void threads_join_all() {} void hb_start() {}"
      "void load() {} void hdd_init() {} void initial() {} void put() {}"
      "void InitialKeys() {}"
      "void bb_p_load_state() {} void cpu_load() {}"
      "void plugin_register_read() {} void add_watcher() {}"
      "void add() {} void registered() {} void recover() {}"
      "void input_done() {} void done() {} int poll_done() { return 1; }"
      "void print_config() {} void printer() {} void ContextsDeinitialize() {}"
      "void job_done(int) {} void get_config() {} void configure() {}"
      "struct AdminPacket { void read() {} };");
  const References &Refs = U->references();
  for (const char *Name :
       {"stop_all", "InternalShutdown", "disk_term", "pool_destroy",
        "conn_close", "threads_join_all", "input_done", "ContextsDeinitialize"})
    EXPECT_TRUE(isShutDown(function(Name), Refs)) << Name;
  for (const char *Name : {"terminal", "destroyed", "load", "put", "done",
                           "poll_done", "job_done"})
    EXPECT_FALSE(isShutDown(function(Name), Refs)) << Name;
  for (const char *Name : {"plugin_register_read", "add_watcher"})
    EXPECT_TRUE(isRegistration(function(Name), Refs)) << Name;
  for (const char *Name : {"add", "registered"})
    EXPECT_FALSE(isRegistration(function(Name), Refs)) << Name;
  for (const char *Name : {"load", "hdd_init", "hb_start", "bb_p_load_state",
                           "recover", "InitialKeys"})
    EXPECT_TRUE(isAdministration(function(Name))) << Name;
  for (const char *Name : {"initial", "put", "terminal", "cpu_load"})
    EXPECT_FALSE(isAdministration(function(Name))) << Name;
  EXPECT_TRUE(isForOperators(function("print_config")));
  EXPECT_FALSE(isForOperators(function("printer")));
  for (const char *Name : {"get_config", "read"})
    EXPECT_TRUE(isAboutSettings(function(Name))) << Name;
  for (const char *Name : {"configure", "put"})
    EXPECT_FALSE(isAboutSettings(function(Name))) << Name;
}
TEST_F(CallSummariesTest, CodeThatDoesNotCompileIsNoTrouble) {
  waits("struct S { Unknown u; ~S() { u.close(); missing(); } }; template "
        "<class T> void g(T t) { t.x(); } void f() { S s; s.u->run(g); "
        "delete nothing; g(1)(2); none::call(); }");
  SUCCEED();
}

} // namespace
