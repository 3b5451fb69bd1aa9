// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One run: units, findings, fixes, report, exit code.

#ifndef P99_DRIVER_CLI_LINT_H
#define P99_DRIVER_CLI_LINT_H

#include "driver/cli/Options.h"

namespace p99::driver {

struct Installation {
  std::string Program;   ///< This one's file.
  std::string Resources; ///< The folder of Clang's own headers.
};

/// The exit code.
int lint(const Options &O, Installation Where);

} // namespace p99::driver

#endif
