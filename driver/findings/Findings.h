// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Merges the findings of all units into one sorted list.

#ifndef P99_DRIVER_FINDINGS_FINDINGS_H
#define P99_DRIVER_FINDINGS_FINDINGS_H

#include "driver/findings/Finding.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace p99::driver {

/// `Path` seen from `Directory`, without `.` and `..`.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

/// Fills in lines and columns from the files.
void locate(std::vector<Finding> &Findings);

/// Sorted by path, place and check, without duplicates, and fingerprinted. Of
/// duplicates that different profiles know the highest share is kept.
/// The order in which the units finished leaves no trace.
std::vector<Finding> merge(std::vector<Finding> Findings);

/// Runs of white space count as one blank, and none at the ends.
std::string normalized(llvm::StringRef Line);

/// Sets the contents and fingerprints of sorted findings. `LineOf` gives the
/// source line of a message. A fingerprint survives edits elsewhere and moved
/// files: it knows the check, the text of the line, the function and the
/// message, and counts those that agree in all of them.
void fingerprint(std::vector<Finding> &Findings,
                 llvm::function_ref<llvm::StringRef(const Message &)> LineOf);

} // namespace p99::driver

#endif
