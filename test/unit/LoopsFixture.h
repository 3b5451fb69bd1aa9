// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unit with loops and what stands in them, for the tests of Loops.

#ifndef P99_TEST_UNIT_LOOPSFIXTURE_H
#define P99_TEST_UNIT_LOOPSFIXTURE_H

#include "analysis/Loops.h"
#include "analysis/Unit.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

namespace p99::analysis {

inline constexpr char LoopLibrary[] = R"(
namespace std {
using size_t = decltype(sizeof 0);
template <class T> struct initializer_list { const T *p; size_t n; const T *begin() const; const T *end() const; };
template <class T, size_t N> struct array { T d[N]; T *begin(); T *end(); };
template <class T> struct vector {
  vector(); T *begin(); T *end(); const T *begin() const; const T *end() const;
  T &operator[](size_t); const T &operator[](size_t) const; T &at(size_t); const T &at(size_t) const;
  T &front(); const T &front() const; void push_back(const T &); void clear(); size_t size() const;
};
template <class K, class V> struct map { V &operator[](const K &); V &at(const K &); const V &at(const K &) const; };
struct string { string(const char *); string(const string &); size_t size() const; void append(const char *); };
template <class T> struct unique_ptr { T *operator->() const; T &operator*() const; T *get() const; void reset(T *); };
template <class T> struct iterator { T *operator->() const; T &operator*() const; iterator &operator++(); bool operator!=(const iterator &) const; };
struct mutex { void lock(); void unlock(); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
template <class I, class F> F for_each(I, I, F);
template <class I, class F> I find_if(I, I, F);
}
struct pthread_mutex_t { int x; }; int pthread_mutex_lock(pthread_mutex_t *);
int accept(int, void *, void *); int epoll_wait(int, void *, int, int); int poll(void *, unsigned long, int); int recv(int);
[[noreturn]] void abort();
namespace par { struct Policy {}; struct Partitioner {}; template <class I, class F> void each(I, F); }
namespace std { template <class I, class F> I find_if(par::Policy, I, I, F); template <class I, class F> I find_if(I, I, F, par::Partitioner); }
void leaf(); bool more(); template <class T> void use(T &&);
struct Other { void mutate(); int peek() const; };
)";

inline constexpr char LoopModels[] = R"(
library: test
models:
  - names: ["std::for_each"]
    loops: {callable: 3}
  - names: ["std::find_if"]
    loops: {callable: last}
  - names: ["par::each"]
    loops: {callable: 2, how: in parallel}
  - names: ["par::Policy"]
    loops: {how: in parallel}
)";

class LoopsTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    AST = clang::tooling::buildASTFromCodeWithArgs(LoopLibrary + Code.str(),
                                                   {"-std=c++20", "-w"});
    llvm::vfs::InMemoryFileSystem Files;
    Files.addFile("/m.yaml", 0, llvm::MemoryBuffer::getMemBuffer(LoopModels));
    auto Loaded = ApiModels::load({"/m.yaml"}, "/input.cc", Files);
    if (!Loaded)
      llvm::report_fatal_error(Loaded.takeError());
    U = std::make_unique<Unit>(GlobalOptions(), *Loaded);
    U->bind(AST->getASTContext());
  }
  template <typename T, typename M> const T *first(const M &Matcher) {
    auto Found =
        clang::ast_matchers::match(Matcher.bind("n"), AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].template getNodeAs<T>("n");
  }
  const clang::Expr *callOf(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    return first<clang::CallExpr>(
        callExpr(callee(functionDecl(hasName(Name)))));
  }
  /// Around the call of leaf().
  Loop loop(llvm::StringRef Code) {
    parse(Code);
    return U->loops().around(callOf("leaf"));
  }
  std::string rounds(llvm::StringRef Code) {
    Loop L = loop("void f(int n) { " + Code.str() + " }");
    if (!L)
      return "no loop";
    std::optional<uint64_t> Count = U->loops().tripCount(L);
    return Count ? std::to_string(*Count) : "?";
  }
  bool leaves(llvm::StringRef Code) {
    Loop L = loop("int f(int n) { " + Code.str() + " }");
    EXPECT_TRUE(L);
    return U->loops().leavesInFirstRound(L);
  }
  bool attempts(llvm::StringRef Parameter, llvm::StringRef Condition) {
    Loop L = loop("void f(" + Parameter.str() + ") { while (" +
                  Condition.str() + ") leaf(); }");
    return U->loops().countsAttempts(L);
  }
  bool endless(llvm::StringRef Code) {
    Loop L = loop("void f(int n) { " + Code.str() + " }");
    return U->loops().isEndless(L);
  }
  std::string serves(llvm::StringRef Code) {
    parse(Code);
    Loop L = U->loops().around(callOf("leaf"));
    const clang::Expr *Wait = U->loops().servesEventsOf(L);
    return Wait ? cast<clang::CallExpr>(Wait)
                      ->getDirectCallee()
                      ->getNameAsString()
                : "";
  }
  /// Of what is given to use().
  bool invariant(llvm::StringRef Code) {
    parse(Code);
    const auto *Use = cast<clang::CallExpr>(callOf("use"));
    Loop L = U->loops().around(Use);
    EXPECT_TRUE(L);
    return U->loops().isInvariant(Use->getArg(0), L);
  }

  std::unique_ptr<clang::ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

} // namespace p99::analysis

#endif
