// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cache/Dependencies.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

//===-- Packing -----------------------------------------------------------===//

/// Of a path that is missing the nearest folder that exists, and in it the name
/// that does not: with include folders most missing paths come down to few of
/// these.
static std::pair<std::string, std::string> firstMissing(StringRef Path,
                                                        DiskState &Disk) {
  StringRef Folder = sys::path::parent_path(Path);
  while (!Folder.empty() && !Disk.at(Folder).Exists) {
    Path = Folder;
    Folder = sys::path::parent_path(Path);
  }
  return {Folder.str(), sys::path::filename(Path).str()};
}

bool packDependencies(Packer &P, const Reads &Noted, DiskState &Disk) {
  bool Holds = !Noted.Torn;
  P.list(Noted.Files, [&](const auto &Each) {
    const auto &[Path, File] = Each;
    P.text(Path);
    P.number(File.Size);
    P.number(Disk.settled(DiskState::nanoseconds(File.Modified)));
    P.text(File.Hash);
  });
  P.list(Noted.Listed, [&](const std::string &Path) {
    std::optional<std::string> Names = Disk.contentOf(Path);
    Holds &= Names.has_value();
    P.text(Path);
    P.number(0);
    P.number(Disk.settled(Disk.at(Path).Modified));
    P.text(Names.value_or(""));
  });

  std::map<std::string, vfs::Status> Asked;
  for (const auto &[Path, Status] : Noted.Present)
    if (Noted.TimesMatter ||
        (!Noted.Files.count(Path) && !Noted.Listed.count(Path)))
      Asked.emplace(Path, Status);
  P.list(Asked, [&](const auto &Each) {
    const auto &[Path, Status] = Each;
    P.text(Path);
    P.number(Status.isDirectory());
    P.number(Status.getSize());
    P.number(DiskState::nanoseconds(Status.getLastModificationTime()));
  });

  std::map<std::string, std::set<std::string>> Missing;
  for (const std::string &Path : Noted.Absent) {
    Holds &= !Disk.at(Path).Exists;
    auto [Folder, Name] = firstMissing(Path, Disk);
    Missing[Folder].insert(Name);
  }
  P.list(Missing, [&](const auto &Each) {
    P.text(Each.first);
    P.number(Disk.settled(Disk.at(Each.first).Modified));
    P.list(Each.second, [&](const std::string &Name) { P.text(Name); });
  });
  return Holds;
}

//===-- Unpacking ---------------------------------------------------------===//

static sys::TimePoint<> timeOf(uint64_t Nanoseconds) {
  return sys::TimePoint<>(std::chrono::nanoseconds(Nanoseconds));
}

Reads unpackDependencies(Unpacker &P) {
  Reads Noted;
  P.list([&] {
    std::string Path = P.text().str();
    Reads::File File;
    File.Size = P.number();
    File.Modified = timeOf(P.number());
    File.Hash = P.text().str();
    Noted.Files.emplace(std::move(Path), std::move(File));
  });
  P.list([&] {
    Noted.Listed.insert(P.text().str());
    P.number();
    P.number();
    P.text();
  });
  P.list([&] {
    StringRef Path = P.text();
    auto Type = P.number() ? sys::fs::file_type::directory_file
                           : sys::fs::file_type::regular_file;
    uint64_t Size = P.number();
    vfs::Status Status(Path, sys::fs::UniqueID(), timeOf(P.number()), 0, 0,
                       Size, Type, sys::fs::perms::all_all);
    Noted.Present.emplace(Path.str(), std::move(Status));
  });
  P.list([&] {
    std::string Folder = P.text().str();
    P.number();
    P.list([&] {
      SmallString<256> Path(Folder);
      sys::path::append(Path, P.text());
      Noted.Absent.insert(std::string(Path));
    });
  });
  return Noted;
}

//===-- Asking ------------------------------------------------------------===//

static bool holdsContent(Unpacker &P, DiskState &Disk) {
  StringRef Path = P.text();
  uint64_t Size = P.number();
  int64_t Modified = P.number();
  StringRef Hash = P.text();
  const DiskState::Entry &Now = Disk.at(Path);
  if (!Now.Exists || (Now.Size != Size && !Now.IsFolder))
    return false;
  if (Modified && Now.Modified == Modified)
    return true;
  return Disk.contentOf(Path) == Hash.str();
}

bool holdDependencies(Unpacker &P, DiskState &Disk) {
  bool Hold = true;
  for (int Kind = 0; Kind < 2; ++Kind) // Files, then folders that were listed.
    P.list([&] { Hold = holdsContent(P, Disk) && Hold; });
  P.list([&] {
    const DiskState::Entry &Now = Disk.at(P.text());
    bool IsFolder = P.number();
    uint64_t Size = P.number();
    int64_t Modified = P.number();
    // Of a folder only its being there is of interest.
    Hold &= Now.Exists && Now.IsFolder == IsFolder &&
            (IsFolder || (Now.Size == Size && Now.Modified == Modified));
  });
  SmallString<256> Path;
  P.list([&] {
    StringRef Folder = P.text();
    int64_t Modified = P.number();
    const DiskState::Entry &Now = Disk.at(Folder);
    // Nothing is new in a folder that has not changed.
    bool Same = Modified && Now.Modified == Modified;
    P.list([&] {
      StringRef Name = P.text();
      if (Same || !Hold)
        return;
      Path = Folder;
      sys::path::append(Path, Name);
      Hold &= !Disk.at(Path).Exists;
    });
  });
  return Hold;
}

} // namespace p99::driver
