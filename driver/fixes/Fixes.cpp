// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/fixes/Fixes.h"
#include "driver/findings/Files.h"
#include "driver/findings/Report.h"
#include "driver/fixes/Diff.h"
#include "driver/fixes/Edits.h"
#include "driver/fixes/FormatChanges.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace p99::driver {

Fixer::Fixer(const Runner &Run, const Frontend &Front, ArrayRef<Unit> Units,
             ArrayRef<UnitResult> Results, StringRef Style)
    : Run(Run), Front(Front), Units(Units), Results(Results), Style(Style) {
  for (const UnitResult &R : Results) {
    UserFiles.insert(R.UserFiles.begin(), R.UserFiles.end());
    if (!R.Failure)
      Verifiable.insert(R.UserFiles.begin(), R.UserFiles.end());
  }
}

void Fixer::leaveOut(const Fix &F, const Twine &Why) {
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  const Message &M = F.Of->Main;
  Outcome.Notes.push_back((shortPath(M.Path, Directory) + ":" + Twine(M.Line) +
                           ":" + Twine(M.Column) + ": fix of " + F.Of->Check +
                           " left out: " + Why)
                              .str());
}

/// Of a symbolic link, what it leads to.
static std::string realPath(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path.str() : std::string(Real);
}

/// Why a fix cannot even be tried.
std::optional<std::string> Fixer::refusal(const Fix &F) {
  for (const Edit &E : F.Edits) {
    if (!UserFiles.count(E.Path))
      return "it would change '" + E.Path + "', which is no file of yours";
    if (!Verifiable.count(E.Path))
      return "no unit that parses sees the file, so it cannot be tried";
    std::optional<StringRef> Text = Files.text(E.Path);
    if (!Text || E.Offset > Text->size() || E.Length > Text->size() - E.Offset)
      return "the file has changed";
    if (DiffFolder.empty())
      continue;
    std::string Target = realPath(E.Path);
    if (shortPath(Target, DiffFolder) == Target)
      return "a diff cannot name '" + E.Path +
             "', which is not below the working folder";
  }
  return std::nullopt;
}

Overlay Fixer::contentsAfter(ArrayRef<Fix> Fixes) {
  std::map<std::string, std::vector<Edit>> ByFile;
  for (const Fix &F : Fixes)
    for (const Edit &E : F.Edits)
      ByFile[E.Path].push_back(E);
  Overlay Contents;
  for (auto &[Path, Edits] : ByFile)
    if (auto Text = applyEdits(*Files.text(Path), std::move(Edits)))
      Contents[Path] =
          Style.empty()
              ? std::move(*Text)
              : formatChanges(*Files.text(Path), std::move(*Text), Path, Style);
  return Contents;
}

bool Fixer::sees(size_t UnitIndex, const Fix &F) const {
  const std::vector<std::string> &Read = Results[UnitIndex].UserFiles;
  return any_of(F.Edits, [&](const Edit &E) {
    return std::binary_search(Read.begin(), Read.end(), E.Path);
  });
}

void Fixer::dropCulprit(size_t UnitIndex, std::vector<Fix> &Fixes) {
  std::vector<Fix> Relevant;
  copy_if(Fixes, std::back_inserter(Relevant),
          [&](const Fix &F) { return sees(UnitIndex, F); });
  // Without fixes the unit parses, with all of them it does not: somewhere
  // between, one fix makes the difference.
  size_t Good = 0, Bad = Relevant.size();
  std::string Reason = "it does not parse with the others";
  while (Bad - Good > 1 || Bad == Relevant.size()) {
    size_t Middle = Bad - Good > 1 ? (Good + Bad) / 2 : Bad;
    auto Error = Run.firstErrors(
        Front, &Units[UnitIndex],
        contentsAfter(ArrayRef(Relevant).take_front(Middle)))[0];
    if (!Error) {
      // It parses after all: what broke it is gone.
      if (Middle == Bad)
        return;
      Good = Middle;
      continue;
    }
    Reason = *Error;
    if (Middle == Bad)
      break;
    Bad = Middle;
  }
  const Fix &Culprit = Relevant[Bad - 1];
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  leaveOut(Culprit,
           "the code would not compile: " + shortPath(Reason, Directory));
  erase_if(Fixes, [&](const Fix &F) { return F.Of == Culprit.Of; });
}

void Fixer::dropBreaking(std::vector<Fix> &Fixes) {
  while (!Fixes.empty()) {
    std::vector<const Unit *> Dirty;
    std::vector<size_t> Indices;
    for (size_t I = 0; I < Units.size(); ++I)
      if (!Results[I].Failure &&
          any_of(Fixes, [&](const Fix &F) { return sees(I, F); })) {
        Dirty.push_back(&Units[I]);
        Indices.push_back(I);
      }
    auto Errors = Run.firstErrors(Front, Dirty, contentsAfter(Fixes));
    bool Broken = false;
    for (size_t I = 0; I < Errors.size(); ++I)
      if (Errors[I]) {
        Broken = true;
        dropCulprit(Indices[I], Fixes);
      }
    if (!Broken)
      return;
  }
}

