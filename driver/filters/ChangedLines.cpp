// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/ChangedLines.h"
#include "analysis/LlvmCompat.h"
#include "driver/findings/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <limits>

using namespace llvm;

namespace p99::driver {

static constexpr LineRange WholeFile{1, std::numeric_limits<unsigned>::max()};

/// A path as git prints it: `b/src/a.cpp`, or in quotes with C's escapes.
static std::string unquoted(StringRef Path) {
  if (!Path.consume_front("\""))
    return Path.rtrim('\t').str();
  std::string Out;
  while (!Path.empty() && Path.front() != '"') {
    char C = Path.front();
    Path = Path.drop_front();
    if (C != '\\') {
      Out += C;
      continue;
    }
    unsigned Octal;
    if (!Path.take_front(3).getAsInteger(8, Octal) && Path.size() >= 3) {
      Out += static_cast<char>(Octal);
      Path = Path.drop_front(3);
      continue;
    }
    constexpr StringLiteral Letters = "abtnvfr", Meant = "\a\b\t\n\v\f\r";
    size_t Known = Letters.find(Path.take_front(1));
    Out +=
        Known == StringRef::npos ? Path.take_front(1) : Meant.substr(Known, 1);
    Path = Path.drop_front(!Path.empty());
  }
  return Out;
}

std::map<std::string, std::vector<LineRange>> parseDiff(StringRef Text) {
  std::map<std::string, std::vector<LineRange>> Files;
  std::vector<LineRange> *Current = nullptr;
  // How many lines of a hunk are to come: they may look like headers.
  unsigned Removed = 0, Added = 0;
  for (StringRef Line : split(Text, '\n')) {
    if (Removed && Line.starts_with("-")) {
      --Removed;
    } else if (Added && Line.starts_with("+")) {
      --Added;
    } else if (Line.consume_front("+++ ")) {
      std::string Path = unquoted(Line);
      Current = Line.starts_with("/dev/null")
                    ? nullptr
                    : &Files[StringRef(Path).substr(2).str()];
    } else if (Line.consume_front("@@ -")) {
      // @@ -12,2 +12,3 @@ and, of one line, @@ -12 +12 @@
      unsigned Old, First, Count = 1;
      Removed = 1;
      if (Line.consumeInteger(10, Old) ||
          (Line.consume_front(",") && Line.consumeInteger(10, Removed)) ||
          !Line.consume_front(" +") || Line.consumeInteger(10, First) ||
          (Line.consume_front(",") && Line.consumeInteger(10, Count)))
        continue;
      Added = Count;
      if (Current && Count)
        Current->push_back({First, First + Count - 1});
    }
  }
  return Files;
}

/// What git prints, or what it says is wrong.
static Expected<std::string> git(ArrayRef<StringRef> Arguments) {
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError("git is not in PATH");
  SmallString<128> Out, Err;
  if (std::error_code EC = sys::fs::createTemporaryFile("p99-git", "out", Out))
    return createStringError("no temporary file: " + EC.message());
  compat::ScopeExit RemoveOut{[&] { sys::fs::remove(Out); }};
  if (std::error_code EC = sys::fs::createTemporaryFile("p99-git", "err", Err))
    return createStringError("no temporary file: " + EC.message());
  compat::ScopeExit RemoveErr{[&] { sys::fs::remove(Err); }};

  SmallVector<StringRef, 24> Command{*Program, "--no-optional-locks"};
  append_range(Command, Arguments);
  std::string Problem;
  int Code =
      sys::ExecuteAndWait(*Program, Command, std::nullopt,
                          {StringRef(), Out.str(), Err.str()}, 0, 0, &Problem);
  auto Text = MemoryBuffer::getFile(Code ? Err : Out);
  if (!Text)
    return createStringError("git: " + Text.getError().message());
  StringRef Said = (*Text)->getBuffer();
  if (Code == 0)
    return Said.str();
  if (Problem.empty())
    Problem = Said.split('\n').first.str();
  StringRef Short = Problem;
  Short.consume_front("fatal: ");
  return createStringError("git: " + Short);
}

/// The other sides of a merge that is not committed yet.
static Expected<std::vector<std::string>> mergedCommits() {
  Expected<std::string> Path = git({"rev-parse", "--git-path", "MERGE_HEAD"});
  if (!Path)
    return Path.takeError();
  std::vector<std::string> Commits;
  if (auto Text = MemoryBuffer::getFile(StringRef(*Path).rtrim('\n')))
    for (StringRef Line : split((*Text)->getBuffer(), '\n'))
      if (!Line.empty())
        Commits.push_back(Line.str());
  return Commits;
}

/// The commits, or tree, that the work tree is compared with: a line counts if
/// it differs from each.
static Expected<std::vector<std::string>> findBases(StringRef Revision) {
  Expected<std::string> Head =
      git({"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
  if (!Head && Revision.empty()) {
    // Before the first commit everything is new.
    consumeError(Head.takeError());
    Expected<std::string> Tree =
        git({"hash-object", "-t", "tree", "/dev/null"});
    if (!Tree)
      return Tree.takeError();
    return std::vector{std::move(*Tree)};
  }
  if (!Head)
    return Head.takeError();
  Expected<std::vector<std::string>> Merged = mergedCommits();
  if (!Merged)
    return Merged.takeError();
  if (Revision.empty()) {
    // What the other side brings along was written and reviewed there.
    Merged->push_back(std::move(*Head));
    return Merged;
  }
  std::string Commit = (Revision + "^{commit}").str();
  // No name of a commit starts with a dash, but an option does.
  Expected<std::string> Other =
      Revision.starts_with("-")
          ? createStringError("not a revision")
          : git({"rev-parse", "--verify", "--quiet", Commit});
  if (!Other) {
    consumeError(Other.takeError());
    return createStringError("--changed=" + Revision +
                             ": git knows no such commit");
  }
  // Of several commits after the first, git takes the merge that they would be.
  SmallVector<StringRef, 4> Ask{"merge-base", StringRef(*Other).trim(), "HEAD"};
  append_range(Ask, *Merged);
  Expected<std::string> Base = git(Ask);
  if (!Base) {
    consumeError(Base.takeError());
    return createStringError("--changed=" + Revision +
                             ": it has no commit in common with HEAD; a "
                             "shallow clone has to be fetched deeper");
  }
  return std::vector{std::move(*Base)};
}

/// Both are sorted.
static std::vector<LineRange> commonLines(ArrayRef<LineRange> A,
                                          ArrayRef<LineRange> B) {
  std::vector<LineRange> Common;
  while (!A.empty() && !B.empty()) {
    LineRange Both{std::max(A[0].First, B[0].First),
                   std::min(A[0].Last, B[0].Last)};
    if (Both.First <= Both.Last)
      Common.push_back(Both);
    ArrayRef<LineRange> &Done = A[0].Last < B[0].Last ? A : B;
    Done = Done.drop_front();
  }
  return Common;
}

Expected<ChangedLines> ChangedLines::find(StringRef Revision) {
  ChangedLines Made;
  Expected<std::string> Root = git({"rev-parse", "--show-toplevel"});
  if (!Root)
    return createStringError("--changed: " + toString(Root.takeError()));
  Made.Root = StringRef(*Root).rtrim('\n').str();
  Expected<std::vector<std::string>> Bases = findBases(Revision);
  if (!Bases)
    return Bases.takeError();
  for (const auto &[Index, Base] : enumerate(*Bases)) {
    // Whatever the user's configuration makes of a diff.
    Expected<std::string> Diff =
        git({"diff", "--no-color", "--no-ext-diff", "--no-textconv",
             "--no-relative", "--text", "--unified=0", "--inter-hunk-context=0",
             "--find-renames", "--src-prefix=a/", "--dst-prefix=b/",
             "--ignore-submodules", "--submodule=short", StringRef(Base).trim(),
             "--"});
    if (!Diff)
      return Diff.takeError();
    std::map<std::string, std::vector<LineRange>> Lines = parseDiff(*Diff);
    if (Index)
      for (auto &[Path, Ranges] : Lines)
        Ranges = commonLines(Ranges, Made.Lines[Path]);
    Made.Lines = std::move(Lines);
  }
  Expected<std::string> New = git({"ls-files", "--others", "--exclude-standard",
                                   "--full-name", "-z", ":/"});
  if (!New)
    return New.takeError();
  for (StringRef Path : split(*New, '\0'))
    if (!Path.empty())
      Made.Lines[Path.str()] = {WholeFile};
  return Made;
}

std::string ChangedLines::relative(StringRef Path) {
  auto [Known, IsNew] = Relative.try_emplace(Path);
  if (IsNew) {
    SmallString<256> Real;
    if (!sys::fs::real_path(Path, Real))
      if (StringRef Short = shortPath(Real, Root); Short != Real)
        Known->second = Short.str();
  }
  return Known->second;
}

bool ChangedLines::covers(StringRef Path) { return !relative(Path).empty(); }

bool ChangedLines::contains(StringRef Path, LineRange Wanted) {
  auto File = Lines.find(relative(Path));
  return File != Lines.end() && any_of(File->second, [&](LineRange Changed) {
           return Changed.First <= Wanted.Last && Wanted.First <= Changed.Last;
         });
}

} // namespace p99::driver
