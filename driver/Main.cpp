// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The p99-tidy program.

#include "core/Register.h"
#include "driver/cli/Complete.h"
#include "driver/cli/Console.h"
#include "driver/cli/Explain.h"
#include "driver/cli/Init.h"
#include "driver/cli/Lint.h"
#include "driver/cli/Merge.h"
#include "driver/project/Configuration.h"
#include "driver/project/DidYouMean.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <utility>

using namespace llvm;
using namespace p99;
using namespace p99::driver;

/// Clang's own headers: beside the program where it was installed together
/// with them, else where the build found them.
static Installation findInstallation(const char *Argv0) {
  std::string Program = sys::fs::getMainExecutable(
      Argv0, reinterpret_cast<void *>(&findInstallation));
  SmallString<256> Beside(
      sys::path::parent_path(sys::path::parent_path(Program)));
  sys::path::append(Beside, "lib", "clang", P99_CLANG_MAJOR);
  return {std::move(Program), sys::fs::is_directory(Beside)
                                  ? std::string(Beside)
                                  : std::string(P99_CLANG_RESOURCE_DIR)};
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
  case Command::Init:
    return init();
  case Command::ListChecks:
    return listChecks(O);
  case Command::Complete:
    complete(O.Words, outs());
    return Clean;
  case Command::Merge:
    return mergeReports(O);
  case Command::Lint:
    break;
  }
  return lint(O, findInstallation(Argv0));
}

int main(int Argc, const char **Argv) {
  Expected<Options> O = parseOptions(ArrayRef(Argv, Argc).drop_front());
  if (!O)
    return tell(O.takeError()), WrongUsage;
  int Code = run(*O, Argv[0]);
  outs().flush();
  if (!outs().has_error())
    return Code;
  // A full disk, or a reader that has gone.
  error() << "cannot write the report: " << outs().error().message() << '\n';
  outs().clear_error();
  return NotAnalysed;
}
