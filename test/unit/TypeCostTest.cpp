// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/TypeCost.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99::analysis;

namespace {

/// The real library: what its classes declare is what counts.
constexpr char Code[] = R"(
#include <any>
#include <array>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>
namespace google::protobuf {
struct MessageLite { virtual ~MessageLite(); };
struct Message : MessageLite {};
}
struct QString {
  QString(const QString &); QString(QString &&); ~QString();
  void detach(); bool isDetached() const; void *d;
};
struct Ref { Ref(const Ref &); Ref(Ref &&); ~Ref(); int *operator->() const; };
struct Person { std::string name; int age; };
struct Half { Half(const Half &); std::string name; };

struct { double x, y, z; } trivial0; int trivial1; const char *trivial2;
std::string_view trivial3; std::array<int, 4> trivial4;
std::vector<int>::const_iterator trivial5; std::optional<int> trivial6;

struct Odd { Odd(const Odd &); int *p; } *unknown0;

struct Inline {
  using value_type = int;
  Inline(); Inline(const Inline &); ~Inline();
  int *begin(); int *end(); int *data(); bool empty() const;
  int *first; int here[16];
} cheap0;

std::shared_ptr<int> atomic0; std::weak_ptr<int> atomic1; Ref *atomic2;
QString *atomic3; struct { std::shared_ptr<int> p; int n; } atomic4;
std::optional<std::shared_ptr<int>> atomic5;

std::string allocates0; std::vector<int> allocates1; Person allocates2;
std::function<void()> allocates3; std::any allocates4;
std::pair<const std::string, int> allocates5;
std::optional<std::string> allocates6; std::variant<int, std::string> allocates7;
std::tuple<int, std::string> allocates8; Half *allocates9;
std::array<std::string, 2> allocates10;
std::vector<std::shared_ptr<int>> allocates11;
std::filesystem::path unbounded8;

std::map<int, int> unbounded0; std::vector<std::string> unbounded1;
std::list<int> unbounded2; std::unordered_map<int, int> unbounded3;
struct { std::vector<Person> members; } unbounded4;
struct Order : google::protobuf::Message { Order(const Order &); } *unbounded5;
struct Tree { std::string name; std::vector<Tree> children; } unbounded6;
std::set<int> unbounded7;

std::unique_ptr<int> alone0; std::thread alone1;
struct Node { std::unique_ptr<Node> next; } alone2;

struct NoMove { NoMove(); NoMove(const NoMove &); std::string s; } fixed0;
struct CopyOnly {
  CopyOnly(); CopyOnly(const CopyOnly &) = default; std::string s;
} fixed1;

struct { std::string_view v; } view0; struct { int *p; } view1;
std::vector<int>::iterator view2; std::string_view view3;
std::vector<std::string_view> view4; struct Cursor { int &v; } *view5;

std::string own0; std::vector<std::string> own1; std::map<int, int> own2;
std::shared_ptr<std::string> own3; Person own4; int own5;
std::unique_ptr<int> own6;
)";

class TypeCostTest : public testing::Test {
protected:
  static void SetUpTestSuite() {
    AST =
        tooling::buildASTFromCodeWithArgs(Code, {"-std=c++20", "-w"}).release();
    ASSERT_FALSE(AST->getDiagnostics().hasErrorOccurred());
  }
  static void TearDownTestSuite() {
    delete AST;
    AST = nullptr;
  }
  /// The variables whose name is `Group` and a number; of a pointer to a class
  /// what it points to.
  static std::vector<std::pair<std::string, QualType>>
  group(llvm::StringRef Group) {
    std::vector<std::pair<std::string, QualType>> Types;
    for (const BoundNodes &Found :
         match(varDecl(hasGlobalStorage(),
                       matchesName("::" + Group.str() + "[0-9]+$"))
                   .bind("n"),
               AST->getASTContext())) {
      const auto *V = Found.getNodeAs<VarDecl>("n");
      QualType T = V->getType();
      if (T->isPointerType() && T->getPointeeType()->isRecordType())
        T = T->getPointeeType();
      Types.emplace_back(V->getNameAsString(), T);
    }
    EXPECT_FALSE(Types.empty()) << Group.str();
    return Types;
  }
  static void expectCopy(llvm::StringRef Group, Cost Expected) {
    for (const auto &[Name, T] : group(Group)) {
      TypeCost Found = costOf(T, AST->getASTContext());
      EXPECT_EQ(int(Found.Copy), int(Expected)) << Name;
      EXPECT_TRUE(Found.CanCopy) << Name;
    }
  }

  static ASTUnit *AST;
};
ASTUnit *TypeCostTest::AST = nullptr;

TEST_F(TypeCostTest, WhatACopyCosts) {
  expectCopy("trivial", Cost::Trivial);
  expectCopy("cheap", Cost::Cheap);
  expectCopy("unknown", Cost::Unknown);
  expectCopy("atomic", Cost::Atomic);
  expectCopy("allocates", Cost::Allocates);
  expectCopy("unbounded", Cost::Unbounded);
}
TEST_F(TypeCostTest, WhatOwnsAloneHasNoCopy) {
  for (const auto &[Name, T] : group("alone"))
    EXPECT_FALSE(costOf(T, AST->getASTContext()).CanCopy) << Name;
}
TEST_F(TypeCostTest, AMoveSavesWhatTheCopyMakes) {
  for (const char *Group : {"atomic", "allocates", "unbounded"})
    for (const auto &[Name, T] : group(Group))
      if (Name != "allocates9" && Name != "unbounded5")
        EXPECT_TRUE(costOf(T, AST->getASTContext()).moveIsCheaper()) << Name;
}
TEST_F(TypeCostTest, WithoutAMoveConstructorAMoveIsACopy) {
  for (const char *Group : {"fixed", "trivial"})
    for (const auto &[Name, T] : group(Group))
      EXPECT_FALSE(costOf(T, AST->getASTContext()).moveIsCheaper()) << Name;
}
TEST_F(TypeCostTest, WhatTheEndCosts) {
  for (const auto &[Name, T] : group("trivial"))
    EXPECT_EQ(int(costOf(T, AST->getASTContext()).Destroy), int(Cost::Trivial))
        << Name;
  for (const auto &[Name, T] : group("unbounded"))
    EXPECT_EQ(int(costOf(T, AST->getASTContext()).Destroy),
              int(Cost::Unbounded))
        << Name;
}
TEST_F(TypeCostTest, WhoRefersToOthers) {
  for (const auto &[Name, T] : group("view"))
    EXPECT_TRUE(refersToOthers(T)) << Name;
  for (const auto &[Name, T] : group("own"))
    EXPECT_FALSE(refersToOthers(T)) << Name;
}

} // namespace
