// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The files of the page, which are built into the program.

#ifndef P99_DRIVER_REPORTERS_HTMLPARTS_H
#define P99_DRIVER_REPORTERS_HTMLPARTS_H

#include "llvm/ADT/StringRef.h"

namespace p99::driver {

/// A file of reporters/html, or "flame-graph.js" and "flame-graph.txt", its
/// licences: both are empty in a build without it.
llvm::StringRef htmlPart(llvm::StringRef Name);

} // namespace p99::driver

#endif
