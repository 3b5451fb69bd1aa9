// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs units side by side. A crash costs the unit it happens in.

#ifndef P99_DRIVER_FRONTEND_RUNNER_H
#define P99_DRIVER_FRONTEND_RUNNER_H

#include "driver/frontend/Frontend.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace p99::driver {

class Runner {
public:
  /// `Jobs` threads, 0 for all cores.
  Runner(unsigned Jobs, bool Progress, std::string CrashOn);

  /// The results of `Units`, in their order.
  std::vector<UnitResult> lint(const Frontend &F, llvm::ArrayRef<Unit> Units,
                               bool LastRun) const;

  /// The first error of each of `Units` with these contents.
  std::vector<std::optional<std::string>>
  firstErrors(const Frontend &F, llvm::ArrayRef<const Unit *> Units,
              const Overlay &Changed) const;

private:
  void forEach(size_t Count, llvm::function_ref<llvm::StringRef(size_t)> Name,
               llvm::function_ref<void(size_t)> Work,
               llvm::function_ref<void(size_t)> Crashed) const;

  unsigned Jobs;
  bool Progress;
  std::string CrashOn; ///< Crash in units whose path has this; a test's switch.
};

} // namespace p99::driver

#endif
