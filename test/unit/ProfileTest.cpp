// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which declarations the frames of a profile are, and how they share it.

#include "analysis/Profile.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

class ProfileTest : public testing::Test {
protected:
  void code(llvm::StringRef Code) {
    AST = tooling::buildASTFromCodeWithArgs(Code, {"-std=c++20"});
    ASSERT_FALSE(AST->getDiagnostics().hasErrorOccurred());
  }
  void profile(llvm::StringRef Folded) {
    auto Read = Profile::parse(Folded, "orders.folded");
    ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
    Known = *Read;
  }

  /// The functions of this name, in the order of the file.
  std::vector<const FunctionDecl *> functions(llvm::StringRef Name) {
    std::vector<const FunctionDecl *> All;
    for (const auto &Found :
         match(traverse(TK_AsIs, functionDecl(hasName(Name), isDefinition(),
                                              unless(isImplicit()))
                                     .bind("f")),
               AST->getASTContext()))
      All.push_back(Found.getNodeAs<FunctionDecl>("f"));
    return All;
  }
  double share(llvm::StringRef Name, size_t Index = 0) {
    auto All = functions(Name);
    return Index < All.size() ? Known->shareOf(All[Index]) : -1;
  }
  /// Of the lambda that starts in this line.
  double lambda(unsigned Line) {
    for (const auto &Found :
         match(lambdaExpr().bind("l"), AST->getASTContext())) {
      const auto *L = Found.getNodeAs<LambdaExpr>("l");
      if (AST->getSourceManager().getSpellingLineNumber(L->getBeginLoc()) ==
          Line)
        return Known->shareOf(L->getCallOperator());
    }
    return -1;
  }

  std::unique_ptr<ASTUnit> AST;
  std::shared_ptr<const Profile> Known;
};

TEST_F(ProfileTest, SharesAreInclusiveAndOncePerStack) {
  code("void leaf() {} void serve() {} void idle() {} int main() {}");
  profile("main;serve;leaf 30\n"
          "main;serve;serve;serve 10\n"
          "main 40\n"
          "start;leaf 20\n");
  EXPECT_DOUBLE_EQ(share("main"), 0.8);
  EXPECT_DOUBLE_EQ(share("serve"), 0.4);
  EXPECT_DOUBLE_EQ(share("leaf"), 0.5);
  EXPECT_DOUBLE_EQ(share("idle"), 0);
  EXPECT_DOUBLE_EQ(Known->shareOf(nullptr), 0);
  EXPECT_EQ(Known->name(), "orders.folded");
  EXPECT_EQ(Known->samples(), 100);
  EXPECT_EQ(Known->frameCount(), 4u);
  EXPECT_TRUE(Known->framesOf(functions("idle")[0]).empty());
}

TEST_F(ProfileTest, QualifiedNames) {
  code("namespace shop { namespace { void f() {} }\n"
       "inline namespace v1 { void g() {} }\n"
       "struct Sell { Sell(); explicit Sell(int); ~Sell(); void h() const; };\n"
       "Sell::Sell() {} Sell::Sell(int) {} Sell::~Sell() {}\n"
       "void Sell::h() const {} }\n"
       "void f() {}");
  profile("shop::(anonymous namespace)::f() 1\n"
          "shop::v1::g() 2\n"
          "shop::Sell::Sell(int) 4\n"
          "_ZN4shop4SellD0Ev 8\n"
          "shop::Sell::h() const [clone .cold] 16\n"
          "other 69\n");
  EXPECT_DOUBLE_EQ(share("shop::f"), 0.01);
  EXPECT_DOUBLE_EQ(share("shop::g"), 0.02);
  EXPECT_DOUBLE_EQ(share("shop::Sell::Sell", 0), 0);
  EXPECT_DOUBLE_EQ(share("shop::Sell::Sell", 1), 0.04);
  EXPECT_DOUBLE_EQ(share("shop::Sell::~Sell"), 0.08);
  EXPECT_DOUBLE_EQ(share("shop::Sell::h"), 0.16);
  EXPECT_DOUBLE_EQ(share("::f"), 0);
}

TEST_F(ProfileTest, ConstructorsC1AndC2AreOne) {
  code("struct Order { Order(int) {} };");
  profile("_ZN5OrderC1Ei 3\n_ZN5OrderC2Ei 1\nrest 4\n");
  EXPECT_DOUBLE_EQ(share("Order::Order"), 0.5);
}

