// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/Register.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "core/UnitPool.h"
#include "llvm/ADT/StringExtras.h"

namespace p99 {

// Written before main or while the plugin loads, read afterwards.
static std::vector<RegisteredCheck> &registry() {
  static std::vector<RegisteredCheck> Checks;
  return Checks;
}

void registerCheck(RegisteredCheck Entry) { registry().push_back(Entry); }

std::vector<RegisteredCheck> registeredChecks() {
  std::vector<RegisteredCheck> Checks = registry();
  llvm::sort(Checks, [](const RegisteredCheck &A, const RegisteredCheck &B) {
    return A.Info->Name < B.Info->Name;
  });
  return Checks;
}

const CheckInfo *findCheck(llvm::StringRef Name) {
  for (const RegisteredCheck &Entry : registry())
    if (Entry.Info->Name == Name)
      return Entry.Info;
  return nullptr;
}

std::vector<OptionInfo> optionsOf(const RegisteredCheck &Entry) {
  using namespace clang::tidy;
  ClangTidyContext Tidy(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), ClangTidyOptions::getDefaults()));
  UnitPool Units;
  return Entry.Make({Entry.Info->Name, &Tidy, &Units})->options();
}

void addFactories(clang::tidy::ClangTidyCheckFactories &Factories) {
  auto Units = std::make_shared<UnitPool>();
  for (const RegisteredCheck &Entry : registeredChecks())
    Factories.registerCheckFactory(
        Entry.Info->Name,
        [Units, Make = Entry.Make](llvm::StringRef Name,
                                   clang::tidy::ClangTidyContext *Tidy) {
          return Make({Name, Tidy, Units.get()});
        });
}

} // namespace p99
