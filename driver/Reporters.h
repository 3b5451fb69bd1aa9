// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints the findings of a run.

#ifndef P99_DRIVER_REPORTERS_H
#define P99_DRIVER_REPORTERS_H

#include "Finding.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

struct FailedUnit {
  std::string Path;
  std::string Reason;
};

struct Report {
  std::vector<Finding> Findings;
  std::vector<FailedUnit> Failed;
  size_t Units = 0;
  double Seconds = 0;
  std::string Directory; ///< Paths below it are printed relative to it.
};

/// As clang prints: source lines, carets, notes and fix-its.
void printText(const Report &R, bool Colors, llvm::raw_ostream &Out);

/// One JSON object, for other tools.
void printJson(const Report &R, llvm::raw_ostream &Out);

/// `Path` relative to `Directory` if it is below it.
llvm::StringRef shortPath(llvm::StringRef Path, llvm::StringRef Directory);

} // namespace p99::driver

#endif
