// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the checks on one translation unit, parsing no more of it than they
// need.

#ifndef P99_DRIVER_FRONTEND_FRONTEND_H
#define P99_DRIVER_FRONTEND_FRONTEND_H

#include "driver/findings/Finding.h"
#include "driver/frontend/Nolint.h"
#include "driver/frontend/Preamble.h"
#include "driver/frontend/ReadRecorder.h"
#include "driver/project/Configuration.h"
#include "driver/project/Project.h"
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace p99::analysis {
class Profile;
}

namespace p99::driver {

struct UnitResult {
  std::vector<Finding> Findings;
  /// Why the unit could not be analysed, or not whole.
  std::optional<std::string> Failure;
  /// The files that it read, without those of system headers. A fix may change
  /// no other.
  std::vector<std::string> UserFiles;
  std::vector<std::string> Checks; ///< That ran.
  std::vector<NolintUse> Nolints;  ///< Only if they are asked for.
  /// What the unit's findings are ranked by, if anything is, and which of its
  /// functions the unit defines.
  std::shared_ptr<const analysis::Profile> Profile;
  std::set<unsigned> Profiled;
  // Of the configuration: what ends the run, and what it can go on with.
  std::vector<std::string> Mistakes;
  std::vector<std::string> Warnings;
};

/// Contents to parse in place of what is on the disk.
using Overlay = std::map<std::string, std::string>;

class Frontend {
public:
  Frontend(Overrides Last, std::string ResourceDir);
  ~Frontend();

  /// To be called in a process that ends soon after: memory is left to its end.
  /// `Noted`, if there is one, is filled with what the analysis has read.
  UnitResult lint(const Unit &U, Reads *Noted = nullptr,
                  PreambleStore *Preambles = nullptr) const;

  /// The first error of the unit with these contents.
  std::optional<std::string> firstError(const Unit &U,
                                        const Overlay &Changed) const;

  /// The profile that the unit's findings are ranked by, or nullptr.
  std::shared_ptr<const analysis::Profile> profileOf(const Unit &U) const;

  /// All that decides on the unit's result beside what `Reads` lists, as text:
  /// its command, its options, and what these name. nullopt if there is a
  /// mistake in the configuration.
  std::optional<std::string> inputsOf(const Unit &U) const;

private:
  const clang::tidy::ClangTidyOptions &settingsOf(const Unit &U) const;
  static llvm::Expected<std::shared_ptr<const analysis::Profile>>
  loadProfile(const Unit &U, const clang::tidy::ClangTidyOptions &Settings);

  /// The one that all parses of `U` use.
  std::vector<std::string>
  commandOf(const Unit &U, const clang::tidy::ClangTidyOptions &Settings) const;

  Overrides Last;
  std::string ResourceDir;
  /// The settings of a folder hold for all units in it.
  struct Configured;
  std::unique_ptr<Configured> Known;
};

} // namespace p99::driver

#endif
