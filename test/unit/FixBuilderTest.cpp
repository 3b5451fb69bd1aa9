// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/FixBuilder.h"
#include "core/FixTemplate.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace p99;

namespace {

class FixBuilderTest : public testing::Test {
protected:
  void parse(llvm::StringRef Text, llvm::StringRef Name = "a.cpp") {
    Code = Text.str();
    AST = tooling::buildASTFromCodeWithArgs(
        Code,
        {Name.ends_with(".c") ? "-std=c17" : "-std=c++20", "-isystem", "/sys"},
        Name, "p99", std::make_shared<PCHContainerOperations>(),
        tooling::getClangStripDependencyFileAdjuster(),
        {{"/sys/sys.h", "#define SYSTEM_CALL(x) go(x)\ninline void sys() { "
                        "extern int go(int); go(3); }\n"}});
  }
  ASTContext &context() { return AST->getASTContext(); }

  /// The (first) call of go() and the statement around it.
  const CallExpr *call() {
    auto Found = match(callExpr(callee(functionDecl(hasName("go")))).bind("c"),
                       context());
    return Found.empty() ? nullptr : Found[0].getNodeAs<CallExpr>("c");
  }
  const Stmt *parentOf(const Stmt *S) {
    return context().getParents(*S)[0].get<Stmt>();
  }
  /// The code with the edits, or "refused".
  std::string apply(FixBuilder &Fix) {
    auto Edits = Fix.take();
    if (Edits.empty())
      return "refused";
    tooling::Replacements All;
    for (const FixItHint &Edit : Edits)
      if (llvm::Error E = All.add(
              tooling::Replacement(context().getSourceManager(),
                                   Edit.RemoveRange, Edit.CodeToInsert))) {
        // Two insertions at one place.
        llvm::consumeError(std::move(E));
        return "conflict";
      }
    auto Result = tooling::applyAllReplacements(Code, All);
    return Result ? *Result : llvm::toString(Result.takeError());
  }
  std::string insertBeforeCall(llvm::StringRef Text, llvm::StringRef Lines) {
    parse(Text);
    FixBuilder Fix(context());
    Fix.insertStatement(call(), parentOf(call()), Lines);
    return apply(Fix);
  }

