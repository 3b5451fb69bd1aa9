// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run has found: all that the reporters print.

#ifndef P99_DRIVER_FINDINGS_REPORT_H
#define P99_DRIVER_FINDINGS_REPORT_H

#include "driver/findings/Finding.h"
#include <compare>

namespace p99::driver {

struct FailedUnit {
  std::string Path;
  std::string Reason;
  auto operator<=>(const FailedUnit &) const = default;
};

/// How much of a profile the linted files are.
struct ProfileUse {
  std::string Name;
  double Samples = 0;
  size_t Frames = 0;  ///< Functions in the profile.
  size_t Matched = 0; ///< Those that a unit of the run defines.
};

/// A finding that a baseline knows and that the code no longer has.
struct GoneEntry {
  std::string Path;
  std::string Check;
  std::string Function;
  std::string Message;
};

struct BaselineUse {
  size_t Known = 0; ///< Findings that are left out because of it.
  std::vector<GoneEntry> Gone;
};

struct Report {
  std::vector<Finding> Findings;
  std::vector<FailedUnit> Failed;
  std::vector<ProfileUse> Profiles;
  std::optional<BaselineUse> Baseline; ///< Only with one.
  size_t NotHot = 0;                   ///< Left out by --hot-only.
  size_t NotChanged = 0;               ///< Left out by --changed.
  size_t Units = 0;
  double Seconds = 0;
  std::string ProfileFile; ///< Of --profile, or empty.
  std::string Directory;   ///< Paths below it are printed relative to it.
};

/// "orders.folded: 1204 samples; 37 of 210 frames match functions of the
/// linted files"
std::string toString(const ProfileUse &Use);

/// `Path` relative to `Directory` if it is below it.
llvm::StringRef shortPath(llvm::StringRef Path, llvm::StringRef Directory);

} // namespace p99::driver

#endif
