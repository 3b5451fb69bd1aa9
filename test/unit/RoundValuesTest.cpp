// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/RoundValues.h"
#include "LoopsFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

class RoundValuesTest : public LoopsTest {
protected:
  /// Of what is given to use(), with the loop around it.
  template <typename Question> bool ask(llvm::StringRef Code, Question Is) {
    parse("int make(int); int ask(int); void put(int *, int); " + Code.str());
    const auto *Use = cast<CallExpr>(callOf("use"));
    RoundValues Values(U->loops().around(Use), U->references());
    return Is(Values, Use);
  }
  bool ofElement(llvm::StringRef Code) {
    return ask(Code, [](const RoundValues &Values, const CallExpr *Use) {
      return Values.dependsOnElement(Use->getArg(0));
    });
  }
  bool same(llvm::StringRef Code) {
    return ask(Code, [](const RoundValues &Values, const CallExpr *Use) {
      return Values.isSame(Use->getArg(0));
    });
  }
};

TEST_F(RoundValuesTest, WhatIsMadeOfTheElement) {
  for (const char *Code : {
           "void f(std::vector<int> &v) { for (int &x : v) use(x); }",
           "void f(int n) { for (int i = 0; i < n; ++i) use(i + 1); }",
           "void f(int n) { int i; for (i = 0; i < n; i++) use(make(i)); }",
           "void f(std::vector<int> &v) { for (int x : v) { int y = make(x); "
           "int z = y; use(z); } }",
           "void f(std::vector<int> &v) { int y; for (int x : v) { y = x; "
           "use(y); } }",
           "void f(std::vector<int> &v) { int a[4]; for (int x : v) { put(a, "
           "x); use(a); } }",
       })
    EXPECT_TRUE(ofElement(Code)) << Code;
}
TEST_F(RoundValuesTest, WhatIsNot) {
  for (const char *Code : {
           "void f(std::vector<int> &v, int a) { for (int x : v) use(a); }",
           "void f(int n, int a) { for (int i = 0; i < n; ++i) { int b = "
           "make(a); use(b); } }",
           "void f(int n) { while (more()) use(n); }",
       })
    EXPECT_FALSE(ofElement(Code)) << Code;
}

TEST_F(RoundValuesTest, WhatStaysTheSame) {
  EXPECT_TRUE(
      same("void f(int n, int *c) { for (int i = 0; i < n; ++i) use(c); }"));
  for (const char *Code : {
           "void f(int n, int **c) { for (int i = 0; i < n; ++i) use(c[i]); }",
           "void f(int n) { for (int i = 0; i < n; ++i) { int c = make(1); "
           "use(c); } }",
           "void f(int n, int c) { for (int i = 0; i < n; ++i) { use(c); c = "
           "make(i); } }",
       })
    EXPECT_FALSE(same(Code)) << Code;
}

TEST_F(RoundValuesTest, WhatTheAnswerSays) {
  auto OfAnswer = [&](llvm::StringRef Code) {
    return ask(Code, [](const RoundValues &Values, const CallExpr *Use) {
      return Values.dependsOnAnswer(Use->getArg(0), Use);
    });
  };
  EXPECT_TRUE(OfAnswer("void f(int n, int c) { for (int i = 0; i < n; ++i) { "
                       "use(c); c = make(i); } }"));
  EXPECT_FALSE(OfAnswer("void f(int n, int c) { for (int i = 0; i < n; ++i) { "
                        "c = make(i); use(c); } }"));
  EXPECT_FALSE(
      OfAnswer("void f(int n, int c) { for (int i = 0; i < n; ++i) use(c); }"));
}

} // namespace