  std::string Code;
  std::unique_ptr<ASTUnit> AST;
};

TEST_F(FixBuilderTest, AStatementKeepsTheIndentation) {
  EXPECT_EQ(
      insertBeforeCall("int go(int);\nvoid f() {\n    go(1);\n}\n", "a();"),
      "int go(int);\nvoid f() {\n    a();\n    go(1);\n}\n");
  EXPECT_EQ(insertBeforeCall("int go(int);\nvoid f() {\n\tgo(1);\n}\n",
                             "{\n  a();\n}"),
            "int go(int);\nvoid f() {\n\t{\n\t  a();\n\t}\n\tgo(1);\n}\n");
}
TEST_F(FixBuilderTest, EncloseIndentsWhatItHolds) {
  auto Enclose = [&](llvm::StringRef Text) {
    parse(Text);
    FixBuilder Fix(context());
    const auto *Block = cast<CompoundStmt>(parentOf(call()));
    Fix.enclose(call(), *(Block->body_begin() + 1), Block);
    return apply(Fix);
  };
  EXPECT_EQ(Enclose("int go(int);\nvoid f() {\n    go(1);\n\n    go(\n"
                    "        2);\n    go(3);\n}\n"),
            "int go(int);\nvoid f() {\n    {\n        go(1);\n\n        go(\n"
            "            2);\n    }\n    go(3);\n}\n");
  EXPECT_EQ(Enclose("int go(int);\nvoid f() {\n\tgo(1);\n#if 1\n\tgo(2);\n"
                    "#endif\n}\n"),
            "int go(int);\nvoid f() {\n\t{\n\t\tgo(1);\n#if 1\n\t\tgo(2);\n"
            "\t}\n#endif\n}\n");
  EXPECT_EQ(Enclose("int go(int);\nvoid f() { go(1); go(2); }\n"),
            "int go(int);\nvoid f() { { go(1); go(2); } }\n");
}
TEST_F(FixBuilderTest, EncloseOpensWithAStatementTakenFromWithin) {
  parse("int go(int);\nvoid f() {\n  for (;;) {\n    go(1);\n    int b;\n  }\n"
        "  int c;\n}\n");
  FixBuilder Fix(context());
  const auto *Body = cast<CompoundStmt>(parentOf(call()));
  const Stmt *Loop = parentOf(Body);
  Fix.removeStatement(call());
  Fix.enclose(Loop, Loop, cast<CompoundStmt>(parentOf(Loop)), "go(1);");
  EXPECT_EQ(apply(Fix),
            "int go(int);\nvoid f() {\n  {\n    go(1);\n    for (;;) {\n"
            "      int b;\n    }\n  }\n  int c;\n}\n");
}
TEST_F(FixBuilderTest, EncloseKeepsRawStrings) {
  parse("int go(const char *);\nvoid f() {\n  go(R\"(a\nb)\");\n}\n");
  FixBuilder Fix(context());
  Fix.enclose(call(), call(), cast<CompoundStmt>(parentOf(call())));
  EXPECT_EQ(apply(Fix), "int go(const char *);\nvoid f() {\n  {\n    go(R\"(a\n"
                        "b)\");\n  }\n}\n");
}
TEST_F(FixBuilderTest, AStatementGoesWithItsLine) {
  auto Remove = [&](llvm::StringRef Text) {
    parse(Text);
    FixBuilder Fix(context());
    Fix.removeStatement(call());
    return apply(Fix);
  };
  EXPECT_EQ(Remove("int go(int);\nvoid f() {\n  go(1);\n  go(2);\n}\n"),
            "int go(int);\nvoid f() {\n  go(2);\n}\n");
  EXPECT_EQ(Remove("int go(int);\nvoid f() {\n  go(1); // why\n}\n"),
            "int go(int);\nvoid f() {\n   // why\n}\n");
}
TEST_F(FixBuilderTest, ALoopGoesWithItsSemicolon) {
  parse("int go(int);\nvoid f() {\n  for (;;)\n    go(1);\n  int a;\n}\n");
  FixBuilder Fix(context());
  Fix.removeStatement(parentOf(call()));
  EXPECT_EQ(apply(Fix), "int go(int);\nvoid f() {\n  int a;\n}\n");
}
TEST_F(FixBuilderTest, LinesBesideEachOtherGoTogether) {
  parse("int go(int);\nvoid f() {\n  go(1);\n  int a;\n  int b;\n}\n");
  FixBuilder Fix(context());
  const auto *Body = cast<CompoundStmt>(parentOf(call()));
  for (const Stmt *S : Body->body())
    Fix.removeStatement(S);
  EXPECT_EQ(apply(Fix), "int go(int);\nvoid f() {\n}\n");
}
TEST_F(FixBuilderTest, ADeclarationGoesWithItsLine) {
  auto Remove = [&](llvm::StringRef Text) {
    parse(Text);
    FixBuilder Fix(context());
    auto Fields = match(fieldDecl(hasName("a")).bind("f"), context());
    Fix.removeDeclaration(Fields[0].getNodeAs<FieldDecl>("f"));
    return apply(Fix);
  };
  EXPECT_EQ(Remove("struct S {\n  mutable int a{1};\n  int b;\n};\n"),
            "struct S {\n  int b;\n};\n");
  EXPECT_EQ(Remove("struct S { int a; int b; };\n"), "struct S {  int b; };\n");
  EXPECT_EQ(Remove("struct S {\n  int a, b;\n};\n"), "refused");
  EXPECT_EQ(Remove("struct S {\n  int b, a;\n};\n"), "refused");
}
TEST_F(FixBuilderTest, AStatementKeepsTheLineEnds) {
  EXPECT_EQ(insertBeforeCall("int go(int);\r\nvoid f() {\r\n  go(1);\r\n}\r\n",
                             "a();"),
            "int go(int);\r\nvoid f() {\r\n  a();\r\n  go(1);\r\n}\r\n");
}
TEST_F(FixBuilderTest, AStatementInTheMiddleOfALineStaysThere) {
  EXPECT_EQ(insertBeforeCall("int go(int);\nvoid f() { go(1); }\n", "a();"),
            "int go(int);\nvoid f() { a(); go(1); }\n");
}
TEST_F(FixBuilderTest, AnUnbracedBodyGetsBraces) {
  EXPECT_EQ(insertBeforeCall("int go(int);\nvoid f(bool b) { if (b) go(1); }\n",
                             "a();"),
            "int go(int);\nvoid f(bool b) { if (b) { a(); go(1); } }\n");
}
TEST_F(FixBuilderTest, AStatementCanStandBehindAnother) {
  auto Behind = [&](llvm::StringRef Text) {
    parse(Text);
    FixBuilder Fix(context());
    Fix.insertStatementAfter(call(), parentOf(call()), "a();\nb();");
    return apply(Fix);
  };
  EXPECT_EQ(Behind("int go(int);\nvoid f() {\n  go(1); // why\n}\n"),
            "int go(int);\nvoid f() {\n  go(1);\n  a();\n  b(); // why\n}\n");
  EXPECT_EQ(Behind("int go(int);\nvoid f() { go(1); }\n"),
            "int go(int);\nvoid f() { go(1); a(); b(); }\n");
  EXPECT_EQ(Behind("int go(int);\nvoid f(bool b) { if (b) go(1); }\n"),
            "refused");
}
TEST_F(FixBuilderTest, AnExpressionIsNoStatement) {
  EXPECT_EQ(
      insertBeforeCall("int go(int);\nint f() { return go(1); }\n", "a();"),
      "refused");
}
TEST_F(FixBuilderTest, MacrosRefuse) {
  EXPECT_EQ(insertBeforeCall(
                "int go(int);\n#define GO go(1)\nvoid f() { GO; }\n", "a();"),
            "refused");
}
TEST_F(FixBuilderTest, SystemHeadersRefuse) {
  EXPECT_EQ(insertBeforeCall("#include <sys.h>\n", "a();"), "refused");
}
TEST_F(FixBuilderTest, OneBadEditRefusesAll) {
  parse("int go(int);\n#define GO go(1)\nvoid f() { GO; go(2); }\n");
  auto Found = match(callExpr().bind("c"), context());
  ASSERT_EQ(Found.size(), 2u);
  FixBuilder Fix(context());
  for (const BoundNodes &N : Found)
    Fix.replace(N.getNodeAs<CallExpr>("c")->getSourceRange(), "x()");
  EXPECT_EQ(apply(Fix), "refused");
}
TEST_F(FixBuilderTest, OverlapsRefuse) {
  parse("int go(int);\nvoid f() { go(1); }\n");
  FixBuilder Fix(context());
  Fix.replace(call()->getSourceRange(), "x()");
  Fix.replace(call()->getArg(0)->getSourceRange(), "2");
  EXPECT_EQ(apply(Fix), "refused");
}
TEST_F(FixBuilderTest, TakingEmptiesIt) {
  parse("int go(int);\nvoid f() { go(1); }\n");
  FixBuilder Fix(context());
  Fix.refuse();
  EXPECT_EQ(apply(Fix), "refused");
  Fix.replace(call()->getArg(0)->getSourceRange(), "2");
  EXPECT_EQ(apply(Fix), "int go(int);\nvoid f() { go(2); }\n");
}
TEST_F(FixBuilderTest, IncludesAreAddedOnce) {
  parse("int go(int);\nvoid f() { go(1); }\n");
  FixBuilder Fix(context());
  Fix.include(call()->getBeginLoc(), "<chrono>");
  Fix.include(call()->getBeginLoc(), "<chrono>");
  EXPECT_EQ(apply(Fix), "#include <chrono>\n" + Code);
  parse("#include <sys.h>\nint go(int);\nvoid f() { go(1); }\n");
  FixBuilder Again(context());
  auto Found = match(callExpr(isExpansionInMainFile()).bind("c"), context());
  Again.include(Found[0].getNodeAs<CallExpr>("c")->getBeginLoc(), "<sys.h>");
  EXPECT_EQ(apply(Again), "refused"); // Nothing to add.
}
TEST_F(FixBuilderTest, ParenthesesOnlyWhereNeeded) {
  parse("int go(int);\nvoid f(int a) { go(a + 1); }\n");
  FixBuilder Fix(context());
  Fix.parenthesize(call()->getArg(0));
  EXPECT_EQ(apply(Fix), "int go(int);\nvoid f(int a) { go((a + 1)); }\n");
  parse("int go(int);\nvoid f(int a) { go(a); }\n");
  FixBuilder Plain(context());
  Plain.parenthesize(call()->getArg(0));
  EXPECT_EQ(apply(Plain), "refused"); // Nothing to do.
}

//===-- Templates ---------------------------------------------------------===//

TEST_F(FixBuilderTest, PlaceholdersAreFilled) {
  parse("int go(int, int);\nvoid f(int a) { go(a + 1, 2); }\n");
  FixTemplate Fill(context(), 2500);
  Fill.call(call());
  auto Text = [&](const char *T) { return Fill.fill({T}).value_or("nothing"); };
  EXPECT_EQ(Text("h({args}, {timeout_ms})"), "h(a + 1, 2, 2500)");
  EXPECT_EQ(Text("{arg2} {timeout_s}"), "2 3");
  EXPECT_EQ(Text("{timeval} {timespec}"),
            "timeval{2, 500000} timespec{2, 500000000}");
  EXPECT_EQ(Text("{chrono}"), "std::chrono::milliseconds(2500)");
  EXPECT_EQ(Text("T t{1}; {{x}}"), "T t{1}; {x}");
  EXPECT_EQ(Text("{handle}"), "nothing");
  EXPECT_EQ(Text("{arg3}"), "nothing");
  EXPECT_EQ(Text(""), "nothing");
}
TEST_F(FixBuilderTest, StructuresReadAsTheLanguageWants) {
  parse("int go(int);\nvoid f(void) { go(1); }\n", "a.c");
  EXPECT_EQ(FixTemplate(context(), 1000).fill({"{timeval}"}),
            "(struct timeval){1, 0}");
}
TEST_F(FixBuilderTest, AHandleThatCannotBeRepeatedIsNone) {
  parse(
      "int go(int);\nint next();\nvoid f(int *p) { go(next()); go(p[0]); }\n");
  FixTemplate Fill(context(), 1);
  auto Found =
      match(callExpr(callee(functionDecl(hasName("go")))).bind("c"), context());
  auto Handle = [&](int I) {
    return Fill.handle(Found[I].getNodeAs<CallExpr>("c")->getArg(0))
        .fill({"{handle}.x"})
        .value_or("nothing");
  };
  EXPECT_EQ(Handle(0), "nothing");
  EXPECT_EQ(Handle(1), "p[0].x");
}

} // namespace
