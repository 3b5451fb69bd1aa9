// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notes what an analysis looked at on the disk: with the same answers it would
// come to the same result.

#ifndef P99_DRIVER_FRONTEND_READRECORDER_H
#define P99_DRIVER_FRONTEND_READRECORDER_H

#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <set>
#include <string>

namespace p99::driver {

/// Absolute paths, as they were asked for.
struct Reads {
  struct File {
    uint64_t Size = 0;
    llvm::sys::TimePoint<> Modified;
    std::string Hash; ///< Of the text that was read.
  };
  std::map<std::string, File> Files;
  /// Not only what the files hold counted, but also when they were written.
  bool TimesMatter = false;
  /// A file was read twice and had changed meanwhile.
  bool Torn = false;
  /// Asked for, and there.
  std::map<std::string, llvm::vfs::Status> Present;
  std::set<std::string> Absent;
  std::set<std::string> Listed; ///< Folders whose entries were asked for.

  /// What another part of the analysis has read.
  void add(const Reads &Other);
};

class ReadRecorder final : public llvm::vfs::ProxyFileSystem {
public:
  ReadRecorder(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
               Reads &Noted)
      : ProxyFileSystem(std::move(Below)), Noted(Noted) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                          std::error_code &EC) override;
  bool exists(const llvm::Twine &Path) override;

private:
  std::string absolute(const llvm::Twine &Path) const;
  void note(std::string Path, const llvm::ErrorOr<llvm::vfs::Status> &Found);

  Reads &Noted;
};

} // namespace p99::driver

#endif
