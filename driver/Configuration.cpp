// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Configuration.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/GlobList.h"
#include "core/Register.h"
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

namespace {

class Provider final : public FileOptionsProvider {
public:
  Provider(std::string Globs, Problems &Found)
      : FileOptionsProvider(ClangTidyGlobalOptions(), ClangTidyOptions(),
                            ClangTidyOptions()),
        Globs(std::move(Globs)) {
    // In place of clang-tidy's handler, which prints and carries on.
    ConfigHandlers.clear();
    ConfigHandlers.emplace_back(
        ".clang-tidy",
        [&Found](MemoryBufferRef Buffer) -> ErrorOr<ClangTidyOptions> {
          bool Told = false;
          auto Tell = [&](const SMDiagnostic &D) {
            Told = true;
            Found.add((D.getFilename() + ":" + Twine(D.getLineNo()) + ":" +
                       Twine(D.getColumnNo() + 1) + ": " + D.getMessage())
                          .str());
          };
          auto Options = parseConfigurationWithDiags(Buffer, Tell);
          if (!Options) {
            if (!Told)
              Found.add((Buffer.getBufferIdentifier() +
                         ": not a clang-tidy configuration")
                            .str());
            return std::error_code();
          }
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
    if (!Globs.empty())
      *Selection.Checks += (Selection.Checks->empty() ? "" : ",") + Globs;
    Sources.emplace_back(std::move(Selection),
                         OptionsSourceTypeCheckCommandLineOption);
    return Sources;
  }

private:
  std::string Globs;
};

} // namespace

std::unique_ptr<ClangTidyOptionsProvider> makeOptionsProvider(std::string Globs,
                                                              Problems &Found) {
  return std::make_unique<Provider>(std::move(Globs), Found);
}

static std::vector<std::string> checksOf(std::string Globs) {
  ClangTidyOptions Options;
  Options.Checks = std::move(Globs);
  return getCheckNames(Options, /*AllowEnablingAnalyzerAlphaCheckers=*/false,
                       /*ExperimentalCustomChecks=*/false);
}

std::vector<std::string> enabledChecks(StringRef Globs) {
  std::string All = join(ownChecks(), ",");
  if (!Globs.empty())
    All += ("," + Globs).str();
  return checksOf(std::move(All));
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
