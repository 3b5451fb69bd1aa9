// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Results of earlier runs: a unit that has not changed is not analysed again.

#ifndef P99_DRIVER_CACHE_CACHE_H
#define P99_DRIVER_CACHE_CACHE_H

#include "driver/cache/DiskState.h"
#include "driver/cache/Entries.h"
#include "driver/frontend/Frontend.h"
#include "driver/frontend/Preamble.h"

namespace p99::driver {

class Cache {
public:
  /// Makes `Folder` if it is missing. An error says why it cannot be used.
  /// `Tool` is this program: a newer one has other results.
  static llvm::Expected<Cache> open(llvm::StringRef Folder,
                                    llvm::StringRef Tool);

  /// XDG_CACHE_HOME/p99-tidy, or the system's counterpart; "" without a home.
  static std::string defaultFolder();

  /// Names the unit as it is: its command, its options and its text; "" if
  /// there is a mistake in the configuration, or no text.
  std::string keyOf(const Frontend &Front, const Unit &U);

  /// To be called when files may have changed since it was last asked.
  void lookAgain() { Disk = DiskState(); }

  /// The result under this name, if all that it was made of is unchanged. What
  /// is damaged counts as absent.
  std::optional<UnitResult> find(llvm::StringRef Key);

  /// Whether the last analysis under this name has read a file, which may have
  /// changed since. False if nothing is known of it.
  bool hasRead(llvm::StringRef Key, llvm::StringRef Path) const;

  /// An entry to store; "" for a result that is not to be kept: a failure may
  /// be over the next time.
  std::string pack(const UnitResult &Result, const Reads &Noted) const;

  /// Keeps an entry. A cache that cannot be written is left as it is.
  void store(llvm::StringRef Key, llvm::StringRef Entry) const {
    Results.store(Key, Entry);
  }

  /// The preambles for a unit, which are made when they are asked for a second
  /// time; if not `MayBuild`, never. nullptr if the unit has no key.
  std::unique_ptr<PreambleStore> preamblesFor(const Frontend &Front,
                                              const Unit &U, bool MayBuild);

  /// Removes what was not used for long, or is too much.
  void prune() const;

private:
  class UnitPreambles;
  Cache(llvm::StringRef Folder, llvm::StringRef Tool);
  std::string keyFrom(llvm::ArrayRef<llvm::StringRef> Parts) const;

  Entries Results;
  Entries Preambles;
  std::string Tool;
  DiskState Disk;
};

} // namespace p99::driver

#endif
