// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cache/Cache.h"
#include "driver/cache/Dependencies.h"
#include "driver/findings/Files.h"
#include "driver/findings/Hash.h"
#include "driver/frontend/ResultBytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

/// Of entries; to be counted up when their bytes change.
static constexpr StringLiteral Format = "p99-tidy cache 1\n";
static constexpr size_t HashSize = 32;

std::string Cache::defaultFolder() {
  SmallString<128> Path;
  if (!sys::path::cache_directory(Path))
    return "";
  sys::path::append(Path, "p99-tidy");
  return std::string(Path);
}

Expected<Cache> Cache::open(StringRef Folder, StringRef Tool) {
  auto Refuse = [&](std::error_code EC) {
    return createStringError(EC, "cannot use the cache in '" + Folder +
                                     "': " + EC.message() +
                                     "; see --cache-dir and --no-cache");
  };
  if (std::error_code EC = sys::fs::create_directories(Folder))
    return Refuse(EC);
  if (!sys::fs::is_directory(Folder))
    return Refuse(std::make_error_code(std::errc::not_a_directory));
  if (std::error_code EC = sys::fs::access(Folder, sys::fs::AccessMode::Write))
    return Refuse(EC);
  // Reading all of it would take longer than many a unit.
  sys::fs::file_status Status;
  if (std::error_code EC = sys::fs::status(Tool, Status))
    return Refuse(EC);
  std::string Version;
  {
    Packer P(Version);
    P.text(P99_VERSION);
    P.text(LLVM_VERSION_STRING);
    P.text(Tool);
    P.number(Status.getSize());
    P.number(Status.getLastModificationTime().time_since_epoch().count());
  }
  return Cache(Folder, Version);
}

std::string Cache::keyOf(const Frontend &Front, const Unit &U) {
  std::optional<std::string> Inputs = Front.inputsOf(U);
  std::optional<std::string> Text = Disk.contentOf(U.Path);
  if (!Inputs || !Text || Disk.at(U.Path).IsFolder)
    return "";
  std::string Key;
  {
    Packer P(Key);
    P.text(Tool);
    P.text(*Inputs);
    P.text(*Text);
  }
  return toHex(hashOf(Key), /*LowerCase=*/true);
}

std::string Cache::pathOf(StringRef Key) const {
  SmallString<256> Path(Folder);
  // LLVM prunes what has this name.
  sys::path::append(Path, "llvmcache-" + Key);
  return std::string(Path);
}

/// The file under this name; nullptr if it is missing or damaged.
std::unique_ptr<MemoryBuffer> Cache::entryOf(StringRef Key) const {
  // The time of its use decides when it is pruned.
  Expected<sys::fs::file_t> File =
      sys::fs::openNativeFileForRead(pathOf(Key), sys::fs::OF_UpdateAtime);
  if (!File) {
    consumeError(File.takeError());
    return nullptr;
  }
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getOpenFile(
      *File, pathOf(Key), /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  sys::fs::closeFile(*File);
  if (!Buffer)
    return nullptr;
  StringRef Bytes = (*Buffer)->getBuffer();
  if (!Bytes.consume_front(Format) || Bytes.size() < HashSize ||
      hashOf(Bytes.drop_front(HashSize)) != Bytes.take_front(HashSize))
    return nullptr;
  return std::move(*Buffer);
}

static StringRef packedIn(const MemoryBuffer &Entry) {
  return Entry.getBuffer().drop_front(Format.size() + HashSize);
}

std::optional<UnitResult> Cache::find(StringRef Key) {
  std::unique_ptr<MemoryBuffer> Entry = entryOf(Key);
  if (!Entry)
    return std::nullopt;
  Unpacker P(packedIn(*Entry));
  StringRef Result = P.text();
  if (!holdDependencies(P, Disk) || !P.isWhole())
    return std::nullopt;
  return unpackResult(Result);
}

bool Cache::hasRead(StringRef Key, StringRef Path) const {
  std::unique_ptr<MemoryBuffer> Entry = Key.empty() ? nullptr : entryOf(Key);
  if (!Entry)
    return false;
  Unpacker P(packedIn(*Entry));
  std::optional<UnitResult> Result = unpackResult(P.text());
  return Result && is_contained(Result->UserFiles, Path);
}

std::string Cache::pack(const UnitResult &Result, const Reads &Noted) const {
  if (Result.Failure || !Result.Mistakes.empty())
    return "";
  std::string Bytes;
  DiskState Now;
  {
    Packer P(Bytes);
    P.text(packResult(Result));
    if (!packDependencies(P, Noted, Now))
      return "";
  }
  return (Format + hashOf(Bytes) + Bytes).str();
}

void Cache::store(StringRef Key, StringRef Entry) {
  // Not LLVM's localCache(), for which a full disk is the end of the process.
  consumeError(replaceFile(pathOf(Key), Entry));
}

void Cache::prune() const {
  CachePruningPolicy Policy;
  Policy.Expiration = std::chrono::hours(14 * 24);
  Policy.MaxSizePercentageOfAvailableSpace = 20;
  Policy.MaxSizeBytes = uint64_t(2) << 30;
  pruneCache(Folder, Policy);
}

} // namespace p99::driver
