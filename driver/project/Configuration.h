// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which checks run on a file, and with which options: `.clang-tidy` and
// --checks.

#ifndef P99_DRIVER_PROJECT_CONFIGURATION_H
#define P99_DRIVER_PROJECT_CONFIGURATION_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace p99::driver {

/// Mistakes in configuration files. All units of a folder make the same: each
/// is told once.
struct Problems {
  std::set<std::string> Errors;
  std::set<std::string> Warnings; ///< The run can go on with these.
};

/// Takes the keys that clang-tidy once knew and no longer does out of the text
/// of a `.clang-tidy`, in which all else keeps its place. `Tell` is called with
/// the line, from 1, and the key.
std::string
withoutDroppedKeys(llvm::StringRef Text,
                   llvm::function_ref<void(unsigned, llvm::StringRef)> Tell);

/// Which of `OwnChecks` the `Checks` of a `.clang-tidy` leaves on, as a list
/// of names. Only what it says of p99-* counts: all of them run unless it
/// picks or drops some by name, and clang-tidy's own checks, which it was
/// written for, stay with clang-tidy.
std::string ownSelection(llvm::StringRef Checks,
                         llvm::ArrayRef<std::string> OwnChecks);

/// The names in a `.clang-tidy`, whose text this is, that look like a check or
/// an option of ours and are none; clang-tidy says nothing of them. Each as
/// `line:column: what is wrong`.
std::vector<std::string> misspelt(const clang::tidy::ClangTidyOptions &Parsed,
                                  llvm::StringRef Text);

/// What is wrong with the names in --checks=`Globs`, or "".
std::string misspeltCheck(llvm::StringRef Globs);

/// What the command line says of checks; it has the last word.
struct Overrides {
  std::string Globs;   ///< --checks
  std::string Profile; ///< --profile, absolute; in place of P99Profile
  bool UnusedNolints = false;
};

/// The options of one unit, from the `.clang-tidy` files above it.
std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>
makeOptionsProvider(Overrides Last, Problems &Found);

/// The names of all linked checks that --checks=`Globs` enables where no
/// `.clang-tidy` says otherwise, sorted.
std::vector<std::string> enabledChecks(llvm::StringRef Globs);

/// Whether a list of globs may enable a warning of the compiler, which
/// clang-tidy calls clang-diagnostic-NAME.
bool asksForWarnings(llvm::StringRef Globs);

} // namespace p99::driver

#endif
