// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comments that silence p99 checks where these have nothing to say any more.

#ifndef P99_DRIVER_FRONTEND_NOLINT_H
#define P99_DRIVER_FRONTEND_NOLINT_H

#include "driver/findings/Finding.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class SourceManager;
}

namespace p99::driver {

struct UnitResult;

/// A p99 check, or a glob for several, in the list of a NOLINT comment.
struct NolintName {
  unsigned Offset = 0; ///< Where it stands.
  std::string Glob;
  // The lines that it silences.
  unsigned First = 0;
  unsigned Last = 0;
  /// The bytes without which the comment no longer names it; empty if more than
  /// that would have to be done.
  unsigned RemoveOffset = 0;
  unsigned RemoveLength = 0;
};

/// Comments without a list are for others, too, and are left out.
std::vector<NolintName> nolintNames(llvm::StringRef Text);

/// What one unit knows of a name.
struct NolintUse {
  std::string Path;
  NolintName Name;
  bool Judged = false; ///< A check that it may mean ran.
  bool Used = false;   ///< It silenced something.
};

/// A warning, silenced or not.
struct Reported {
  clang::SourceLocation Where;
  std::string Check;
};

/// The names in the user's files of a unit. `Directory` is what the compiler's
/// paths are relative to.
std::vector<NolintUse> nolintUses(const clang::SourceManager &SM,
                                  llvm::StringRef Directory,
                                  llvm::ArrayRef<Reported> Reports,
                                  llvm::ArrayRef<std::string> Enabled);

/// The names that no unit uses, as findings. Of files that a broken unit has
/// read nothing is said.
std::vector<Finding> unusedNolints(llvm::ArrayRef<UnitResult> Results);

} // namespace p99::driver

#endif
