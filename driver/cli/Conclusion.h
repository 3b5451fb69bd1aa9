// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a run: the report in all its formats, the baseline, the last line,
// the exit code.

#ifndef P99_DRIVER_CLI_CONCLUSION_H
#define P99_DRIVER_CLI_CONCLUSION_H

#include "driver/cli/Options.h"

namespace p99::driver {

/// Mistakes that need no analysis to be found: files that cannot be written.
llvm::Error canConclude(const Options &O);

/// The exit code. `R` has been filtered by `Keep`; `Seen` is what the run can
/// say of findings that it does not have.
int conclude(const Options &O, Report &R, const Filters &Keep,
             const Coverage &Seen);

} // namespace p99::driver

#endif
