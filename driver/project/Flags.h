// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns the command that builds a unit, written for GCC or another clang, into
// one that this clang parses.

#ifndef P99_DRIVER_PROJECT_FLAGS_H
#define P99_DRIVER_PROJECT_FLAGS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace p99::driver {

struct FlagPolicy {
  /// Clang's own headers; left to the command if empty.
  std::string ResourceDir;
  /// Whether a check asks for the compiler's warnings. If not, none is
  /// computed.
  bool KeepWarnings = false;
  /// ExtraArgsBefore, ExtraArgs and RemovedArgs of `.clang-tidy`.
  std::vector<std::string> Before;
  std::vector<std::string> After;
  std::vector<std::string> Removed;
};

/// Drops what clang's own option table does not know (`-fno-tree-pre`,
/// `-fanalyzer`), what writes files (`-o`, `-MD`, `-save-temps`), what makes
/// warnings fatal, and plugins.
std::vector<std::string> adjustFlags(llvm::ArrayRef<std::string> Command,
                                     const FlagPolicy &Policy);

/// What a command, in which response files have been replaced by their text,
/// still has of them: one that could not be read. "" if there is none.
llvm::StringRef missingResponseFile(llvm::ArrayRef<std::string> Command);

} // namespace p99::driver

#endif
