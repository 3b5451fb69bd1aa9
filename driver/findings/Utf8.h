// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of files need not be UTF-8, what other tools read is.

#ifndef P99_DRIVER_FINDINGS_UTF8_H
#define P99_DRIVER_FINDINGS_UTF8_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace p99::driver {

/// `Text` with replacement characters for the bytes that are not UTF-8.
std::string utf8(llvm::StringRef Text);

/// From a column in bytes to one in code points, both from 1.
unsigned codePointColumn(llvm::StringRef Line, unsigned Column);

} // namespace p99::driver

#endif
