// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One compile_commands.json in memory.

#ifndef P99_DRIVER_PROJECT_DATABASE_H
#define P99_DRIVER_PROJECT_DATABASE_H

#include "driver/project/Project.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringMap.h"
#include <memory>

namespace p99::driver {

/// How `Path` is compiled in `Directory` by a command that is given: flags, or
/// a compiler with flags and the file that it compiles, which `Path` replaces.
llvm::Expected<Unit> unitOf(llvm::StringRef Path, llvm::StringRef Directory,
                            std::vector<std::string> Command,
                            llvm::vfs::FileSystem &FS);

/// Drops the units that are not compiled for the configuration `Name`, by the
/// macro that CMake defines in each command for several:
/// `CMAKE_INTDIR="Debug"`. It is an error if none is left; `Path` is that of
/// the database.
llvm::Error keepConfiguration(std::vector<Unit> &Units, llvm::StringRef Name,
                              llvm::StringRef Path);

class Database {
public:
  Database(std::vector<Unit> Units, llvm::vfs::FileSystem &FS);

  llvm::ArrayRef<Unit> all() const { return Units; }

  /// Whether it says how `Path` is compiled, under this name or the real one.
  bool lists(llvm::StringRef Path) const { return !find(Path).empty(); }

  /// How `Path` is compiled; for a file that the database does not list, the
  /// command of its most similar neighbour.
  std::vector<Unit> unitsOf(llvm::StringRef Path) const;

private:
  llvm::ArrayRef<size_t> find(llvm::StringRef Path) const;

  std::vector<Unit> Units;
  llvm::StringMap<std::vector<size_t>> ByPath;
  std::unique_ptr<clang::tooling::CompilationDatabase> Guesses;
  llvm::vfs::FileSystem &FS;
};

} // namespace p99::driver

#endif
