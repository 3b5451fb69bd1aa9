// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/ReadRecorder.h"
#include "driver/findings/Hash.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace p99::driver {

namespace {

/// Hashes the very bytes that the compiler gets: read again later, they might
/// be others.
class HashedFile final : public vfs::File {
public:
  HashedFile(std::unique_ptr<vfs::File> Below, std::string Path, Reads &Noted)
      : Below(std::move(Below)), Path(std::move(Path)), Noted(Noted) {}

  ErrorOr<vfs::Status> status() override { return Below->status(); }
  ErrorOr<std::string> getName() override { return Below->getName(); }
  std::error_code close() override { return Below->close(); }

  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name,
                                                   int64_t FileSize,
                                                   bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    ErrorOr<vfs::Status> Status = Below->status();
    ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
        Below->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (!Buffer || !Status)
      return Buffer;
    std::string Hash = hashOf((*Buffer)->getBuffer());
    auto [It, New] = Noted.Files.try_emplace(Path);
    Noted.Torn |= !New && It->second.Hash != Hash;
    It->second = {(*Buffer)->getBufferSize(), Status->getLastModificationTime(),
                  std::move(Hash)};
    return Buffer;
  }

private:
  std::unique_ptr<vfs::File> Below;
  std::string Path;
  Reads &Noted;
};

} // namespace

void Reads::add(const Reads &Other) {
  for (const auto &[Path, File] : Other.Files) {
    auto [It, New] = Files.try_emplace(Path, File);
    Torn |= !New && It->second.Hash != File.Hash;
  }
  TimesMatter |= Other.TimesMatter;
  Torn |= Other.Torn;
  Present.insert(Other.Present.begin(), Other.Present.end());
  Absent.insert(Other.Absent.begin(), Other.Absent.end());
  Listed.insert(Other.Listed.begin(), Other.Listed.end());
}

std::string ReadRecorder::absolute(const Twine &Path) const {
  SmallString<256> Full;
  Path.toVector(Full);
  makeAbsolute(Full);
  return std::string(Full);
}

void ReadRecorder::note(std::string Path, const ErrorOr<vfs::Status> &Found) {
  if (Found)
    Noted.Present.emplace(std::move(Path), *Found);
  else
    Noted.Absent.insert(std::move(Path));
}

ErrorOr<vfs::Status> ReadRecorder::status(const Twine &Path) {
  ErrorOr<vfs::Status> Found = ProxyFileSystem::status(Path);
  note(absolute(Path), Found);
  return Found;
}

bool ReadRecorder::exists(const Twine &Path) {
  return static_cast<bool>(status(Path));
}

ErrorOr<std::unique_ptr<vfs::File>>
ReadRecorder::openFileForRead(const Twine &Path) {
  ErrorOr<std::unique_ptr<vfs::File>> Opened =
      ProxyFileSystem::openFileForRead(Path);
  std::string Full = absolute(Path);
  // A folder, or a file that may not be read, is there all the same.
  note(Full, Opened ? (*Opened)->status() : ProxyFileSystem::status(Path));
  if (!Opened)
    return Opened;
  return std::make_unique<HashedFile>(std::move(*Opened), std::move(Full),
                                      Noted);
}

vfs::directory_iterator ReadRecorder::dir_begin(const Twine &Path,
                                                std::error_code &EC) {
  vfs::directory_iterator Begin = ProxyFileSystem::dir_begin(Path, EC);
  std::string Full = absolute(Path);
  if (EC)
    Noted.Absent.insert(std::move(Full));
  else
    Noted.Listed.insert(std::move(Full));
  return Begin;
}

} // namespace p99::driver
