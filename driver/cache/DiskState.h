// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is on the disk, each path asked for once in a run: the units of a
// project share most of their headers.

#ifndef P99_DRIVER_CACHE_DISKSTATE_H
#define P99_DRIVER_CACHE_DISKSTATE_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include <optional>

namespace p99::driver {

class DiskState {
public:
  struct Entry {
    bool Exists = false;
    bool IsFolder = false;
    uint64_t Size = 0;
    int64_t Modified = 0; ///< Nanoseconds since 1970.
  };

  DiskState();

  const Entry &at(llvm::StringRef Path);
  /// The hash of a file's text, or of the sorted names in a folder; nullopt if
  /// it cannot be read.
  std::optional<std::string> contentOf(llvm::StringRef Path);

  /// `Modified`, or 0 for a time that is so young that the next change might
  /// leave it as it is.
  int64_t settled(int64_t Modified) const {
    return Modified >= Recent ? 0 : Modified;
  }
  static int64_t nanoseconds(llvm::sys::TimePoint<> Time);

private:
  int64_t Recent;
  llvm::StringMap<Entry> Entries;
  llvm::StringMap<std::optional<std::string>> Contents;
};

} // namespace p99::driver

#endif
