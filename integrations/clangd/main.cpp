// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd with the p99 checks linked in, and on unless the user's .clang-tidy
// or .clangd turns them off.
//
// clangd has no hook for either, and installs no headers. The two functions
// that decide are replaced at link time (`--wrap`, see CMakeLists.txt); their
// declarations are those of clangd/TidyProvider.h in LLVM 22.

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::clangd {
int clangdMain(int argc, char *argv[]);
} // namespace clang::clangd

namespace {
using TidyProvider = llvm::unique_function<void(clang::tidy::ClangTidyOptions &,
                                                llvm::StringRef File) const>;
} // namespace

std::optional<bool> realIsFastTidyCheck(llvm::StringRef Check) asm(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFastTidyCheck(llvm::StringRef Check) asm(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
TidyProvider realProvideDefaultChecks() asm(
    "__real__ZN5clang6clangd20provideDefaultChecksEv");
TidyProvider
provideDefaultChecks() asm("__wrap__ZN5clang6clangd20provideDefaultChecksEv");

// clangd runs only checks that its own table calls fast, unless .clangd says
// `FastCheckFilter: Loose`.
std::optional<bool> isFastTidyCheck(llvm::StringRef Check) {
  return Check.starts_with("p99-") ? true : realIsFastTidyCheck(Check);
}

// Asked after .clang-tidy and .clangd. p99-* goes in front of what they say, so
// that `-*`, `-p99-...` and `Remove: p99-*` have the last word.
TidyProvider provideDefaultChecks() {
  return [Real = realProvideDefaultChecks()](
             clang::tidy::ClangTidyOptions &Options, llvm::StringRef File) {
    Real(Options, File);
    Options.Checks = "p99-*," + Options.Checks.value_or("");
  };
}

/// Clang's own headers are looked for beside the executable, which is right
/// for an installed clang and wrong for a build folder.
static bool needsResourceDir(llvm::ArrayRef<char *> Arguments) {
  for (llvm::StringRef Argument : Arguments)
    if (Argument.ltrim('-').starts_with("resource-dir"))
      return false;
  if (auto Flags = llvm::sys::Process::GetEnv("CLANGD_FLAGS"))
    if (llvm::StringRef(*Flags).contains("-resource-dir"))
      return false;
  llvm::SmallString<256> Beside(
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(
          llvm::sys::fs::getMainExecutable(nullptr, nullptr))));
  llvm::sys::path::append(Beside, "lib/clang",
                          llvm::sys::path::filename(P99_CLANG_RESOURCE_DIR));
  return !llvm::sys::fs::is_directory(Beside);
}

int main(int argc, char **argv) {
  std::vector<char *> Arguments(argv, argv + argc);
  std::string ResourceDir = "--resource-dir=" P99_CLANG_RESOURCE_DIR;
  if (needsResourceDir(Arguments))
    Arguments.insert(Arguments.begin() + 1, ResourceDir.data());
  int Count = static_cast<int>(Arguments.size());
  Arguments.push_back(nullptr); // argv[argc] is null.
  return clang::clangd::clangdMain(Count, Arguments.data());
}
