// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options of the command line, which drive parsing and --help.

#ifndef P99_DRIVER_CLI_OPTIONTABLE_H
#define P99_DRIVER_CLI_OPTIONTABLE_H

#include "driver/cli/Options.h"

namespace p99::driver {

struct OptionSpec {
  llvm::StringLiteral Group; ///< Empty: hidden, for tests.
  llvm::StringLiteral Name;  ///< As typed, with its dashes.
  llvm::StringLiteral Value; ///< Placeholder; empty for a switch; in brackets
                             ///< if it may be left out.
  llvm::StringLiteral Help;
  /// False if the value is none of those that the placeholder names.
  bool (*Apply)(Options &, llvm::StringRef Value);
};

/// In the order of --help.
llvm::ArrayRef<OptionSpec> optionTable();

} // namespace p99::driver

#endif
