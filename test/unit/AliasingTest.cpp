// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Aliasing.h"
#include "analysis/Borrows.h"
#include "analysis/Readers.h"
#include "analysis/References.h"
#include "analysis/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

constexpr char Library[] = R"(
namespace std {
using size_t = decltype(sizeof 0);
struct string {
  string(); string(const string &); string(string &&); ~string();
  string &operator=(const string &); string &operator=(string &&);
  string &operator+=(const string &); size_t size() const; void clear();
  char *begin(); char *end(); const char *begin() const; const char *end() const;
  const char *c_str() const;
};
struct string_view { string_view(const string &); const char *p; size_t n; string_view substr(int) const; };
template <class T> struct vector {
  vector(); vector(const vector &); vector(vector &&); ~vector();
  vector &operator=(const vector &); vector &operator=(vector &&);
  T *begin(); T *end(); const T *begin() const; const T *end() const;
  T &operator[](size_t); const T &operator[](size_t) const; T &front();
  void push_back(const T &); void clear(); size_t size() const; void erase(T *);
};
template <class T> struct shared_ptr {
  shared_ptr(const shared_ptr &); ~shared_ptr(); T *operator->() const; T &operator*() const; long use_count() const;
};
template <class F> struct function { function(const function &); ~function(); void operator()() const; };
}
using std::string; using Strings = std::vector<std::string>;
void look(const string &); void grow(Strings &); void unknown(); bool more();
struct Order { string id; Strings items; const string &name() const; void rename(); void list() const; };
std::shared_ptr<Order> share(); Order *find(); Order make();
void keep(const string *);
)";

class AliasingTest : public testing::Test {
protected:
  void parse(const std::string &Code) {
    AST =
        tooling::buildASTFromCodeWithArgs(Library + Code, {"-std=c++20", "-w"});
    EXPECT_FALSE(AST->getDiagnostics().hasErrorOccurred()) << Code;
    llvm::vfs::InMemoryFileSystem Files;
    auto Loaded = ApiModels::load({}, "/input.cc", Files);
    if (!Loaded)
      llvm::report_fatal_error(Loaded.takeError());
    U = std::make_unique<Unit>(GlobalOptions(), *Loaded);
    U->bind(AST->getASTContext());
  }
  const VarDecl *variable(llvm::StringRef Name) {
    auto Found = match(varDecl(hasName(Name)).bind("n"), AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].getNodeAs<VarDecl>("n");
  }
  static const CXXConstructExpr *copyOf(const VarDecl *V) {
    const Expr *Init = V->getInit();
    if (const auto *Full = dyn_cast<FullExpr>(Init))
      Init = Full->getSubExpr();
    return dyn_cast<CXXConstructExpr>(Init);
  }
  /// What becomes of what `x` is a copy of.
  Fate::Kind fate(const std::string &Code) {
    parse(Code);
    const VarDecl *X = variable("x");
    const auto *In = cast<FunctionDecl>(X->getDeclContext());
    const CXXConstructExpr *Copy = copyOf(X);
    Aliasing Alias(*U, In);
    Borrows All = borrowsOf(X, In, U->references());
    return Alias.fateOf(Alias.wayTo(Copy->getArg(0)), X, Copy, All.Uses).Is;
  }
  void expectAll(Fate::Kind Expected, std::initializer_list<const char *> All) {
    for (const char *Code : All)
      EXPECT_EQ(int(fate(Code)), int(Expected)) << Code;
  }
  bool leaks(const std::string &Statements) {
    parse("void f(string v, string *out) { " + Statements + " }");
    const VarDecl *V = variable("v");
    return borrowsOf(V, cast<FunctionDecl>(V->getDeclContext()),
                     U->references())
        .Leak;
  }
  std::vector<Reading> readings(const std::string &Statements) {
    parse("void f(Strings v) { " + Statements + " }");
    std::vector<Reading> All;
    for (const Expr *Use : U->references().usesOf(variable("v")))
      All.push_back(usedFor(Use, *U));
    return All;
  }

  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<Unit> U;
};

