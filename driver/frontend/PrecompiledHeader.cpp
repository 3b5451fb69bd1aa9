// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/PrecompiledHeader.h"
#include "analysis/LlvmCompat.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/PCHContainerOperations.h"

using namespace clang;
using llvm::IntrusiveRefCntPtr;
using llvm::StringRef;

namespace p99::driver {

/// Whether anything but directives and comments is in a file.
static bool hasCode(StringRef Text) {
  LangOptions Language;
  Language.LineComment = true;
  Lexer Raw(SourceLocation(), Language, Text.begin(), Text.begin(), Text.end());
  Token Next;
  bool InDirective = false;
  while (true) {
    Raw.LexFromRawLexer(Next);
    if (Next.is(tok::eof))
      return false;
    if (Next.isAtStartOfLine())
      InDirective = Next.is(tok::hash);
    if (!InDirective)
      return true;
  }
}

namespace {

/// Looks at the files that a precompiled header was made of.
class Inputs final : public compat::InputFileListener<ASTReaderListener> {
public:
  Inputs(llvm::vfs::FileSystem &FS, llvm::sys::TimePoint<> Made)
      : FS(FS), Made(Made) {}

  bool needsInputFileVisitation() override { return true; }
  /// Clang itself trusts that system headers stay, and -fno-pch-timestamp, of
  /// which CMake is fond, leaves it nothing but sizes for the others.
  bool needsSystemInputFileVisitation() override { return true; }

  bool visitInput(StringRef Path, bool IsSystem) override {
    llvm::ErrorOr<llvm::vfs::Status> Now = FS.status(Path);
    Usable = Now && Now->getLastModificationTime() <= Made &&
             (IsSystem || isBare(Path));
    return Usable;
  }

  bool Usable = true;

private:
  bool isBare(StringRef Path) {
    auto Buffer = FS.getBufferForFile(Path);
    return Buffer && !hasCode((*Buffer)->getBuffer());
  }

  llvm::vfs::FileSystem &FS;
  llvm::sys::TimePoint<> Made;
};

} // namespace

bool isUsablePch(StringRef Path, IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  llvm::ErrorOr<llvm::vfs::Status> Pch = FS->status(Path);
  if (!Pch || !Pch->isRegularFile())
    return false;
  Inputs Made(*FS, Pch->getLastModificationTime());
  FileManager Files(FileSystemOptions(), FS);
  CompilerInstance Compiler; // Has a cache of modules of its own.
  return !ASTReader::readASTFileControlBlock(
             Path, Files, Compiler.getModuleCache(), RawPCHContainerReader(),
             /*FindModuleFileExtensions=*/false, Made,
             /*ValidateDiagnosticOptions=*/false) &&
         Made.Usable;
}

/// The header that a precompiled one was made of, or "".
static std::string headerOf(StringRef Pch,
                            IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  for (StringRef Suffix : {".pch", ".gch"})
    if (StringRef Header = Pch;
        Header.consume_back(Suffix) && FS->exists(Header))
      return Header.str();
  compat::DiagnosticSettings Settings;
  IgnoringDiagConsumer Ignore;
  DiagnosticsEngine Diags(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(),
                          Settings.forEngine(), &Ignore,
                          /*ShouldOwnClient=*/false);
  FileManager Files(FileSystemOptions(), FS);
  std::string Header = ASTReader::getOriginalSourceFile(
      Pch.str(), Files, RawPCHContainerReader(), Diags);
  return FS->exists(Header) ? Header : "";
}

void dropPch(PreprocessorOptions &Options,
             IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  std::string Header =
      headerOf(std::exchange(Options.ImplicitPCHInclude, ""), std::move(FS));
  if (!Header.empty() && !llvm::is_contained(Options.Includes, Header))
    Options.Includes.insert(Options.Includes.begin(), std::move(Header));
}

} // namespace p99::driver
