// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the checks known to clang-tidy: linked into libp99-tidy.so for
// `clang-tidy -load`, into p99-tidy and into p99-clangd.

#include "core/Register.h"
#include "llvm/Support/Registry.h"

namespace {
class Module final : public clang::tidy::ClangTidyModule {
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    p99::addFactories(Factories);
  }
};
} // namespace

static const llvm::Registry<clang::tidy::ClangTidyModule>::Add<Module>
    Registered("p99-module", "Finds code that ruins tail latency.");
