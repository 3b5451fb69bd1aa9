// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the paths of the command line to the units to analyse: finds the
// compilation databases and reads from them how each unit is compiled.

#ifndef P99_DRIVER_PROJECT_PROJECT_H
#define P99_DRIVER_PROJECT_PROJECT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <optional>
#include <string>
#include <vector>

namespace p99::driver {

/// One translation unit and how to compile it.
struct Unit {
  std::string Path;      ///< Absolute.
  std::string Directory; ///< Where its command runs.
  std::vector<std::string> Command;
  /// Only what is found in these is asked for; empty: in all files.
  std::vector<std::string> Headers = {};
};

/// Whether an earlier run has seen that a unit reads a header. Null if nobody
/// remembers.
using ReadsHeader = llvm::function_ref<bool(const Unit &, llvm::StringRef)>;

struct ProjectRequest {
  std::vector<std::string> Paths; ///< Files and folders; none: all units.
  std::string Database;           ///< -p: a folder or the file itself.
  /// Keep only the commands of this build configuration; empty: all.
  std::string Configuration;
  /// What follows `--`: the flags of every path, in place of a database. They
  /// may have a compiler in front, and the file that it compiles in them.
  std::optional<std::vector<std::string>> Flags;
  std::vector<std::string> ExtraFlagsBefore; ///< Before all other flags.
  std::vector<std::string> ExtraFlags;       ///< After all other flags.
};

/// The units that are asked for, in a stable order, without duplicates. For a
/// header that no database lists, one that includes it. An error is written for
/// the user and names the ways out.
llvm::Expected<std::vector<Unit>> findUnits(const ProjectRequest &Request,
                                            llvm::vfs::FileSystem &FS,
                                            ReadsHeader Knows = nullptr);

/// The compile_commands.json in `Directory`, in one of its `build*` folders, or
/// likewise in the nearest ancestor that has one.
std::optional<std::string> findDatabase(llvm::StringRef Directory,
                                        llvm::vfs::FileSystem &FS);

/// Reads a database. Mistakes are reported as `file:line:column: what is
/// wrong`.
llvm::Expected<std::vector<Unit>> readDatabase(llvm::StringRef Text,
                                               llvm::StringRef Path);

} // namespace p99::driver

#endif
