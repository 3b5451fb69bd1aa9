// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Explain.h"
#include "analysis/ApiModels.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace p99::driver {

/// A cell of a table: a bar in it would end it.
static std::string cell(StringRef Text) {
  std::string Escaped;
  for (char C : Text)
    Escaped += C == '|' ? "\\|" : StringRef(&C, 1);
  return Escaped;
}

void printPage(const RegisteredCheck &Check, raw_ostream &Out) {
  const CheckInfo &Info = *Check.Info;
  StringRef Fix = Info.Fix == FixKind::Safe        ? "safe, applied by `--fix`"
                  : Info.Fix == FixKind::Suggested ? "suggested, applied by "
                                                     "`--fix-suggested`"
                                                   : "none";
  Out << "# " << Info.Name << "\n\n"
      << "Family: " << toString(Info.Family)
      << " · Severity: " << toString(Info.Severity) << " · Fix: " << Fix
      << " · Since: " << Info.Since << "\n\n"
      << toUpper(Info.Summary[0]) << Info.Summary.drop_front() << ".\n\n"
      << StringRef(Info.Doc).trim() << "\n\n## Options\n\n";
  std::vector<OptionInfo> Options = optionsOf(Check);
  if (Options.empty()) {
    Out << "None.\n";
    return;
  }
  Out << "| Option | Default | Meaning |\n| --- | --- | --- |\n";
  for (const OptionInfo &O : Options)
    Out << "| `" << O.Name << "` | "
        << (O.Default.empty() ? "" : "`" + cell(O.Default) + "`") << " | "
        << cell(O.Doc) << " |\n";
  Out << "\nSet them in `.clang-tidy` under `CheckOptions` as `" << Info.Name
      << '.' << Options.front().Name << "`.\n";
}

/// What a model says, in the words of the model files.
static std::string facts(const analysis::Model &M) {
  using analysis::TimesOut;
  std::vector<std::string> Facts;
  if (M.Blocks)
    Facts.push_back("blocks on " + toString(*M.Blocks).str());
  if (M.TimesOut) {
    switch (M.TimesOut->How) {
    case TimesOut::Shape::Argument:
      Facts.push_back("times out by argument " + utostr(M.TimesOut->Argument));
      break;
    case TimesOut::Shape::Instead:
      Facts.push_back("times out as " + M.TimesOut->Instead);
      break;
    case TimesOut::Shape::Handle:
      Facts.push_back("times out by its handle");
      break;
    case TimesOut::Shape::Context:
      Facts.push_back("times out by its context");
      break;
    case TimesOut::Shape::String:
      Facts.push_back("times out by its connection string");
      break;
    case TimesOut::Shape::Socket:
      Facts.push_back("times out by its socket");
      break;
    }
  }
  auto Add = [&](bool Has, StringRef Fact) {
    if (Has)
      Facts.push_back(Fact.str());
  };
  Add(!M.SetsDeadline.empty(), "sets a deadline");
  Add(M.Creates, "creates a handle");
  Add(M.Wakes, "makes a wake-up descriptor");
  Add(M.Spawns.has_value(), "spawns");
  Add(M.Joins.has_value(), "joins");
  Add(M.Detaches.has_value(), "detaches");
  Add(M.Admits, "admits");
  Add(M.CountsCores, "counts cores");
  Add(M.Executor.has_value(), "executor");
  Add(M.AwaitsSpawned, "awaits what is spawned");
  Add(M.Defers, "defers");
  Add(M.Loops.has_value(), "loops");
  Add(M.EntryPoint.has_value(), "entry point");
  Add(M.Guards.has_value(), "guards");
  Add(M.Mutex, "mutex");
  Add(M.ExpensiveSetup.has_value(), "expensive setup");
  Add(M.RoundTrip.has_value(), "round trip");
  Add(M.Rows, "rows");
  Add(M.DefersCleanup.has_value(), "defers cleanup");
  Add(M.Materializes.has_value(), "materializes");
  Add(M.Formats, "formats");
  Add(M.Logs.has_value(), "logs");
  Add(M.MakesText.has_value(), "makes a text");
  Add(!M.Reserves.empty(), "reserves");
  return join(Facts, ", ");
}

void printModels(raw_ostream &Out) {
  std::map<std::string, std::map<std::string, std::string>> Libraries;
  size_t Width = 0;
  for (const auto &Entry : analysis::ApiModels::builtin().entries())
    for (const std::string &Name : Entry->Names) {
      Libraries[Entry->Library][Name] = facts(*Entry);
      Width = std::max(Width, Name.size());
    }
  Width = std::min<size_t>(Width, 48);
  StringRef Separator;
  for (const auto &[Library, Models] : Libraries) {
    Out << Separator << Library << ":\n";
    Separator = "\n";
    for (const auto &[Name, Facts] : Models)
      Out << "  " << left_justify(Name, Width) << "  " << Facts << '\n';
  }
}

} // namespace p99::driver
