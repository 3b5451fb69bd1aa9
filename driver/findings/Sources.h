// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of the files that findings are in, each read once.

#ifndef P99_DRIVER_FINDINGS_SOURCES_H
#define P99_DRIVER_FINDINGS_SOURCES_H

#include "driver/findings/Finding.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <utility>

namespace p99::driver {

class Sources {
public:
  /// Line and column, from 1; {1, 1} of a file that cannot be read.
  std::pair<unsigned, unsigned> position(llvm::StringRef Path, unsigned Offset);

  /// The inverse; nullopt if the file has no such place, or cannot be read.
  std::optional<unsigned> offset(llvm::StringRef Path, unsigned Line,
                                 unsigned Column);

  /// The line that a message points at, without its end.
  llvm::StringRef line(const Message &M);

  /// The whole file, or nothing if it cannot be read.
  std::optional<llvm::StringRef> text(llvm::StringRef Path);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Buffer; ///< Null if unreadable.
    std::vector<unsigned> LineStarts;
  };
  const File &open(llvm::StringRef Path);

  llvm::StringMap<File> Files;
};

} // namespace p99::driver

#endif
