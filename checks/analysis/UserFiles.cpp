// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/UserFiles.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace p99::analysis {

std::string findUserFile(llvm::StringRef File, llvm::StringRef NearFile,
                         llvm::vfs::FileSystem &FS) {
  if (llvm::sys::path::is_absolute(File))
    return File.str();
  llvm::SmallString<256> Folder(NearFile);
  if (FS.makeAbsolute(Folder))
    return File.str();
  while (llvm::sys::path::has_parent_path(Folder)) {
    llvm::sys::path::remove_filename(Folder);
    llvm::SmallString<256> Path(Folder);
    llvm::sys::path::append(Path, File);
    if (FS.exists(Path))
      return std::string(Path);
    if (Folder == llvm::sys::path::root_path(Folder))
      break;
  }
  return File.str();
}

} // namespace p99::analysis
