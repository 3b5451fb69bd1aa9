// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/project/Configuration.h"
#include "analysis/LlvmCompat.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/GlobList.h"
#include "core/Register.h"
#include "driver/project/DidYouMean.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"

using namespace llvm;
using namespace clang::tidy;

namespace p99::driver {

static std::vector<std::string> ownChecks() {
  std::vector<std::string> Names;
  for (const RegisteredCheck &Entry : registeredChecks())
    Names.push_back(Entry.Info->Name.str());
  return Names;
}

std::string ownSelection(StringRef Checks, ArrayRef<std::string> OwnChecks) {
  bool Picks = false;
  std::string Drops;
  SmallVector<StringRef, 8> Globs;
  // Written over several lines in a block scalar, too.
  Checks.split(Globs, ',');
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    if (Glob.starts_with("p99"))
      Picks = true;
    else if (Glob.starts_with("-p99"))
      Drops += ("," + Glob).str();
  }
  GlobList Selected(Picks ? Checks.str() : "p99-*" + Drops);
  std::vector<std::string> Names;
  for (const std::string &Name : OwnChecks)
    if (Selected.contains(Name))
      Names.push_back(Name);
  return join(Names, ",");
}

static std::string didYouMean(StringRef Word, ArrayRef<std::string> Known,
                              StringRef Otherwise) {
  SmallVector<StringRef, 64> Names(Known.begin(), Known.end());
  return didYouMean(Word, Names, Otherwise);
}

static std::string noSuchCheck(StringRef Name, ArrayRef<std::string> Known) {
  return "no check is called '" + Name.str() + "'; " +
         didYouMean(Name, Known, "see --list-checks");
}

/// The names in a list of globs, without their minus.
static SmallVector<StringRef, 8> namesIn(StringRef Globs) {
  SmallVector<StringRef, 8> Names;
  Globs.split(Names, ',');
  for (StringRef &Name : Names) {
    Name = Name.trim();
    Name.consume_front("-");
  }
  erase_if(Names, [](StringRef N) { return N.empty() || N.contains('*'); });
  return Names;
}

/// What CheckOptions may set for p99-*. Made once: it makes every check.
static const std::vector<std::string> &knownOptions() {
  static const std::vector<std::string> Known = [] {
    std::vector<std::string> Names{"P99Models", "P99Profile",
                                   "P99HotFunctions"};
    for (const RegisteredCheck &Entry : registeredChecks())
      for (const OptionInfo &Option : optionsOf(Entry))
        Names.push_back((Entry.Info->Name + "." + Option.Name).str());
    return Names;
  }();
  return Known;
}

/// `line:column: ` of a name that the YAML parser has not kept the place of.
static std::string placeOf(StringRef Name, StringRef Text) {
  unsigned Line = 0;
  for (StringRef Left : split(Text, '\n')) {
    ++Line;
    size_t Column = Left.take_until([](char C) { return C == '#'; }).find(Name);
    if (Column != StringRef::npos)
      return (Twine(Line) + ":" + Twine(Column + 1) + ": ").str();
  }
  return " ";
}

std::vector<std::string> misspelt(const ClangTidyOptions &Parsed,
                                  StringRef Text) {
  std::vector<std::string> Mistakes;
  std::vector<std::string> Checks = ownChecks();
  auto Tell = [&](StringRef Name, const Twine &What) {
    Mistakes.push_back((placeOf(Name, Text) + What).str());
  };
  if (Parsed.Checks)
    for (StringRef Name : namesIn(*Parsed.Checks))
      if (Name.starts_with("p99-") && !is_contained(Checks, Name))
        Tell(Name, noSuchCheck(Name, Checks));
  for (StringRef Key : Parsed.CheckOptions.keys()) {
    if (!Key.starts_with_insensitive("p99") ||
        is_contained(knownOptions(), Key))
      continue;
    StringRef Check = Key.split('.').first;
    if (Key.contains('.') && !is_contained(Checks, Check))
      Tell(Key, noSuchCheck(Check, Checks));
    else
      Tell(Key,
           "no option is called '" + Key + "'; " +
               didYouMean(Key, knownOptions(), "see 'p99-tidy explain CHECK'"));
  }
  return Mistakes;
}

std::string withoutDroppedKeys(StringRef Text,
                               function_ref<void(unsigned, StringRef)> Tell) {
  // It went with clang-tidy 18.
  constexpr StringLiteral Dropped[] = {"AnalyzeTemporaryDtors"};
  std::string Out;
  unsigned Line = 0;
  for (StringRef Rest = Text; !Rest.empty();) {
    size_t End = std::min(Rest.find('\n'), Rest.size() - 1) + 1;
    StringRef Now = Rest.take_front(End);
    Rest = Rest.drop_front(End);
    ++Line;
    // Keys of the document are not indented.
    StringRef Key = Now.take_until([](char C) { return C == ':'; });
    Key = Key.rtrim().trim("'\"");
    if (Now.contains(':') && is_contained(Dropped, Key)) {
      Tell(Line, Key);
      Out += Now.ends_with("\n") ? "\n" : "";
    } else {
      Out += Now;
    }
  }
  return Out;
}

