// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints the findings of a run.

#ifndef P99_DRIVER_REPORTERS_REPORTERS_H
#define P99_DRIVER_REPORTERS_REPORTERS_H

#include "driver/findings/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

/// As clang prints: source lines, carets, notes and fix-its.
void printText(const Report &R, bool Colors, llvm::raw_ostream &Out);

/// One JSON object, for other tools.
void printJson(const Report &R, llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
