// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/References.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

class ReferencesTest : public testing::Test {
protected:
  void parse(llvm::StringRef Code) {
    AST = tooling::buildASTFromCodeWithArgs(Code, {"-std=c++20"});
    Refs = std::make_unique<References>(AST->getASTContext());
  }
  template <typename T, typename M> const T *first(const M &Matcher) {
    auto Found = match(Matcher.bind("n"), AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].template getNodeAs<T>("n");
  }
  const VarDecl *variable(llvm::StringRef Name) {
    return first<VarDecl>(varDecl(hasName(Name)));
  }
  const FunctionDecl *function(llvm::StringRef Name) {
    return first<FunctionDecl>(functionDecl(hasName(Name)));
  }
  const CallExpr *callOf(llvm::StringRef Name) {
    return first<CallExpr>(callExpr(callee(functionDecl(hasName(Name)))));
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<References> Refs;
};

TEST_F(ReferencesTest, UsesAndValues) {
  parse("void f(int p) { int a = 1; a = p; a += 2; (void)a; }");
  EXPECT_EQ(Refs->usesOf(variable("a")).size(), 3u);
  EXPECT_EQ(Refs->valuesOf(variable("a")).size(), 3u);
  EXPECT_EQ(Refs->usesOf(variable("p")).size(), 1u);
  EXPECT_EQ(Refs->valuesOf(variable("p")).size(), 0u);
}
TEST_F(ReferencesTest, ADefaultArgumentIsNoValue) {
  parse("void f(int p = 3);");
  EXPECT_TRUE(Refs->valuesOf(variable("p")).empty());
}
TEST_F(ReferencesTest, MembersCollectAllInitialisers) {
  parse("struct S { int m = 1; S() {} S(int v) : m(v) { m = 4; } };");
  const auto *Field = first<FieldDecl>(fieldDecl(hasName("m")));
  EXPECT_EQ(Refs->valuesOf(Field).size(), 3u);
}
TEST_F(ReferencesTest, ARangeIsWhatTheLoopVariableIsMadeOf) {
  parse("int xs[3]; void f() { for (int x : xs) (void)x; }");
  auto Values = Refs->valuesOf(variable("x"));
  ASSERT_EQ(Values.size(), 1u);
  EXPECT_TRUE(isa<DeclRefExpr>(Values[0]->IgnoreParenImpCasts()));
}
TEST_F(ReferencesTest, CodeThatDoesNotCompileIsNoTrouble) {
  parse("struct Part { Unknown u; int n; }; struct Whole { Part p; none::T q; "
        "int r; };"
        "void f() { Whole w = { missing::a, {nothing, 1}, {\"\", x}, 3 }; }"
        "struct Half h = {1, 2}; struct Half; Whole g = {{}, {}, };");
  SUCCEED();
}
TEST_F(ReferencesTest, CallsAndNamesAreToldApart) {
  parse("void g(int); void (*p)(int) = g; void f() { g(1); g(2); p = &g; }");
  EXPECT_EQ(Refs->callsOf(function("g")).size(), 2u);
  EXPECT_EQ(Refs->namesOf(function("g")).size(), 2u);
}
TEST_F(ReferencesTest, ReturnsBelongToTheirOwnFunction) {
  parse("int f() { auto l = [] { return 2; }; return l(); }");
  EXPECT_EQ(Refs->returnsOf(function("f")).size(), 1u);
}
TEST_F(ReferencesTest, TheFunctionAroundALambdasBodyIsTheLambda) {
  parse("void g(); void f() { [] { g(); }(); }");
  const FunctionDecl *In = Refs->functionAround(callOf("g"));
  ASSERT_NE(In, nullptr);
  EXPECT_TRUE(isa<CXXMethodDecl>(In));
  EXPECT_EQ(cast<CXXMethodDecl>(In)->getParent()->isLambda(), true);
}
TEST_F(ReferencesTest, LoopsEndAtALambda) {
  parse(
      "void g(); void h(); void f() { while (true) { g(); } for (;;) [] { h(); "
      "}(); }");
  EXPECT_TRUE(isa_and_nonnull<WhileStmt>(Refs->loopAround(callOf("g"))));
  EXPECT_EQ(Refs->loopAround(callOf("h")), nullptr);
}
TEST_F(ReferencesTest, InitializersKnowTheirVariable) {
  parse("int g(); void f() { int a = g(); }");
  EXPECT_EQ(Refs->initializedBy(callOf("g")), variable("a"));
}

//===-- Everything, in order ----------------------------------------------===//

TEST_F(ReferencesTest, AllCallsAndFunctions) {
  parse("struct S { S(); }; void f(); void g() { f(); S s; [] { f(); }(); }");
  EXPECT_EQ(Refs->calls().size(), 4u);
  EXPECT_EQ(Refs->functions().size(), 2u);
  EXPECT_EQ(Refs->functions()[0], function("g"));
}
TEST_F(ReferencesTest, InstancesOfGenericLambdasAreSeen) {
  parse("void h(int); void h(double); void f() { auto l = [](auto x) { h(x); "
        "}; l(1); l(2.0); }");
  unsigned Calls = 0;
  for (auto *F : AST->getASTContext().getTranslationUnitDecl()->decls())
    if (const auto *H = dyn_cast<FunctionDecl>(F);
        H && H->getNameAsString() == "h")
      Calls += Refs->callsOf(H).size();
  EXPECT_EQ(Calls, 2u);
}
TEST_F(ReferencesTest, OverridersAreThoseThatAreWritten) {
  parse("struct A { virtual ~A(); virtual void m(); }; struct B : A { void m() "
        "override; }; struct C : B { void n(); };");
  ASSERT_EQ(Refs->overriders().size(), 1u);
  EXPECT_EQ(Refs->overriders()[0]->getQualifiedNameAsString(), "B::m");
}

} // namespace
