// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/CallTree.h"
#include "driver/reporters/HtmlCode.h"
#include "driver/reporters/HtmlDoc.h"
#include "driver/reporters/HtmlFlame.h"
#include "driver/reporters/HtmlText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

using namespace p99::driver;

//===-- Text --------------------------------------------------------------===//

TEST(HtmlText, EscapesWhatEndsTextOrAttribute) {
  EXPECT_EQ(html("a<b>&\"c\"'d'"), "a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;");
  EXPECT_EQ(html("</script><!--"), "&lt;/script&gt;&lt;!--");
  EXPECT_EQ(html("a\tb\nc"), "a\tb\nc");
  EXPECT_EQ(html("ä€"), "ä€");
}

TEST(HtmlText, ShowsWhatCannotBeSeen) {
  EXPECT_EQ(html("\xe9"), "\uFFFD");
  EXPECT_EQ(html(llvm::StringRef("a\0b\x1b\x7f", 5)), "a\u2400b\u241b\u2421");
  EXPECT_EQ(html("\u0085"), "\uFFFD");
  // A right-to-left override can hide that code is in a comment.
  EXPECT_EQ(html("\u202e\u2066x\u200f"), "[U+202E][U+2066]x[U+200F]");
  EXPECT_EQ(html("\u2029\u202f\u2026"), "\u2029\u202f\u2026");
}

TEST(HtmlText, JsonDoesNotEndItsScript) {
  EXPECT_EQ(scriptJson("[\"</script><!--\"]"),
            "[\"\\u003c/script>\\u003c!--\"]");
}

TEST(HtmlText, Ids) { EXPECT_EQ(htmlId("a b\"<é"), "a-b----"); }

//===-- Code --------------------------------------------------------------===//

namespace {

class HtmlCodeTest : public ::testing::Test {
protected:
  void TearDown() override { llvm::sys::fs::remove(Path); }

  Message at(llvm::StringRef Text, unsigned Offset, unsigned Line) {
    int File;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("html", "cpp", File, Path));
    llvm::raw_fd_ostream(File, /*shouldClose=*/true) << Text;
    return {Path.str().str(), Offset, Line, 1, "", {}, {}};
  }

  std::string excerpt(const Message &M, unsigned Around) {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    HtmlCode("", Out).excerpt(M, Around);
    return Text;
  }

  std::string diff(const Message &M) {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    HtmlCode("", Out).diff(M);
    return Text;
  }

  llvm::SmallString<128> Path;
};

} // namespace

TEST_F(HtmlCodeTest, MarksTheWord) {
  EXPECT_EQ(excerpt(at("a\r\n  poll(p);\r\nc\r\n", 5, 2), 1),
            "<pre class=\"code\"><span data-n=\"1\">a\n</span>"
            "<b data-n=\"2\">  <mark>poll</mark>(p);\n</b>"
            "<span data-n=\"3\">c\n</span></pre>\n");
}

TEST_F(HtmlCodeTest, MarksSpansOnEachOfTheirLines) {
  Message M = at("f(a,\n  b);\n", 0, 1);
  M.Spans = {{M.Path, 0, 1}, {M.Path, 2, 6}, {M.Path, 2, 2}};
  EXPECT_EQ(excerpt(M, 1),
            "<pre class=\"code\"><b data-n=\"1\"><mark>f</mark>(<mark>a,</mark>"
            "\n</b><span data-n=\"2\"><mark>  b</mark>);\n</span></pre>\n");
}

TEST_F(HtmlCodeTest, EscapesTheSource) {
  EXPECT_EQ(
      excerpt(at("\"</pre>\xe9\"", 0, 1), 3),
      "<pre class=\"code\"><b data-n=\"1\"><mark>&quot;</mark>&lt;/pre&gt;"
      "\uFFFD&quot;\n</b></pre>\n");
}

TEST_F(HtmlCodeTest, CutsALongLineAroundThePlace) {
  std::string Long(10 << 20, 'x');
  Long.replace(5 << 20, 6, " here ");
  std::string Text = excerpt(at(Long, (5 << 20) + 1, 1), 3);
  EXPECT_LT(Text.size(), 1000u);
  EXPECT_NE(Text.find("<i>…</i>x"), std::string::npos);
  EXPECT_NE(Text.find("x <mark>here</mark> x"), std::string::npos);
  EXPECT_NE(Text.find("x<i>…</i>\n</b>"), std::string::npos);
}

