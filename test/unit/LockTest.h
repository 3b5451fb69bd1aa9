// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small standard library to lock with, and sections told as text.

#ifndef P99_TEST_UNIT_LOCKTEST_H
#define P99_TEST_UNIT_LOCKTEST_H

#include "analysis/CriticalSections.h"
#include "analysis/Expressions.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

namespace p99::analysis {

inline const char StdLocks[] = R"cpp(
namespace std {
template <class T> T &&move(T &t);
template <class T> T &&move(T &&t);
template <class T> T &&forward(T &t);
namespace chrono { template <class R> struct duration { duration(int); };
                   using seconds = duration<long>; }
struct defer_lock_t {}; struct adopt_lock_t {}; struct try_to_lock_t {};
inline constexpr defer_lock_t defer_lock{};
inline constexpr adopt_lock_t adopt_lock{};
inline constexpr try_to_lock_t try_to_lock{};
struct mutex { mutex(); void lock(); bool try_lock(); void unlock(); };
struct recursive_mutex { void lock(); bool try_lock(); void unlock(); };
struct timed_mutex { void lock(); bool try_lock(); void unlock();
  template <class D> bool try_lock_for(const D &); };
struct shared_mutex { void lock(); bool try_lock(); void unlock();
  void lock_shared(); bool try_lock_shared(); void unlock_shared(); };
template <class M> struct lock_guard { using mutex_type = M;
  explicit lock_guard(M &m); lock_guard(M &m, adopt_lock_t);
  lock_guard(const lock_guard &) = delete; ~lock_guard(); };
template <class... M> struct scoped_lock { explicit scoped_lock(M &...m);
  explicit scoped_lock(adopt_lock_t, M &...m);
  scoped_lock(const scoped_lock &) = delete; ~scoped_lock(); };
template <class M> struct unique_lock { using mutex_type = M;
  unique_lock() noexcept; explicit unique_lock(M &m);
  unique_lock(M &m, defer_lock_t) noexcept; unique_lock(M &m, adopt_lock_t);
  unique_lock(M &m, try_to_lock_t);
  template <class D> unique_lock(M &m, const D &);
  unique_lock(unique_lock &&o) noexcept;
  unique_lock &operator=(unique_lock &&o) noexcept;
  ~unique_lock();
  void lock(); bool try_lock(); void unlock(); void swap(unique_lock &o);
  template <class D> bool try_lock_for(const D &);
  M *release() noexcept; bool owns_lock() const noexcept;
  explicit operator bool() const noexcept; M *mutex() const noexcept; };
template <class M> struct shared_lock { shared_lock() noexcept;
  explicit shared_lock(M &m); shared_lock(M &m, defer_lock_t) noexcept;
  shared_lock(shared_lock &&o) noexcept;
  shared_lock &operator=(shared_lock &&o) noexcept; ~shared_lock();
  void lock(); void unlock(); bool owns_lock() const noexcept; };
template <class A, class B, class... C> void lock(A &a, B &b, C &...c);
template <class A, class B, class... C> int try_lock(A &a, B &b, C &...c);
struct condition_variable { void wait(unique_lock<mutex> &l);
  template <class P> void wait(unique_lock<mutex> &l, P p);
  void notify_one() noexcept; };
struct once_flag {};
template <class F> void call_once(once_flag &, F &&) {}
template <class T> struct unique_ptr { unique_ptr(); explicit unique_ptr(T *);
  unique_ptr(unique_ptr &&); unique_ptr &operator=(unique_ptr &&);
  ~unique_ptr(); T *operator->() const; T &operator*() const; T *get() const;
  void reset(T *p = nullptr); explicit operator bool() const; };
template <class T> struct shared_ptr { shared_ptr(); shared_ptr(const shared_ptr &);
  ~shared_ptr(); T *operator->() const; T &operator*() const; };
template <class T, class... A> unique_ptr<T> make_unique(A &&...a);
struct in_place_t {}; inline constexpr in_place_t in_place{};
template <class T> struct optional { optional();
  template <class... A> explicit optional(in_place_t, A &&...a);
  ~optional(); template <class... A> T &emplace(A &&...a); void reset() noexcept;
  T *operator->(); T &operator*(); explicit operator bool() const; };
template <class T> struct vector { T &operator[](unsigned long); T &at(unsigned long);
  T *begin(); T *end(); unsigned long size() const; };
template <class I, class F> F for_each(I, I, F f) { return f; }
}
extern "C" {
typedef union { int d; } pthread_mutex_t;
typedef union { int d; } pthread_rwlock_t;
typedef volatile int pthread_spinlock_t;
int pthread_mutex_lock(pthread_mutex_t *); int pthread_mutex_unlock(pthread_mutex_t *);
int pthread_mutex_trylock(pthread_mutex_t *);
int pthread_rwlock_rdlock(pthread_rwlock_t *); int pthread_rwlock_wrlock(pthread_rwlock_t *);
int pthread_rwlock_unlock(pthread_rwlock_t *);
int pthread_spin_lock(pthread_spinlock_t *); int pthread_spin_unlock(pthread_spinlock_t *);
}
std::mutex m, n; std::shared_mutex s; std::recursive_mutex r;
bool c(); void before(); void in(); void in2(); void in3(); void after(); void other();
int number();
)cpp";

class LockTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    AST = clang::tooling::buildASTFromCodeWithArgs(
        (StdLocks + Code).str(),
        {"-std=c++20", "-fcxx-exceptions", "-Wno-thread-safety-analysis"});
    Facts = std::make_unique<Unit>(
        GlobalOptions(), std::shared_ptr<const ApiModels>(
                             std::shared_ptr<void>(), &ApiModels::builtin()));
    Facts->bind(AST->getASTContext());
  }

  const clang::FunctionDecl *function(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    const clang::FunctionDecl *Found = nullptr;
    for (const auto &N :
         match(functionDecl(hasName(Name), isDefinition()).bind("f"),
               AST->getASTContext())) {
      const auto *F = N.getNodeAs<clang::FunctionDecl>("f");
      if (!F->isDependentContext())
        Found = F;
    }
    return Found;
  }
  /// The call operator of the only lambda.
  const clang::FunctionDecl *lambda() {
    using namespace clang::ast_matchers;
    auto Found = match(lambdaExpr().bind("l"), AST->getASTContext());
    return Found.empty()
               ? nullptr
               : Found[0].getNodeAs<clang::LambdaExpr>("l")->getCallOperator();
  }

  static const char *kind(const Section &S) {
    switch (S.How) {
    case Section::Kind::Guard:
      return "guard";
    case Section::Kind::Manual:
      return "manual";
    case Section::Kind::Temporary:
      return "temporary";
    case Section::Kind::OnEntry:
      return "entry";
    case Section::Kind::Callable:
      return "callable";
    }
    return "?";
  }

  /// "guard m: in in2; manual shared s: in3": how, which mutexes, and the calls
  /// of free functions that run under it.
  std::string told(const clang::FunctionDecl *F) {
    if (!F)
      return "no function";
    std::vector<std::string> Parts;
    for (const Section &S : Facts->criticalSections().of(F)) {
      std::string Text = kind(S);
      if (S.Mode == LockMode::Shared)
        Text += " shared";
      if (S.Tried)
        Text += " tried";
      std::vector<std::string> Names;
      for (const MutexRef &M : S.Mutexes)
        Names.push_back(M.Name);
      Text += " " + llvm::join(Names, "+") + ":";
      for (const clang::Stmt *Held : S.Held)
        if (const auto *Call = llvm::dyn_cast<clang::CallExpr>(Held))
          if (const clang::FunctionDecl *Callee = Call->getDirectCallee())
            if (Callee->getIdentifier() && Callee->getName() != "move" &&
                !Callee->getName().ends_with("lock"))
              Text += " " + Callee->getNameAsString();
      Parts.push_back(Text);
    }
    return llvm::join(Parts, "; ");
  }

  /// The same for the function `f` of a piece of code.
  std::string in(llvm::StringRef Code, llvm::StringRef Name = "f") {
    parse(Code);
    return told(function(Name));
  }
  /// For a body.
  std::string body(llvm::StringRef Body) {
    return in(("void f() {" + Body + "}").str());
  }

  std::unique_ptr<clang::ASTUnit> AST;
  std::unique_ptr<Unit> Facts;
};

} // namespace p99::analysis

#endif
