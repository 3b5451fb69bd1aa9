// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one registry. A check's file ends in `static const Register<TheCheck>
// Registered;`, and the checks are linked as objects, so that there is no list
// to keep.

#ifndef P99_CORE_REGISTER_H
#define P99_CORE_REGISTER_H

#include "clang-tidy/ClangTidyModule.h"
#include "core/Check.h"
#include <memory>
#include <vector>

namespace p99 {

struct RegisteredCheck {
  const CheckInfo *Info;
  std::unique_ptr<Check> (*Make)(const CheckContext &);
};

void registerCheck(RegisteredCheck Entry);

/// Every linked check, sorted by name.
std::vector<RegisteredCheck> registeredChecks();

/// The check of that name, or nullptr.
const CheckInfo *findCheck(llvm::StringRef Name);

/// The options a check declares, with their defaults.
std::vector<OptionInfo> optionsOf(const RegisteredCheck &Entry);

/// Adds every linked check to clang-tidy's factories.
void addFactories(clang::tidy::ClangTidyCheckFactories &Factories);

template <typename T> struct Register {
  Register() {
    registerCheck({&T::Info, [](const CheckContext &Context) {
                     return std::unique_ptr<Check>(new T(Context));
                   }});
  }
};

} // namespace p99

#endif
