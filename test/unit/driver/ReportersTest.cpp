// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/Reporters.h"
#include "driver/findings/Utf8.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

using namespace p99::driver;

/// One finding whose every text is hard to print.
static Report hardReport() {
  Finding F;
  F.Check = "p99-x";
  F.Main = {
      "/src/a,b:c%.cpp", 0, 3, 7, "'<T>' & \"x\": 5%\r\n\x01\xe9", {}, {}};
  F.Function = "f";
  F.Fingerprint = "0123";
  Report R;
  R.Directory = "/src";
  R.Findings.push_back(F);
  return R;
}

static std::string print(llvm::StringRef Format, const Report &R) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  for (const Reporter &Each : reporters())
    if (Each.Name == Format)
      Each.Print(R, Out);
  return Text;
}

TEST(GitHub, EscapesWhatEndsACommand) {
  Report R = hardReport();
  R.Findings[0].Notes.push_back({"/src/n.h", 0, 4, 1, "hot: 1%", {}, {}});
  R.Findings[0].Notes.push_back({"", 0, 0, 0, "no place", {}, {}});
  R.Failed.push_back({"/src/bad,.c", "no: such\nfile"});
  EXPECT_EQ(
      print("github", R),
      "::warning file=a%2Cb%3Ac%25.cpp,line=3,col=7,title=p99-x::"
      "'<T>' & \"x\": 5%25%0D%0A\x01\uFFFD%0An.h:4: hot: 1%25%0Ano place\n"
      "::error file=bad%2C.c,title=could not be analysed::no: "
      "such%0Afile\n");
}

TEST(GitHub, Levels) {
  Report R = hardReport();
  R.Findings[0].How = Level::Remark;
  EXPECT_EQ(print("github", R).find("::notice "), 0u);
  R.Findings[0].How = Level::Error;
  R.Findings[0].Main.Path.clear();
  EXPECT_EQ(print("github", R).find("::error title=p99-x::"), 0u);
}

TEST(Checkstyle, EscapesForXml) {
  EXPECT_EQ(print("checkstyle", hardReport()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<checkstyle version=\"4.3\">\n"
            "  <file name=\"a,b:c%.cpp\">\n"
            "    <error line=\"3\" column=\"7\" severity=\"warning\" "
            "message=\"'&lt;T&gt;' &amp; &quot;x&quot;: "
            "5%&#13;&#10;\uFFFD\uFFFD\" source=\"p99-x\"/>\n"
            "  </file>\n"
            "</checkstyle>\n");
}

TEST(Checkstyle, OneElementForEachFile) {
  Report R = hardReport();
  R.Findings.push_back(R.Findings[0]);
  R.Findings[1].Main.Path = "/src/z.cpp";
  R.Findings.push_back(R.Findings[0]);
  std::string Text = print("checkstyle", R);
  EXPECT_EQ(llvm::StringRef(Text).count("<file "), 2u);
}

TEST(GitLab, OneObjectForEachFinding) {
  auto Parsed = llvm::json::parse(print("gitlab", hardReport()));
  ASSERT_TRUE(bool(Parsed));
  const llvm::json::Object &F = *Parsed->getAsArray()->front().getAsObject();
  EXPECT_EQ(F.getString("check_name"), "p99-x");
  EXPECT_EQ(F.getString("fingerprint"), "0123");
  EXPECT_EQ(F.getString("severity"), "major");
  EXPECT_EQ(F.getObject("location")->getString("path"), "a,b:c%.cpp");
  EXPECT_EQ(F.getObject("location")->getObject("lines")->getInteger("begin"),
            3);
  EXPECT_EQ(print("gitlab", {}), "[]\n");
}

TEST(Sarif, PathsAreUris) {
  Report R = hardReport();
  R.Findings.push_back(R.Findings[0]);
  R.Findings[1].Main.Path = "/else where/d.h";
  R.Failed.push_back({"/src/\xe9.c", "broken"});
  auto Parsed = llvm::json::parse(print("sarif", R));
  ASSERT_TRUE(bool(Parsed));
  const llvm::json::Object &Run =
      *Parsed->getAsObject()->getArray("runs")->front().getAsObject();
  std::string All;
  for (const llvm::json::Value &Result : *Run.getArray("results")) {
    const llvm::json::Object &Place = *Result.getAsObject()
                                           ->getArray("locations")
                                           ->front()
                                           .getAsObject()
                                           ->getObject("physicalLocation")
                                           ->getObject("artifactLocation");
    All += Place.getString("uri")->str() + " " +
           Place.getString("uriBaseId").value_or("-").str() + "\n";
  }
  EXPECT_EQ(All, "a%2Cb%3Ac%25.cpp %SRCROOT%\nfile:///else%20where/d.h -\n");
  EXPECT_EQ(Run.getObject("originalUriBaseIds")
                ->getObject("%SRCROOT%")
                ->getString("uri"),
            "file:///src/");
  const llvm::json::Object &Invocation =
      *Run.getArray("invocations")->front().getAsObject();
  EXPECT_EQ(Invocation.getBoolean("executionSuccessful"), false);
  EXPECT_EQ(Invocation.getArray("toolExecutionNotifications")->size(), 1u);
}

TEST(Sarif, RankIsThePercentage) {
  Report R = hardReport();
  EXPECT_EQ(print("sarif", R).find("\"rank\""), std::string::npos);
  R.Findings[0].Share = 0.3141592;
  EXPECT_NE(print("sarif", R).find("\"rank\": 31.42,"), std::string::npos);
  R.Findings[0].Share = 0;
  EXPECT_NE(print("sarif", R).find("\"rank\": 0,"), std::string::npos);
}

TEST(Utf8, ColumnsCountCodePoints) {
  EXPECT_EQ(codePointColumn("abc", 1), 1u);
  EXPECT_EQ(codePointColumn("abc", 4), 4u);
  EXPECT_EQ(codePointColumn("\u00e4\u20ac\U0001F600x", 10), 4u);
  // Every byte of another encoding is a character.
  EXPECT_EQ(codePointColumn("\xe9t\xe9 x", 5), 5u);
}
