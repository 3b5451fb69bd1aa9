// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs units side by side, each in a process of its own. A crash costs the unit
// it happens in.

#ifndef P99_DRIVER_RUN_RUNNER_H
#define P99_DRIVER_RUN_RUNNER_H

#include "driver/cache/Cache.h"
#include "driver/frontend/Frontend.h"
#include "driver/run/Workers.h"

namespace p99::driver {

class Runner {
public:
  /// `Most.Jobs` may be 0, for all cores. `Known` may be null.
  Runner(Limits Most, Cache *Known, bool Progress, std::string CrashOn);

  /// The results of `Units`, in their order.
  std::vector<UnitResult> lint(const Frontend &F,
                               llvm::ArrayRef<Unit> Units) const;

  /// The first error of each of `Units` with these contents.
  std::vector<std::optional<std::string>>
  firstErrors(const Frontend &F, llvm::ArrayRef<const Unit *> Units,
              const Overlay &Changed) const;

private:
  void forEach(size_t Count, llvm::function_ref<llvm::StringRef(size_t)> Name,
               llvm::function_ref<std::string(size_t)> Do,
               llvm::function_ref<void(size_t, std::string)> Done,
               llvm::function_ref<void(size_t, std::string)> Failed) const;
  std::string reasonOf(const WorkEnd &End) const;

  Limits Most;
  Cache *Known;
  bool Progress;
  std::string CrashOn; ///< Crash in units whose path has this; a test's switch.
};

} // namespace p99::driver

#endif
