// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/OptionTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace p99::driver {

namespace {

constexpr StringLiteral What = "What to analyse", Checks = "Checks",
                        Hot = "Hot code", Which = "Which findings",
                        Printing = "Output", Fixes = "Fixes", Other = "Other";

/// "5" and "0.5".
bool parseNumber(StringRef Text, double &Number) {
  return !Text.empty() &&
         Text.find_first_not_of("0123456789.") == StringRef::npos &&
         !Text.getAsDouble(Number) && Number > 0;
}

/// "5", "0.5" and "5%".
bool parsePercent(StringRef Text, std::optional<double> &Share) {
  Text.consume_back("%");
  double Percent = 0;
  if (!parseNumber(Text, Percent) || Percent > 100)
    return false;
  Share = Percent / 100;
  return true;
}

/// "sarif" and "sarif=p99.sarif"
bool addOutput(Options &O, StringRef Text) {
  auto [Name, File] = Text.split('=');
  const Reporter *How =
      find_if(reporters(), [&](const Reporter &R) { return R.Name == Name; });
  if (How == reporters().end() || (File.empty() && Name != Text))
    return false;
  O.Outputs.push_back({How, File.str()});
  return true;
}

constexpr OptionSpec Table[] = {
    {What, "-p", "DIR",
     "read compile_commands.json in DIR; default: the nearest one in the\n"
     "folders above a path or in their build* folders",
     [](Options &O, StringRef V) {
       O.Project.Database = V.str();
       return !V.empty();
     }},
    {What, "--configuration", "NAME",
     "of a database of several configurations, as Ninja Multi-Config writes,\n"
     "take only the commands for NAME",
     [](Options &O, StringRef V) {
       O.Project.Configuration = V.str();
       return !V.empty();
     }},
    {What, "--extra-arg", "FLAG",
     "add FLAG to the compiler's flags of each unit",
     [](Options &O, StringRef V) {
       O.Project.ExtraFlags.push_back(V.str());
       return !V.empty();
     }},
    {What, "--extra-arg-before", "FLAG", "the same, before all other flags",
     [](Options &O, StringRef V) {
       O.Project.ExtraFlagsBefore.push_back(V.str());
       return !V.empty();
     }},
    {What, "-j", "N", "analyse N units at once; default: one per core",
     [](Options &O, StringRef V) {
       return !V.getAsInteger(10, O.Most.Jobs) && O.Most.Jobs > 0;
     }},
    {What, "--shard", "I/N",
     "analyse only part I of N of the units, 1/N to N/N; see 'merge'",
     [](Options &O, StringRef V) {
       auto [Index, Count] = V.split('/');
       if (Index.getAsInteger(10, O.Part.Index) ||
           Count.getAsInteger(10, O.Part.Count) || !O.Part.Index ||
           O.Part.Index > O.Part.Count)
         return false;
       --O.Part.Index;
       return true;
     }},
    {What, "--timeout", "SECONDS",
     "give up a unit after SECONDS, and report it as not analysed",
     [](Options &O, StringRef V) {
       double Seconds = 0;
       if (!parseNumber(V, Seconds))
         return false;
       O.Most.Seconds = Seconds;
       return true;
     }},
    {What, "--memory-limit", "MB",
     "use no more than MB of memory for all units at once; a unit that needs\n"
     "more alone is not analysed",
     [](Options &O, StringRef V) {
       uint64_t Megabytes = 0;
       if (V.getAsInteger(10, Megabytes) || !Megabytes || Megabytes >> 40)
         return false;
       O.Most.Bytes = Megabytes << 20;
       return true;
     }},
    {What, "--cache-dir", "DIR",
     "keep results in DIR, for units that have not changed when the next run\n"
     "comes; default: p99-tidy in XDG_CACHE_HOME or ~/.cache",
     [](Options &O, StringRef V) {
       O.CacheDir = V.str();
       return !V.empty();
     }},
    {What, "--no-cache", "", "analyse every unit, and keep no results",
     [](Options &O, StringRef) { return O.NoCache = true; }},
    {Checks, "--checks", "GLOBS",
     "add to the enabled checks, or drop from them with '-': as in\n"
     "--checks=-p99-detached-thread,performance-*",
     [](Options &O, StringRef V) {
       O.Checks += (O.Checks.empty() ? "" : ",") + V.str();
       return !V.empty();
     }},
    {Checks, "--unused-nolint", "",
     "report also p99 checks in NOLINT comments that silence nothing",
     [](Options &O, StringRef) { return O.UnusedNolints = true; }},
    {Checks, "--list-checks", "", "list the enabled checks",
     [](Options &O, StringRef) {
       O.What = Command::ListChecks;
       return true;
     }},
    {Hot, "--profile", "FILE",
     "rank the findings by how often the code ran in a profile: folded\n"
     "stacks, the text of 'perf script', pprof, or LLVM's samples",
     [](Options &O, StringRef V) {
       O.Profile = V.str();
       return !V.empty();
     }},
    {Hot, "--hot-only", "[PERCENT]",
     "keep only findings in functions that are on PERCENT of the samples\n"
     "(default 1); without a profile, those that the checks call hot",
     [](Options &O, StringRef V) {
       return parsePercent(V.empty() ? "1" : V, O.Filters.HotOnly);
     }},
    {Which, "--changed", "[REV]",
     "keep only findings on lines that differ from HEAD, or from where\n"
     "HEAD left REV; what git does not track yet is new as a whole",
     [](Options &O, StringRef V) {
       O.Filters.Changed = V.str();
       return true;
     }},
    {Which, "--baseline", "FILE",
     "leave out the findings that FILE knows, and tell which are gone",
     [](Options &O, StringRef V) {
       O.Filters.Baseline = V.str();
       return !V.empty();
     }},
    {Which, "--write-baseline", "FILE",
     "make or renew FILE: it then knows all findings of this run",
     [](Options &O, StringRef V) {
       O.WriteBaseline = V.str();
       return !V.empty();
     }},
    {Which, "--prune-baseline", "",
     "drop from the file of --baseline what is gone",
     [](Options &O, StringRef) { return O.PruneBaseline = true; }},
    {Printing, "--format",
     "text|json|sarif|gitlab|github|checkstyle|html[=FILE]",
     "how to print the findings, and where; may be given several times:\n"
     "--format=text --format=sarif=p99.sarif",
     addOutput},
    {Printing, "--color", "auto|always|never", "colour the text output",
     [](Options &O, StringRef V) {
       O.Color = V == "always"  ? Color::Always
                 : V == "never" ? Color::Never
                                : Color::Auto;
       return V == "always" || V == "never" || V == "auto";
     }},
    {Printing, "--exit-zero", "",
     "exit with 0 also if there are findings; wrong usage and what could not\n"
     "be analysed are still told by the exit code",
     [](Options &O, StringRef) { return O.ExitZero = true; }},
    {Fixes, "--fix", "", "apply the safe fixes: same observable behaviour",
     [](Options &O, StringRef) { return O.Fix = true; }},
    {Fixes, "--fix-suggested", "",
     "apply also the fixes that want a look, such as a timeout's value",
     [](Options &O, StringRef) { return O.Fix = O.FixSuggested = true; }},
    {Fixes, "--interactive", "",
     "show each fix and ask for it; alone, all fixes, with --fix the safe ones",
     [](Options &O, StringRef) { return O.Interactive = true; }},
    {Fixes, "--format-style", "STYLE",
     "format the lines that fixes change as clang-format does; STYLE is that\n"
     "of its option -style, such as file or llvm",
     [](Options &O, StringRef V) {
       O.FormatStyle = V.str();
       return !V.empty();
     }},
    {Fixes, "--diff", "",
     "print what --fix or --fix-suggested would change as a unified diff, and\n"
     "write nothing; alone, all fixes",
     [](Options &O, StringRef) { return O.Diff = true; }},
    {Other, "--help", "", "print this",
     [](Options &O, StringRef) {
       O.What = Command::Help;
       return true;
     }},
    {Other, "--version", "", "print the version",
     [](Options &O, StringRef) {
       O.What = Command::Version;
       return true;
     }},
    {"", "-h", "", "",
     [](Options &O, StringRef) {
       O.What = Command::Help;
       return true;
     }},
    {"", "--crash-on", "SUBSTRING", "",
     [](Options &O, StringRef V) {
       O.CrashOn = V.str();
       return true;
     }},
};

} // namespace

