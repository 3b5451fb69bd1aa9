// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Origins.h"
#include "LoopsFixture.h"
#include "analysis/Expressions.h"

using namespace clang;
using namespace p99::analysis;

namespace {

class OriginsTest : public LoopsTest {
protected:
  /// Where the argument of `take(...)` comes from.
  Origin origin(llvm::StringRef Code) {
    loop((Code + " void mark() { leaf(); }").str());
    return Origins(U->references()).of(argument(callOf("take"), 0));
  }
  std::string with(llvm::StringRef Body) {
    return ("void take(const char *, ...); void take(int); const char *any();"
            "void f(const char *given, int n) { " +
            Body + " }")
        .str();
  }
};

TEST_F(OriginsTest, Literals) {
  EXPECT_TRUE(origin(with("take(\"a\");")).Literal);
  EXPECT_TRUE(origin(with("take(1 + 2);")).Literal);
  EXPECT_TRUE(origin("void take(const char *); const char Name[] = \"a\";"
                     "void f() { take(Name); }")
                  .Literal);
}
TEST_F(OriginsTest, Parameters) {
  Origin O = origin(with("take(given);"));
  EXPECT_FALSE(O.Varies);
  EXPECT_FALSE(O.Literal);
  EXPECT_EQ(O.Parameters.size(), 1u);
}
TEST_F(OriginsTest, AParameterThatIsChangedVaries) {
  EXPECT_TRUE(origin(with("++n; take(n);")).Varies);
}
TEST_F(OriginsTest, LocalsAreWhatTheyAreMadeOf) {
  Origin O = origin(with("const int twice = 2 * n; take(twice);"));
  EXPECT_FALSE(O.Varies);
  EXPECT_TRUE(O.Local);
  EXPECT_EQ(O.Parameters.size(), 1u);
  EXPECT_TRUE(origin(with("int i = 0; i = n; take(i);")).Varies);
}
TEST_F(OriginsTest, CallsAnswerAsTheyLike) {
  EXPECT_TRUE(origin(with("take(any());")).Varies);
}
TEST_F(OriginsTest, ElementsOfARangeVary) {
  EXPECT_TRUE(origin("void take(int); void f(std::vector<int> &v) {"
                     "for (int i : v) take(i); }")
                  .Varies);
  EXPECT_TRUE(origin("void take(int); void f(std::vector<int> &v) {"
                     "for (auto &i : v) take(i); }")
                  .Varies);
}
TEST_F(OriginsTest, Members) {
  Origin Kept = origin("void take(int); class C { int n = 1;"
                       "public: void f() { take(n); } };");
  EXPECT_TRUE(Kept.isSteady());
  EXPECT_TRUE(Kept.Members);
  EXPECT_FALSE(Kept.Literal);
  EXPECT_TRUE(origin("void take(int); class C { int n = 1; public: void set() {"
                     " n = 2; } void f() { take(n); } };")
                  .Varies);
}

} // namespace
