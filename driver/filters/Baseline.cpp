// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/Baseline.h"
#include "analysis/LlvmCompat.h"
#include "driver/findings/Files.h"
#include "driver/findings/Findings.h"
#include "driver/findings/Sources.h"
#include "driver/findings/Utf8.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace llvm;

namespace p99::driver {

void Coverage::add(ArrayRef<std::string> UserFiles, const Checks &Ran) {
  const Checks *List = &*Lists.insert(Ran).first;
  for (const std::string &File : UserFiles)
    Files[File].insert(List);
}

bool Coverage::hasRun(StringRef Check, StringRef File) const {
  auto Known = Files.find(File);
  return Known != Files.end() && any_of(Known->second, [&](const Checks *List) {
           return is_contained(*List, Check);
         });
}

/// Of the layout of the file.
static constexpr int64_t Version = 1;

/// Entries name their files relative to the baseline's own folder.
static std::string folderOf(StringRef File) {
  SmallString<256> Folder(File);
  sys::fs::make_absolute(Folder);
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  sys::path::remove_filename(Folder);
  return std::string(StringRef(Folder).rtrim('/'));
}

Expected<Baseline> Baseline::read(StringRef File) {
  auto Failure = [&](const Twine &What) {
    return createStringError("cannot read the baseline '" + File +
                             "': " + What);
  };
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return Failure(Buffer.getError().message());
  Expected<json::Value> Parsed = json::parse((*Buffer)->getBuffer());
  if (!Parsed)
    return Failure(toString(Parsed.takeError()));

  json::Path::Root Root("baseline");
  json::ObjectMapper Top(*Parsed, Root);
  int64_t Written = 0;
  json::Value List = nullptr;
  if (!Top || !Top.map("version", Written))
    return Failure("it is none; --write-baseline makes one");
  if (Written != Version)
    return Failure("it is of another version of p99-tidy; --write-baseline "
                   "makes a new one");
  const json::Array *Findings = Parsed->getAsObject()->getArray("findings");
  if (!Findings)
    return Failure("it has no array 'findings'");

  Baseline Made;
  std::string Folder = folderOf(File);
  for (const auto &[Index, Value] : enumerate(*Findings)) {
    Entry E;
    json::ObjectMapper Map(Value,
                           json::Path(Root).field("findings").index(Index));
    if (!Map || !Map.map("path", E.What.Path) ||
        !Map.map("check", E.What.Check) ||
        !Map.map("function", E.What.Function) ||
        !Map.map("message", E.What.Message) ||
        !Map.map("fingerprint", E.Content) ||
        !Map.mapOptional("count", E.Count) || E.Count == 0)
      return Failure("the entry " + Twine(Index + 1) +
                     " of 'findings' is none");
    E.What.Path = absolutePath(E.What.Path, Folder);
    Made.Entries.push_back(std::move(E));
  }
  return Made;
}

/// Whether a line of the file reads as `Line` does.
static bool hasLine(Sources &Files, StringRef Path, StringRef Line) {
  std::optional<StringRef> Text = Files.text(Path);
  return Text && any_of(split(*Text, '\n'), [&](StringRef Other) {
           return normalized(Other) == Line;
         });
}

std::vector<bool> Baseline::match(ArrayRef<Finding> Findings,
                                  const Coverage &Seen) {
  Sources Files;
  std::vector<bool> Known(Findings.size());
  StringMap<std::vector<Entry *>> ByContent;
  std::vector<Entry> Left = Entries;
  for (Entry &E : Left)
    ByContent[E.Content].push_back(&E);

  auto IsJudged = [&](const Entry &E) {
    return Seen.hasRead(E.What.Path) ? Seen.hasRun(E.What.Check, E.What.Path)
                                     : !Files.text(E.What.Path);
  };
  auto Take = [&](size_t Index, function_ref<bool(const Entry &)> Fits) {
    auto Same = ByContent.find(Findings[Index].Content);
    if (Known[Index] || Same == ByContent.end())
      return;
    auto Match = find_if(
        Same->second, [&](const Entry *E) { return E->Count > 0 && Fits(*E); });
    if (Match == Same->second.end())
      return;
    --(*Match)->Count;
    Known[Index] = true;
  };
  for (size_t I = 0; I < Findings.size(); ++I)
    Take(I,
         [&](const Entry &E) { return E.What.Path == Findings[I].Main.Path; });
  // A run of few files may not know that the old one is still as it was.
  for (size_t I = 0; I < Findings.size(); ++I)
    Take(I, [&](const Entry &E) {
      return IsJudged(E) || !hasLine(Files, E.What.Path,
                                     normalized(Files.line(Findings[I].Main)));
    });

  Gone.clear();
  NotJudged.clear();
  for (Entry &E : Left) {
    if (E.Count == 0)
      continue;
    if (!IsJudged(E))
      NotJudged.push_back(E);
    else
      Gone.insert(Gone.end(), E.Count, E.What);
  }
  return Known;
}

Error Baseline::write(StringRef File, ArrayRef<Finding> Findings) const {
  auto Key = [](const Entry &E) {
    return std::tie(E.What.Path, E.What.Check, E.What.Function, E.What.Message,
                    E.Content);
  };
  std::vector<Entry> All = NotJudged;
  All.reserve(All.size() + Findings.size());
  for (const Finding &F : Findings)
    All.push_back({{F.Main.Path, F.Check, F.Function, F.Main.Text}, F.Content});
  sort(All, [&](const Entry &A, const Entry &B) { return Key(A) < Key(B); });
  std::vector<Entry> Counted;
  for (Entry &E : All)
    if (!Counted.empty() && Key(Counted.back()) == Key(E))
      Counted.back().Count += E.Count;
    else
      Counted.push_back(std::move(E));

  // No lines and one entry on each line, so that a change to the code or two
  // people's changes to the baseline touch few of them.
  std::string Folder = folderOf(File);
  std::string Text;
  raw_string_ostream Out(Text);
  Out << "{\n  \"version\": " << Version << ",\n  \"findings\": [";
  StringRef Separator = "\n    ";
  for (const Entry &E : Counted) {
    Out << std::exchange(Separator, ",\n    ");
    json::OStream J(Out);
    J.object([&] {
      J.attribute("path", utf8(shortPath(E.What.Path, Folder)));
      J.attribute("check", E.What.Check);
      J.attribute("function", utf8(E.What.Function));
      J.attribute("message", utf8(E.What.Message));
      J.attribute("fingerprint", E.Content);
      if (E.Count > 1)
        J.attribute("count", E.Count);
    });
  }
  Out << (Counted.empty() ? "]\n}\n" : "\n  ]\n}\n");
  return replaceFile(File, Text);
}

} // namespace p99::driver