TEST_F(ProfileTest, InternalFunctionsMayComeWithoutTheirNamespace) {
  code(
      "namespace shop { static void parse(int) {} namespace { void run() {} }\n"
      "void serve() {} }");
  profile("parse(int) (inlined) 1\nrun 1\nserve 1\nx 1\n");
  EXPECT_DOUBLE_EQ(share("shop::parse"), 0.25);
  EXPECT_DOUBLE_EQ(share("shop::run"), 0.25);
  EXPECT_DOUBLE_EQ(share("shop::serve"), 0);
}

TEST_F(ProfileTest, NamesOfTheLinker) {
  code("namespace shop { extern \"C\" void entry(int) {}\n"
       "void named() __asm__(\"renamed\"); void named() {} }");
  profile("entry 1\nrenamed 1\nx 2\n");
  EXPECT_DOUBLE_EQ(share("entry"), 0.25);
  EXPECT_DOUBLE_EQ(share("named"), 0.25);
}

TEST_F(ProfileTest, TemplatesShare) {
  code("namespace shop { template <class T> struct Box { void put(T) {}\n"
       "template <class U> U get(U u) { return u; } };\n"
       "template <class T> T sum(T a) { return a; } }\n"
       "void use() { shop::Box<int> b; b.put(1); b.get('a'); shop::sum(1); }");
  profile("f;shop::Box<int>::put(int);shop::Box<long>::put(long) 10\n"
          "f;shop::Box<long>::put(long) 10\n"
          "f;char shop::Box<int>::get<char>(char) 20\n"
          "f;int shop::sum<int> 30\n"
          "f 30\n");
  // The pattern and its instantiation.
  EXPECT_DOUBLE_EQ(share("put", 0), 0.2);
  EXPECT_DOUBLE_EQ(share("put", 1), 0.2);
  EXPECT_DOUBLE_EQ(share("shop::Box::get"), 0.2);
  EXPECT_DOUBLE_EQ(share("shop::sum"), 0.3);
}

TEST_F(ProfileTest, OverloadsAreToldApartWhereTheProfileCan) {
  code("namespace std { inline namespace __cxx11 {\n"
       "template <class C> class basic_string {}; }\n"
       "using string = basic_string<char>; }\n"
       "void price(int) {} void price(const std::string &) {}\n"
       "void price(const char *, unsigned long) {}\n"
       "void price(void (*)(int)) {}\n"
       "template <class T> void price(T, T, T) {}\n");
  profile("price(int) 1\n"
          "price(std::__cxx11::basic_string<char, std::char_traits<char>, "
          "std::allocator<char> > const&) 2\n"
          "price(char const*, unsigned long) 4\n"
          "price(void (*)(int)) 8\n"
          "void price<int>(int, int, int) 16\n"
          "x 69\n");
  EXPECT_NEAR(share("price", 0), 0.09, 1e-9); // "?" fits any one parameter
  EXPECT_NEAR(share("price", 1), 0.10, 1e-9);
  EXPECT_DOUBLE_EQ(share("price", 2), 0.04);
  EXPECT_DOUBLE_EQ(share("price", 4), 0.16);

  profile("price 50\nx 50\n");
  for (size_t Index : {0, 1, 2, 4})
    EXPECT_DOUBLE_EQ(share("price", Index), 0.5);
}

TEST_F(ProfileTest, AnOverloadIsSharedByThoseThatTakeAsMany) {
  code("typedef unsigned long size_type; struct A {}; struct B {};\n"
       "void f(A) {} void f(B) {} void f() {}");
  profile("f(SomethingElse) 1\nx 1\n");
  EXPECT_DOUBLE_EQ(share("f", 0), 0.5);
  EXPECT_DOUBLE_EQ(share("f", 1), 0.5);
  EXPECT_DOUBLE_EQ(share("f", 2), 0);
}

