// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Nolint.h"
#include "analysis/UserCode.h"
#include "clang-tidy/GlobList.h"
#include "core/Register.h"
#include "driver/findings/Findings.h"
#include "driver/frontend/Frontend.h"
#include "driver/project/DidYouMean.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <limits>

using namespace clang;

namespace p99::driver {

namespace {

/// As clang-tidy reads them: the word may stand anywhere, also outside of
/// comments.
struct Directive {
  StringRef Kind; ///< What follows NOLINT.
  StringRef List; ///< What stands in the parentheses.
  unsigned Line;
  StringRef Before; ///< On its line.
  StringRef After;
};

} // namespace

static std::vector<Directive> directivesOf(StringRef Text) {
  constexpr llvm::StringLiteral Word = "NOLINT";
  std::vector<Directive> Found;
  unsigned Line = 0;
  for (StringRef Now : llvm::split(Text, '\n')) {
    ++Line;
    Now = Now.rtrim('\r');
    for (size_t At = Now.find(Word); At != StringRef::npos;
         At = Now.find(Word, At + Word.size())) {
      StringRef Rest = Now.drop_front(At + Word.size());
      Directive D;
      D.Kind = Rest.take_while(llvm::isAlnum);
      Rest = Rest.drop_front(D.Kind.size());
      size_t Close = Rest.find(')');
      if (!Rest.starts_with("(") || Close == StringRef::npos)
        continue;
      D.List = Rest.slice(1, Close);
      D.Line = Line;
      D.Before = Now.take_front(At);
      D.After = Rest.drop_front(Close + 1);
      Found.push_back(D);
    }
  }
  return Found;
}

/// The line of the NOLINTEND that ends a block; of a block without one, which
/// clang-tidy reports, the last that there can be.
static unsigned endOfBlock(llvm::ArrayRef<Directive> Later, StringRef List) {
  unsigned Depth = 1;
  for (const Directive &D : Later) {
    if (D.List != List)
      continue;
    Depth += D.Kind == "BEGIN";
    Depth -= D.Kind == "END";
    if (Depth == 0)
      return D.Line;
  }
  return std::numeric_limits<unsigned>::max();
}

/// Takes the name out of its list, or a comment that is nothing but the
/// directive and its reason out of the file.
static void findRemoval(const Directive &D, StringRef Name, StringRef Text,
                        NolintName &Result) {
  auto Remove = [&](const char *From, const char *To) {
    Result.RemoveOffset = From - Text.begin();
    Result.RemoveLength = To - From;
  };
  if (D.Kind == "BEGIN")
    return; // Its end would have to go with it.
  StringRef Left(D.List.begin(), Name.begin() - D.List.begin());
  StringRef Right(Name.end(), D.List.end() - Name.end());
  if (Right.contains(','))
    return Remove(Name.begin(), Right.split(',').second.ltrim().begin());
  if (Left.contains(','))
    return Remove(Left.rtrim().drop_back().rtrim().end(), Name.end());
  StringRef Code = D.Before.rtrim();
  if (!Code.consume_back("//") || D.After.contains("NOLINT"))
    return;
  Code = Code.rtrim();
  const char *End = D.After.end();
  if (Code.empty() && StringRef(End, Text.end() - End).find('\n') < 2)
    End = Text.begin() + Text.find('\n', End - Text.begin()) + 1;
  Remove(Code.end(), End);
}

std::vector<NolintName> nolintNames(StringRef Text) {
  std::vector<NolintName> Names;
  std::vector<Directive> All = directivesOf(Text);
  for (const auto &[Index, D] : llvm::enumerate(All)) {
    unsigned First = D.Line, Last = D.Line;
    if (D.Kind == "NEXTLINE")
      First = Last = D.Line + 1;
    else if (D.Kind == "BEGIN")
      Last = endOfBlock(llvm::ArrayRef(All).drop_front(Index + 1), D.List);
    else if (!D.Kind.empty())
      continue;
    for (StringRef Name : llvm::split(D.List, ',')) {
      Name = Name.trim();
      if (!Name.starts_with("p99-"))
        continue;
      NolintName N;
      N.Offset = Name.begin() - Text.begin();
      N.Glob = Name.str();
      N.First = First;
      N.Last = Last;
      findRemoval(D, Name, Text, N);
      Names.push_back(std::move(N));
    }
  }
  return Names;
}

/// The lines of each file on which a comment can silence a report: where it is,
/// and where the macros around it are used.
static std::map<FileID, std::multimap<unsigned, StringRef>>
linesOf(const SourceManager &SM, llvm::ArrayRef<Reported> Reports) {
  std::map<FileID, std::multimap<unsigned, StringRef>> Lines;
  for (const Reported &R : Reports)
    for (SourceLocation At = R.Where;;
         At = SM.getImmediateExpansionRange(At).getBegin()) {
      auto [File, Offset] = SM.getDecomposedSpellingLoc(At);
      Lines[File].emplace(SM.getLineNumber(File, Offset), R.Check);
      if (!At.isMacroID())
        break;
    }
  return Lines;
}

std::vector<NolintUse> nolintUses(const SourceManager &SM, StringRef Directory,
                                  llvm::ArrayRef<Reported> Reports,
                                  llvm::ArrayRef<std::string> Enabled) {
  auto Lines = linesOf(SM, Reports);
  std::vector<NolintUse> Uses;
  analysis::forEachUserFile(SM, [&](FileID ID) {
    OptionalFileEntryRef File = SM.getFileEntryRefForID(ID);
    std::optional<StringRef> Text = SM.getBufferDataOrNone(ID);
    if (!File || !Text)
      return;
    std::string Path = absolutePath(File->getName(), Directory);
    for (NolintName &Name : nolintNames(*Text)) {
      clang::tidy::GlobList Globs(Name.Glob);
      NolintUse Use{Path, std::move(Name)};
      // A name that no check has will never silence anything.
      bool IsName = !StringRef(Use.Name.Glob).contains('*');
      Use.Judged = (IsName && !findCheck(Use.Name.Glob)) ||
                   llvm::any_of(Enabled, [&](const std::string &Check) {
                     return Globs.contains(Check);
                   });
      auto &Here = Lines[ID];
      Use.Used = std::any_of(
          Here.lower_bound(Use.Name.First), Here.upper_bound(Use.Name.Last),
          [&](auto &At) { return Globs.contains(At.second); });
      Uses.push_back(std::move(Use));
    }
  });
  return Uses;
}

static Finding makeFinding(const NolintUse &Use) {
  StringRef Glob = Use.Name.Glob;
  Finding F;
  F.Check = "unused-nolint";
  F.Main.Path = Use.Path;
  F.Main.Offset = Use.Name.Offset;
  F.Main.Spans.push_back(
      {Use.Path, Use.Name.Offset, static_cast<unsigned>(Glob.size())});
  if (Glob.contains('*') || findCheck(Glob)) {
    F.Main.Text = ("'" + Glob + "' has nothing to silence; remove it").str();
    if (Use.Name.RemoveLength)
      F.Main.Edits.push_back(
          {Use.Path, Use.Name.RemoveOffset, Use.Name.RemoveLength, ""});
    return F;
  }
  llvm::SmallVector<StringRef, 32> Known;
  for (const RegisteredCheck &Check : registeredChecks())
    Known.push_back(Check.Info->Name);
  F.Main.Text = "no check is called '" + Glob.str() + "'; " +
                didYouMean(Glob, Known, "see --list-checks");
  return F;
}

std::vector<Finding> unusedNolints(llvm::ArrayRef<UnitResult> Results) {
  std::map<std::pair<StringRef, unsigned>, NolintUse> All;
  std::set<StringRef> Unsure;
  for (const UnitResult &R : Results) {
    if (R.Failure)
      Unsure.insert(R.UserFiles.begin(), R.UserFiles.end());
    for (const NolintUse &Use : R.Nolints) {
      auto [Known, IsNew] = All.try_emplace({Use.Path, Use.Name.Offset}, Use);
      Known->second.Judged |= Use.Judged;
      Known->second.Used |= Use.Used;
    }
  }
  std::vector<Finding> Unused;
  for (const auto &[Place, Use] : All)
    if (Use.Judged && !Use.Used && !Unsure.count(Use.Path))
      Unused.push_back(makeFinding(Use));
  locate(Unused);
  return Unused;
}

} // namespace p99::driver
