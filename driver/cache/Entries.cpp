// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cache/Entries.h"
#include "driver/findings/Files.h"
#include "driver/findings/Hash.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

/// To be counted up when the bytes of entries change.
static constexpr StringLiteral Format = "p99-tidy cache 2";
static constexpr size_t HashSize = 32;
static constexpr size_t HeaderSize = Format.size() + HashSize;
static_assert(HeaderSize % 16 == 0);

std::string Entries::pathOf(StringRef Key) const {
  SmallString<256> Path(Folder);
  // LLVM prunes what has this name.
  sys::path::append(Path, "llvmcache-" + Key);
  return std::string(Path);
}

Entries::Entry Entries::load(StringRef Key) const {
  // The time of its use decides when it is pruned.
  Expected<sys::fs::file_t> File =
      sys::fs::openNativeFileForRead(pathOf(Key), sys::fs::OF_UpdateAtime);
  if (!File) {
    consumeError(File.takeError());
    return {};
  }
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getOpenFile(
      *File, pathOf(Key), /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  sys::fs::closeFile(*File);
  if (!Buffer)
    return {};
  StringRef Bytes = (*Buffer)->getBuffer();
  if (!Bytes.consume_front(Format) || Bytes.size() < HashSize ||
      hashOf(Bytes.drop_front(HashSize)) != Bytes.take_front(HashSize))
    return {};
  return {std::move(*Buffer), Bytes.drop_front(HashSize)};
}

std::string Entries::pack(StringRef Bytes) {
  return (Format + hashOf(Bytes) + Bytes).str();
}

void Entries::store(StringRef Key, StringRef Packed) const {
  // Not LLVM's localCache(), for which a full disk is the end of the process.
  if (!sys::fs::create_directories(Folder))
    consumeError(replaceFile(pathOf(Key), Packed));
}

void Entries::prune(const CachePruningPolicy &Policy) const {
  if (sys::fs::is_directory(Folder))
    pruneCache(Folder, Policy);
}

} // namespace p99::driver
