// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cache/Cache.h"
#include "driver/cache/Dependencies.h"
#include "driver/findings/Hash.h"
#include "driver/frontend/ResultBytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

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

static std::string preamblesIn(StringRef Folder) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, "preambles");
  return std::string(Path);
}

Cache::Cache(StringRef Folder, StringRef Tool)
    : Results(Folder.str()), Preambles(preamblesIn(Folder)), Tool(Tool) {}

std::string Cache::keyFrom(ArrayRef<StringRef> Parts) const {
  std::string Key;
  {
    Packer P(Key);
    P.text(Tool);
    P.list(Parts, [&](StringRef Part) { P.text(Part); });
  }
  return toHex(hashOf(Key), /*LowerCase=*/true);
}

std::string Cache::keyOf(const Frontend &Front, const Unit &U) {
  std::optional<std::string> Inputs = Front.inputsOf(U);
  std::optional<std::string> Text = Disk.contentOf(U.Path);
  if (!Inputs || !Text || Disk.at(U.Path).IsFolder)
    return "";
  return keyFrom({*Inputs, *Text});
}

std::optional<UnitResult> Cache::find(StringRef Key) {
  Entries::Entry Entry = Results.load(Key);
  if (!Entry.File)
    return std::nullopt;
  Unpacker P(Entry.Bytes);
  StringRef Result = P.text();
  if (!holdDependencies(P, Disk) || !P.isWhole())
    return std::nullopt;
  return unpackResult(Result);
}

bool Cache::hasRead(StringRef Key, StringRef Path) const {
  if (Key.empty())
    return false;
  Entries::Entry Entry = Results.load(Key);
  if (!Entry.File)
    return false;
  Unpacker P(Entry.Bytes);
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
  return Entries::pack(Bytes);
}

void Cache::prune() const {
  CachePruningPolicy Policy;
  Policy.Expiration = std::chrono::hours(14 * 24);
  Policy.MaxSizePercentageOfAvailableSpace = 20;
  Policy.MaxSizeBytes = uint64_t(2) << 30;
  Results.prune(Policy);
  // Big, and of use only while the unit is worked on.
  Policy.Expiration = std::chrono::hours(3 * 24);
  Policy.MaxSizePercentageOfAvailableSpace = 10;
  Preambles.prune(Policy);
}

} // namespace p99::driver
