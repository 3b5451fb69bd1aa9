// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parses one unit with and without a preamble, in memory.

#include "driver/frontend/Preamble.h"
#include "analysis/LlvmCompat.h"
#include "analysis/UserCode.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "gtest/gtest.h"
#include P99_CREATE_INVOCATION_H

using namespace clang;
using namespace p99::driver;

namespace {

/// Makes what it is asked for, and keeps it.
class OneUnit final : public PreambleStore {
public:
  std::optional<Preamble> find(llvm::StringRef Block,
                               llvm::function_ref<Preamble()> Build) override {
    ++Asked;
    this->Block = Block.str();
    if (!Made)
      Made = Build();
    Preamble Copy;
    Copy.MadeOf = Made->MadeOf;
    if (Made->Pch)
      Copy.Pch = llvm::MemoryBuffer::getMemBufferCopy(Made->Pch->getBuffer());
    return Copy;
  }
  bool isUsable() const { return Made && Made->Pch; }

  unsigned Asked = 0;
  std::string Block;
  std::optional<Preamble> Made;
};

struct Parsed {
  std::string Decls; ///< Of the user's: kinds and names.
  std::string Files; ///< The user's.
  bool Failed = false;
  bool Used = false;
  Reads Noted;
};

class Look final : public ASTFrontendAction {
public:
  explicit Look(Parsed &Into) : Into(Into) {}

private:
  class Consumer final : public ASTConsumer {
  public:
    explicit Consumer(Parsed &Into) : Into(Into) {}
    void HandleTranslationUnit(ASTContext &Context) override {
      for (const Decl *D : p99::analysis::userDecls(Context)) {
        Into.Decls += D->getDeclKindName();
        if (const auto *Named = dyn_cast<NamedDecl>(D))
          Into.Decls += " " + Named->getNameAsString();
        Into.Decls += "\n";
      }
      const SourceManager &SM = Context.getSourceManager();
      p99::analysis::forEachUserFile(SM, [&](FileID ID) {
        if (OptionalFileEntryRef File = SM.getFileEntryRefForID(ID))
          Into.Files += (File->getName() + "\n").str();
      });
    }

  private:
    Parsed &Into;
  };
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<Consumer>(Into);
  }
  Parsed &Into;
};

class PreambleTest : public testing::Test {
protected:
  void SetUp() override {
    Files["/main.cpp"] = "#include \"user.h\"\n"
                         "#include <big.h>\n"
                         "#define HERE 1\n"
                         "int main() { return inUser() + HERE; }\n"
                         "Box<long> Long;\n";
    Files["/user/user.h"] = "#pragma once\n"
                            "struct First;\n"
                            "#include \"inner.h\"\n"
                            "#include <big.h>\n"
                            "inline int inUser() { return inSystem<int>(1); }\n"
                            "template <typename T> struct Box { T Value; };\n"
                            "template <typename T> T twice(T V) { return V; }\n"
                            "template <> int twice(int V);\n"
                            "template struct Box<char>;\n"
                            "using Alias = Box<int>;\n"
                            "inline auto Lambda = [](int V) { return V; };\n"
                            "namespace ns { struct Nested {}; int F(); }\n"
                            "extern \"C\" { void c(void); }\n"
                            "inline int Used = twice(2) + Box<int>{}.Value;\n";
    Files["/user/inner.h"] = "struct Inner {};\n";
    Files["/sys/big.h"] = "#pragma once\n"
                          "template <typename T> T inSystem(T V) {\n"
                          "  return V.wrong;\n" // Never looked at.
                          "}\n"
                          "#include <more.h>\n"
                          "struct System {};\n"
                          "// " +
                          std::string(300 << 10, 'x') + "\n";
    Files["/sys/more.h"] = "inline int More() { return MACRO; }\n";
  }

  Parsed parse(PreambleStore *Store) {
    auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    for (const auto &[Path, Text] : Files)
      Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
    Memory->setCurrentWorkingDirectory("/");
    Parsed Result;
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS =
        llvm::makeIntrusiveRefCnt<ReadRecorder>(Memory, Result.Noted);
    CreateInvocationOptions Options;
    Options.VFS = FS;
    std::vector<const char *> Command = {
        "clang++",  "-fsyntax-only", "-DMACRO=1", "-std=c++20",
        "-isystem", "/sys",          "-Iearly",   "-I/user"};
    Command.insert(Command.end(), More.begin(), More.end());
    Command.push_back("/main.cpp");
    std::shared_ptr<CompilerInvocation> Invocation =
        createInvocation(Command, std::move(Options));
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    if (Store)
      Result.Used = usePreamble(*Invocation, *Store, Memory, FS, &Result.Noted);
    IgnoringDiagConsumer Ignore;
    auto CI = p99::compat::makeCompiler<CompilerInstance>(std::move(Invocation),
                                                          FS, Ignore);
    Look Action(Result);
    CI->ExecuteAction(Action);
    Result.Failed = CI->getDiagnostics().hasErrorOccurred();
    return Result;
  }

