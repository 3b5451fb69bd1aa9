// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints what the checks and the models say of themselves.

#ifndef P99_DRIVER_CLI_EXPLAIN_H
#define P99_DRIVER_CLI_EXPLAIN_H

#include "core/Register.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

/// The page of a check, which is also docs/checks/NAME.md.
void printPage(const RegisteredCheck &Check, llvm::raw_ostream &Out);

/// The built-in models, one line a name.
void printModels(llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
