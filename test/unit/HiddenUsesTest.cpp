// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/HiddenUses.h"
#include "CopiesFixture.h"

using namespace p99::analysis;

namespace {

class HiddenUsesTest : public CopiesFixture {
protected:
  bool isHidden(const std::string &Body, llvm::StringRef Name = "v") {
    parse("#define DROP(x)\n#define KEEP(x) x\n"
          "struct S { int v; }; namespace n { extern int v; }\n"
          "void g(int);\n"
          "void f(int p, int q = 1, S s = {}) {\n" +
          Body + "\n}\n");
    return hasHiddenUse(variable(Name), function("f"), U->references());
  }
};

TEST_F(HiddenUsesTest, WhatIsSeen) {
  for (const char *Body :
       {"int v = 1; g(v);", "int v = 1;", "int v = 1; KEEP(g(v));",
        "int v = 1; // v\n/* v */ g(1);", "int v = 1; const char *t = \"v\";",
        "int v = 1; g(s.v); S *o = &s; g(o->v); g(n::v);",
        "int v = 1; DROP(g(p));\n#if 0\ng(vv);\n#endif",
        // The name ends with the block.
        "{ int v = 1; g(v); }\n#if 0\ng(v);\n#endif",
        "int v = 1; [&] { g(v); }();"})
    EXPECT_FALSE(isHidden(Body)) << Body;
  EXPECT_FALSE(isHidden("int v = 1; g(p);", "p"));
  EXPECT_FALSE(isHidden("int v = 1; g(q);", "q"));
}
TEST_F(HiddenUsesTest, WhatIsNot) {
  for (const char *Body :
       {"int v = 1; DROP(v);", "int v = 1; DROP(g(v + 1)); g(v);",
        "int v = 1;\n#if 0\ng(v);\n#endif",
        "int v = 1;\n#if 1\ng(p);\n#else\ng(v);\n#endif",
        "int v = 1; { DROP(v); }",
        "for (int i = 0; i < p; ++i) { int v = 1; DROP(v); }"})
    EXPECT_TRUE(isHidden(Body)) << Body;
  EXPECT_TRUE(isHidden("int v = 1; DROP(p);", "p"));
  EXPECT_TRUE(isHidden("int v = 1;\n#if 0\ng(q);\n#endif", "q"));
}

} // namespace
