// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The p99-tidy program: options, units, findings, fixes, report, exit code.

#include "analysis/Profile.h"
#include "core/Register.h"
#include "driver/cli/Explain.h"
#include "driver/cli/Options.h"
#include "driver/filters/Ranking.h"
#include "driver/findings/Findings.h"
#include "driver/fixes/Fixes.h"
#include "driver/frontend/Runner.h"
#include "driver/project/Configuration.h"
#include "driver/project/DidYouMean.h"
#include "driver/reporters/Reporters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/WithColor.h"
#include <chrono>

using namespace llvm;
using namespace p99;
using namespace p99::driver;

namespace {
enum ExitCode { Clean = 0, HasFindings = 1, WrongUsage = 2, NotAnalysed = 3 };
} // namespace

/// "p99-tidy: error: ", as clang spells it.
static raw_ostream &error() { return WithColor::error(errs(), "p99-tidy"); }

/// Clang's own headers: beside the program where it was installed together
/// with them, else where the build found them.
static std::string resourceDir(const char *Argv0) {
  std::string Program =
      sys::fs::getMainExecutable(Argv0, reinterpret_cast<void *>(&resourceDir));
  SmallString<256> Beside(
      sys::path::parent_path(sys::path::parent_path(Program)));
  sys::path::append(Beside, "lib", "clang", P99_CLANG_MAJOR);
  return sys::fs::is_directory(Beside) ? std::string(Beside)
                                       : std::string(P99_CLANG_RESOURCE_DIR);
}

static int explain(StringRef Name) {
  std::vector<RegisteredCheck> Checks = registeredChecks();
  auto Known = find_if(
      Checks, [&](const RegisteredCheck &C) { return C.Info->Name == Name; });
  if (Known != Checks.end()) {
    printPage(*Known, outs());
    return Clean;
  }
  SmallVector<StringRef, 32> Names;
  for (const RegisteredCheck &C : Checks)
    Names.push_back(C.Info->Name);
  error() << "no check is called '" << Name << "'; "
          << didYouMean(Name, Names, "see --list-checks") << '\n';
  return WrongUsage;
}

static int listChecks(const Options &O) {
  std::vector<std::string> Enabled = enabledChecks(O.Checks);
  size_t Width = 0;
  for (const std::string &Name : Enabled)
    Width = std::max(Width, Name.size());
  for (const std::string &Name : Enabled) {
    const CheckInfo *Info = findCheck(Name);
    if (Info)
      outs() << left_justify(Name, Width) << "  " << Info->Summary << '\n';
    else
      outs() << Name << '\n';
  }
  return Clean;
}

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

static std::string counted(size_t Count, StringRef Thing) {
  return (Twine(Count) + " " + Thing + (Count == 1 ? "" : "s")).str();
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
    WithColor::warning(errs(), "p99-tidy") << Note << '\n';
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

static int lint(const Options &O, const char *Argv0) {
  auto Start = std::chrono::steady_clock::now();
  if (!checkGlobs(O.Checks))
    return WrongUsage;
  auto FS = vfs::getRealFileSystem();
  Expected<std::vector<Unit>> Units = findUnits(O.Project, *FS);
  if (!Units) {
    error() << toString(Units.takeError()) << '\n';
    return WrongUsage;
  }

  Expected<std::string> Profile = findProfile(O.Profile, *FS);
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  if (!Profile) {
    error() << shortPath(toString(Profile.takeError()), Directory) << '\n';
    return WrongUsage;
  }

  Problems Found;
  Frontend Front({O.Checks, *Profile}, resourceDir(Argv0), Found);
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

  Report R;
  R.Directory = std::string(Directory);
  R.Findings = merged(O, Results, R.LeftOut);
  sortByShare(R.Findings);
  R.Profiles = profileUses(Results);
  R.Units = Units->size();
  for (const auto &[U, Result] : zip_equal(*Units, Results))
    if (Result.Failure)
      R.Failed.push_back(
          {U.Path, shortPath(*Result.Failure, R.Directory).str()});
  sort(R.Failed, [](const FailedUnit &A, const FailedUnit &B) {
    return std::tie(A.Path, A.Reason) < std::tie(B.Path, B.Reason);
  });
  R.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();

  if (O.Format == Format::Json)
    printJson(R, outs());
  else
    printText(R, wantsColors(O), outs());
  outs().flush();
  for (const FailedUnit &F : R.Failed)
    error() << "could not analyse '" << shortPath(F.Path, R.Directory)
            << "': " << F.Reason << '\n';
  for (const ProfileUse &Use : R.Profiles)
    (Use.Matched ? errs() : WithColor::warning(errs(), "p99-tidy"))
        << toString(Use) << '\n';
  if (O.Format == Format::Text)
    printSummary(R);
  return !R.Failed.empty()    ? NotAnalysed
         : R.Findings.empty() ? Clean
                              : HasFindings;
}

static int run(const Options &O, const char *Argv0) {
  switch (O.What) {
  case Command::Help:
    printHelp(outs());
    return Clean;
  case Command::Version:
    outs() << "p99-tidy " P99_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return Clean;
  case Command::Explain:
    return explain(O.Check);
  case Command::Models:
    printModels(outs());
    return Clean;
  case Command::ListChecks:
    return listChecks(O);
  case Command::Lint:
    break;
  }
  return lint(O, Argv0);
}

int main(int Argc, const char **Argv) {
  Expected<Options> O = parseOptions(ArrayRef(Argv, Argc).drop_front());
  if (!O) {
    error() << toString(O.takeError()) << '\n';
    return WrongUsage;
  }
  int Code = run(*O, Argv[0]);
  outs().flush();
  if (!outs().has_error())
    return Code;
  // A full disk, or a reader that has gone.
  error() << "cannot write the report: " << outs().error().message() << '\n';
  outs().clear_error();
  return NotAnalysed;
}
