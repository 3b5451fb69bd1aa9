// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Database.h"
#include "gtest/gtest.h"

using namespace p99::driver;
using llvm::vfs::InMemoryFileSystem;

static void add(InMemoryFileSystem &FS, const char *Path,
                const char *Text = "") {
  FS.addFile(Path, 0, llvm::MemoryBuffer::getMemBuffer(Text));
}

TEST(FindDatabase, NearestAncestor) {
  InMemoryFileSystem FS;
  add(FS, "/p/compile_commands.json");
  add(FS, "/p/src/deep/a.c");
  EXPECT_EQ(findDatabase("/p/src/deep", FS), "/p/compile_commands.json");
  add(FS, "/p/src/compile_commands.json");
  EXPECT_EQ(findDatabase("/p/src/deep", FS), "/p/src/compile_commands.json");
}

TEST(FindDatabase, BuildFolders) {
  InMemoryFileSystem FS;
  add(FS, "/p/src/a.c");
  add(FS, "/p/rebuild/compile_commands.json");
  EXPECT_EQ(findDatabase("/p/src", FS), std::nullopt);
  add(FS, "/p/build-debug/compile_commands.json");
  EXPECT_EQ(findDatabase("/p/src", FS), "/p/build-debug/compile_commands.json");
  add(FS, "/p/build/compile_commands.json");
  EXPECT_EQ(findDatabase("/p/src", FS), "/p/build/compile_commands.json");
  // What lies in the folder itself is nearer.
  add(FS, "/p/compile_commands.json");
  EXPECT_EQ(findDatabase("/p/src", FS), "/p/compile_commands.json");
}

static std::string errorOf(const char *Text) {
  auto Units = readDatabase(Text, "/b/cc.json");
  return Units ? "" : llvm::toString(Units.takeError());
}

TEST(ReadDatabase, BothSpellings) {
  auto Units = readDatabase(
      R"([{"directory": "../p", "file": "s/a.c", "command": "ccache cc -DA=\"x y\" -c s/a.c"},
          {"directory": "/p", "file": "/q/./b.c", "arguments": ["cc", "b.c"]}])",
      "/b/cc.json");
  ASSERT_TRUE(bool(Units));
  ASSERT_EQ(Units->size(), 2u);
  EXPECT_EQ((*Units)[0].Directory, "/p");
  EXPECT_EQ((*Units)[0].Path, "/p/s/a.c");
  EXPECT_EQ((*Units)[0].Command,
            (std::vector<std::string>{"cc", "-DA=x y", "-c", "s/a.c"}));
  EXPECT_EQ((*Units)[1].Path, "/q/b.c");
}

TEST(ReadDatabase, Mistakes) {
  EXPECT_NE(errorOf("[\n{]").find("/b/cc.json:2:2: "), std::string::npos);
  EXPECT_NE(errorOf("{}").find("is a JSON array"), std::string::npos);
  EXPECT_NE(errorOf(R"([3])").find("entry 1 lacks 'file'"), std::string::npos);
  EXPECT_NE(errorOf(R"([{"file": "a"}])").find("lacks 'directory'"),
            std::string::npos);
  EXPECT_NE(errorOf(R"([{"file": "a", "directory": "/", "arguments": [1]}])")
                .find("lacks 'command' or 'arguments'"),
            std::string::npos);
  EXPECT_NE(errorOf("").find("/b/cc.json:"), std::string::npos);
}

TEST(KeepConfiguration, ByTheMacroOfCMake) {
  auto Units = readDatabase(
      R"([{"directory": "/p", "file": "a.c", "command": "cc -DCMAKE_INTDIR=\\\"Debug\\\" a.c"},
          {"directory": "/p", "file": "a.c", "command": "cc -DCMAKE_INTDIR=\\\"Release\\\" a.c"},
          {"directory": "/p", "file": "b.c", "arguments": ["cl", "/DCMAKE_INTDIR=\"Debug\"", "b.c"]},
          {"directory": "/p", "file": "c.c", "command": "cc c.c"}])",
      "/b/cc.json");
  ASSERT_TRUE(bool(Units));
  EXPECT_EQ(llvm::toString(keepConfiguration(*Units, "debug", "/b/cc.json")),
            "no command in '/b/cc.json' is of the configuration 'debug'; it "
            "has Debug, Release");
  EXPECT_EQ(Units->size(), 4u);
  ASSERT_FALSE(bool(keepConfiguration(*Units, "Debug", "/b/cc.json")));
  ASSERT_EQ(Units->size(), 2u);
  EXPECT_EQ((*Units)[0].Path, "/p/a.c");
  EXPECT_EQ((*Units)[1].Path, "/p/b.c");
}

TEST(KeepConfiguration, WithoutAny) {
  std::vector<Unit> Units = {{"/p/a.c", "/p", {"cc", "-DA=Debug", "a.c"}}};
  EXPECT_EQ(llvm::toString(keepConfiguration(Units, "Debug", "/b/cc.json")),
            "'/b/cc.json' is of one configuration; leave out "
            "'--configuration'");
  EXPECT_EQ(Units.size(), 1u);
}

TEST(Database, GuessesForUnlistedFiles) {
  InMemoryFileSystem FS;
  Database D({{"/p/near/a.cpp", "/p", {"c++", "-DNEAR", "/p/near/a.cpp"}},
              {"/p/far/b.cpp", "/p", {"c++", "-DFAR", "/p/far/b.cpp"}}},
             FS);
  std::vector<Unit> Units = D.unitsOf("/p/near/new.cpp");
  ASSERT_EQ(Units.size(), 1u);
  EXPECT_EQ(Units[0].Path, "/p/near/new.cpp");
  EXPECT_TRUE(llvm::is_contained(Units[0].Command, "-DNEAR"));
}
