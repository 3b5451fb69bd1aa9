// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Conclusion.h"
#include "driver/cli/Console.h"
#include "driver/findings/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace p99::driver {

static bool wantsColors(const Options &O) {
  return O.Color == Color::Always ||
         (O.Color == Color::Auto && sys::Process::StandardOutHasColors());
}

Error canConclude(const Options &O) {
  if (!O.WriteBaseline.empty()) {
    if (Error E = canReplaceFile(O.WriteBaseline))
      return E;
    // Whatever else it is, it is not to be overwritten.
    if (sys::fs::exists(O.WriteBaseline))
      if (Error E = Baseline::read(O.WriteBaseline).takeError())
        return E;
  }
  if (O.PruneBaseline)
    if (Error E = canReplaceFile(O.Filters.Baseline))
      return E;
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

/// The last line: how much there is, and what to do about it.
static void printSummary(const Report &R) {
  size_t Known = R.Baseline ? R.Baseline->Known : 0;
  if (R.Findings.empty() && !R.NotHot && !R.NotChanged && !Known)
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
  if (Known)
    errs() << "; the baseline knows " << Known << " more";
  if (R.NotHot)
    errs() << "; --hot-only leaves out " << R.NotHot << " more";
  if (R.NotChanged)
    errs() << "; --changed leaves out " << R.NotChanged << " more";
  errs() << '\n';
}

/// What the baseline knows and the code no longer has. False if the baseline
/// should be pruned of it and cannot be.
static bool tellGone(const Options &O, const Report &R, const Filters &Keep) {
  if (!R.Baseline || R.Baseline->Gone.empty())
    return true;
  for (const GoneEntry &E : R.Baseline->Gone) {
    errs() << "p99-tidy: gone: " << shortPath(E.Path, R.Directory) << ": ";
    if (!E.Function.empty())
      errs() << "in '" << E.Function << "': ";
    errs() << E.Message << " [" << E.Check << "]\n";
  }
  std::string Count = counted(R.Baseline->Gone.size(), "finding");
  if (!O.PruneBaseline) {
    errs() << "p99-tidy: --prune-baseline drops " << Count << " from '"
           << O.Filters.Baseline << "'\n";
    return true;
  }
  if (tell(Keep.prune()))
    return false;
  errs() << "p99-tidy: dropped " << Count << " from '" << O.Filters.Baseline
         << "'\n";
  return true;
}

/// Makes a baseline of all findings, which are thereby told.
static bool writeBaseline(const Options &O, Report &R, const Coverage &Seen) {
  Baseline Base;
  if (sys::fs::exists(O.WriteBaseline)) {
    // Of files that this run does not see, it still knows.
    Expected<Baseline> Old = Baseline::read(O.WriteBaseline);
    if (!Old)
      return !tell(Old.takeError());
    Base = std::move(*Old);
    Base.match(R.Findings, Seen);
  }
  if (tell(Base.write(O.WriteBaseline, R.Findings)))
    return false;
  errs() << "p99-tidy: '" << O.WriteBaseline << "' knows "
         << counted(R.Findings.size(), "finding") << " of this run\n";
  R.Findings.clear();
  return true;
}

int conclude(const Options &O, Report &R, const Filters &Keep,
             const Coverage &Seen) {
  bool Written = O.WriteBaseline.empty() || writeBaseline(O, R, Seen);
  Written &= print(O, R);
  for (const FailedUnit &F : R.Failed)
    error() << "could not analyse '" << shortPath(F.Path, R.Directory)
            << "': " << F.Reason << '\n';
  for (const ProfileUse &Use : R.Profiles)
    (Use.Matched ? errs() : warning()) << toString(Use) << '\n';
  Written &= tellGone(O, R, Keep);
  if (printsForPeople(O))
    printSummary(R);
  return !Written || !R.Failed.empty()      ? NotAnalysed
         : R.Findings.empty() || O.ExitZero ? Clean
                                            : HasFindings;
}

} // namespace p99::driver
