// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Joins the reports of a run that was spread over several machines.

#ifndef P99_DRIVER_CLI_MERGE_H
#define P99_DRIVER_CLI_MERGE_H

#include "driver/cli/Options.h"

namespace p99::driver {

/// The exit code, as if one run had analysed all units.
int mergeReports(const Options &O);

} // namespace p99::driver

#endif