TEST_F(HtmlCodeTest, CutsBetweenCharacters) {
  std::string Long;
  for (int I = 0; I < 1000; ++I)
    Long += "é";
  for (unsigned Offset : {500u, 501u}) {
    std::string Text = excerpt(at(Long, Offset, 1), 0);
    EXPECT_EQ(Text.find("…</i>\uFFFD"), std::string::npos);
    EXPECT_EQ(Text.find("\uFFFD<i>"), std::string::npos);
    llvm::sys::fs::remove(Path);
  }
}

TEST_F(HtmlCodeTest, IsSilentWhereThePlaceIsNot) {
  EXPECT_EQ(excerpt(at("a\n", 0, 7), 3), "");
  EXPECT_EQ(excerpt({"/no/such/file", 0, 1, 1, "", {}, {}}, 3), "");
}

TEST_F(HtmlCodeTest, DiffNumbersLines) {
  Message M = at("a\nb\nc\n", 2, 2);
  M.Edits = {{M.Path, 2, 1, "<x>\ny"}};
  EXPECT_EQ(diff(M), "<pre class=\"code diff\"><span data-n=\"1\">  a\n</span>"
                     "<del data-n=\"2\">- b\n</del>"
                     "<ins data-n=\"2\">+ &lt;x&gt;\n</ins>"
                     "<ins data-n=\"3\">+ y\n</ins>"
                     "<span data-n=\"3\">  c\n</span></pre>\n");
}

TEST_F(HtmlCodeTest, DiffShowsTheChangeOfALongLine) {
  Message M = at(std::string(5000, 'x') + "old" + std::string(5000, 'y'), 0, 1);
  M.Edits = {{M.Path, 5000, 3, "new"}};
  std::string Text = diff(M);
  EXPECT_LT(Text.size(), 1500u);
  EXPECT_NE(Text.find("xoldy"), std::string::npos);
  EXPECT_NE(Text.find("xnewy"), std::string::npos);
}

TEST_F(HtmlCodeTest, DiffOfManyLinesIsCut) {
  Message M = at("a\n", 0, 1);
  std::string Many;
  for (int I = 0; I < 200; ++I)
    Many += "x\n";
  M.Edits = {{M.Path, 0, 0, Many}};
  EXPECT_NE(diff(M).find("<p>… and 121 more lines; "), std::string::npos);
}

//===-- Pages of checks
//-----------------------------------------------------===//

static std::string doc(llvm::StringRef Markdown) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  printHtmlDoc(Markdown, Out);
  return Text;
}

TEST(HtmlDoc, WhatThePagesAreWrittenIn) {
  EXPECT_EQ(doc("\n## Why `x`\n\nOne\ntwo `a<b>` [link](../x.md).\n"),
            "<h4>Why `x`</h4>\n<p>One two <code>a&lt;b&gt;</code> link.</p>\n");
  EXPECT_EQ(doc("- *one*: a\n  b\n- c\n\nEnd * x"),
            "<ul>\n<li><em>one</em>: a b</li>\n<li>c</li>\n</ul>\n"
            "<p>End * x</p>\n");
  EXPECT_EQ(doc("```cpp\nint *a;\n\n- b\n```\nx"),
            "<pre class=\"code\">int *a;\n\n- b\n</pre>\n<p>x</p>\n");
  EXPECT_EQ(doc("`open [x](y"), "<p>`open x</p>\n");
}

//===-- Flame graph -------------------------------------------------------===//

static CallTree parse(llvm::StringRef Text) {
  llvm::Expected<CallTree> Tree = CallTree::parse(Text);
  EXPECT_TRUE(bool(Tree)) << llvm::toString(Tree.takeError());
  return std::move(*Tree);
}

/// "all 6 (main 6 (a 4 (b 1)))"
static std::string print(const CallTree &Tree, const CallTree::Node &N,
                         llvm::StringRef Name) {
  std::string Text = (Name + " " + std::to_string(int(N.Weight))).str();
  if (N.Callees.empty())
    return Text;
  Text += " (";
  llvm::StringRef Separator;
  for (auto [Number, Index] : N.Callees) {
    Text += Separator;
    Text += print(Tree, Tree.node(Index), Tree.names()[Number]);
    Separator = ", ";
  }
  return Text + ")";
}

