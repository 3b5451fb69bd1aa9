// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Preamble.h"
#include "analysis/LlvmCompat.h"
#include "clang/AST/DeclBase.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"

using namespace clang;
using llvm::IntrusiveRefCntPtr;

namespace p99::driver {

/// Bytes of headers. Fewer are parsed faster than a precompiled header is
/// opened.
static constexpr uint64_t WorthIt = 256 << 10;

/// No file on the disk has it.
static constexpr llvm::StringLiteral PchPath = "/p99-tidy/preamble.pch";

namespace {

class SkipSystemBodies final : public PreambleCallbacks {
public:
  void BeforeExecute(CompilerInstance &CI) override {
    SM = &CI.getSourceManager();
  }
  bool shouldSkipFunctionBody(Decl *D) override {
    return SM->isInSystemHeader(SM->getExpansionLoc(D->getLocation()));
  }

private:
  const SourceManager *SM = nullptr;
};

} // namespace

static Preamble build(const CompilerInvocation &Invocation,
                      llvm::MemoryBuffer &Text, PreambleBounds Bounds,
                      IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  Preamble Made;
  auto Recorder =
      llvm::makeIntrusiveRefCnt<ReadRecorder>(std::move(FS), Made.MadeOf);
  compat::DiagnosticSettings Options;
  IgnoringDiagConsumer Ignore;
  auto Diags = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Options.forEngine(), &Ignore,
      /*ShouldOwnClient=*/false);
  SkipSystemBodies Callbacks;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Recorded = Recorder;
  auto Built = compat::buildPreamble<PrecompiledPreamble>(
      Invocation, Text, Bounds, Diags, Recorded,
      std::make_shared<PCHContainerOperations>(), Callbacks);
  // What is below the block may change.
  llvm::SmallString<256> Main(
      Invocation.getFrontendOpts().Inputs.front().getFile());
  Recorder->makeAbsolute(Main);
  Made.MadeOf.Files.erase(std::string(Main));
  Made.MadeOf.Present.erase(std::string(Main));

  uint64_t Size = 0;
  for (const auto &[Path, File] : Made.MadeOf.Files)
    Size += File.Size;
  if (!Built || Diags->hasErrorOccurred() || Size < WorthIt)
    return Made;
  // Its bytes are to be had only where a parse would look for them.
  CompilerInvocation User(Invocation);
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> Top = Recorded;
  Built->OverridePreamble(User, Top, &Text);
  auto Bytes =
      Top->getBufferForFile(User.getPreprocessorOpts().ImplicitPCHInclude,
                            /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  if (Bytes)
    Made.Pch = llvm::MemoryBuffer::getMemBufferCopy((*Bytes)->getBuffer());
  return Made;
}

bool usePreamble(CompilerInvocation &Invocation, PreambleStore &Store,
                 IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
                 IntrusiveRefCntPtr<llvm::vfs::FileSystem> &FS, Reads *Noted) {
  const FrontendInputFile &Main = Invocation.getFrontendOpts().Inputs.front();
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  if (!Main.isFile() || !Options.ImplicitPCHInclude.empty() ||
      Invocation.getHeaderSearchOpts().ImplicitModuleMaps)
    return false;
  auto Text = FS->getBufferForFile(Main.getFile());
  if (!Text)
    return false;
  PreambleBounds Bounds =
      ComputePreambleBounds(Invocation.getLangOpts(), **Text, /*MaxLines=*/0);
  if (!Bounds.Size)
    return false;
  std::optional<Preamble> Found =
      Store.find((*Text)->getBuffer().take_front(Bounds.Size),
                 [&] { return build(Invocation, **Text, Bounds, Below); });
  if (!Found || !Found->Pch)
    return false;

  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->addFile(PchPath, 0, std::move(Found->Pch));
  auto Top = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(FS);
  Top->pushOverlay(Memory);
  FS = Top;
  // As PrecompiledPreamble sets up a parse.
  Options.ImplicitPCHInclude = PchPath.str();
  Options.PrecompiledPreambleBytes = {Bounds.Size,
                                      Bounds.PreambleEndsAtStartOfLine};
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
  Options.UsePredefines = false;
  // The very text that the block was cut from.
  Options.addRemappedFile(Main.getFile(), Text->release());
  if (Noted)
    Noted->add(Found->MadeOf);
  return true;
}

} // namespace p99::driver
