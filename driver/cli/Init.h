// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `p99-tidy init`: a first `.clang-tidy`, and what to do next.

#ifndef P99_DRIVER_CLI_INIT_H
#define P99_DRIVER_CLI_INIT_H

#include "core/Register.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

/// A `.clang-tidy` with every setting that p99-tidy knows, most of them as
/// comments at their defaults. `Parent` is the one of a folder above, or "".
void printConfiguration(llvm::ArrayRef<RegisteredCheck> Checks,
                        llvm::StringRef Parent, llvm::raw_ostream &Out);

/// Writes it into the working folder, or prints it if there is one already.
/// The exit code.
int init();

} // namespace p99::driver

#endif
