// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asks for each fix whether it is wanted.

#ifndef P99_DRIVER_CLI_ASK_H
#define P99_DRIVER_CLI_ASK_H

#include "driver/findings/Report.h"

namespace p99::driver {

/// Shows each finding of `R` that has a fix, and asks at the terminal. The
/// findings whose fixes are wanted; at the end of the input no more are.
std::vector<Finding> askForFixes(const Report &R, bool Suggested);

} // namespace p99::driver

#endif
