// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which findings of a run are told: those that are new, hot and on changed
// lines, as far as that is asked for.

#ifndef P99_DRIVER_FILTERS_FILTERS_H
#define P99_DRIVER_FILTERS_FILTERS_H

#include "driver/filters/Baseline.h"
#include "driver/filters/ChangedLines.h"
#include <optional>

namespace p99::driver {

struct FilterRequest {
  std::string Baseline;               ///< A file, or empty.
  std::optional<double> HotOnly;      ///< The least share, 0 to 1.
  std::optional<std::string> Changed; ///< Since this revision; empty: HEAD.
};

class Filters {
public:
  /// Reads what the filters compare with. An error is written for the user.
  static llvm::Expected<Filters> make(const FilterRequest &Request);

  /// Takes out of the report what is not asked for, and counts it there. What
  /// the run has seen matters only to a baseline.
  void apply(Report &R, const Coverage &Seen);

  bool hasBaseline() const { return Base.has_value(); }

  /// Writes the baseline without what the last report says is gone.
  llvm::Error prune() const;

  /// The repository that the changed lines are of; null without them.
  ChangedLines *changedLines() { return Changed ? &*Changed : nullptr; }

private:
  FilterRequest Request;
  std::optional<Baseline> Base;
  std::optional<ChangedLines> Changed;
  std::vector<Finding> Known; ///< By the baseline.
};

} // namespace p99::driver

#endif
