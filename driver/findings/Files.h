// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes files so that nobody ever sees half of one.

#ifndef P99_DRIVER_FINDINGS_FILES_H
#define P99_DRIVER_FINDINGS_FILES_H

#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"

namespace p99::driver {

/// A new file beside `Target`, whose place it is to take: with its permissions
/// if it is there already.
llvm::Expected<llvm::sys::fs::TempFile> writeBeside(llvm::StringRef Target,
                                                    llvm::StringRef Text);

/// Makes or replaces a file in one step. Of a symbolic link the target is
/// replaced; a pipe or a device is written to.
llvm::Error replaceFile(llvm::StringRef Path, llvm::StringRef Text);

/// Why `replaceFile` would fail, as far as that can be told before there is
/// anything to write.
llvm::Error canReplaceFile(llvm::StringRef Path);

} // namespace p99::driver

#endif
