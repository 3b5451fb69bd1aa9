// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "LoopsFixture.h"

using namespace clang;
using namespace p99::analysis;

namespace {

class LoopElementsTest : public LoopsTest {
protected:
  /// Of leaf() in a loop over the options.
  bool isForOne(llvm::StringRef Round) {
    Loop L = loop("extern \"C\" int strcasecmp(const char *, const char *);"
                  "bool operator==(const std::string &, const char *);"
                  "struct Option { const char *name; std::string text; };"
                  "enum Kind { Plain, Zlib };"
                  "void f(std::vector<Option> &options, const std::vector<Kind>"
                  " &kinds, int wanted) {" +
                  Round.str() + "}");
    EXPECT_TRUE(L);
    return U->loops().isForOneElement(L, callOf("leaf"));
  }
};

TEST_F(LoopElementsTest, ByItsNumber) {
  EXPECT_TRUE(isForOne("for (Kind k : kinds) if (k == Zlib) leaf();"));
  EXPECT_TRUE(isForOne("for (Kind k : kinds) if (Zlib == k) { leaf(); }"));
  EXPECT_TRUE(isForOne("for (const Kind *i = kinds.begin(); i != kinds.end(); "
                       "++i) { Kind k = *i; if (k == Zlib) leaf(); }"));
}
TEST_F(LoopElementsTest, ByItsName) {
  EXPECT_TRUE(isForOne("for (Option &o : options)"
                       " if (!strcasecmp(o.name, \"codecs\")) leaf();"));
  EXPECT_TRUE(isForOne("for (Option &o : options)"
                       " if (strcasecmp(o.name, \"codecs\") == 0) leaf();"));
  EXPECT_TRUE(isForOne("for (Option &o : options)"
                       " if (o.text == \"codecs\") leaf();"));
}
TEST_F(LoopElementsTest, InAChain) {
  EXPECT_TRUE(isForOne("for (Option &o : options) if (o.text == \"a\") {}"
                       " else if (o.text == \"b\") { leaf(); }"));
}
TEST_F(LoopElementsTest, UnderMoreConditions) {
  EXPECT_TRUE(
      isForOne("for (Kind k : kinds) if (more() && k == Zlib) leaf();"));
  EXPECT_TRUE(isForOne("for (Kind k : kinds)"
                       " if (k == Zlib) { if (more()) leaf(); }"));
}
TEST_F(LoopElementsTest, OneOfAFew) {
  EXPECT_TRUE(isForOne("for (Kind k : kinds)"
                       " if (k == Zlib || k == Plain) leaf();"));
}
TEST_F(LoopElementsTest, NotAllButOne) {
  EXPECT_FALSE(isForOne("for (Kind k : kinds) if (k != Zlib) leaf();"));
  EXPECT_FALSE(isForOne("for (Kind k : kinds) if (!(k == Zlib)) leaf();"));
  EXPECT_FALSE(isForOne("for (Kind k : kinds) if (k == Zlib) {} else leaf();"));
  EXPECT_FALSE(isForOne("for (Option &o : options)"
                        " if (strcasecmp(o.name, \"codecs\")) leaf();"));
  EXPECT_FALSE(isForOne("for (Option &o : options)"
                        " if (strcasecmp(o.name, \"codecs\") != 0) leaf();"));
}
TEST_F(LoopElementsTest, NotOneOrAnyOther) {
  EXPECT_FALSE(
      isForOne("for (Kind k : kinds) if (k == Zlib || more()) leaf();"));
}
TEST_F(LoopElementsTest, NotWhatTheCallerWants) {
  // As many as there are of that number.
  EXPECT_FALSE(isForOne("for (Kind k : kinds) if (k == wanted) leaf();"));
}
TEST_F(LoopElementsTest, NotWhatIsNoElement) {
  EXPECT_FALSE(isForOne("for (Kind k : kinds) if (wanted == Zlib) leaf();"));
  EXPECT_FALSE(isForOne("for (Kind k : kinds) leaf();"));
}
TEST_F(LoopElementsTest, NotOutsideOfTheLoop) {
  EXPECT_FALSE(isForOne("if (!strcasecmp(options[0].name, \"codecs\"))"
                        " for (Kind k : kinds) leaf();"));
}

} // namespace
