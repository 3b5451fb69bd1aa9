// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does pieces of work in processes of their own, several at once. What crashes,
// hangs or takes all memory costs one piece: a thread could not be stopped, and
// would take the others with it.

#ifndef P99_DRIVER_RUN_WORKERS_H
#define P99_DRIVER_RUN_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstdint>
#include <optional>
#include <string>

namespace p99::driver {

struct Limits {
  unsigned Jobs = 0;             ///< Processes at once; 0 counts as one.
  std::optional<double> Seconds; ///< For one piece.
  /// Of memory, for all processes together. Without it another is only started
  /// while the machine has room for it.
  std::optional<uint64_t> Bytes;
};

/// What became of a piece.
struct WorkEnd {
  enum class Kind {
    Done,
    Crashed,
    TimedOut,
    OutOfMemory, ///< It alone went beyond the limit.
  };
  Kind How = Kind::Done;
  std::string Answer; ///< If it is done.
  int Signal = 0;     ///< That it crashed with; 0 if it left without an answer.
};

struct Work {
  /// Runs in a process that is a copy of this one, and ends with it.
  llvm::function_ref<std::string(size_t)> Do;
  /// Run in this process.
  llvm::function_ref<void(size_t)> Started;
  llvm::function_ref<void(size_t, WorkEnd)> Ended;
};

/// The pieces 0 to `Count` - 1, started in this order. To be called while this
/// process has one thread.
void runInProcesses(size_t Count, const Limits &Most, const Work &W);

} // namespace p99::driver

#endif
