// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cache/DiskState.h"
#include "driver/findings/Hash.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

int64_t DiskState::nanoseconds(sys::TimePoint<> Time) {
  return Time.time_since_epoch() / std::chrono::nanoseconds(1);
}

DiskState::DiskState()
    : Recent(nanoseconds(std::chrono::system_clock::now() -
                         // The coarsest clock of a file system in use.
                         std::chrono::seconds(2))) {}

const DiskState::Entry &DiskState::at(StringRef Path) {
  auto [It, New] = Entries.try_emplace(Path);
  sys::fs::file_status Status;
  if (New && !sys::fs::status(Path, Status)) {
    Entry &Now = It->second;
    Now.Exists = true;
    Now.IsFolder = sys::fs::is_directory(Status);
    Now.Size = Status.getSize();
    Now.Modified = nanoseconds(Status.getLastModificationTime());
  }
  return It->second;
}

/// The names, sorted, each with its end.
static std::optional<std::string> namesIn(StringRef Folder) {
  std::vector<std::string> Names;
  std::error_code EC;
  for (sys::fs::directory_iterator It(Folder, EC), End; It != End && !EC;
       It.increment(EC))
    Names.push_back(sys::path::filename(It->path()).str());
  if (EC)
    return std::nullopt;
  sort(Names);
  std::string All;
  for (const std::string &Name : Names)
    All += Name + '/';
  return All;
}

std::optional<std::string> DiskState::contentOf(StringRef Path) {
  auto [It, New] = Contents.try_emplace(Path);
  if (!New)
    return It->second;
  if (at(Path).IsFolder) {
    if (auto Names = namesIn(Path))
      It->second = hashOf(*Names);
  } else if (auto Buffer = MemoryBuffer::getFile(
                 Path, /*IsText=*/false, /*RequiresNullTerminator=*/false)) {
    It->second = hashOf((*Buffer)->getBuffer());
  }
  return It->second;
}

} // namespace p99::driver