ArrayRef<OptionSpec> optionTable() { return Table; }

void printHelp(raw_ostream &Out) {
  Out << "Finds code that ruins a service's tail latency, and repairs it.\n\n"
         "Usage: p99-tidy [options] [file or folder...] [-- compiler flags]\n"
         "       p99-tidy explain CHECK   print what a check finds and why\n"
         "       p99-tidy models          print what is known of libraries\n"
         "       p99-tidy merge FILE...   join reports of --format=json into "
         "one\n"
         "       p99-tidy init            write a .clang-tidy to start from\n\n"
         "A folder stands for every unit of its compilation database below "
         "it; no path,\nfor all of the database.\n";
  StringRef Group;
  for (const OptionSpec &Spec : Table) {
    if (Spec.Group.empty())
      continue;
    if (Spec.Group != Group)
      Out << '\n' << Spec.Group << ":\n";
    Group = Spec.Group;
    std::string Left = Spec.Name.str();
    if (StringRef Value = Spec.Value; Value.consume_front("["))
      Left += ("[=" + Value).str();
    else if (!Value.empty())
      Left += (Spec.Name.starts_with("--") ? "=" : " ") + Value.str();
    SmallVector<StringRef, 3> Lines;
    Spec.Help.split(Lines, '\n');
    // One that leaves no room has a line for itself.
    Out << "  " << Left;
    if (Left.size() < 28)
      Out.indent(28 - Left.size());
    else
      (Out << '\n').indent(30);
    Out << Lines[0] << '\n';
    for (StringRef Line : drop_begin(Lines))
      Out.indent(30) << Line << '\n';
  }
  Out << "\nAll p99-* checks run, less those that the nearest .clang-tidy or "
         "--checks drops;\na .clang-tidy that names p99-* checks in 'Checks' "
         "picks them. clang-tidy's own\nchecks run only if --checks asks for "
         "them. The other settings of .clang-tidy\n(CheckOptions, "
         "HeaderFilterRegex, WarningsAsErrors...) hold, and so does NOLINT.\n"
         "\nExit code: 0 clean, 1 findings, 2 wrong usage or configuration,\n"
         "3 something could not be analysed.\n";
}

} // namespace p99::driver