namespace {

class Provider final : public FileOptionsProvider {
public:
  Provider(Overrides Last, Problems &Found)
      : FileOptionsProvider(ClangTidyGlobalOptions(), defaults(),
                            ClangTidyOptions()),
        Last(std::move(Last)) {
    // In place of clang-tidy's handler, which prints and carries on.
    ConfigHandlers.clear();
    ConfigHandlers.emplace_back(
        ".clang-tidy",
        [&Found](MemoryBufferRef Buffer) -> ErrorOr<ClangTidyOptions> {
          bool Told = false;
          auto Tell = [&](const SMDiagnostic &D) {
            Told = true;
            Found.Errors.insert((D.getFilename() + ":" + Twine(D.getLineNo()) +
                                 ":" + Twine(D.getColumnNo() + 1) + ": " +
                                 D.getMessage())
                                    .str());
          };
          StringRef Name = Buffer.getBufferIdentifier();
          std::string Text = withoutDroppedKeys(
              Buffer.getBuffer(), [&](unsigned Line, StringRef Key) {
                Found.Warnings.insert(
                    (Name + ":" + Twine(Line) + ":1: clang-tidy " +
                     Twine(LLVM_VERSION_MAJOR) + " has dropped the key '" +
                     Key +
                     "' and does not read a file with it; it is "
                     "ignored here")
                        .str());
              });
          auto Options =
              parseConfigurationWithDiags(MemoryBufferRef(Text, Name), Tell);
          if (!Options) {
            if (!Told)
              Found.Errors.insert(
                  (Name + ": not a clang-tidy configuration").str());
            return std::error_code();
          }
          for (const std::string &Mistake : misspelt(*Options, Text))
            Found.Errors.insert((Name + ":" + Mistake).str());
          return Options;
        });
  }

  std::vector<OptionsSource> getRawOptions(StringRef FileName) override {
    auto Sources = FileOptionsProvider::getRawOptions(FileName);
    std::optional<std::string> Checks;
    for (OptionsSource &Source : Sources)
      if (std::optional<std::string> Own =
              std::exchange(Source.first.Checks, std::nullopt))
        Checks = (Checks && !Checks->empty() ? *Checks + "," : "") + *Own;
    ClangTidyOptions Selection;
    Selection.Checks = ownSelection(Checks.value_or(""), ownChecks());
    if (!Last.Globs.empty())
      *Selection.Checks += (Selection.Checks->empty() ? "" : ",") + Last.Globs;
    if (!Last.Profile.empty())
      Selection.CheckOptions["P99Profile"] =
          ClangTidyOptions::ClangTidyValue(Last.Profile);
    Sources.emplace_back(std::move(Selection),
                         OptionsSourceTypeCheckCommandLineOption);
    return Sources;
  }

private:
  /// Before LLVM 22 headers were left out unless somebody asked for them.
  static ClangTidyOptions defaults() {
    ClangTidyOptions Options;
    Options.HeaderFilterRegex = ".*";
    return Options;
  }

  Overrides Last;
};

} // namespace

std::unique_ptr<ClangTidyOptionsProvider> makeOptionsProvider(Overrides Last,
                                                              Problems &Found) {
  return std::make_unique<Provider>(std::move(Last), Found);
}

static std::vector<std::string> checksOf(std::string Globs) {
  ClangTidyOptions Options;
  Options.Checks = std::move(Globs);
  return compat::enabledChecks(Options);
}

std::vector<std::string> enabledChecks(StringRef Globs) {
  std::string All = join(ownChecks(), ",");
  if (!Globs.empty())
    All += ("," + Globs).str();
  return checksOf(std::move(All));
}

std::string misspeltCheck(StringRef Globs) {
  std::vector<std::string> Known;
  for (StringRef Name : namesIn(Globs)) {
    if (Name.starts_with("clang-diagnostic-"))
      continue;
    if (Known.empty())
      Known = checksOf("*");
    if (!is_contained(Known, Name))
      return noSuchCheck(Name, Known);
  }
  return "";
}

bool asksForWarnings(StringRef Globs) {
  SmallVector<StringRef, 8> List;
  Globs.split(List, ',');
  return any_of(List, [](StringRef Glob) {
    // The part before the first star decides whether it can reach them.
    StringRef Fixed = Glob.trim().take_until([](char C) { return C == '*'; });
    constexpr StringLiteral Prefix = "clang-diagnostic-";
    return Fixed.starts_with(Prefix) ||
           (Prefix.starts_with(Fixed) && Fixed != Glob.trim());
  });
}

} // namespace p99::driver
