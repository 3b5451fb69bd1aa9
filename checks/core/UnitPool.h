// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands every check of one translation unit the same analysis::Unit. clang-tidy
// creates the checks of a unit together, with one context; clangd does so on
// several threads at once.

#ifndef P99_CORE_UNITPOOL_H
#define P99_CORE_UNITPOOL_H

#include "analysis/Unit.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace clang::tidy {
class ClangTidyContext;
}

namespace p99 {

class UnitPool {
public:
  struct Answer {
    std::shared_ptr<analysis::Unit> Unit;
    /// Mistakes in the global options, for the first asker only.
    std::vector<std::string> Problems;
  };

  /// The unit of the checks that are being created for `Tidy`. The options are
  /// read once, for the first of them. With mistakes in the models the unit
  /// has the built-in ones, with a broken profile none.
  Answer unitOf(const clang::tidy::ClangTidyContext *Tidy,
                llvm::function_ref<analysis::GlobalOptions()> ReadOptions);

private:
  std::mutex Mutex;
  llvm::DenseMap<const void *, std::weak_ptr<analysis::Unit>> Units;
};

} // namespace p99

#endif
