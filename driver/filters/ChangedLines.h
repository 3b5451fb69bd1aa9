// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lines that differ from a commit, by git.

#ifndef P99_DRIVER_FILTERS_CHANGEDLINES_H
#define P99_DRIVER_FILTERS_CHANGEDLINES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace p99::driver {

/// From the first to the last, from 1.
struct LineRange {
  unsigned First;
  unsigned Last;
  bool operator==(const LineRange &) const = default;
};

/// The new lines of each file in the output of `git diff --unified=0`, by the
/// path that it has now.
std::map<std::string, std::vector<LineRange>> parseDiff(llvm::StringRef Text);

class ChangedLines {
public:
  /// The lines of the index and the work tree that differ from the merge base
  /// of HEAD and `Revision`, or from HEAD if that is empty. While a merge waits
  /// for its commit, from all of its sides. Of the repository of the working
  /// folder.
  static llvm::Expected<ChangedLines> find(llvm::StringRef Revision);

  /// Whether the file belongs to the repository's work tree.
  bool covers(llvm::StringRef Path);
  /// Whether one of the lines of an absolute path has changed.
  bool contains(llvm::StringRef Path, LineRange Lines);
  llvm::StringRef root() const { return Root; }

private:
  /// Relative to the root; nothing for a file outside of it.
  std::string relative(llvm::StringRef Path);

  std::string Root; ///< Without symbolic links, as git tells it.
  std::map<std::string, std::vector<LineRange>> Lines;
  llvm::StringMap<std::string> Relative;
};

} // namespace p99::driver

#endif