TEST_F(ProfileTest, Operators) {
  code("struct F { void operator()(int) {} bool operator<(F) { return true; }\n"
       "explicit operator bool() { return true; }\n"
       "operator unsigned long() { return 1; }\n"
       "void operator[](int) {} };\n"
       "void operator\"\"_km(long double) {}");
  profile("F::operator()(int) 1\nF::operator<(F) 2\nF::operator bool() 4\n"
          "F::operator unsigned long() 8\noperator\"\" _km(long double) 16\n"
          "F::operator[](int) 32\nx 37\n");
  EXPECT_DOUBLE_EQ(share("operator()"), 0.01);
  EXPECT_DOUBLE_EQ(share("operator<"), 0.02);
  EXPECT_DOUBLE_EQ(share("operator bool"), 0.04);
  EXPECT_DOUBLE_EQ(share("operator unsigned long"), 0.08);
  EXPECT_DOUBLE_EQ(share("operator\"\"_km"), 0.16);
  EXPECT_DOUBLE_EQ(share("operator[]"), 0.32);
}

TEST_F(ProfileTest, LocalClasses) {
  code("void f() { struct L { void g() {} }; L().g(); }");
  profile("f()::L::g() 1\nf() 3\n");
  EXPECT_DOUBLE_EQ(share("g"), 0.25);
  EXPECT_DOUBLE_EQ(share("f"), 0.75);
}

TEST_F(ProfileTest, LambdasAreNotTheirFunctions) {
  code("void run() { auto a = [](int) {}; a(1);\n"
       "}");
  profile("run()::{lambda(int)#1}::operator()(int) const 1\nx 3\n");
  EXPECT_DOUBLE_EQ(lambda(1), 0.25);
  EXPECT_DOUBLE_EQ(share("run"), 0);
}

constexpr llvm::StringLiteral FourLambdas = R"cpp(
void serve(int) {
  auto a = [](int) {};
  auto b = [](char) {};
  auto c = [](int) {
    auto nested = [](int) {};
    nested(1);
  };
  auto d = [](int) {};
}
void serve(char) {
  auto a = [](int) {};
}
)cpp";

TEST_F(ProfileTest, LambdasNumberedAmongTheirParameters) {
  code(FourLambdas);
  // Clang, and GCC from 13 on.
  profile("serve(int)::{lambda(int)#1}::operator()(int) const 1\n"
          "serve(int)::{lambda(char)#1}::operator()(char) const 2\n"
          "serve(int)::'lambda0'(int)::operator()(int) const 4\n"
          "serve(int)::'lambda1'(int)::operator()(int) const 8\n"
          "serve(char)::'lambda'(int)::operator()(int) const 16\n"
          "serve(int)::{lambda(int)#2}::operator()(int) const::{lambda(int)#1}"
          "::operator()(int) const 32\n"
          "x 37\n");
  EXPECT_DOUBLE_EQ(lambda(3), 0.01);
  EXPECT_DOUBLE_EQ(lambda(4), 0.02);
  EXPECT_DOUBLE_EQ(lambda(5), 0.04);
  EXPECT_DOUBLE_EQ(lambda(9), 0.08);
  EXPECT_DOUBLE_EQ(lambda(12), 0.16);
  EXPECT_DOUBLE_EQ(lambda(6), 0.32);
}

TEST_F(ProfileTest, LambdasNumberedAmongAll) {
  code(FourLambdas);
  // GCC 12.
  profile("serve(int)::{lambda(int)#1}::operator()(int) const 1\n"
          "serve(int)::{lambda(char)#2}::operator()(char) const 2\n"
          "serve(int)::{lambda(int)#3}::operator()(int) const 4\n"
          "serve(int)::{lambda(int)#4}::operator()(int) const 8\n"
          "x 85\n");
  EXPECT_DOUBLE_EQ(lambda(3), 0.01);
  EXPECT_DOUBLE_EQ(lambda(4), 0.02);
  EXPECT_DOUBLE_EQ(lambda(5), 0.04);
  EXPECT_DOUBLE_EQ(lambda(9), 0.08);
}

TEST_F(ProfileTest, LambdasWithoutANumberShareByTheirParameters) {
  code(FourLambdas);
  profile("serve(int)::$_3::operator()(int) const 1\n"
          "serve(int)::$_1::operator()(char) const 2\nx 7\n");
  EXPECT_DOUBLE_EQ(lambda(3), 0.1);
  EXPECT_DOUBLE_EQ(lambda(4), 0.2);
  EXPECT_DOUBLE_EQ(lambda(5), 0.1);
}

