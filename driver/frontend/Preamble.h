// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The include block at the top of a unit, precompiled: most of what a unit
// parses is there, and most edits are not.

#ifndef P99_DRIVER_FRONTEND_PREAMBLE_H
#define P99_DRIVER_FRONTEND_PREAMBLE_H

#include "driver/frontend/ReadRecorder.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>

namespace clang {
class CompilerInvocation;
}

namespace p99::driver {

struct Preamble {
  /// Clang's precompiled header; null if the block cannot be precompiled, or
  /// is too small to be worth it.
  std::unique_ptr<llvm::MemoryBuffer> Pch;
  Reads MadeOf;
};

/// Those of earlier runs.
class PreambleStore {
public:
  virtual ~PreambleStore() = default;

  /// The preamble of the unit with this include block, if all that it was made
  /// of is unchanged. Whether one that is missing is made with `Build`, which
  /// takes longer than to do without, is for the store to decide.
  virtual std::optional<Preamble>
  find(llvm::StringRef Block, llvm::function_ref<Preamble()> Build) = 0;
};

/// Lets the parse of `Invocation`, which reads from `FS`, start from its
/// preamble in `Store`. What that was made of is added to `Noted`, if there is
/// one; `Below` is the same file system, without what notes its reads. False if
/// there is no preamble: then nothing has changed.
bool usePreamble(clang::CompilerInvocation &Invocation, PreambleStore &Store,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &FS,
                 Reads *Noted);

} // namespace p99::driver

#endif
