// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Flags.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static std::string adjusted(llvm::StringRef Command, FlagPolicy Policy = {}) {
  llvm::SmallVector<llvm::StringRef, 16> Words;
  Command.split(Words, ' ', -1, /*KeepEmpty=*/false);
  Policy.KeepWarnings = true;
  std::vector<std::string> Tokens(Words.begin(), Words.end());
  return llvm::join(adjustFlags(Tokens, Policy), " ");
}

TEST(Flags, DropsWhatOnlyGccKnows) {
  EXPECT_EQ(adjusted("g++ -fno-tree-pre -fanalyzer -fipa-pta -mno-such-flag "
                     "-std=c++20 -DX=1 a.cpp"),
            "g++ -std=c++20 -DX=1 a.cpp");
}

TEST(Flags, KeepsWhatClangKnows) {
  llvm::StringRef Command =
      "g++ -I inc -Iinc2 -isystem sys -D A -include pre.h -pthread -msse4.2 "
      "-fno-exceptions -x c++ -Wall -Wno-gcc-only a.cpp";
  EXPECT_EQ(adjusted(Command), Command);
}

TEST(Flags, DropsOutputs) {
  EXPECT_EQ(adjusted("cc -c a.c -o a.o -MD -MMD -MP -MF a.d -MT a.o -MQa.o "
                     "-Wp,-MMD,b.d -save-temps --serialize-diagnostics d"),
            "cc a.c");
  EXPECT_EQ(adjusted("cc -Wp,-DX a.c"), "cc -Wp,-DX a.c");
}

TEST(Flags, NoWarningIsFatal) {
  EXPECT_EQ(
      adjusted("cc -Werror -Werror=return-type -pedantic-errors -Wall a.c"),
      "cc -Wall a.c");
}

// Whether they can be used shows when they are loaded.
TEST(Flags, KeepsPrecompiledHeaders) {
  EXPECT_EQ(adjusted("clang++ -Winvalid-pch -Xclang -include-pch -Xclang p.pch "
                     "-Xclang -include -Xclang p.h a.cpp"),
            "clang++ -Winvalid-pch a.cpp -Xclang -include-pch -Xclang p.pch "
            "-Xclang -include -Xclang p.h");
  EXPECT_EQ(adjusted("clang++ -include-pch p.pch a.cpp"),
            "clang++ -include-pch p.pch a.cpp");
}

TEST(Flags, DropsPlugins) {
  EXPECT_EQ(adjusted("clang++ -fplugin=x.so -Xclang -load -Xclang y.so "
                     "-Xclang -add-plugin -Xclang z a.cpp"),
            "clang++ a.cpp");
}

TEST(Flags, FollowsConfiguration) {
  FlagPolicy Policy;
  Policy.ResourceDir = "/res";
  Policy.Before = {"-DB"};
  Policy.After = {"-DA"};
  Policy.Removed = {"-DGONE"};
  EXPECT_EQ(adjusted("cc -DGONE -DX -- a.c", Policy),
            "cc -resource-dir=/res -DB -DX -DA -- a.c");
}

TEST(Flags, WarningsOffComesLast) {
  std::vector<std::string> Command{"cc", "-Wall", "--", "a.c"};
  EXPECT_EQ(llvm::join(adjustFlags(Command, {}), " "),
            "cc -Wall -Wno-everything -- a.c");
}

TEST(Flags, MissingResponseFile) {
  EXPECT_EQ(missingResponseFile({"cc", "-Dx", "a.c"}), "");
  EXPECT_EQ(missingResponseFile({"cc", "@flags.rsp", "a.c"}), "flags.rsp");
  EXPECT_EQ(missingResponseFile({"cc", "-rpath", "@rpath/lib", "@"}), "");
}

TEST(Flags, MissingValue) {
  EXPECT_EQ(adjusted("cc a.c -o"), "cc a.c");
  EXPECT_EQ(adjusted("cc a.c -I"), "cc a.c");
  EXPECT_EQ(adjusted("cc"), "cc");
}
