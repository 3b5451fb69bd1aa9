// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Callables.h"
#include "analysis/Expressions.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

/// What the libraries look like, without bodies, as where these are skipped.
const char Library[] = R"(
namespace std {
template <class T> T &&move(T &);
template <class T> struct reference_wrapper { reference_wrapper(T &); operator T &() const; };
template <class T> reference_wrapper<T> ref(T &);
template <class T> class function;
template <class R, class... A> class function<R(A...)> {
public:
  function(); function(decltype(nullptr)); function(const function &); function(function &&);
  template <class F> function(F f); template <class F> function &operator=(F &&);
  function &operator=(const function &);
  R operator()(A...) const; explicit operator bool() const;
};
template <class T> class packaged_task;
template <class R, class... A> class packaged_task<R(A...)> { public: template <class F> packaged_task(F &&); void operator()(A...); };
template <class T> struct shared_ptr { shared_ptr(); explicit shared_ptr(T *); T *operator->() const; T &operator*() const; T *get() const; };
template <class T> struct unique_ptr { unique_ptr(); explicit unique_ptr(T *); unique_ptr(unique_ptr &&); T *operator->() const; T &operator*() const; };
template <class T, class... A> shared_ptr<T> make_shared(A &&...);
template <class T, class... A> unique_ptr<T> make_unique(A &&...);
template <class... A> struct bound { void operator()() const; };
template <class... A> bound<A...> bind(A &&...);
template <class... A> bound<A...> bind_front(A &&...);
template <class T> bound<T> mem_fn(T);
template <class T> struct vector { void push_back(const T &); T &operator[](int); };
}
namespace boost::asio {
struct strand { template <class F> std::bound<F> wrap(F &&); };
template <class E, class F> std::bound<F> bind_executor(const E &, F &&);
}
template <class... A> struct QOverload { template <class R, class T> static constexpr auto of(R (T::*p)(A...)) -> decltype(p) { return p; } };
template <class F> void take(F &&);
)";

class CallablesTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code, llvm::StringRef Std = "-std=c++20") {
    AST = tooling::buildASTFromCodeWithArgs(Library + Code.str(),
                                            {Std.str(), "-w"});
    Refs = std::make_unique<References>(AST->getASTContext());
    Calls = std::make_unique<Callables>(AST->getASTContext(), *Refs);
  }
  template <typename T, typename M> const T *first(const M &Matcher) {
    auto Found = match(Matcher.bind("n"), AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].template getNodeAs<T>("n");
  }
  /// "f g ?": names in the order found, and whether there is more.
  std::string print(const Callables::Targets &Targets) {
    std::string Text;
    for (const FunctionDecl *F : Targets.Functions) {
      EXPECT_EQ(F, F->getCanonicalDecl());
      const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Text +=
          (Text.empty() ? "" : " ") + (Method && Method->getParent()->isLambda()
                                           ? "lambda"
                                           : F->getQualifiedNameAsString());
    }
    return Text + (Targets.Unknown ? " ?" : "");
  }
  /// Of what is given to take().
  std::string named(llvm::StringRef Code, llvm::StringRef Std = "-std=c++20") {
    parse(Code, Std);
    const auto *Call =
        first<CallExpr>(callExpr(callee(functionDecl(hasName("take"))),
                                 unless(isInTemplateInstantiation())));
    EXPECT_NE(Call, nullptr);
    return Call ? print(Calls->named(Call->getArg(0))) : "";
  }
  /// Of the one call in the function `run`.
  std::string called(llvm::StringRef Code) {
    parse(Code);
    const auto *F =
        first<FunctionDecl>(functionDecl(hasName("run"), isDefinition()));
    EXPECT_NE(F, nullptr);
    for (const Expr *Call : Refs->calls())
      if (Refs->functionAround(Call) == F->getCanonicalDecl() &&
          isa<CallExpr>(Call))
        return print(Calls->called(Call));
    return "no call";
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<References> Refs;
  std::unique_ptr<Callables> Calls;
};

//===-- named -------------------------------------------------------------===//

