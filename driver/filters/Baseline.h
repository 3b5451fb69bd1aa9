// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The findings that a team knows and has not fixed yet: a file in its
// repository, by which later runs tell what is new and what is gone.

#ifndef P99_DRIVER_FILTERS_BASELINE_H
#define P99_DRIVER_FILTERS_BASELINE_H

#include "driver/findings/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>

namespace p99::driver {

/// What a run can say of the findings that it does not have: the files that
/// units which parsed have read, and the checks that ran there.
class Coverage {
public:
  using Checks = std::vector<std::string>;

  Coverage() = default;
  // The files point to the lists.
  Coverage(const Coverage &) = delete;
  Coverage(Coverage &&) = default;

  void add(llvm::ArrayRef<std::string> UserFiles, const Checks &Ran);
  bool hasRead(llvm::StringRef File) const { return Files.count(File) > 0; }
  bool hasRun(llvm::StringRef Check, llvm::StringRef File) const;

private:
  std::set<Checks> Lists; ///< Most units have the same.
  std::map<std::string, std::set<const Checks *>, std::less<>> Files;
};

class Baseline {
public:
  /// An error names the file and what is wrong with it.
  static llvm::Expected<Baseline> read(llvm::StringRef File);

  /// Which of the findings are known. An entry knows one finding of the same
  /// content (check, line, function and message): best in its own file, else
  /// in another one, if the run can tell that it is no longer in its own. What
  /// is judged gone, or cannot be judged, is kept until the next call.
  std::vector<bool> match(llvm::ArrayRef<Finding> Findings,
                          const Coverage &Seen);

  /// The entries that the run could have found again, and has not.
  llvm::ArrayRef<GoneEntry> gone() const { return Gone; }

  /// Writes a baseline of these findings, and of the entries that the last
  /// match could not judge.
  llvm::Error write(llvm::StringRef File,
                    llvm::ArrayRef<Finding> Findings) const;

private:
  struct Entry {
    GoneEntry What;
    std::string Content;
    unsigned Count = 1;
  };

  std::vector<Entry> Entries;
  std::vector<GoneEntry> Gone;
  std::vector<Entry> NotJudged;
};

} // namespace p99::driver

#endif
