// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line. One table drives parsing, --help and the documentation.

#ifndef P99_DRIVER_CLI_OPTIONS_H
#define P99_DRIVER_CLI_OPTIONS_H

#include "driver/filters/Filters.h"
#include "driver/project/Project.h"
#include "driver/reporters/Reporters.h"
#include "driver/run/Workers.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

enum class Command {
  Lint,
  Merge,
  Explain,
  Models,
  Init,
  ListChecks,
  Complete,
  Help,
  Version
};
enum class Color { Auto, Always, Never };

/// --shard: the units whose number leaves `Index` when divided by `Count`.
struct Shard {
  unsigned Index = 0;
  unsigned Count = 1;
};

/// One --format.
struct Output {
  const Reporter *How;
  std::string File; ///< Empty: the standard output.
};

struct Options {
  Command What = Command::Lint;
  std::string Check;              ///< Of `explain`.
  std::vector<std::string> Words; ///< Of `--complete`.
  ProjectRequest Project;         ///< Of `merge` the paths are reports.
  Shard Part;
  std::string Checks; ///< --checks
  bool UnusedNolints = false;
  /// At most one has no file.
  std::vector<Output> Outputs;
  p99::driver::Color Color = Color::Auto;
  bool ExitZero = false;
  std::string Profile; ///< --profile
  FilterRequest Filters;
  std::string WriteBaseline; ///< A file, or empty.
  bool PruneBaseline = false;
  bool Fix = false;
  bool FixSuggested = false;
  bool Interactive = false;
  std::string FormatStyle;
  bool Diff = false;    ///< Print the fixes, and write none.
  Limits Most;          ///< No jobs: as many as there are cores.
  std::string CacheDir; ///< Empty: the default.
  bool NoCache = false;
  std::string CrashOn;
};

/// `Arguments` are those after the program's name.
llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Arguments);

void printHelp(llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
