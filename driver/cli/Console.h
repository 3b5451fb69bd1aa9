// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the program ends, and how it speaks to whoever started it.

#ifndef P99_DRIVER_CLI_CONSOLE_H
#define P99_DRIVER_CLI_CONSOLE_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/WithColor.h"

namespace p99::driver {

enum ExitCode { Clean = 0, HasFindings = 1, WrongUsage = 2, NotAnalysed = 3 };

/// "p99-tidy: error: ", as clang spells it.
inline llvm::raw_ostream &error() {
  return llvm::WithColor::error(llvm::errs(), "p99-tidy");
}

inline llvm::raw_ostream &warning() {
  return llvm::WithColor::warning(llvm::errs(), "p99-tidy");
}

/// Tells an error; whether there was one.
inline bool tell(llvm::Error E) {
  if (!E)
    return false;
  error() << llvm::toString(std::move(E)) << '\n';
  return true;
}

/// "1 finding", "2 findings"
inline std::string counted(size_t Count, llvm::StringRef Thing) {
  return (llvm::Twine(Count) + " " + Thing + (Count == 1 ? "" : "s")).str();
}

} // namespace p99::driver

#endif
