// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Formats the lines that fixes change, and no others.

#ifndef P99_DRIVER_FIXES_FORMATCHANGES_H
#define P99_DRIVER_FIXES_FORMATCHANGES_H

#include "llvm/Support/Error.h"
#include <string>

namespace p99::driver {

/// What is wrong with a style, as clang-format's -style takes it: `file`,
/// `llvm` and the like, or YAML in braces.
llvm::Error checkStyle(llvm::StringRef Style);

/// `New`, in which the lines that `Old` does not have are formatted. It is left
/// as it is if the style asks for nothing, such as `file` where there is none.
std::string formatChanges(llvm::StringRef Old, std::string New,
                          llvm::StringRef Path, llvm::StringRef Style);

} // namespace p99::driver

#endif
