// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Deadlines.h"
#include "analysis/Expressions.h"
#include "analysis/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

// A library of one handle: use() waits, limit() sets "read", both() all.
const char Models[] = R"(
library: test
models:
  - names: [use, Client::use]
    blocks: peer
    times-out: {handle: 1, knobs: [{name: read}]}
  - names: [make]
    creates: true
  - names: [limit]
    sets-deadline: [{handle: 1, knobs: [read], argument: 2, infinite: zero}]
  - names: [option]
    sets-deadline: [{handle: 1, knobs: [read], when: [{argument: 2, is: [READ, 7]}]}]
  - names: [flags]
    sets-deadline: [{handle: 1, when: [{argument: 2, is: [2048], bits: true}]}]
  - names: [bindTo]
    sets-deadline: [{handle: 1, from: 2}]
  - names: [Options::read]
    sets-deadline: [{handle: this, knobs: [read], infinite: zero}]
  - names: [spawn]
    spawns: {callable: 1}
)";

const char Library[] = R"(
struct Handle;
Handle *make();
void limit(Handle *, int);
void option(Handle *, int, ...);
void flags(Handle *, int);
void bindTo(Handle *, Handle *);
void use(Handle *);
template <class F, class... A> void spawn(F, A...);
enum { READ = 7, URL = 8 };
struct Options { int read; };
void stranger(Handle *);
)";

class DeadlinesTest : public testing::Test {
protected:
  /// The facts of the handle at the (only) call of use() in the code.
  HandleFacts facts(llvm::StringRef Code) {
    llvm::vfs::InMemoryFileSystem FS;
    FS.addFile("/m.yaml", 0, llvm::MemoryBuffer::getMemBuffer(Models));
    auto Loaded = ApiModels::load({"/m.yaml"}, "/a.cpp", FS);
    EXPECT_TRUE(bool(Loaded)) << llvm::toString(Loaded.takeError());
    AST = clang::tooling::buildASTFromCodeWithArgs(
        "#include \"lib.h\"\n" + Code.str(), {"-std=c++20"}, "a.cpp", "p99",
        std::make_shared<clang::PCHContainerOperations>(),
        clang::tooling::getClangStripDependencyFileAdjuster(),
        {{"lib.h", Library}});
    U = std::make_unique<Unit>(GlobalOptions(), *Loaded);
    U->bind(AST->getASTContext());
    auto Found = match(callExpr(callee(functionDecl(hasName("use")))).bind("c"),
                       AST->getASTContext());
    EXPECT_FALSE(Found.empty());
    const auto *Call = Found[0].getNodeAs<clang::CallExpr>("c");
    return U->deadlines().of(Call->getArg(0), Call->getDirectCallee());
  }
  bool unlimited(llvm::StringRef Code) {
    HandleFacts F = facts(Code);
    return F.isKnown() && F.Created && !F.isSet("read");
  }

