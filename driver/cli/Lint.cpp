// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Lint.h"
#include "analysis/Profile.h"
#include "driver/cli/Console.h"
#include "driver/filters/Ranking.h"
#include "driver/findings/Files.h"
#include "driver/findings/Findings.h"
#include "driver/fixes/Fixes.h"
#include "driver/frontend/Runner.h"
#include "driver/project/Configuration.h"
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

static bool wantsColors(const Options &O) {
  return O.Color == Color::Always ||
         (O.Color == Color::Auto && sys::Process::StandardOutHasColors());
}

/// The findings that are asked for, and how many are not.
static std::vector<Finding>
merged(const Options &O, ArrayRef<UnitResult> Results, size_t &LeftOut) {
  std::vector<Finding> All;
  for (const UnitResult &R : Results)
    append_range(All, R.Findings);
  All = merge(std::move(All));
  LeftOut = O.HotOnly ? keepHot(All, *O.HotOnly) : 0;
  return All;
}

/// Fixes what can be fixed and analyses again the units that saw a change, so
/// that the report is of the files as they are now.
static void fix(const Options &O, const Runner &Run, const Frontend &Front,
                ArrayRef<Unit> Units, std::vector<UnitResult> &Results) {
  size_t LeftOut;
  std::vector<Finding> Findings = merged(O, Results, LeftOut);
  FixOutcome Done =
      Fixer(Run, Front, Units, Results).apply(Findings, O.FixSuggested);
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
  std::vector<UnitResult> Again = Run.lint(Front, Dirty, /*LastRun=*/true);
  for (const auto &[Index, R] : zip_equal(Indices, Again))
    Results[Index] = std::move(R);
}

/// The last line: how much there is, and what to do about it.
static void printSummary(const Report &R) {
  if (R.Findings.empty() && !R.LeftOut)
    return;
  size_t Safe = 0, Suggested = 0;
  for (const Finding &F : R.Findings) {
    Safe += F.fix() == FixKind::Safe;
    Suggested += F.fix() == FixKind::Suggested;
  }
  errs() << counted(R.Findings.size(), "finding") << " in "
         << counted(R.Units, "unit");
  if (Safe)
    errs() << "; --fix repairs " << Safe;
  if (Suggested)
    errs() << "; --fix-suggested repairs " << Safe + Suggested;
  if (R.LeftOut)
    errs() << "; --hot-only leaves out " << R.LeftOut << " more";
  errs() << '\n';
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

/// Mistakes that need no analysis to be found.
static Error checkOutputs(const Options &O) {
  for (const Output &To : O.Outputs)
    if (!To.File.empty())
      if (Error E = canReplaceFile(To.File))
        return E;
  return Error::success();
}

/// Prints the report in all of its formats. False if a file could not be
/// written.
static bool print(const Options &O, const Report &R) {
  bool Written = true;
  for (const Output &To : O.Outputs) {
    if (To.File.empty()) {
      outs().enable_colors(wantsColors(O));
      To.How->Print(R, outs());
      outs().flush();
      continue;
    }
    std::string Text;
    raw_string_ostream Out(Text);
    To.How->Print(R, Out);
    Written &= !tell(replaceFile(To.File, Text));
  }
  return Written;
}

/// Whether the standard output belongs to people.
static bool printsForPeople(const Options &O) {
  return none_of(O.Outputs, [](const Output &To) {
    return To.File.empty() && To.How->Name != "text";
  });
}

static Report reportOf(const Options &O, ArrayRef<Unit> Units,
                       ArrayRef<UnitResult> Results, StringRef Directory) {
  Report R;
  R.Directory = Directory.str();
  R.Findings = merged(O, Results, R.LeftOut);
  sortByShare(R.Findings);
  R.Profiles = profileUses(Results);
  R.Units = Units.size();
  for (const auto &[U, Result] : zip_equal(Units, Results))
    if (Result.Failure)
      R.Failed.push_back(
          {U.Path, shortPath(*Result.Failure, R.Directory).str()});
  sort(R.Failed, [](const FailedUnit &A, const FailedUnit &B) {
    return std::tie(A.Path, A.Reason) < std::tie(B.Path, B.Reason);
  });
  return R;
}

int lint(const Options &O, std::string ResourceDir) {
  auto Start = std::chrono::steady_clock::now();
  if (!checkGlobs(O.Checks) || tell(checkOutputs(O)))
    return WrongUsage;
  auto FS = vfs::getRealFileSystem();
  Expected<std::vector<Unit>> Units = findUnits(O.Project, *FS);
  if (!Units)
    return tell(Units.takeError()), WrongUsage;
  Expected<std::string> Profile = findProfile(O.Profile, *FS);
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  if (!Profile) {
    error() << shortPath(toString(Profile.takeError()), Directory) << '\n';
    return WrongUsage;
  }

  Problems Found;
  Frontend Front({O.Checks, *Profile}, std::move(ResourceDir), Found);
  bool Progress = sys::Process::StandardErrIsDisplayed();
  Runner Run(O.Jobs, Progress, O.CrashOn);
  std::vector<UnitResult> Results = Run.lint(Front, *Units, !O.Fix);
  if (!Found.all().empty()) {
    for (const std::string &Problem : Found.all())
      error() << shortPath(Problem, Directory) << '\n';
    return WrongUsage;
  }
  if (O.Fix)
    fix(O, Run, Front, *Units, Results);

  Report R = reportOf(O, *Units, Results, Directory);
  R.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  bool Written = print(O, R);
  for (const FailedUnit &F : R.Failed)
    error() << "could not analyse '" << shortPath(F.Path, R.Directory)
            << "': " << F.Reason << '\n';
  for (const ProfileUse &Use : R.Profiles)
    (Use.Matched ? errs() : warning()) << toString(Use) << '\n';
  if (printsForPeople(O))
    printSummary(R);
  return !Written || !R.Failed.empty() ? NotAnalysed
         : R.Findings.empty()          ? Clean
                                       : HasFindings;
}

} // namespace p99::driver
