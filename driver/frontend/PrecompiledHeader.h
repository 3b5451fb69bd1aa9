// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unit's precompiled header: an analysis may use it only if it changes
// nothing but the time.

#ifndef P99_DRIVER_FRONTEND_PRECOMPILEDHEADER_H
#define P99_DRIVER_FRONTEND_PRECOMPILEDHEADER_H

#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace p99::driver {

/// Whether the precompiled header at `Path` is as new as all that it was made
/// of, and holds no code of the user's own: what is in it is not preprocessed
/// again, and finds no place in the list of files that a fix may change. Not
/// whether the command suits it: Clang says that when it loads it.
bool isUsablePch(llvm::StringRef Path,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

/// Puts the header in place of its precompiled form. One that cannot be found
/// is left out: most build systems name it beside.
void dropPch(clang::PreprocessorOptions &Options,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);

} // namespace p99::driver

#endif
