// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/KeyComparison.h"
#include "CopiesFixture.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

constexpr char Containers[] = R"(
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
using S = std::string; using V = std::string_view;
struct Less { bool operator()(const S &, const S &) const; };
struct ViewLess { using is_transparent = void; bool operator()(V, V) const; };
struct AnyLess { using is_transparent = void; template <class A, class B> bool operator()(const A &, const B &) const; };
struct MixedLess { using is_transparent = void; bool operator()(const S &, const S &) const;
                   bool operator()(V, V) const; };
struct HalfLess { using is_transparent = void; bool operator()(const S &, const S &) const;
                  bool operator()(const S &, V) const; bool operator()(V, const S &) const; };
struct Hash { std::size_t operator()(const S &) const; };
struct ViewHash { using is_transparent = void; std::size_t operator()(V) const; };
struct Heir : std::map<S, int> {};
namespace lib { template <class K, class C> struct flat_set { using key_type = K; using key_compare = C; }; }

std::map<S, int> plain; std::set<S> set; std::multimap<S, int> multi;
std::map<S, int, Less> users; std::map<S, int, std::less<>> byLess; std::map<S, int, std::greater<S>> descending;
std::map<S, int, ViewLess> viewed; std::map<S, int, AnyLess> any; std::map<S, int, MixedLess> mixed;
std::map<S, int, HalfLess> half; std::set<S, Less> usersSet;
std::unordered_map<S, int> hashed; std::unordered_set<S, Hash> usersHash;
std::unordered_map<S, int, ViewHash, std::equal_to<>> open; std::unordered_map<S, int, ViewHash> closed;
std::map<int, S> numbers; std::map<std::wstring, int> wide; std::map<V, int> views; S text; int number;
lib::flat_set<S, Less> other; lib::flat_set<S, ViewLess> otherViewed; Heir heir; std::map<S, int> &reference = plain;
)";

class KeyComparisonTest : public CopiesFixture {
protected:
  void SetUp() override { parse(Containers); }
  QualType type(llvm::StringRef Name) {
    return first<VarDecl>(varDecl(hasName(Name)))->getType();
  }
  std::optional<KeyComparison> keys(llvm::StringRef Name) {
    return keyComparisonOf(type(Name), U->ast());
  }
};

using Kind = KeyComparison::Kind;

TEST_F(KeyComparisonTest, Kinds) {
  const std::pair<const char *, Kind> Expected[] = {
      {"plain", Kind::Ordered},           {"set", Kind::Ordered},
      {"multi", Kind::Ordered},           {"descending", Kind::Ordered},
      {"reference", Kind::Ordered},       {"users", Kind::Compared},
      {"usersSet", Kind::Compared},       {"byLess", Kind::Transparent},
      {"viewed", Kind::Transparent},      {"any", Kind::Transparent},
      {"hashed", Kind::Hashed},           {"usersHash", Kind::Hashed},
      {"closed", Kind::Hashed},           {"open", Kind::Transparent},
      {"otherViewed", Kind::Transparent},
  };
  for (auto [Name, How] : Expected) {
    auto Keys = keys(Name);
    ASSERT_TRUE(Keys) << Name;
    EXPECT_EQ(static_cast<int>(Keys->How), static_cast<int>(How)) << Name;
  }
  // Another library's comparator cannot be exchanged for std's; a class derived
  // from a container has no arguments to be changed.
  for (const char *Name :
       {"numbers", "wide", "views", "text", "number", "other", "heir"})
    EXPECT_FALSE(keys(Name)) << Name;
}

TEST_F(KeyComparisonTest, WhichArgument) {
  EXPECT_EQ(keys("plain")->Argument, 2u);
  EXPECT_EQ(keys("set")->Argument, 1u);
  EXPECT_EQ(keys("users")->By->getName(), "Less");
  EXPECT_FALSE(keys("users")->Equal);
  EXPECT_EQ(keys("hashed")->Argument, 2u);
  EXPECT_EQ(keys("usersHash")->Argument, 1u);
  EXPECT_EQ(keys("usersHash")->By->getName(), "Hash");
  EXPECT_EQ(keys("usersHash")->Equal->getName(), "equal_to");
}

TEST_F(KeyComparisonTest, TakesText) {
  auto Takes = [&](const char *Name, bool AsView) {
    return takesText(*keys(Name), AsView);
  };
  for (const char *Name : {"byLess", "viewed", "open"}) {
    EXPECT_TRUE(Takes(Name, true)) << Name;
    EXPECT_TRUE(Takes(Name, false)) << Name;
  }
  // Two overloads would do for a pointer.
  EXPECT_TRUE(Takes("mixed", true));
  EXPECT_FALSE(Takes("mixed", false));
  // What a template asks of its arguments, nobody knows. With one operand a
  // view and the other a string, an overload has to be there for each order.
  for (const char *Name : {"any", "half"}) {
    EXPECT_FALSE(Takes(Name, true)) << Name;
    EXPECT_FALSE(Takes(Name, false)) << Name;
  }
}

TEST_F(KeyComparisonTest, MethodsForAnyKey) {
  auto Method = [&](llvm::StringRef Name) {
    return DeclarationName(&U->ast().Idents.get(Name));
  };
  EXPECT_TRUE(hasForAnyKey(type("byLess"), Method("find")));
  EXPECT_TRUE(hasForAnyKey(type("byLess"), Method("count")));
  EXPECT_FALSE(hasForAnyKey(type("byLess"), Method("at")));
  EXPECT_FALSE(hasForAnyKey(type("byLess"), Method("erase")));
  EXPECT_FALSE(hasForAnyKey(type("number"), Method("find")));
}

TEST_F(KeyComparisonTest, Texts) {
  EXPECT_TRUE(isString(type("text")));
  EXPECT_FALSE(isString(type("number")));
  EXPECT_FALSE(isString(type("plain")));
  QualType View = first<TypedefNameDecl>(typedefNameDecl(hasName("V")))
                      ->getUnderlyingType();
  EXPECT_TRUE(isStringView(View));
  EXPECT_FALSE(isString(View));
  EXPECT_FALSE(isStringView(type("text")));
}

} // namespace
