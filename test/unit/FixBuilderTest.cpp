// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/FixBuilder.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;

namespace {

/// Code whose call of `bad` is to be fixed.
struct Unit {
  explicit Unit(llvm::StringRef Text)
      : Code(Text), AST(tooling::buildASTFromCodeWithArgs(Code, {"-std=c++20"},
                                                          "input.cpp")) {}

  const CallExpr *bad() {
    auto Found = match(callExpr(callee(functionDecl(hasName("bad")))).bind("c"),
                       AST->getASTContext());
    return Found.empty() ? nullptr : Found[0].getNodeAs<CallExpr>("c");
  }
  const Stmt *parentOfBad() {
    return AST->getASTContext().getParents(*bad())[0].get<Stmt>();
  }
  FixBuilder builder() { return FixBuilder(AST->getASTContext()); }

  /// The code with the fix applied, or "none".
  std::string apply(FixBuilder &Fix) {
    auto Edits = Fix.take();
    if (Edits.empty())
      return "none";
    tooling::Replacements All;
    for (const FixItHint &Edit : Edits) {
      tooling::Replacement R(AST->getSourceManager(), Edit.RemoveRange,
                             Edit.CodeToInsert, AST->getLangOpts());
      if (llvm::Error E = All.add(R)) {
        llvm::consumeError(std::move(E));
        All = All.merge(tooling::Replacements(R));
      }
    }
    return llvm::cantFail(tooling::applyAllReplacements(Code, All));
  }

  std::string Code;
  std::unique_ptr<ASTUnit> AST;
};

TEST(FixBuilder, ReplacesTokens) {
  Unit U("int bad(int); int x = bad(1);");
  FixBuilder Fix = U.builder();
  Fix.replace(U.bad()->getCallee()->getSourceRange(), "good");
  EXPECT_EQ(U.apply(Fix), "int bad(int); int x = good(1);");
}

TEST(FixBuilder, KeepsTheIndentationOfInsertedStatements) {
  Unit U("void bad();\nvoid f() {\n\t bad();\n}\n");
  FixBuilder Fix = U.builder();
  Fix.insertStatement(U.bad(), U.parentOfBad(), "a();\nb();");
  EXPECT_EQ(U.apply(Fix),
            "void bad();\nvoid f() {\n\t a();\n\t b();\n\t bad();\n}\n");
}

TEST(FixBuilder, KeepsTheFilesLineBreaks) {
  Unit U("void bad();\r\nvoid f() {\r\n  bad();\r\n}\r\n");
  FixBuilder Fix = U.builder();
  Fix.insertStatement(U.bad(), U.parentOfBad(), "a();");
  EXPECT_EQ(U.apply(Fix),
            "void bad();\r\nvoid f() {\r\n  a();\r\n  bad();\r\n}\r\n");
}

TEST(FixBuilder, BracesAnUnbracedBody) {
  for (const char *Head : {"if (b)", "while (b)", "for (;;)"}) {
    std::string Code =
        std::string("void bad(); void f(bool b) { ") + Head + " bad(); }";
    Unit U(Code);
    FixBuilder Fix = U.builder();
    Fix.insertStatement(U.bad(), U.parentOfBad(), "a();");
    EXPECT_EQ(U.apply(Fix), std::string("void bad(); void f(bool b) { ") +
                                Head + " { a(); bad(); } }");
  }
}

TEST(FixBuilder, OneBadPlaceRefusesAll) {
  Unit U("#define M bad\nvoid bad(); void f() { M(); }");
  FixBuilder Fix = U.builder();
  Fix.insert(U.AST->getSourceManager().getLocForStartOfFile(
                 U.AST->getSourceManager().getMainFileID()),
             "// fixed\n");
  Fix.replace(U.bad()->getCallee()->getSourceRange(), "good");
  EXPECT_EQ(U.apply(Fix), "none");
}

TEST(FixBuilder, OverlapsRefuse) {
  Unit U("int bad(int); int x = bad(1);");
  FixBuilder Fix = U.builder();
  Fix.replace(U.bad()->getSourceRange(), "good(1)");
  Fix.replace(U.bad()->getArg(0)->getSourceRange(), "2");
  EXPECT_EQ(U.apply(Fix), "none");
}

TEST(FixBuilder, IsEmptyAfterTake) {
  Unit U("int bad(int); int x = bad(1);");
  FixBuilder Fix = U.builder();
  Fix.refuse();
  EXPECT_EQ(U.apply(Fix), "none");
  Fix.replace(U.bad()->getArg(0)->getSourceRange(), "2");
  EXPECT_EQ(U.apply(Fix), "int bad(int); int x = bad(2);");
}

TEST(FixBuilder, IncludesOnce) {
  Unit U("void bad();\nvoid f() { bad(); }\n");
  FixBuilder Fix = U.builder();
  Fix.include(U.bad()->getBeginLoc(), "<chrono>");
  EXPECT_EQ(U.apply(Fix),
            "#include <chrono>\nvoid bad();\nvoid f() { bad(); }\n");

  Unit Has("#include <cstddef>\nvoid bad();\nvoid f() { bad(); }\n");
  FixBuilder Again = Has.builder();
  Again.include(Has.bad()->getBeginLoc(), "<cstddef>");
  EXPECT_EQ(Has.apply(Again), "none");
}

TEST(FixBuilder, ParenthesizesWhatBindsLooser) {
  Unit U("int bad(int); int f(int a) { return bad(a + 1); }");
  FixBuilder Fix = U.builder();
  Fix.parenthesize(U.bad()->getArg(0));
  EXPECT_EQ(U.apply(Fix),
            "int bad(int); int f(int a) { return bad((a + 1)); }");

  Unit Plain("int bad(int); int f(int a) { return bad(a); }");
  FixBuilder None = Plain.builder();
  None.parenthesize(Plain.bad()->getArg(0));
  EXPECT_EQ(Plain.apply(None), "none");
}

TEST(FixBuilder, HasNoTextForMacros) {
  Unit U("int bad(int); int g(int *p) { return bad(*p); }");
  EXPECT_EQ(U.builder().textOf(U.bad()->getArg(0)), "*p");
  Unit Macro("#define N 3\nint bad(int); int g() { return bad(N); }");
  EXPECT_EQ(Macro.builder().textOf(Macro.bad()->getArg(0)), "");
}

} // namespace
