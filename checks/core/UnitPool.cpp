// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "core/UnitPool.h"
#include "analysis/HotPath.h"
#include "analysis/Profile.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"

namespace p99 {

UnitPool::Answer
UnitPool::unitOf(const clang::tidy::ClangTidyContext *Tidy,
                 llvm::function_ref<analysis::GlobalOptions()> ReadOptions) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (std::shared_ptr<analysis::Unit> Known = Units.lookup(Tidy).lock())
    return {Known, {}};

  // Contexts come and go in clangd: forget the dead ones.
  llvm::SmallVector<const void *, 4> Dead;
  for (const auto &[Key, Unit] : Units)
    if (Unit.expired())
      Dead.push_back(Key);
  for (const void *Key : Dead)
    Units.erase(Key);

  analysis::GlobalOptions Options = ReadOptions();
  std::vector<std::string> Problems = analysis::HotPath::problemsOf(Options);
  auto FS = llvm::vfs::getRealFileSystem();
  auto Tell = [&](llvm::Error Mistakes) {
    llvm::handleAllErrors(
        std::move(Mistakes),
        [&](const llvm::ErrorInfoBase &E) { Problems.push_back(E.message()); });
  };
  std::shared_ptr<const analysis::ApiModels> Models;
  if (!Options.Models.empty()) {
    auto Loaded =
        analysis::ApiModels::load(Options.Models, Tidy->getCurrentFile(), *FS);
    if (Loaded)
      Models = *Loaded;
    else
      Tell(Loaded.takeError());
  }
  if (!Options.Profile.empty())
    if (auto Loaded = analysis::Profile::load(Options.Profile,
                                              Tidy->getCurrentFile(), *FS);
        !Loaded)
      Tell(Loaded.takeError());
  if (!Models)
    Models = {&analysis::ApiModels::builtin(), [](const auto *) {}};
  auto Unit =
      std::make_shared<analysis::Unit>(std::move(Options), std::move(Models));
  Units[Tidy] = Unit;
  return {std::move(Unit), std::move(Problems)};
}

} // namespace p99