/// The text in a new file beside `Path`, with its permissions.
Expected<Replacement> Fixer::prepare(StringRef Path, StringRef Text) {
  auto Failure = [&](const Twine &What) {
    return createStringError(inconvertibleErrorCode(), What);
  };
  // What a symbolic link points to is replaced, not the link.
  SmallString<256> Target;
  if (std::error_code EC = sys::fs::real_path(Path, Target))
    return Failure(EC.message());
  ErrorOr<std::unique_ptr<MemoryBuffer>> Now = MemoryBuffer::getFile(
      Target, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Now || (*Now)->getBuffer() != *Files.text(Path))
    return Failure("it has changed in the meantime; run again");
  if (std::error_code EC = sys::fs::access(Target, sys::fs::AccessMode::Write))
    return Failure(EC.message());
  Expected<sys::fs::TempFile> Temporary = writeBeside(Target, Text);
  if (!Temporary)
    return Temporary.takeError();
  return Replacement{std::move(*Temporary), std::string(Target)};
}

void Fixer::dropUnwritable(std::vector<Fix> &Fixes, StringRef Path, Error Why) {
  std::string Reason =
      ("cannot write '" + Path + "': " + toString(std::move(Why))).str();
  erase_if(Fixes, [&](const Fix &F) {
    bool Drop = any_of(F.Edits, [&](const Edit &E) { return E.Path == Path; });
    if (Drop)
      leaveOut(F, Reason);
    return Drop;
  });
}

void Fixer::write(std::vector<Fix> &Fixes) {
  std::map<std::string, Replacement> Ready;
  auto Discard = [&] {
    for (auto &[Path, R] : Ready)
      consumeError(R.File.discard());
    Ready.clear();
  };
  bool Complete = false;
  while (!Complete) {
    Complete = true;
    for (const auto &[Path, Text] : contentsAfter(Fixes)) {
      Expected<Replacement> R = prepare(Path, Text);
      if (!R) {
        // The others were made together with what is left out now.
        Discard();
        dropUnwritable(Fixes, Path, R.takeError());
        dropBreaking(Fixes);
        Complete = false;
        break;
      }
      Ready.emplace(Path, std::move(*R));
    }
  }
  // From here on only the loss of a folder can part what belongs together.
  for (auto &[Path, R] : Ready) {
    if (Error E = R.File.keep(R.Target))
      dropUnwritable(Fixes, Path, std::move(E));
    else
      Outcome.Files.insert(Path);
  }
}

std::vector<Fixer::Fix> Fixer::choose(ArrayRef<Finding> Findings,
                                      bool Suggested) {
  std::vector<Fix> Candidates;
  for (const Finding &F : Findings)
    if (F.fix() == FixKind::Safe ||
        (Suggested && F.fix() == FixKind::Suggested)) {
      Fix New{&F, F.edits()};
      if (std::optional<std::string> Why = refusal(New))
        leaveOut(New, *Why);
      else
        Candidates.push_back(New);
    }

  std::vector<ArrayRef<Edit>> Edits;
  Edits.reserve(Candidates.size());
  for (const Fix &F : Candidates)
    Edits.push_back(F.Edits);
  std::vector<bool> Taken = chooseFixes(Edits);
  std::vector<Fix> Fixes;
  for (const auto &[F, Take] : zip_equal(Candidates, Taken)) {
    if (Take)
      Fixes.push_back(F);
    else
      leaveOut(F, "it overlaps another one; run again to apply it");
  }

  dropBreaking(Fixes);
  return Fixes;
}

FixOutcome Fixer::apply(ArrayRef<Finding> Findings, bool Suggested) {
  std::vector<Fix> Fixes = choose(Findings, Suggested);
  write(Fixes);
  Outcome.Fixed = Fixes.size();
  return std::move(Outcome);
}

FixOutcome Fixer::diff(ArrayRef<Finding> Findings, bool Suggested,
                       raw_ostream &Out) {
  DiffFolder = realPath(".");
  std::vector<Fix> Fixes = choose(Findings, Suggested);
  std::map<std::string, std::pair<StringRef, std::string>> ByName;
  for (auto &[Path, Text] : contentsAfter(Fixes))
    ByName[shortPath(realPath(Path), DiffFolder).str()] = {*Files.text(Path),
                                                           std::move(Text)};
  for (const auto &[Name, Texts] : ByName)
    printUnifiedDiff(Name, Texts.first, Texts.second, Out);
  Outcome.Fixed = Fixes.size();
  return std::move(Outcome);
}

} // namespace p99::driver
