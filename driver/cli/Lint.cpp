// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Lint.h"
#include "analysis/Profile.h"
#include "driver/cli/Ask.h"
#include "driver/cli/Conclusion.h"
#include "driver/cli/Console.h"
#include "driver/filters/Filters.h"
#include "driver/filters/Ranking.h"
#include "driver/findings/Findings.h"
#include "driver/fixes/Fixes.h"
#include "driver/project/Configuration.h"
#include "driver/run/Runner.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <chrono>

using namespace llvm;

namespace p99::driver {

/// A run of no checks would look like a clean one.
static bool checkGlobs(StringRef Globs) {
  if (std::string Mistake = misspeltCheck(Globs); !Mistake.empty()) {
    error() << "--checks='" << Globs << "': " << Mistake << '\n';
    return false;
  }
  if (Globs.empty() || asksForWarnings(Globs) || !enabledChecks(Globs).empty())
    return true;
  error() << "--checks='" << Globs
          << "' leaves no check enabled; see --list-checks\n";
  return false;
}

/// What the run can say of findings that it does not have.
static Coverage coverageOf(ArrayRef<Unit> Units, ArrayRef<UnitResult> Results) {
  Coverage Seen;
  for (const auto &[U, R] : zip_equal(Units, Results))
    if (!R.Failure)
      Seen.add(U.Headers.empty() ? R.UserFiles : U.Headers, R.Checks);
  return Seen;
}

/// Of a unit that is analysed for the sake of headers, what is in these.
static std::vector<UnitResult> run(const Runner &Run, const Frontend &Front,
                                   ArrayRef<Unit> Units) {
  std::vector<UnitResult> Results = Run.lint(Front, Units);
  for (const auto &[U, R] : zip_equal(Units, Results)) {
    if (U.Headers.empty())
      continue;
    erase_if(R.Findings, [&](const Finding &F) {
      return !is_contained(U.Headers, F.Main.Path);
    });
    erase_if(R.Nolints, [&](const NolintUse &N) {
      return !is_contained(U.Headers, N.Path);
    });
  }
  return Results;
}

/// All findings, sorted, less those that are not asked for.
static Report reportOf(ArrayRef<Unit> Units, ArrayRef<UnitResult> Results,
                       Filters &Keep) {
  Report R;
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  R.Directory = std::string(Directory);
  for (const UnitResult &Result : Results)
    append_range(R.Findings, Result.Findings);
  append_range(R.Findings, unusedNolints(Results));
  R.Findings = merge(std::move(R.Findings));
  Keep.apply(R, Keep.hasBaseline() ? coverageOf(Units, Results) : Coverage());
  sortByShare(R.Findings);
  R.Profiles = profileUses(Results);
  R.Units = Units.size();
  for (const auto &[U, Result] : zip_equal(Units, Results))
    if (Result.Failure)
      R.Failed.push_back(
          {U.Path, shortPath(*Result.Failure, R.Directory).str()});
  sort(R.Failed);
  return R;
}

static void printDiff(const Options &O, const Runner &Run,
                      const Frontend &Front, ArrayRef<Unit> Units,
                      ArrayRef<UnitResult> Results, Filters &Keep) {
  Report R = reportOf(Units, Results, Keep);
  // Alone, it shows all that there is.
  bool Suggested = O.FixSuggested || !O.Fix;
  FixOutcome Shown = Fixer(Run, Front, Units, Results, O.FormatStyle)
                         .diff(R.Findings, Suggested, outs());
  for (const std::string &Note : Shown.Notes)
    warning() << Note << '\n';
}

/// Fixes what can be fixed and analyses again the units that saw a change, so
/// that the report is of the files as they are now.
static void fix(const Options &O, const Runner &Run, const Frontend &Front,
                ArrayRef<Unit> Units, std::vector<UnitResult> &Results,
                Filters &Keep) {
  Report R = reportOf(Units, Results, Keep);
  if (O.Interactive)
    R.Findings = askForFixes(R, O.FixSuggested);
  FixOutcome Done = Fixer(Run, Front, Units, Results, O.FormatStyle)
                        .apply(R.Findings, O.FixSuggested);
  for (const std::string &Note : Done.Notes)
    warning() << Note << '\n';
  if (Done.Files.empty())
    return;
  errs() << "p99-tidy: fixed " << counted(Done.Fixed, "finding") << " in "
         << counted(Done.Files.size(), "file") << '\n';

  std::vector<Unit> Dirty;
  std::vector<size_t> Indices;
  for (const auto &[Index, R] : enumerate(Results))
    if (any_of(R.UserFiles,
               [&](const std::string &F) { return Done.Files.count(F); })) {
      Dirty.push_back(Units[Index]);
      Indices.push_back(Index);
    }
  std::vector<UnitResult> Again = run(Run, Front, Dirty);
  for (const auto &[Index, R] : zip_equal(Indices, Again))
    Results[Index] = std::move(R);
  // Lines have moved.
  if (Expected<Filters> Now = Filters::make(O.Filters))
    Keep = std::move(*Now);
  else
    tell(Now.takeError());
}

/// The absolute path of a profile that can be read; "" without one. A mistake
/// in it is told before any time is spent.
static Expected<std::string> findProfile(StringRef File, vfs::FileSystem &FS) {
  if (File.empty())
    return std::string();
  SmallString<256> Path(File);
  if (FS.makeAbsolute(Path))
    return File.str();
  if (!FS.exists(Path))
    return createStringError("cannot read the profile '" + File +
                             "': no such file");
  if (auto Read = analysis::Profile::read(Path, FS); !Read)
    return Read.takeError();
  return std::string(Path);
}

/// A cache that cannot be used costs time, and no more.
static std::optional<Cache> openCache(const Options &O, StringRef Program) {
  std::string Folder = O.CacheDir.empty() ? Cache::defaultFolder() : O.CacheDir;
  if (O.NoCache || Folder.empty())
    return std::nullopt;
  Expected<Cache> Opened = Cache::open(Folder, Program);
  if (Opened)
    return std::move(*Opened);
  warning() << toString(Opened.takeError()) << '\n';
  return std::nullopt;
}

/// What is wrong with the configuration, once for all units. False if the run
/// cannot go on.
static bool tellProblems(ArrayRef<UnitResult> Results, StringRef Directory) {
  Problems All;
  for (const UnitResult &R : Results) {
    All.Errors.insert(R.Mistakes.begin(), R.Mistakes.end());
    All.Warnings.insert(R.Warnings.begin(), R.Warnings.end());
  }
  for (const std::string &Problem : All.Warnings)
    warning() << shortPath(Problem, Directory) << '\n';
  for (const std::string &Problem : All.Errors)
    error() << shortPath(Problem, Directory) << '\n';
  return All.Errors.empty();
}

/// Every N-th unit: neighbours often cost alike, and so the parts do. The order
/// is the same on every machine.
static void takePart(std::vector<Unit> &Units, Shard Part) {
  size_t Number = 0;
  llvm::erase_if(
      Units, [&](const Unit &) { return Number++ % Part.Count != Part.Index; });
}

int lint(const Options &O, Installation Where) {
  auto Start = std::chrono::steady_clock::now();
  if (!checkGlobs(O.Checks) || tell(canConclude(O)))
    return WrongUsage;
  auto FS = vfs::getRealFileSystem();
  Expected<std::string> Profile = findProfile(O.Profile, *FS);
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  if (!Profile) {
    error() << shortPath(toString(Profile.takeError()), Directory) << '\n';
    return WrongUsage;
  }
  Frontend Front({O.Checks, *Profile, O.UnusedNolints},
                 std::move(Where.Resources));
  std::optional<Cache> Known = openCache(O, Where.Program);
  Expected<std::vector<Unit>> Units =
      findUnits(O.Project, *FS, [&](const Unit &U, StringRef Header) {
        return Known && Known->hasRead(Known->keyOf(Front, U), Header);
      });
  if (!Units)
    return tell(Units.takeError()), WrongUsage;
  takePart(*Units, O.Part);
  Expected<Filters> Keep = Filters::make(O.Filters);
  if (!Keep)
    return tell(Keep.takeError()), WrongUsage;
  if (ChangedLines *Changed = Keep->changedLines();
      Changed &&
      none_of(*Units, [&](const Unit &U) { return Changed->covers(U.Path); })) {
    error() << "--changed: nothing to lint is in the git repository '"
            << Changed->root() << "'; run p99-tidy in that of the sources\n";
    return WrongUsage;
  }

  bool Progress = sys::Process::StandardErrIsDisplayed();
  Runner Run(O.Most, Known ? &*Known : nullptr, Progress, O.CrashOn);
  std::vector<UnitResult> Results = run(Run, Front, *Units);
  if (Known)
    Known->prune();
  if (!tellProblems(Results, Directory))
    return WrongUsage;
  if (O.Diff)
    printDiff(O, Run, Front, *Units, Results, *Keep);
  else if (O.Fix)
    fix(O, Run, Front, *Units, Results, *Keep);

  Report R = reportOf(*Units, Results, *Keep);
  R.ProfileFile = *Profile;
  R.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return conclude(O, R, *Keep, coverageOf(*Units, Results));
}

} // namespace p99::driver
