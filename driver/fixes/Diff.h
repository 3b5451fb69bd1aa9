// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What lines two texts differ in.

#ifndef P99_DRIVER_FIXES_DIFF_H
#define P99_DRIVER_FIXES_DIFF_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

namespace p99::driver {

struct DiffLine {
  char Kind;            ///< ' ', '-' or '+'.
  llvm::StringRef Text; ///< With its line end, if it has one.
};

/// Neighbouring lines. Places count from 0.
struct Hunk {
  size_t OldStart = 0, OldCount = 0;
  size_t NewStart = 0, NewCount = 0;
  std::vector<DiffLine> Lines;
};

/// The fewest lines that have to go and come, with `Context` lines around
/// them. The hunks point into the texts.
std::vector<Hunk> diffLines(llvm::StringRef Old, llvm::StringRef New,
                            size_t Context);

/// A unified diff of one file, as git prints it and `git apply` takes it.
void printUnifiedDiff(llvm::StringRef Path, llvm::StringRef Old,
                      llvm::StringRef New, llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