TEST_F(AliasingTest, ObjectsThatStay) {
  expectAll(
      Fate::Kind::Stays,
      {"void f(const Order &o) { string x = o.id; x.size(); }",
       "void f(Strings v) { string x = v[0]; look(x); }",
       "void f() { Strings v; unknown(); string x = v[0]; unknown(); "
       "look(x); }",
       "void f(Order *o) { string x = o->id; x.size(); o->rename(); }",
       "void f(Strings &v) { for (int i = 0; i < 3; ++i) { string x = v[i]; "
       "x.size(); } v.clear(); }",
       "void f(Strings &v) { string x = v[0]; if (more()) { v.clear(); return; "
       "} }",
       "void f(Strings &v) { string *it = v.begin(); string x = *it; ++it; "
       "x.size(); }",
       "struct C { Strings v; void f() const { string x = v[0]; x.size(); } };",
       "const string table[2]; void f(int i) { string x = table[i]; unknown(); "
       "look(x); }"});
}
TEST_F(AliasingTest, CodeThatIsNotInSight) {
  expectAll(
      Fate::Kind::MayChange,
      {"void f(const Order &o) { string x = o.id; unknown(); look(x); }",
       "string g; void f() { string x = g; unknown(); look(x); }",
       "void f(Order *o, void (*p)()) { string x = o->id; p(); x.size(); }",
       "void f(Order *o, std::function<void()> p) { string x = o->id; p(); "
       "x.size(); }",
       "void f(const Order &o) { string x = o.id; look(x); }",
       "void f() { Order o; keep(&o.id); string *p = &o.id; auto l = [&o] {}; "
       "string x = o.id; unknown(); look(x); }"});
}
TEST_F(AliasingTest, ObjectsThatChange) {
  expectAll(
      Fate::Kind::Changes,
      {"void f(Order &o) { string x = o.id; o.id.clear(); look(x); }",
       "void f(Order &o) { string x = o.id; o.rename(); look(x); }",
       "void f(Order &o) { string x = o.id; o = make(); look(x); }",
       "void f(Strings &v) { string x = v[0]; v.push_back(x); x.size(); }",
       "void f(Strings &v) { string x = v[0]; grow(v); look(x); }",
       "void f(Strings v) { while (more()) { string x = v[0]; v.clear(); "
       "look(x); } }",
       "void f(Strings &v, string *it) { string x = *it; v.erase(it); look(x); "
       "}",
       "struct C { Strings v; void g(); void f() { string x = v[0]; g(); "
       "look(x); } };",
       "void f(Order &o) { Order &p = o; string x = p.id; o.id += x; look(x); "
       "}",
       "void f(Order *o) { string x = o->id; delete o; look(x); }",
       "void f(string a) { string x = a; a = string(); look(x); }"});
}
TEST_F(AliasingTest, TemporariesHaveNoWay) {
  for (const char *Code :
       {"void f() { string x = make().id; x.size(); }",
        "void f() { string x = share()->id; x.size(); }",
        "void f() { string x = make().name(); x.size(); }"}) {
    parse(Code);
    const VarDecl *X = variable("x");
    Aliasing Alias(*U, cast<FunctionDecl>(X->getDeclContext()));
    EXPECT_EQ(int(Alias.wayTo(copyOf(X)->getArg(0)).From),
              int(Way::Root::Unknown))
        << Code;
  }
}
TEST_F(AliasingTest, WhoKeepsAnAddress) {
  for (const char *Code :
       {"auto l = [&] { look(v); };", "out = &v;",
        "static const string *p = &v;",
        "struct K { const string *p; } k; k.p = &v;",
        "std::vector<const string *> all; all.push_back(&v);"})
    EXPECT_TRUE(leaks(Code)) << Code;
  for (const char *Code :
       {"look(v);", "v.size();", "string w = v;", "keep(&v);",
        "for (char c : v) c;", "Strings all; all.push_back(v);",
        "std::string_view w = v; w.substr(1);", "std::string_view w[1] = {v};",
        "const string &w = v; look(w);", "auto l = [v] { look(v); };"})
    EXPECT_FALSE(leaks(Code)) << Code;
}
TEST_F(AliasingTest, WhatUsesDo) {
  for (const char *Code :
       {"v.size();", "look(v[0]);", "for (auto &s : v) s.size();",
        "for (string s : v) s.clear();", "const Strings &w = v;",
        "for (auto *it = v.begin(); it != v.end(); ++it) look(*it);"})
    for (Reading R : readings(Code))
      EXPECT_EQ(int(R), int(Reading::Reads)) << Code;
  for (const char *Code :
       {"v.clear();", "v[0].clear();", "v.front() += string();",
        "for (auto &s : v) s.clear();", "grow(v);", "Strings *p = &v;",
        "auto l = [&v] {};", "Strings &w = v; w.clear();"})
    EXPECT_EQ(int(readings(Code).front()), int(Reading::Writes)) << Code;
  for (const char *Code : {"Strings w = v;", "auto l = [v] {};"})
    EXPECT_EQ(int(readings(Code).front()), int(Reading::Copies)) << Code;
}

} // namespace