  std::unique_ptr<clang::ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

TEST_F(DeadlinesTest, ALocalThatNothingLimits) {
  EXPECT_TRUE(unlimited("void f() { Handle *H = make(); use(H); }"));
}
TEST_F(DeadlinesTest, ALimitSetAnywhereCounts) {
  EXPECT_FALSE(
      unlimited("void f() { Handle *H = make(); use(H); limit(H, 5); }"));
}
TEST_F(DeadlinesTest, TheEndlessValueIsNoLimit) {
  EXPECT_TRUE(
      unlimited("void f() { Handle *H = make(); limit(H, 0); use(H); }"));
}
TEST_F(DeadlinesTest, AVariableSetOnceIsFollowed) {
  EXPECT_TRUE(unlimited(
      "void f() { int No = 0; Handle *H = make(); limit(H, No); use(H); }"));
  EXPECT_FALSE(unlimited("void f(int X) { int No = 0; No = X; Handle *H = "
                         "make(); limit(H, No); use(H); }"));
}
TEST_F(DeadlinesTest, OptionsAreToldApart) {
  EXPECT_FALSE(unlimited(
      "void f() { Handle *H = make(); option(H, READ, 1); use(H); }"));
  EXPECT_TRUE(
      unlimited("void f() { Handle *H = make(); option(H, URL, 1); use(H); }"));
}
TEST_F(DeadlinesTest, AnUnknownOptionMaySetIt) {
  EXPECT_FALSE(unlimited(
      "void f(int O) { Handle *H = make(); option(H, O, 1); use(H); }"));
}
TEST_F(DeadlinesTest, ABitAmongUnknownOnes) {
  EXPECT_FALSE(unlimited(
      "void f(int O) { Handle *H = make(); flags(H, O | 2048); use(H); }"));
  EXPECT_FALSE(unlimited(
      "void f(int O) { Handle *H = make(); O |= 2048; flags(H, O); use(H); }"));
  EXPECT_TRUE(
      unlimited("void f() { Handle *H = make(); flags(H, 4); use(H); }"));
}
TEST_F(DeadlinesTest, AVariableMadeOfItself) {
  EXPECT_FALSE(unlimited("int get(); void f() { int O = get(); O = O | 2048; "
                         "Handle *H = make(); flags(H, O); use(H); }"));
}
TEST_F(DeadlinesTest, ThroughMembers) {
  EXPECT_TRUE(
      unlimited("class C { Handle *H = make(); void g() { use(H); } };"));
  EXPECT_FALSE(unlimited("class C { Handle *H = make(); C() { limit(H, 1); } "
                         "void g() { use(H); } };"));
}
TEST_F(DeadlinesTest, AMethodWithoutBodyMaySetIt) {
  EXPECT_FALSE(unlimited(
      "class C { Handle *H = make(); void init(); void g() { use(H); } };"));
}
TEST_F(DeadlinesTest, ThroughHelpers) {
  EXPECT_FALSE(unlimited("void set(Handle *P) { limit(P, 1); }\n"
                         "void f() { Handle *H = make(); set(H); use(H); }"));
  EXPECT_TRUE(unlimited("void look(Handle *P) { if (P) return; }\n"
                        "void f() { Handle *H = make(); look(H); use(H); }"));
}
TEST_F(DeadlinesTest, ThroughFactories) {
  EXPECT_TRUE(unlimited("Handle *fresh() { return make(); }\n"
                        "void f() { Handle *H = fresh(); use(H); }"));
  EXPECT_FALSE(unlimited(
      "Handle *fresh() { Handle *N = make(); limit(N, 1); return N; }\n"
      "void f() { Handle *H = fresh(); use(H); }"));
}
TEST_F(DeadlinesTest, FromTheCallers) {
  EXPECT_TRUE(
      unlimited("void g(Handle *P) { use(P); }\nvoid f() { g(make()); }"));
  EXPECT_FALSE(
      unlimited("void g(Handle *P) { use(P); }\n"
                "void f() { Handle *H = make(); limit(H, 1); g(H); }"));
}
TEST_F(DeadlinesTest, AParameterWithoutCallersIsForeign) {
  EXPECT_TRUE(facts("void g(Handle *P) { use(P); }").Foreign);
}
TEST_F(DeadlinesTest, AStrangerMaySetIt) {
  HandleFacts F = facts("#include \"other.h\"\nvoid out(Handle *);"
                        "void f() { Handle *H = make(); out(H); use(H); }");
  EXPECT_NE(F.Lost, nullptr);
}
TEST_F(DeadlinesTest, ItsOwnLibraryDoesNot) {
  EXPECT_TRUE(
      unlimited("void f() { Handle *H = make(); stranger(H); use(H); }"));
}
TEST_F(DeadlinesTest, IntoThreads) {
  EXPECT_TRUE(unlimited("void g(Handle *P) { use(P); }\n"
                        "void f() { spawn(g, make()); }"));
  EXPECT_FALSE(
      unlimited("void g(Handle *P) { limit(P, 1); }\n"
                "void f() { Handle *H = make(); spawn(g, H); use(H); }"));
}
TEST_F(DeadlinesTest, ThroughLambdas) {
  EXPECT_FALSE(unlimited("void f() { Handle *H = make(); auto L = [H] { "
                         "limit(H, 1); }; L(); use(H); }"));
}
TEST_F(DeadlinesTest, InheritedFromAnotherHandle) {
  EXPECT_FALSE(
      unlimited("void f() { Handle *A = make(); limit(A, 1); Handle *B "
                "= make(); bindTo(B, A); use(B); }"));
  EXPECT_TRUE(unlimited("void f() { Handle *A = make(); Handle *B = make(); "
                        "bindTo(B, A); use(B); }"));
}
TEST_F(DeadlinesTest, EitherOfTwo) {
  EXPECT_FALSE(
      unlimited("void f(bool B) { Handle *X = make(); Handle *Y = "
                "make(); limit(Y, 1); Handle *H = B ? X : Y; use(H); }"));
}
TEST_F(DeadlinesTest, KeptInAStruct) {
  EXPECT_FALSE(unlimited("struct S { Handle *H; };\nvoid f() { S V; V.H = "
                         "make(); limit(V.H, 1); use(V.H); }"));
  EXPECT_TRUE(unlimited("struct S { Handle *H; };\nvoid f() { S V = {make()}; "
                        "use(V.H); }"));
}
TEST_F(DeadlinesTest, RecursionEnds) {
  EXPECT_TRUE(unlimited("void g(Handle *P) { use(P); g(P); }\n"
                        "void f() { g(make()); }"));
}

TEST_F(DeadlinesTest, UnlimitedValues) {
  facts("void f() { use(make()); }\n"
        "void g(int, const int *, int = -1);\n"
        "void h() { g(0, nullptr); g(-1, nullptr, 5); }");
  auto Calls = match(callExpr(callee(functionDecl(hasName("g")))).bind("c"),
                     AST->getASTContext());
  ASSERT_EQ(Calls.size(), 2u);
  const auto *First = Calls[0].getNodeAs<clang::CallExpr>("c");
  const auto *Second = Calls[1].getNodeAs<clang::CallExpr>("c");
  Deadlines &D = U->deadlines();
  EXPECT_EQ(D.isUnlimited(First->getArg(0), Unlimited::Zero), true);
  EXPECT_EQ(D.isUnlimited(First->getArg(0), Unlimited::Negative), false);
  EXPECT_EQ(D.isUnlimited(First->getArg(1), Unlimited::Null), true);
  EXPECT_EQ(D.isUnlimited(First->getArg(2), Unlimited::Omitted), true);
  EXPECT_EQ(D.isUnlimited(First->getArg(2), Unlimited::Negative), true);
  EXPECT_EQ(D.isUnlimited(Second->getArg(0), Unlimited::ZeroOrNegative), true);
  EXPECT_EQ(D.isUnlimited(Second->getArg(2), Unlimited::Omitted), false);
  EXPECT_EQ(D.isUnlimited(Second->getArg(2), Unlimited::Negative), false);
  EXPECT_EQ(D.isUnlimited(nullptr, Unlimited::Omitted), true);
  EXPECT_EQ(D.isUnlimited(Second->getArg(0), Unlimited::Never), false);
}

} // namespace
