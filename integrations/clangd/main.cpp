// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clangd with the p99 checks linked in, and on unless the user's .clang-tidy
// or .clangd turns them off.
//
// clangd has no hook for any of this, and installs no headers. The functions
// that decide are replaced at link time (`--wrap`, see CMakeLists.txt); their
// declarations are those of clangd/TidyProvider.h and clangd/Protocol.h in
// LLVM 19 and 22.

#include "analysis/LlvmCompat.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <optional>
#include <string>
#include <vector>

namespace clang::clangd {
class ThreadsafeFS;
struct CodeAction;
struct PublishDiagnosticsParams;
int clangdMain(int argc, char *argv[]);
} // namespace clang::clangd

namespace {
using clang::clangd::CodeAction;
using clang::clangd::PublishDiagnosticsParams;
using clang::clangd::ThreadsafeFS;
using TidyProvider = llvm::unique_function<void(clang::tidy::ClangTidyOptions &,
                                                llvm::StringRef File) const>;
using TidyProviderRef =
    llvm::function_ref<void(clang::tidy::ClangTidyOptions &, llvm::StringRef)>;
using DefaultChecks = p99::compat::DefaultChecks<TidyProvider, TidyProviderRef>;
} // namespace

std::optional<bool> realIsFastTidyCheck(llvm::StringRef Check) asm(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFastTidyCheck(llvm::StringRef Check) asm(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
TidyProvider realProvideClangTidyFiles(ThreadsafeFS &FS) asm(
    "__real__ZN5clang6clangd21provideClangTidyFilesERNS0_12ThreadsafeFSE");
TidyProvider provideClangTidyFiles(ThreadsafeFS &FS) asm(
    "__wrap__ZN5clang6clangd21provideClangTidyFilesERNS0_12ThreadsafeFSE");
DefaultChecks realProvideDefaultChecks() asm(
    "__real__ZN5clang6clangd20provideDefaultChecksEv");
DefaultChecks
provideDefaultChecks() asm("__wrap__ZN5clang6clangd20provideDefaultChecksEv");
llvm::json::Value realToJSON(const PublishDiagnosticsParams &) asm(
    "__real__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE");
llvm::json::Value toJSON(const PublishDiagnosticsParams &) asm(
    "__wrap__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE");

llvm::json::Value realToJSON(const CodeAction &) asm(
    "__real__ZN5clang6clangd6toJSONERKNS0_10CodeActionE");
llvm::json::Value toJSON(const CodeAction &) asm(
    "__wrap__ZN5clang6clangd6toJSONERKNS0_10CodeActionE");

//===-- Which checks run --------------------------------------------------===//

// clangd runs only checks that its own table calls fast, unless .clangd says
// `FastCheckFilter: Loose`.
std::optional<bool> isFastTidyCheck(llvm::StringRef Check) {
  return Check.starts_with("p99-") ? true : realIsFastTidyCheck(Check);
}

// As the driver reads it: a list that picks no p99 check, such as
// `-*,bugprone-*`, was written for other checks and only drops what it names.
TidyProvider provideClangTidyFiles(ThreadsafeFS &FS) {
  return [Real = realProvideClangTidyFiles(FS)](
             clang::tidy::ClangTidyOptions &Options, llvm::StringRef File) {
    Real(Options, File);
    if (!Options.Checks || Options.Checks->empty())
      return; // For clangd's own defaults.
    std::string Own = ",p99-*";
    for (llvm::StringRef Glob : llvm::split(*Options.Checks, ',')) {
      Glob = Glob.trim();
      if (Glob.starts_with("p99"))
        return;
      if (Glob.starts_with("-p99"))
        Own += ("," + Glob).str();
    }
    *Options.Checks += Own;
  };
}

// Asked last. p99-* goes in front of what .clang-tidy and .clangd say, so that
// `Remove: p99-*` and `Remove: '*'` have the last word.
DefaultChecks provideDefaultChecks() {
  static constexpr auto Provide = [](clang::tidy::ClangTidyOptions &Options,
                                     llvm::StringRef File) {
    realProvideDefaultChecks()(Options, File);
    Options.Checks = "p99-*," + Options.Checks.value_or("");
  };
  return Provide;
}

//===-- Where a check's page is -------------------------------------------===//

/// The page that is installed with p99-clangd, or else that of the source tree.
static std::optional<std::string> pageOf(llvm::StringRef Check) {
  llvm::SmallString<256> Prefix(
      llvm::sys::path::parent_path(llvm::sys::path::parent_path(
          llvm::sys::fs::getMainExecutable(nullptr, nullptr))));
  llvm::sys::path::append(Prefix, P99_INSTALLED_DOCS);
  for (llvm::StringRef Folder :
       {llvm::StringRef(Prefix), llvm::StringRef(P99_SOURCE_DOCS)}) {
    llvm::SmallString<256> Page(Folder);
    llvm::sys::path::append(Page, "checks", Check + ".md");
    if (llvm::sys::fs::exists(Page))
      return Page.str().str();
  }
  return std::nullopt;
}

static std::string fileURI(llvm::StringRef Path) {
  std::string URI = "file://";
  for (char C : Path)
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~").contains(C))
      URI += C;
    else
      URI += ("%" + llvm::toHex(llvm::StringRef(&C, 1)));
  return URI;
}

// clangd links the name of every check to clang.llvm.org, where there are no
// pages of these.
llvm::json::Value toJSON(const PublishDiagnosticsParams &Published) {
  llvm::json::Value Message = realToJSON(Published);
  llvm::json::Array *Diagnostics = nullptr;
  if (llvm::json::Object *Members = Message.getAsObject())
    Diagnostics = Members->getArray("diagnostics");
  if (!Diagnostics)
    return Message;
  for (llvm::json::Value &Diagnostic : *Diagnostics) {
    llvm::json::Object *Members = Diagnostic.getAsObject();
    llvm::StringRef Code = Members->getString("code").value_or("");
    // The second is that of mistakes in P99Models and the like.
    if (!Code.starts_with("p99-") && Code != "clang-tidy-config")
      continue;
    if (std::optional<std::string> Page = pageOf(Code))
      (*Members)["codeDescription"] =
          llvm::json::Object{{"href", fileURI(*Page)}};
    else
      Members->erase("codeDescription");
  }
  return Message;
}

//===-- What a fix is called ----------------------------------------------===//

// A menu shows a fix without its finding. So the end of the finding's message,
// which says what to do, goes in front: "set a transfer timeout: with a limit
// of 5000 ms; choose what the callers can afford".
llvm::json::Value toJSON(const CodeAction &Offered) {
  llvm::json::Value Message = realToJSON(Offered);
  llvm::json::Object *Action = Message.getAsObject();
  llvm::json::Array *Mended =
      Action ? Action->getArray("diagnostics") : nullptr;
  if (!Mended || Mended->size() != 1)
    return Message;
  const llvm::json::Object *Finding = Mended->front().getAsObject();
  if (!Finding->getString("code").value_or("").starts_with("p99-"))
    return Message;
  // Notes follow in lines of their own, for some editors.
  llvm::StringRef Said =
      Finding->getString("message").value_or("").split('\n').first;
  Said.consume_back(" (fix available)");
  Said.consume_back(" (fixes available)");
  llvm::StringRef Remedy = Said.rsplit("; ").second;
  llvm::StringRef Title = Action->getString("title").value_or("");
  if (!Remedy.empty() && !Title.contains(Remedy))
    (*Action)["title"] = (Remedy + ": " + Title).str();
  return Message;
}

//===-- Clang's own headers -----------------------------------------------===//

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
