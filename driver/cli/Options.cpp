// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Options.h"
#include "driver/cli/OptionTable.h"
#include "driver/fixes/FormatChanges.h"
#include "driver/project/DidYouMean.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace p99::driver {

static Error usage(const Twine &Text) {
  return createStringError(inconvertibleErrorCode(), Text);
}

static Error unknown(StringRef Argument) {
  SmallVector<StringRef, 16> Known;
  for (const OptionSpec &Spec : optionTable())
    if (!Spec.Group.empty())
      Known.push_back(Spec.Name);
  return usage("unknown option '" + Argument + "'; " +
               didYouMean(Argument.split('=').first, Known, "see --help"));
}

/// What is wrong with options that are right each by itself.
static Error checkTogether(const Options &O) {
  if (O.What == Command::Merge) {
    StringRef Other = O.Interactive     ? "--interactive"
                      : O.Fix           ? "--fix"
                      : O.Diff          ? "--diff"
                      : O.PruneBaseline ? "--prune-baseline"
                                        : "";
    if (!Other.empty())
      return usage("'merge' only joins reports; leave out '" + Other + "'");
    if (O.Project.Paths.empty())
      return usage("'merge' needs the reports that --format=json wrote");
  }
  if (O.Project.Flags && !O.Project.Configuration.empty())
    return usage("'--configuration' picks commands of a database, and the "
                 "flags after '--' stand in place of one; leave out either");
  if (O.Part.Count > 1 && O.Fix)
    return usage("'--shard' sees a part of the units, and '--fix' has to see "
                 "all that a fix touches; use one of them");
  if (O.NoCache && !O.CacheDir.empty())
    return usage("'--cache-dir' and '--no-cache' contradict each other");
  if (O.Interactive && O.Diff)
    return usage(
        "'--interactive' applies fixes, and '--diff' only prints them; "
        "use one of them");
  if (!O.FormatStyle.empty()) {
    if (!O.Fix && !O.Diff)
      return usage(
          "'--format-style' formats what '--fix' changes; give it, too");
    if (Error E = checkStyle(O.FormatStyle))
      return E;
  }
  if (O.PruneBaseline && O.Filters.Baseline.empty())
    return usage("'--prune-baseline' needs '--baseline FILE'");
  if (!O.WriteBaseline.empty()) {
    StringRef Other = !O.Filters.Baseline.empty() ? "--baseline"
                      : O.Filters.Changed         ? "--changed"
                      : O.Filters.HotOnly         ? "--hot-only"
                      : O.Interactive             ? "--interactive"
                      : O.Fix                     ? "--fix"
                      : O.Diff                    ? "--diff"
                                                  : "";
    if (!Other.empty())
      return usage("'--write-baseline' takes all findings as they are; leave "
                   "out '" +
                   Other + "'");
  }
  for (const auto &[Index, To] : enumerate(O.Outputs)) {
    if (O.Diff && To.File.empty())
      return usage("'--diff' and '--format " + To.How->Name +
                   "' both write to the standard output; give the latter a "
                   "file, as in --format=" +
                   To.How->Name + "=FILE");
    for (const Output &Other : ArrayRef(O.Outputs).drop_front(Index + 1))
      if (To.File == Other.File)
        return usage("'--format " + To.How->Name + "' and '--format " +
                     Other.How->Name + "' both write to " +
                     (To.File.empty() ? "the standard output; give one of "
                                        "them a file, as in --format=" +
                                            Other.How->Name + "=FILE"
                                      : "'" + To.File + "'"));
  }
  return Error::success();
}

/// Of "text|json[=FILE]" the word nearest to a misspelled one.
static std::string nearestChoice(StringRef Value, StringRef Placeholder) {
  SmallVector<StringRef, 8> Choices;
  Placeholder.take_until([](char C) { return C == '['; }).split(Choices, '|');
  if (Choices.size() < 2)
    return "";
  std::string Hint = didYouMean(Value.split('=').first, Choices, "");
  return Hint.empty() ? "" : "; " + Hint;
}

/// `--name=value`, `--name value`, `-p dir` and `-pdir`. Whether `Argument` is
/// `Spec`, and then its value if it is joined.
static bool matches(const OptionSpec &Spec, StringRef Argument,
                    std::optional<StringRef> &Value) {
  Value.reset();
  if (!Argument.consume_front(Spec.Name))
    return false;
  if (Argument.empty())
    return true;
  bool Short = !Spec.Name.starts_with("--");
  if (!Argument.consume_front("=") && (!Short || Spec.Value.empty()))
    return false;
  Value = Argument;
  return true;
}

Expected<Options> parseOptions(ArrayRef<const char *> Arguments) {
  Options O;
  std::vector<std::string> &Paths = O.Project.Paths;
  // What follows is somebody's half-written command line.
  if (!Arguments.empty() && StringRef(Arguments.front()) == "--complete") {
    O.What = Command::Complete;
    O.Words.assign(Arguments.begin() + 1, Arguments.end());
    return O;
  }
  auto Next = [&] {
    StringRef First = Arguments.front();
    Arguments = Arguments.drop_front();
    return First;
  };
  bool Commands = true; // `explain` is a command only in the first place.
  while (!Arguments.empty()) {
    StringRef Argument = Next();
    if (Argument == "--") {
      O.Project.Flags.emplace();
      for (const char *Flag : Arguments)
        O.Project.Flags->push_back(Flag);
      break;
    }
    if (!Argument.starts_with("-") || Argument == "-") {
      if (Commands && Argument == "explain") {
        if (Arguments.size() != 1)
          return usage("'explain' needs the name of one check; see "
                       "--list-checks");
        O.What = Command::Explain;
        O.Check = Arguments.front();
        return O;
      }
      if (Commands && Argument == "models" && Arguments.empty()) {
        O.What = Command::Models;
        return O;
      }
      if (Commands && Argument == "init" && Arguments.empty()) {
        O.What = Command::Init;
        return O;
      }
      if (Commands && Argument == "merge") {
        O.What = Command::Merge;
        Commands = false;
        continue;
      }
      Commands = false;
      Paths.push_back(Argument.str());
      continue;
    }

    std::optional<StringRef> Value;
    const OptionSpec *Spec = find_if(optionTable(), [&](const OptionSpec &S) {
      return matches(S, Argument, Value);
    });
    if (Spec == optionTable().end())
      return unknown(Argument);
    StringRef Placeholder = Spec->Value;
    bool Optional =
        Placeholder.consume_front("[") && Placeholder.consume_back("]");
    if (Spec->Value.empty()) {
      if (Value)
        return usage("'" + Spec->Name + "' takes no value");
    } else if (!Value && !Optional) {
      if (Arguments.empty())
        return usage("'" + Spec->Name + "' needs a value: " + Spec->Value);
      Value = Next();
    }
    bool Forgotten = Optional && Value && Value->empty();
    if (Forgotten || !Spec->Apply(O, Value.value_or("")))
      return usage("'" + *Value + "' is no value of '" + Spec->Name +
                   "', which takes " + Placeholder +
                   nearestChoice(*Value, Placeholder));
  }
  // Alone, --interactive shows all that there is.
  if (O.Interactive && !O.Fix)
    O.Fix = O.FixSuggested = true;
  if (Error E = checkTogether(O))
    return E;
  if (O.Outputs.empty() && !O.Diff)
    O.Outputs.push_back({&reporters().front(), ""});
  return O;
}

} // namespace p99::driver