TEST_F(ProfileTest, ALambdaMayShowOnlyInWhatRunsIt) {
  code("namespace shop { struct H { void on(); };\n"
       "void H::on() { auto a = [](int) {};\n"
       "auto b = [](int, int) {}; } }");
  profile("std::_Function_handler<void (int), shop::H::on()::{lambda(int)#1}>::"
          "_M_invoke(std::_Any_data const&, int&&) 1\n"
          "void std::sort<int*, shop::H::on()::{lambda(int, int)#2}>(int*, "
          "int*, shop::H::on()::{lambda(int, int)#2}) 2\n"
          "x 1\n");
  EXPECT_DOUBLE_EQ(lambda(2), 0.25);
  EXPECT_DOUBLE_EQ(lambda(3), 0.5);
  // Its own frame tells more.
  profile("std::_Function_handler<void (int), shop::H::on()::{lambda(int)#1}>::"
          "_M_invoke;shop::H::on()::{lambda(int)#1}::operator()(int) const 1\n"
          "std::_Function_handler<void (int), shop::H::on()::{lambda(int)#1}>::"
          "_M_invoke 2\nx 1\n");
  EXPECT_DOUBLE_EQ(lambda(2), 0.25);
}

TEST_F(ProfileTest, LambdasOutsideOfFunctions) {
  code("namespace shop {\n"
       "auto first = [](int) {};\n"
       "inline auto second = [](int) {};\n"
       "struct S {\n"
       "int (*third)() = [] { return 1; }; }; }\n");
  profile("shop::first::{lambda(int)#1}::operator()(int) const 1\n"
          "_ZNK4shop6secondMUliE_clEi 2\n"
          "shop::S::third::{lambda()#1}::operator()() const 4\nx 3\n");
  EXPECT_DOUBLE_EQ(lambda(2), 0.1);
  EXPECT_DOUBLE_EQ(lambda(3), 0.2);
}

TEST_F(ProfileTest, GenericLambdasAndPacks) {
  code("template <class... T> void all(T... t) {}\nvoid all(int, char) {}\n"
       "void f() {\n"
       "auto g = [](auto x, int) {}; g(1, 2); }");
  profile(
      "void all<int, int>(int, int) 1\n"
      "auto f()::{lambda(auto:1, int)#1}::operator()<int>(int, int) const 2\n"
      "x 7\n");
  EXPECT_DOUBLE_EQ(share("all", 0), 0.1);
  EXPECT_DOUBLE_EQ(lambda(4), 0.2);
}

TEST_F(ProfileTest, AFileIsReadOnceUnlessItChanges) {
  auto FS = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  FS->addFile("/p/once.folded", 1, llvm::MemoryBuffer::getMemBuffer("a 1\n"));
  FS->addFile("/p/bad.folded", 1, llvm::MemoryBuffer::getMemBuffer("a 1\nb\n"));
  auto First = Profile::load("once.folded", "/p/src/deep/a.cpp", *FS);
  ASSERT_TRUE(bool(First));
  EXPECT_EQ(*First, *Profile::read("/p/once.folded", *FS));
  for (int Round = 0; Round < 2; ++Round)
    EXPECT_TRUE(
        llvm::StringRef(
            llvm::toString(
                Profile::load("bad.folded", "/p/a.cpp", *FS).takeError()))
            .starts_with("/p/bad.folded:2: "));
  auto Changed = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Changed->addFile("/p/once.folded", 2,
                   llvm::MemoryBuffer::getMemBuffer("a 2\n"));
  EXPECT_EQ((*Profile::read("/p/once.folded", *Changed))->samples(), 2);
  EXPECT_EQ(
      llvm::toString(Profile::load("gone.folded", "/p/a.cpp", *FS).takeError()),
      "cannot read the profile 'gone.folded': no such file; P99Profile "
      "takes a path that is absolute or relative to a folder above the "
      "source");
}

TEST(Percent, ReadsWell) {
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(0.0001), "<0.1%");
  EXPECT_EQ(percent(0.004), "0.4%");
  EXPECT_EQ(percent(0.03), "3%");
  EXPECT_EQ(percent(0.314), "31%");
  EXPECT_EQ(percent(1), "100%");
}

} // namespace