static std::string print(const CallTree &Tree) {
  return print(Tree, Tree.root(), "all");
}

TEST(CallTree, FoldedStacks) {
  EXPECT_EQ(print(parse("# comment\nmain;a;b 1\n\nmain;a 3\nmain;b;a 2\n")),
            "all 6 (main 6 (a 4 (b 1), b 2 (a 2)))");
}

TEST(CallTree, RecursionIsEnteredOnce) {
  EXPECT_EQ(print(parse("main;a;b;a;c 2\n")),
            "all 2 (main 2 (a 2 (b 2 (c 2))))");
}

TEST(CallTree, PerfScriptIsTheOtherWayRound) {
  EXPECT_EQ(print(parse("x 1 1.5: 10 cycles: \n\t5 b+0x1 (/x)\n\t6 a+0x2 (/x)\n"
                        "\n"
                        "x 1 1.6: 99 faults: \n\t5 a+0x1 (/x)\n"
                        "\n"
                        "x 1 1.7: 30 cycles: \n\t6 a+0x2 (/x)\n\n")),
            "all 40 (a 40 (b 10))");
  EXPECT_EQ(print(parse("x 1 1.5: 10 cycles: 5 b+0x1 (/x)\n"
                        "x 1 1.6: 10 cycles: 6 c+0x1 (/x)\n")),
            "all 20 (b 10, c 10)");
  EXPECT_EQ(print(parse("\t5 b+0x1 (/x)\n\t6 a+0x2 (/x)\n\n\t6 a+0x2 (/x)\n")),
            "all 2 (a 2 (b 1))");
}

TEST(CallTree, LlvmSamplesTellWhoWasCalled) {
  EXPECT_EQ(print(parse("main:30:1\n 1: 10 work:10\nwork:90:10\n 1: 90\n")),
            "all 120 (main 120 (work 90))");
}

TEST(CallTree, OfWhatIsNoProfileThereIsNone) {
  llvm::Expected<CallTree> Tree = CallTree::parse("main;work\n");
  ASSERT_FALSE(bool(Tree));
  EXPECT_NE(llvm::toString(Tree.takeError()).find("the profile:1: "),
            std::string::npos);
}

static Finding finding(llvm::StringRef Function, llvm::StringRef Fingerprint,
                       double Share) {
  Finding F;
  F.Function = Function;
  F.Fingerprint = Fingerprint;
  F.Share = Share;
  return F;
}

TEST(Flame, FramesCarryTheFindingsOfTheirFunction) {
  CallTree Tree = parse("main;_ZN4shop5serveEi;shop::serve(int)::{lambda()#1}::"
                        "operator()() const;</script> 4\n");
  std::vector<Finding> Findings = {
      finding("shop::(anonymous namespace)::serve", "f1", 1),
      finding("shop::cold", "f2", 0), finding("main", "f3", 0)};
  EXPECT_EQ(
      flameData(Tree, Findings),
      "{\"tree\":{\"n\":0,\"v\":4,\"c\":[{\"n\":1,\"v\":4,\"c\":[{\"n\":2,"
      "\"v\":4,\"c\":[{\"n\":3,\"v\":4,\"c\":[{\"n\":4,\"v\":4}]}]}]}]},"
      "\"names\":[\"all\",\"main\",\"shop::serve(int)\",\"shop::serve("
      "int)::{lambda()#1}::operator()() const\",\"</script>\"],"
      "\"findings\":{\"2\":[\"f1\"],\"3\":[\"f1\"]}}");
}

TEST(Flame, LeavesOutTheSmallestFrames) {
  std::string Text;
  for (int I = 1; I <= 1000; ++I)
    Text += "main;f" + std::to_string(I) + ";g " + std::to_string(I) + "\n";
  CallTree Tree = parse(Text);
  ASSERT_EQ(Tree.size(), 2002u);
  EXPECT_EQ(Tree.leastOf(5000), 0);
  std::string Data = flameData(Tree, {}, /*Most=*/100);
  EXPECT_LE(llvm::StringRef(Data).count("\"n\":"), 100u);
  EXPECT_GE(llvm::StringRef(Data).count("\"n\":"), 98u);
  EXPECT_NE(Data.find("\"f1000\""), std::string::npos);
  EXPECT_EQ(Data.find("\"f900\""), std::string::npos);
  EXPECT_TRUE(bool(llvm::json::parse(Data)));
}
