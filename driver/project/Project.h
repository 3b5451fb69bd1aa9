// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the paths of the command line to the units to analyse: finds the
// compilation databases and reads from them how each unit is compiled.

#ifndef P99_DRIVER_PROJECT_PROJECT_H
#define P99_DRIVER_PROJECT_PROJECT_H

#include "llvm/ADT/ArrayRef.h"
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
};

struct ProjectRequest {
  std::vector<std::string> Paths; ///< Files and folders; none: all units.
  std::string Database;           ///< -p: a folder or the file itself.
  /// What follows `--`: the flags of every path, in place of a database.
  std::optional<std::vector<std::string>> Flags;
};

/// The units that are asked for, in a stable order, without duplicates. An
/// error is written for the user and names the ways out.
llvm::Expected<std::vector<Unit>> findUnits(const ProjectRequest &Request,
                                            llvm::vfs::FileSystem &FS);

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
