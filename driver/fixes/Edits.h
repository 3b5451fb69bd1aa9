// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which fixes go together, and what a file looks like after them.

#ifndef P99_DRIVER_FIXES_EDITS_H
#define P99_DRIVER_FIXES_EDITS_H

#include "driver/findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace p99::driver {

/// Whether two edits cannot both be made. Two insertions at one place have no
/// order and conflict, unless both are whole lines, such as includes. Equal
/// replacements and equal whole lines are one edit.
bool conflict(const Edit &A, const Edit &B);

/// Goes through the fixes in order and takes each one whole if none of its
/// edits conflicts with those taken before. A fix equal to a taken one is taken
/// with it.
std::vector<bool> chooseFixes(llvm::ArrayRef<llvm::ArrayRef<Edit>> Fixes);

/// `Text` after edits that do not conflict; nothing if one is beyond its end.
/// Inserted line ends follow those of the file.
std::optional<std::string> applyEdits(llvm::StringRef Text,
                                      std::vector<Edit> Edits);

} // namespace p99::driver

#endif