  std::map<std::string, std::string> Files;
  std::vector<const char *> More;
  OneUnit Store;
};

TEST_F(PreambleTest, HasTheUsersDeclarationsInTheirOrder) {
  Parsed Whole = parse(nullptr);
  EXPECT_FALSE(Whole.Used);
  Parsed Made = parse(&Store);
  Parsed Again = parse(&Store);
  EXPECT_TRUE(Made.Used);
  EXPECT_TRUE(Again.Used);
  EXPECT_FALSE(Again.Failed);
  EXPECT_EQ(Again.Decls, "CXXRecord First\n"
                         "CXXRecord Inner\n"
                         "Function inUser\n"
                         "ClassTemplate Box\n"
                         "FunctionTemplate twice\n"
                         "Function twice\n"
                         "ClassTemplateSpecialization Box\n"
                         "TypeAlias Alias\n"
                         "Var Lambda\n"
                         "Namespace ns\n"
                         "LinkageSpec\n"
                         "Var Used\n"
                         "Function main\n"
                         "Var Long\n");
  EXPECT_EQ(Made.Decls, Again.Decls);
  EXPECT_EQ(Whole.Decls, Again.Decls);
  EXPECT_EQ(Store.Block, "#include \"user.h\"\n"
                         "#include <big.h>\n"
                         "#define HERE 1\n");
}

TEST_F(PreambleTest, KnowsTheFiles) {
  Parsed Whole = parse(nullptr);
  parse(&Store);
  Parsed Again = parse(&Store);
  for (const char *File : {"/main.cpp", "/user/user.h", "/user/inner.h"}) {
    EXPECT_NE(Whole.Files.find(File), std::string::npos);
    EXPECT_NE(Again.Files.find(File), std::string::npos);
  }
  EXPECT_EQ(Again.Files.find("/sys"), std::string::npos);
  for (const auto &[Path, File] : Whole.Noted.Files) {
    ASSERT_TRUE(Again.Noted.Files.count(Path)) << Path;
    EXPECT_EQ(Again.Noted.Files[Path].Hash, File.Hash) << Path;
  }
  // Where the headers were looked for first.
  EXPECT_TRUE(Whole.Noted.Absent.count("/early"));
  for (const std::string &Path : Whole.Noted.Absent)
    EXPECT_TRUE(Again.Noted.Absent.count(Path)) << Path;
  EXPECT_FALSE(Again.Noted.Torn);
}

TEST_F(PreambleTest, IsNotMadeOfWhatIsBelow) {
  parse(&Store);
  EXPECT_TRUE(Store.Made->MadeOf.Files.count("/user/user.h"));
  EXPECT_FALSE(Store.Made->MadeOf.Files.count("/main.cpp"));
  EXPECT_FALSE(Store.Made->MadeOf.Present.count("/main.cpp"));
}

TEST_F(PreambleTest, OfASmallBlockThereIsNone) {
  Files["/sys/big.h"] = "template <typename T> T inSystem(T V);";
  EXPECT_FALSE(parse(&Store).Used);
  EXPECT_EQ(Store.Asked, 1u);
  EXPECT_FALSE(Store.isUsable());
  EXPECT_FALSE(parse(&Store).Failed);
}

TEST_F(PreambleTest, OfABrokenBlockThereIsNone) {
  Files["/user/inner.h"] = "struct Inner {";
  Parsed P = parse(&Store);
  EXPECT_FALSE(P.Used);
  EXPECT_TRUE(P.Failed);
}

TEST_F(PreambleTest, ErrorsBelowItAreFound) {
  Files["/main.cpp"] += "int X = Unknown;\n";
  parse(&Store);
  Parsed P = parse(&Store);
  EXPECT_TRUE(P.Used);
  EXPECT_TRUE(P.Failed);
}

TEST_F(PreambleTest, NoneWithoutIncludes) {
  Files["/main.cpp"] = "int main() {}\n";
  EXPECT_FALSE(parse(&Store).Used);
  EXPECT_EQ(Store.Asked, 0u);
}

TEST_F(PreambleTest, AConditionAcrossItsEnd) {
  Files["/main.cpp"] = "#ifndef GUARD\n"
                       "#define GUARD\n"
                       "#include <big.h>\n"
                       "int first;\n"
                       "#else\n"
                       "int second;\n"
                       "#endif\n";
  parse(&Store);
  Parsed P = parse(&Store);
  EXPECT_TRUE(P.Used);
  EXPECT_FALSE(P.Failed);
  EXPECT_EQ(P.Decls, "Var first\n");
}

TEST_F(PreambleTest, NextToAPrecompiledHeader) {
  More = {"-include-pch", "/none.pch"};
  EXPECT_FALSE(parse(&Store).Used);
}

} // namespace
