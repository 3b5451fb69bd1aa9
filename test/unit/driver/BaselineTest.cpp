// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/Baseline.h"
#include "driver/findings/Findings.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace p99::driver;

namespace {

class Baselines : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("p99", Folder));
    File = path("baseline.json");
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Folder); }

  std::string path(llvm::StringRef Name) { return (Folder + "/" + Name).str(); }

  void write(llvm::StringRef Name, llvm::StringRef Text) {
    std::error_code EC;
    llvm::raw_fd_ostream(path(Name), EC) << Text;
    ASSERT_FALSE(EC);
  }

  std::string text() {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : "";
  }

  /// A finding in the first line of a file.
  Finding finding(llvm::StringRef Name, llvm::StringRef Content = "1") {
    Finding F;
    F.Check = "p99-x";
    F.Main.Path = path(Name);
    F.Main.Line = 1;
    F.Main.Text = "bad";
    F.Function = "f";
    F.Content = Content.str();
    return F;
  }

  Coverage seen(std::initializer_list<const char *> Names,
                const char *Check = "p99-x") {
    Coverage C;
    for (const char *Name : Names)
      C.add({path(Name)}, {Check});
    return C;
  }

  void make(std::vector<Finding> Findings) {
    EXPECT_FALSE(bool(Baseline().write(File, Findings)));
  }

  /// "known known new; 1 gone"
  std::string match(std::vector<Finding> Findings, const Coverage &Seen) {
    auto Read = Baseline::read(File);
    if (!Read)
      return llvm::toString(Read.takeError());
    std::string Text;
    for (bool Known : Read->match(Findings, Seen))
      Text += Known ? "known " : "new ";
    return Text + "/ " + std::to_string(Read->gone().size()) + " gone";
  }

  llvm::SmallString<128> Folder;
  std::string File;
};

} // namespace

TEST_F(Baselines, KnowWhatWasWritten) {
  make({finding("a.c"), finding("b.c", "2")});
  EXPECT_EQ(match({finding("a.c"), finding("b.c", "2"), finding("b.c", "3")},
                  seen({"a.c", "b.c"})),
            "known known new / 0 gone");
}

TEST_F(Baselines, AreLinesThatMergeWell) {
  make({finding("b.c"), finding("a.c"), finding("a.c")});
  EXPECT_EQ(text(), R"({
  "version": 1,
  "findings": [
    {"path":"a.c","check":"p99-x","function":"f","message":"bad","fingerprint":"1","count":2},
    {"path":"b.c","check":"p99-x","function":"f","message":"bad","fingerprint":"1"}
  ]
}
)");
  make({});
  EXPECT_EQ(text(), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

TEST_F(Baselines, CountEqualFindings) {
  make({finding("a.c"), finding("a.c")});
  write("a.c", "x");
  EXPECT_EQ(
      match({finding("a.c"), finding("a.c"), finding("a.c")}, seen({"a.c"})),
      "known known new / 0 gone");
  EXPECT_EQ(match({finding("a.c")}, seen({"a.c"})), "known / 1 gone");
}

TEST_F(Baselines, TellWhatIsGone) {
  make({finding("a.c"), finding("b.c", "2")});
  write("a.c", "x");
  write("b.c", "x");
  EXPECT_EQ(match({}, seen({"a.c", "b.c"})), "/ 2 gone");
  // Only of what the run has seen, with the check.
  EXPECT_EQ(match({}, seen({"a.c"})), "/ 1 gone");
  EXPECT_EQ(match({}, seen({"a.c", "b.c"}, "p99-y")), "/ 0 gone");
  // A file that is no more needs no look.
  llvm::sys::fs::remove(path("b.c"));
  EXPECT_EQ(match({}, seen({"a.c"})), "/ 2 gone");
}

TEST_F(Baselines, FollowWhatMoved) {
  make({finding("old.c")});
  // The file was renamed.
  write("new.c", "the line\n");
  EXPECT_EQ(match({finding("new.c")}, seen({"new.c"})), "known / 0 gone");
  // The line was moved to another file, and the run saw both, or one.
  write("old.c", "another line\n");
  EXPECT_EQ(match({finding("new.c")}, seen({"new.c", "old.c"})),
            "known / 0 gone");
  EXPECT_EQ(match({finding("new.c")}, seen({"new.c"})), "known / 0 gone");
}

TEST_F(Baselines, TellCopiesFromMoves) {
  make({finding("old.c")});
  write("old.c", "  the  line\n");
  write("new.c", "the line\n");
  EXPECT_EQ(match({finding("new.c")}, seen({"new.c"})), "new / 0 gone");
  EXPECT_EQ(
      match({finding("new.c"), finding("old.c")}, seen({"new.c", "old.c"})),
      "new known / 0 gone");
}

TEST_F(Baselines, AreRenewedForWhatTheRunSaw) {
  make({finding("a.c"), finding("b.c", "2"), finding("c.c", "3")});
  for (const char *Name : {"a.c", "b.c", "c.c"})
    write(Name, "x");
  auto Old = Baseline::read(File);
  ASSERT_TRUE(bool(Old));
  std::vector<Finding> Now{finding("a.c", "4")};
  Old->match(Now, seen({"a.c", "b.c"}));
  EXPECT_FALSE(bool(Old->write(File, Now)));
  EXPECT_EQ(match({finding("a.c", "4"), finding("c.c", "3")},
                  seen({"a.c", "b.c", "c.c"})),
            "known known / 0 gone");
}

TEST_F(Baselines, AreNotTakenForOtherFiles) {
  std::string Start = "cannot read the baseline '" + File + "': ";
  EXPECT_EQ(match({}, {}), Start + "No such file or directory");
  write("baseline.json", "int main;");
  EXPECT_EQ(match({}, {}).find(Start + "[1:"), 0u);
  write("baseline.json", "{\"findings\": []}");
  EXPECT_EQ(match({}, {}), Start + "it is none; --write-baseline makes one");
  write("baseline.json", "{\"version\": 2, \"findings\": []}");
  EXPECT_EQ(match({}, {}), Start + "it is of another version of p99-tidy; "
                                   "--write-baseline makes a new one");
  write("baseline.json", "{\"version\": 1}");
  EXPECT_EQ(match({}, {}), Start + "it has no array 'findings'");
  write("baseline.json", "{\"version\": 1, \"findings\": [{\"path\": 1}]}");
  EXPECT_EQ(match({}, {}), Start + "the entry 1 of 'findings' is none");
}