TEST_F(CallablesTest, ALambda) {
  EXPECT_EQ(named("void t() { take([] {}); }"), "lambda");
}
TEST_F(CallablesTest, AFunctionsName) {
  EXPECT_EQ(named("void f(); void t() { take(f); }"), "f");
  EXPECT_EQ(named("void f(); void t() { take(&f); }"), "f");
}
TEST_F(CallablesTest, AMethodsAddress) {
  EXPECT_EQ(named("struct S { void m(); }; void t() { take(&S::m); }"), "S::m");
}
TEST_F(CallablesTest, Bind) {
  EXPECT_EQ(named("struct S { void m(int); void t() { take(std::bind(&S::m, "
                  "this, 1)); } };"),
            "S::m");
  EXPECT_EQ(named("void f(int); void t() { take(std::bind_front(f, 1)); }"),
            "f");
  EXPECT_EQ(named("struct S { void m(); }; void t() { "
                  "take(std::mem_fn(&S::m)); }"),
            "S::m");
}
TEST_F(CallablesTest, WhatIsBoundIsNotWhatRuns) {
  EXPECT_EQ(named("void f(void (*)()); void g(); void t() { take(std::bind(f, "
                  "g)); }"),
            "f");
}
TEST_F(CallablesTest, WrappersOfALibrary) {
  EXPECT_EQ(named("void t(boost::asio::strand &s) { "
                  "take(boost::asio::bind_executor(s, [] {})); }"),
            "lambda");
  EXPECT_EQ(named("void f(); void t(boost::asio::strand &s) { "
                  "take(s.wrap(std::bind(&f))); }"),
            "f");
}
TEST_F(CallablesTest, AnOverloadChosen) {
  const char S[] = "struct S { void m(int); void m(double); };";
  EXPECT_EQ(named(std::string(S) +
                  "void t() { take(static_cast<void (S::*)(int)>(&S::m)); }"),
            "S::m");
  EXPECT_EQ(
      named(std::string(S) + "void t() { take(QOverload<int>::of(&S::m)); }"),
      "S::m");
}
TEST_F(CallablesTest, StdFunctionAndTask) {
  EXPECT_EQ(named("void f(); void t() { take(std::function<void()>(f)); }"),
            "f");
  EXPECT_EQ(named("void t() { std::function<void()> f = [] {}; "
                  "take(std::move(f)); }"),
            "lambda");
  EXPECT_EQ(named("void t() { auto p = std::make_shared<std::packaged_task<"
                  "void()>>([] {}); take(*p); }"),
            "lambda");
  EXPECT_EQ(named("void f(); void t() { take(std::ref(f)); }"), "f");
}
TEST_F(CallablesTest, AnEmptyFunctionCallsNothing) {
  EXPECT_EQ(named("void t() { std::function<void()> f; f = [] {}; take(f); }"),
            "lambda");
  EXPECT_EQ(named("void t() { std::function<void()> f = nullptr; f = [] {}; "
                  "take(f); }"),
            "lambda");
}
TEST_F(CallablesTest, AVariableOfTheLambdasType) {
  EXPECT_EQ(named("void t() { auto l = [] {}; auto &r = l; take(r); }"),
            "lambda");
}
TEST_F(CallablesTest, InstancesOfAGenericLambda) {
  parse("void t() { auto l = [](auto x) {}; l(1); l(\"\"); take(l); }");
  const auto *Call =
      first<CallExpr>(callExpr(callee(functionDecl(hasName("take")))));
  Callables::Targets Targets = Calls->named(Call->getArg(0));
  ASSERT_EQ(Targets.Functions.size(), 2u);
  for (const FunctionDecl *F : Targets.Functions) {
    EXPECT_TRUE(F->isTemplateInstantiation());
    EXPECT_NE(Calls->lambdaOf(F), nullptr);
  }
}
TEST_F(CallablesTest, AGenericLambdaThatNobodyCalls) {
  EXPECT_EQ(named("void t() { take([](auto x) {}); }"), "lambda");
}
TEST_F(CallablesTest, AFunctor) {
  EXPECT_EQ(named("struct H { void operator()() const {} }; void t() { "
                  "take(H{}); }"),
            "H::operator()");
  EXPECT_EQ(named("struct B { void operator()() {} }; struct H : B {}; "
                  "void t(H h) { take(h); }"),
            "B::operator()");
  EXPECT_EQ(named("struct H { void operator()() {} }; void t() { "
                  "take(std::function<void()>(H())); }"),
            "H::operator()");
}
TEST_F(CallablesTest, OneOfTwo) {
  EXPECT_EQ(named("void f(); void g(); void t(bool b) { take(b ? f : g); }"),
            "f g");
}
TEST_F(CallablesTest, WhatAHelperReturns) {
  EXPECT_EQ(named("std::function<void()> make() { return [] {}; } void t() { "
                  "take(make()); }"),
            "lambda");
}
TEST_F(CallablesTest, AMemberThatIsSetInOnePlace) {
  EXPECT_EQ(named("void f(); class C { std::function<void()> cb; public: C() : "
                  "cb(f) {} void t() { take(cb); } };"),
            "f");
}
TEST_F(CallablesTest, AMemberThatOthersCanSet) {
  EXPECT_EQ(named("void f(); class C { std::function<void()> cb = f; public: "
                  "void set(); void t() { take(cb); } };"),
            "f ?");
}
TEST_F(CallablesTest, AParameterOfAnInternalHelper) {
  EXPECT_EQ(named("static void t(std::function<void()> f) { take(f); } void "
                  "g(); void u() { t(g); t([] {}); }"),
            "g lambda");
  EXPECT_EQ(named("void t(std::function<void()> f) { take(f); } void g(); "
                  "void u() { t(g); }"),
            "g ?");
}
TEST_F(CallablesTest, WhatNobodySetsIsUnknown) {
  EXPECT_EQ(named("extern std::function<void()> f; void t() { take(f); }"),
            " ?");
  EXPECT_EQ(named("void t(void (*f)()) { take(f); }"), " ?");
  EXPECT_EQ(named("void t(std::vector<std::function<void()>> &v) { "
                  "take(v[0]); }"),
            " ?");
}
TEST_F(CallablesTest, WhatIsNoCallable) {
  EXPECT_EQ(named("void t(int i) { take(i); }"), " ?");
  EXPECT_EQ(named("void t() { take(\"text\"); }"), " ?");
  EXPECT_EQ(named("struct S {}; void t() { take(S()); }"), " ?");
}
TEST_F(CallablesTest, VariablesMadeOfThemselves) {
  EXPECT_EQ(named("void t() { std::function<void()> f = f; take(f); }"), " ?");
  EXPECT_EQ(named("using F = void (*)(); static F a(); static F b() { return "
                  "a(); } static F a() { return b(); } void t() { take(a()); "
                  "}"),
            " ?");
}
TEST_F(CallablesTest, CodeThatDoesNotCompile) {
  parse("void t() { take(nothing); take(nothing::f); take([] { missing(); }); "
        "unknown()(); (void)(x.*y)(); }");
  for (const Expr *Call : Refs->calls()) {
    Calls->called(Call);
    for (const Expr *Argument : argumentsOf(Call))
      Calls->named(Argument);
  }
  Calls->named(nullptr);
  Calls->called(nullptr);
}
TEST_F(CallablesTest, UninstantiatedTemplates) {
  parse("template <class F> void t(F f) { f(); take(f); take(F()); "
        "take(F::g); }");
  for (const Expr *Call : Refs->calls()) {
    EXPECT_TRUE(Calls->called(Call).Unknown ||
                !Calls->called(Call).Functions.empty());
    for (const Expr *Argument : argumentsOf(Call))
      Calls->named(Argument);
  }
}

