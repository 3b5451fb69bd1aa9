// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What decides on a unit's result beside the files that it reads.

#include "analysis/Profile.h"
#include "analysis/UserFiles.h"
#include "driver/findings/Hash.h"
#include "driver/findings/Packing.h"
#include "driver/frontend/Frontend.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;
using namespace clang::tidy;

namespace p99::driver {

struct Frontend::Configured {
  explicit Configured(const Overrides &Last)
      : Provider(makeOptionsProvider(Last, Found)) {}

  struct Folder {
    ClangTidyOptions Settings;
    std::string Text; ///< "" if there is a mistake in them.
  };

  Problems Found;
  std::unique_ptr<ClangTidyOptionsProvider> Provider;
  StringMap<Folder> Folders;
  StringMap<std::string> Contents; ///< Of model files and profiles, hashed.

  const Folder &folderOf(const Unit &U);
  StringRef contentOf(StringRef Path);
};

Frontend::Frontend(Overrides Last, std::string ResourceDir)
    : Last(std::move(Last)), ResourceDir(std::move(ResourceDir)),
      Known(std::make_unique<Configured>(this->Last)) {}

Frontend::~Frontend() = default;

const Frontend::Configured::Folder &
Frontend::Configured::folderOf(const Unit &U) {
  auto [It, New] = Folders.try_emplace(sys::path::parent_path(U.Path));
  Folder &Here = It->second;
  if (New) {
    size_t Before = Found.Errors.size();
    Here.Settings = Provider->getOptions(U.Path);
    if (Found.Errors.size() == Before)
      Here.Text = configurationAsText(Here.Settings);
  }
  return Here;
}

StringRef Frontend::Configured::contentOf(StringRef Path) {
  auto [It, New] = Contents.try_emplace(Path);
  if (New)
    if (auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false))
      It->second = hashOf((*Buffer)->getBuffer());
  return It->second;
}

const ClangTidyOptions &Frontend::settingsOf(const Unit &U) const {
  return Known->folderOf(U).Settings;
}

static StringRef option(const ClangTidyOptions &Settings, StringRef Name) {
  auto Found = Settings.CheckOptions.find(Name);
  return Found == Settings.CheckOptions.end() ? StringRef()
                                              : Found->second.Value;
}

Expected<std::shared_ptr<const analysis::Profile>>
Frontend::loadProfile(const Unit &U, const ClangTidyOptions &Settings) {
  StringRef File = option(Settings, "P99Profile");
  if (File.empty())
    return nullptr;
  return analysis::Profile::load(File, U.Path, *vfs::getRealFileSystem());
}

std::shared_ptr<const analysis::Profile>
Frontend::profileOf(const Unit &U) const {
  auto Loaded = loadProfile(U, settingsOf(U));
  if (Loaded)
    return *Loaded;
  consumeError(Loaded.takeError()); // The unit's own result tells it.
  return nullptr;
}

std::optional<std::string> Frontend::inputsOf(const Unit &U) const {
  const Configured::Folder &Here = Known->folderOf(U);
  if (Here.Text.empty())
    return std::nullopt;
  std::string Inputs;
  Packer P(Inputs);
  auto Text = [&](StringRef T) { P.text(T); };
  P.text(U.Path);
  P.text(U.Directory);
  P.list(commandOf(U, Here.Settings), Text);
  P.text(Here.Text);
  P.number(Last.UnusedNolints);

  SmallVector<StringRef, 4> Files;
  option(Here.Settings, "P99Models").split(Files, ';', -1, /*KeepEmpty=*/false);
  Files.push_back(option(Here.Settings, "P99Profile"));
  for (StringRef File : Files)
    P.text(File.empty() ? ""
                        : Known->contentOf(analysis::findUserFile(
                              File.trim(), U.Path, *vfs::getRealFileSystem())));

  // What the compiler reads there adds folders and flags.
  for (StringRef Variable :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH",
        "CCC_OVERRIDE_OPTIONS", "COMPILER_PATH", "SDKROOT"})
    P.text(sys::Process::GetEnv(Variable).value_or(""));
  return Inputs;
}

} // namespace p99::driver
