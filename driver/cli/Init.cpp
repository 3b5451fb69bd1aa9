// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Init.h"
#include "driver/cli/Console.h"
#include "driver/findings/Files.h"
#include "driver/project/Project.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

static constexpr StringLiteral Name = ".clang-tidy";

/// A scalar that YAML reads back as it is.
static std::string scalar(StringRef Text) {
  if (!Text.empty() && all_of(Text, isAlnum))
    return Text.str();
  std::string Quoted = "'";
  for (char C : Text)
    Quoted += C == '\'' ? "''" : StringRef(&C, 1);
  return Quoted + "'";
}

void printConfiguration(ArrayRef<RegisteredCheck> Checks, StringRef Parent,
                        raw_ostream &Out) {
  Out << "# Read by p99-tidy, by clang-tidy with the plugin, and by "
         "p99-clangd.\n\n";
  // What is set here would take the place of what is set above.
  StringRef Set = Parent.empty() ? "" : "# ";
  if (!Parent.empty())
    Out << "# The settings of " << Parent
        << " hold here, too.\nInheritParentConfig: true\n\n";
  Out << "# All p99 checks. To drop one: 'p99-*,-p99-false-sharing'. p99-tidy "
         "leaves\n# clang-tidy's own checks to clang-tidy, except those that "
         "its --checks names.\n"
      << Set << "Checks: 'p99-*'\n"
      << R"(
# Findings that are errors instead of warnings.
# WarningsAsErrors: 'p99-*'

# The headers to report findings in. Default: all but system headers.
# HeaderFilterRegex: '/(include|src)/'

)" << Set
      << R"(CheckOptions:
  # Functions that are hot, beside request handlers, loops that serve requests and
  # what a profile says: globs over qualified names, separated by semicolons.
)" << "  "
      << Set << R"(P99HotFunctions: ''
  # A profile that ranks the findings; paths are looked for beside the source and
  # in the folders above it.
  # P99Profile: 'profiles/service.folded.gz'
  # Model files for libraries of your own, separated by semicolons.
  # P99Models: 'models/ours.yaml'
)";
  for (const RegisteredCheck &Check : Checks)
    for (const OptionInfo &O : optionsOf(Check))
      Out << "  # " << O.Doc << "\n  # " << Check.Info->Name << '.' << O.Name
          << ": " << scalar(O.Default) << '\n';
}

/// The nearest `.clang-tidy` above the working folder, seen from it, or "".
static std::string findParent() {
  SmallString<256> Folder;
  sys::fs::current_path(Folder);
  std::string Up;
  for (StringRef At = sys::path::parent_path(Folder); !At.empty();
       At = sys::path::parent_path(At)) {
    Up += "../";
    if (sys::fs::exists(At + "/" + Name))
      return Up + Name.str();
  }
  return "";
}

int init() {
  std::vector<RegisteredCheck> Checks = registeredChecks();
  std::string Text;
  raw_string_ostream Out(Text);
  if (sys::fs::exists(Name)) {
    printConfiguration(Checks, "", outs());
    outs().flush();
    error() << "'" << Name
            << "' is there already; add to it what you want of the above\n";
    return WrongUsage;
  }
  printConfiguration(Checks, findParent(), Out);
  if (tell(canReplaceFile(Name)) || tell(replaceFile(Name, Text)))
    return WrongUsage;
  SmallString<256> Folder;
  sys::fs::current_path(Folder);
  std::optional<std::string> Database =
      findDatabase(Folder, *vfs::getRealFileSystem());
  outs() << "Wrote " << Name
         << "; its comments say what can be set.\n\nNext:\n";
  if (!Database)
    outs() << "  cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
              "      to make the compilation database, which is not there yet; "
              "with Make: bear -- make\n";
  outs() << "  p99-tidy\n"
            "      to lint all that the compilation database lists\n"
            "  p99-tidy explain CHECK\n"
            "      to read why a finding matters, and what to do\n"
            "  p99-tidy --write-baseline p99-baseline.json\n"
            "      to accept what there is; with --baseline, later runs report "
            "what is new\n"
            "  p99-tidy --changed=origin/main --format=github\n"
            "      to lint what a branch has changed, as in CI\n";
  return Clean;
}

} // namespace p99::driver