//===-- called ------------------------------------------------------------===//

TEST_F(CallablesTest, ADirectCall) {
  EXPECT_EQ(called("void f(); void run() { f(); }"), "f");
}
TEST_F(CallablesTest, ALambdaIsCalled) {
  EXPECT_EQ(called("void run() { [] {}(); }"), "lambda");
}
TEST_F(CallablesTest, AFunctionObjectIsCalled) {
  EXPECT_EQ(called("struct H { void operator()() {} }; void run(H &h) { h(); "
                   "}"),
            "H::operator()");
}
TEST_F(CallablesTest, AStdFunctionThatIsAssignedOnce) {
  EXPECT_EQ(called("void f(); class C { std::function<void()> cb; public: C() "
                   ": cb(f) {} void run() { cb(); } };"),
            "f");
}
TEST_F(CallablesTest, AStdFunctionFromElsewhere) {
  EXPECT_EQ(called("void run(std::function<void()> f) { f(); }"), " ?");
}
TEST_F(CallablesTest, PointersToFunctions) {
  EXPECT_EQ(called("void f(); static void (*p)() = f; void run() { p(); }"),
            "f");
  EXPECT_EQ(called("void f(); void (*p)() = f; void run() { p(); }"), "f ?");
  EXPECT_EQ(called("struct S { void m(); }; void run(S &s) { (s.*&S::m)(); }"),
            "S::m");
}
TEST_F(CallablesTest, AVirtualOfAKnownClass) {
  const char Code[] = "struct B { virtual void m(); }; struct D : B { void m() "
                      "override; };";
  EXPECT_EQ(called(std::string(Code) + "void run() { D d; d.m(); }"), "D::m");
  EXPECT_EQ(called(std::string(Code) +
                   "void run() { auto p = std::make_unique<D>(); p->m(); }"),
            "std::make_unique");
  EXPECT_EQ(called(std::string(Code) +
                   "class C { std::unique_ptr<B> p; public: "
                   "C() : p(new D) {} void run() { p->m(); "
                   "} };"),
            "D::m");
}
TEST_F(CallablesTest, AVirtualIsCalledByItsFullName) {
  EXPECT_EQ(called("struct B { virtual void m(); }; struct D : B { void m() "
                   "override; void run() { B::m(); } };"),
            "B::m");
}
TEST_F(CallablesTest, FinalMethodsAndClasses) {
  EXPECT_EQ(called("struct B { virtual void m() = 0; }; struct D final : B { "
                   "void m() override; }; void run(D &d) { d.m(); }"),
            "D::m");
  EXPECT_EQ(called("struct B { virtual void m() = 0; }; struct D : B { void "
                   "m() final; }; void run(D &d) { d.m(); }"),
            "D::m");
}
TEST_F(CallablesTest, OverridesOfAPrivateBase) {
  EXPECT_EQ(called("struct B { virtual void m() = 0; }; struct D : B { void "
                   "m() override; }; void run(B &b) { b.m(); }"),
            "D::m");
  EXPECT_EQ(called("struct B { virtual void m() = 0; }; struct D : B { void "
                   "m() override; }; struct E : D { void m() override; }; void "
                   "run(B &b) { b.m(); }"),
            "D::m E::m");
}
TEST_F(CallablesTest, AnyoneCanOverrideWhatAHeaderDeclares) {
  EXPECT_EQ(called("# 1 \"listener.h\" 1\nstruct B { virtual void m() = 0; "
                   "};\n# 2 \"input.cc\" 2\nstruct D : B { void m() override; "
                   "}; void run(B &b) { b.m(); }"),
            "D::m ?");
  EXPECT_EQ(called("struct B { virtual void m() = 0; }; void run(B &b) { "
                   "b.m(); }"),
            " ?");
}
TEST_F(CallablesTest, WhatMakeUniqueRuns) {
  EXPECT_EQ(called("struct S { S(int) {} }; void run() { "
                   "std::make_unique<S>(1); }"),
            "S::S");
  EXPECT_EQ(called("struct S { S(int); }; void run() { std::make_unique<S>(1); "
                   "}"),
            "std::make_unique");
}
TEST_F(CallablesTest, AConstruction) {
  parse("struct S { S(int) {} }; void run() { S s(1); }");
  const auto *Made = first<CXXConstructExpr>(cxxConstructExpr());
  EXPECT_EQ(print(Calls->called(Made)), "S::S");
}
TEST_F(CallablesTest, LambdasKnowWhereTheyAreWritten) {
  parse("void f() {} struct H { void operator()() {} }; void run() { take([] "
        "{}); }");
  EXPECT_EQ(Calls->lambdaOf(first<FunctionDecl>(functionDecl(hasName("f")))),
            nullptr);
  EXPECT_EQ(Calls->lambdaOf(first<CXXMethodDecl>(
                cxxMethodDecl(ofClass(hasName("H")), hasName("operator()")))),
            nullptr);
  EXPECT_EQ(Calls->lambdaOf(nullptr), nullptr);
  const auto *Lambda = first<LambdaExpr>(lambdaExpr());
  EXPECT_EQ(Calls->lambdaOf(Lambda->getCallOperator()), Lambda);
}

} // namespace
