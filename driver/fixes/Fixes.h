// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Applies fixes across all units, or shows them as a diff: each whole or not at
// all, parsed before they are written, each file replaced in one step.

#ifndef P99_DRIVER_FIXES_FIXES_H
#define P99_DRIVER_FIXES_FIXES_H

#include "driver/findings/Sources.h"
#include "driver/run/Runner.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace p99::driver {

struct FixOutcome {
  size_t Fixed = 0;               ///< Findings.
  std::set<std::string> Files;    ///< Written.
  std::vector<std::string> Notes; ///< What was left out, and why.
};

/// A new file beside the one whose place it takes.
struct Replacement {
  llvm::sys::fs::TempFile File;
  std::string Target;
};

class Fixer {
public:
  /// Lines that change are formatted in `Style`, as --format-style takes it; if
  /// it is empty, they are left as the fixes make them.
  Fixer(const Runner &Run, const Frontend &Front, llvm::ArrayRef<Unit> Units,
        llvm::ArrayRef<UnitResult> Results, llvm::StringRef Style);

  /// `Suggested` applies also the fixes that only notes carry.
  FixOutcome apply(llvm::ArrayRef<Finding> Findings, bool Suggested);

  /// Prints what `apply` would write. The diff names files relative to the
  /// working folder, so it has none that is not below it.
  FixOutcome diff(llvm::ArrayRef<Finding> Findings, bool Suggested,
                  llvm::raw_ostream &Out);

private:
  struct Fix {
    const Finding *Of;
    llvm::ArrayRef<Edit> Edits;
  };

  /// Those that go together and parse.
  std::vector<Fix> choose(llvm::ArrayRef<Finding> Findings, bool Suggested);
  std::optional<std::string> refusal(const Fix &F);
  Overlay contentsAfter(llvm::ArrayRef<Fix> Fixes);
  /// Drops fixes until every unit that sees a changed file parses.
  void dropBreaking(std::vector<Fix> &Fixes);
  void dropCulprit(size_t UnitIndex, std::vector<Fix> &Fixes);
  bool sees(size_t UnitIndex, const Fix &F) const;
  void leaveOut(const Fix &F, const llvm::Twine &Why);
  /// Drops fixes until all of the files that they change can be written, and
  /// replaces these.
  void write(std::vector<Fix> &Fixes);
  void dropUnwritable(std::vector<Fix> &Fixes, llvm::StringRef Path,
                      llvm::Error Why);
  llvm::Expected<Replacement> prepare(llvm::StringRef Path,
                                      llvm::StringRef Text);

  const Runner &Run;
  const Frontend &Front;
  llvm::ArrayRef<Unit> Units;
  llvm::ArrayRef<UnitResult> Results;
  /// The files that units which parse have read.
  std::set<std::string, std::less<>> Verifiable;
  /// Those that any unit has read.
  std::set<std::string, std::less<>> UserFiles;
  Sources Files;
  std::string Style;
  /// What a diff may name is below it; empty if none is wanted.
  std::string DiffFolder;
  FixOutcome Outcome;
};

} // namespace p99::driver

#endif
