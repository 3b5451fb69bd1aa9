// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the files are that options name.

#ifndef P99_ANALYSIS_USERFILES_H
#define P99_ANALYSIS_USERFILES_H

#include "llvm/Support/VirtualFileSystem.h"
#include <string>

namespace p99::analysis {

/// A relative `File` is looked for in `NearFile`'s folder and its parents,
/// where .clang-tidy is; if it is in none, it is left to the working folder.
std::string findUserFile(llvm::StringRef File, llvm::StringRef NearFile,
                         llvm::vfs::FileSystem &FS);

} // namespace p99::analysis

#endif
