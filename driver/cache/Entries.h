// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files of a cache: bytes under a key. Several processes may use them at once;
// what cannot be read or written, or is damaged, counts as absent.

#ifndef P99_DRIVER_CACHE_ENTRIES_H
#define P99_DRIVER_CACHE_ENTRIES_H

#include "llvm/Support/CachePruning.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <string>

namespace p99::driver {

class Entries {
public:
  explicit Entries(std::string Folder) : Folder(std::move(Folder)) {}

  struct Entry {
    std::unique_ptr<llvm::MemoryBuffer> File; ///< Null if there is none.
    llvm::StringRef Bytes; ///< In the file; their start is aligned to 16 bytes.
  };
  Entry load(llvm::StringRef Key) const;

  /// As `store` takes them.
  static std::string pack(llvm::StringRef Bytes);
  void store(llvm::StringRef Key, llvm::StringRef Packed) const;

  void prune(const llvm::CachePruningPolicy &Policy) const;

private:
  std::string pathOf(llvm::StringRef Key) const;

  std::string Folder;
};

} // namespace p99::driver

#endif
