// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Sinks.h"
#include "CopiesFixture.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

constexpr char Library[] = R"(
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <map>
using S = std::string;
struct CopyOnly { CopyOnly(); CopyOnly(const CopyOnly &); CopyOnly &operator=(const CopyOnly &); };
struct Explicit { Explicit(); Explicit(const Explicit &); explicit Explicit(Explicit &&); };
struct Deleted { Deleted(); Deleted(const Deleted &); Deleted(Deleted &&) = delete; };
struct Box { S s; int n; };
struct Sub : S { Sub(); };
struct ByBoth { void put(const S &, int); void put(S &&, int); void one(const S &); void one(S &&, int);
                void half(const S &); void half(const S &&); ByBoth(); ByBoth(const S &); ByBoth(S &&); };
void byValue(S); void byReference(const S &); void byBoth(const S &); void byBoth(S &&);
)";

class SinksTest : public CopiesFixture {
protected:
  /// The sink of the last use of `v` in each body.
  std::vector<std::optional<Sink>> sinks(const std::string &Type,
                                         const std::vector<std::string> &Of) {
    std::vector<std::string> Bodies;
    for (const std::string &Body : Of)
      Bodies.push_back(Type + " v; " + Body);
    parseAll(Library,
             "S out, std::vector<S> list, std::vector<CopyOnly> copies, "
             "std::map<S, S> map, ByBoth both",
             Bodies);
    std::vector<std::optional<Sink>> Found;
    for (size_t I = 0; I < Of.size(); ++I) {
      const DeclRefExpr *Last = nullptr;
      for (const BoundNodes &Node : match(
               declRefExpr(
                   to(varDecl(hasName("v"))),
                   hasAncestor(functionDecl(hasName("f" + std::to_string(I)))))
                   .bind("n"),
               U->ast()))
        Last = Node.getNodeAs<DeclRefExpr>("n");
      EXPECT_TRUE(Last) << Of[I];
      Found.push_back(Last ? sinkOf(Last, U->references()) : std::nullopt);
    }
    return Found;
  }
};

TEST_F(SinksTest, WhatTakesAString) {
  const std::vector<std::string> Bodies = {
      "byValue(v);",
      "S other = v;",
      "S other(v);",
      "S other{v};",
      "out = v;",
      "Box b{v, 1};",
      "auto p = std::make_pair(v, 1);",
      "auto p = std::make_unique<S>(v);",
      "auto p = std::make_shared<ByBoth>(v);",
      "ByBoth b(v);",
      "list.push_back(v);",
      "list.emplace_back(v);",
      "list.insert(list.end(), v);",
      "map.emplace(v, \"x\");",
      "map.insert_or_assign(\"k\", v);",
      "map.try_emplace(v, \"x\");",
      "byBoth((v));",
      "both.put(v, 1);",
  };
  auto Found = sinks("S", Bodies);
  for (size_t I = 0; I < Bodies.size(); ++I)
    EXPECT_TRUE(Found[I]) << Bodies[I];
}

TEST_F(SinksTest, WhatTakesNothing) {
  const std::vector<std::string> Bodies = {
      "byReference(v);",
      "S &other = v;",
      "const S &other = v;",
      "out += v;",
      "out = v + \"x\";",
      "S other = v.substr(1);",
      "S other(v, 1);",
      "auto n = v.size();",
      "out.append(v);",
      "list.emplace_back(v, 1, 2);",
      "map.find(v);",
      "map[v] = \"x\";",
      "both.one(v);",
      "both.half(v);",
      "throw v;",
      "std::vector<char> other(v.begin(), v.end());",
      "S *p = &v;",
      "S other = std::move(v);",
  };
  auto Found = sinks("S", Bodies);
  for (size_t I = 0; I < Bodies.size(); ++I)
    EXPECT_FALSE(Found[I]) << Bodies[I];
}

TEST_F(SinksTest, ReturnMovesByItself) {
  parse(std::string(Library) + R"(
S plain() { S v; return v; }
std::optional<S> wrapped() { S v; return v; }
Box inside() { S v; return Box{v, 1}; }
)");
  auto SinkIn = [&](const char *Name) {
    return sinkOf(first<DeclRefExpr>(declRefExpr(to(varDecl(hasName("v"))),
                                                 forFunction(hasName(Name)))),
                  U->references());
  };
  EXPECT_FALSE(SinkIn("plain"));
  EXPECT_FALSE(SinkIn("wrapped"));
  EXPECT_TRUE(SinkIn("inside"));
}

TEST_F(SinksTest, CapturesAndMembers) {
  auto Found = sinks("S", {"auto f = [v] { return v.size(); };",
                           "auto f = [w = v] { return w.size(); };",
                           "auto f = [=] { return v.size(); };",
                           "auto f = [&v] { return v.size(); };"});
  // Of all but the second the last use is the one in the body; the move that an
  // initialiser asks for is the lambda's to say.
  EXPECT_FALSE(Found[0]);
  EXPECT_FALSE(Found[1]);
  EXPECT_FALSE(Found[2]);
  EXPECT_FALSE(Found[3]);
  parse(std::string(Library) +
        "struct M { S m; M(S v) : m(v) {} }; void f(S v) { [v] {}(); }");
  auto SinkIn = [&](auto In) {
    return sinkOf(
        first<DeclRefExpr>(declRefExpr(to(varDecl(hasName("v"))), In)),
        U->references());
  };
  auto Member = SinkIn(hasAncestor(cxxConstructorDecl(hasName("M"))));
  ASSERT_TRUE(Member);
  EXPECT_TRUE(Member->IsMemberInitializer);
  EXPECT_FALSE(Member->Capture);
  auto Captured = SinkIn(hasAncestor(functionDecl(hasName("f"))));
  ASSERT_TRUE(Captured);
  ASSERT_TRUE(Captured->Capture);
  EXPECT_EQ(Captured->Capture->getCapturedVar()->getName(), "v");
}

TEST_F(SinksTest, TypesThatCannotBeMoved) {
  for (const char *Type : {"CopyOnly", "Explicit", "Deleted", "int", "S *"}) {
    auto Found = sinks(Type, {"auto other = v;"});
    EXPECT_FALSE(Found[0]) << Type;
  }
  EXPECT_FALSE(sinks("CopyOnly", {"CopyOnly c; c = v;"})[0]);
  EXPECT_FALSE(sinks("CopyOnly", {"CopyOnly *p = new CopyOnly(v);"})[0]);
  // Of a derived class only the base would be taken.
  EXPECT_FALSE(sinks("Sub", {"S other = v;"})[0]);
  EXPECT_FALSE(sinks("Sub", {"out = v;"})[0]);
}

} // namespace
