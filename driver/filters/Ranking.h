// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a profile does to the findings: --profile orders them, --hot-only
// leaves out the others.

#ifndef P99_DRIVER_FILTERS_RANKING_H
#define P99_DRIVER_FILTERS_RANKING_H

#include "driver/findings/Report.h"
#include "driver/frontend/Frontend.h"

namespace p99::driver {

/// With a profile, code is hot from `LeastShare` of the samples on; without
/// one, where a note of the finding gives a reason ("hot: ..."). What says that
/// the run itself went wrong counts as hot.
bool isHot(const Finding &F, double LeastShare);

/// Drops the findings that are not hot, and says how many.
size_t keepHot(std::vector<Finding> &Findings, double LeastShare);

/// First what the reported statement itself was seen to cost, if that is a
/// percent of the samples or more, then the share of the function around it,
/// then the loops: of two that cost the same, the one in a loop does it more
/// often. Equal ones stay in their order.
void sortByShare(std::vector<Finding> &Findings);

/// The profiles of these units, by their names.
std::vector<ProfileUse> profileUses(llvm::ArrayRef<UnitResult> Results);

} // namespace p99::driver

#endif
