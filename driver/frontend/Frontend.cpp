// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Frontend.h"
#include "analysis/LlvmCompat.h"
#include "analysis/Profile.h"
#include "analysis/UserCode.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyModule.h"
#include "driver/findings/Findings.h"
#include "driver/frontend/Diagnostics.h"
#include "driver/frontend/PrecompiledHeader.h"
#include "driver/frontend/Translate.h"
#include "driver/project/Flags.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Frontend/TextDiagnosticBuffer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/BuryPointer.h"
#include "llvm/Support/Path.h"

#include P99_CREATE_INVOCATION_H

using namespace clang;
using namespace clang::tidy;

namespace p99::driver {

namespace {

/// What one parse is to do.
struct ParseJob {
  const Unit &U;
  const Overlay *Changed = nullptr;
  Reads *Noted = nullptr;
  // Shortcuts.
  PreambleStore *Preambles = nullptr;
  bool UsePch = true;
  bool SkipBodies = true;
};

/// Bodies in system headers are neither parsed nor instantiated. Sema keeps
/// those that it needs itself: constexpr functions and deduced return types.
class SkipSystemBodies final : public ASTConsumer {
public:
  explicit SkipSystemBodies(const SourceManager &SM) : SM(SM) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation()));
  }

private:
  const SourceManager &SM;
};

/// Runs before the checks. Those of clang-tidy may look at what is around the
/// code of system headers; these do not.
class LimitScope final : public ASTConsumer {
public:
  void HandleTranslationUnit(ASTContext &Context) override {
    Context.setTraversalScope(analysis::userDecls(Context));
  }
};

/// Runs after the checks, while the AST still stands.
class FindEnclosures final : public ASTConsumer {
public:
  explicit FindEnclosures(Diagnostics &Sink) : Sink(Sink) {}
  void HandleTranslationUnit(ASTContext &Context) override {
    Sink.Around = enclosuresOf(Context, Sink.Places, Sink.Profile.get());
    Sink.findNolints(Context.getSourceManager());
  }

private:
  Diagnostics &Sink;
};

bool hasOnlyOwn(ClangTidyASTConsumerFactory &Checks) {
  return llvm::all_of(Checks.getCheckNames(),
                      [](StringRef Name) { return Name.starts_with("p99-"); });
}

class LintAction final : public ASTFrontendAction {
public:
  LintAction(ClangTidyASTConsumerFactory *Checks, Diagnostics &Sink,
             bool SkipBodies)
      : Checks(Checks), Sink(Sink), SkipBodies(SkipBodies) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef File) override {
    std::vector<std::unique_ptr<ASTConsumer>> Consumers;
    if (Checks) {
      if (hasOnlyOwn(*Checks))
        Consumers.push_back(std::make_unique<LimitScope>());
      Consumers.push_back(Checks->createASTConsumer(CI, File));
      Consumers.push_back(std::make_unique<FindEnclosures>(Sink));
    }
    if (SkipBodies)
      Consumers.push_back(
          std::make_unique<SkipSystemBodies>(CI.getSourceManager()));
    return std::make_unique<MultiplexConsumer>(std::move(Consumers));
  }

  ClangTidyASTConsumerFactory *Checks;
  Diagnostics &Sink;
  bool SkipBodies;
};

} // namespace

/// Checks of clang-tidy look wherever they like; of these, the performance
/// module is known to find the same without the bodies.
static bool needsSystemBodies(ClangTidyASTConsumerFactory &Checks) {
  return llvm::any_of(Checks.getCheckNames(), [](StringRef Name) {
    return !Name.starts_with("p99-") && !Name.starts_with("performance-");
  });
}

static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
fileSystemFor(const ParseJob &Job) {
  // Its working folder is its own, so that units can run side by side.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real(
      llvm::vfs::createPhysicalFileSystem());
  Real->setCurrentWorkingDirectory(Job.U.Directory);
  if (!Job.Changed)
    return Real;
  auto Top = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Real);
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const auto &[Path, Text] : *Job.Changed)
    Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text, Path));
  Top->pushOverlay(Memory);
  Top->setCurrentWorkingDirectory(Job.U.Directory);
  return Top;
}

static std::vector<std::string> userFiles(const SourceManager &SM,
                                          StringRef Directory) {
  std::vector<std::string> Files;
  analysis::forEachUserFile(SM, [&](FileID ID) {
    if (OptionalFileEntryRef File = SM.getFileEntryRefForID(ID))
      Files.push_back(absolutePath(File->getName(), Directory));
  });
  llvm::sort(Files);
  Files.erase(llvm::unique(Files), Files.end());
  return Files;
}

/// Parses once. `Sink` gets the diagnostics.
static void parse(const ParseJob &Job, const std::vector<std::string> &Command,
                  ClangTidyASTConsumerFactory *Checks, Diagnostics &Sink,
                  std::vector<std::string> *UserFiles) {
  auto Disk = fileSystemFor(Job);
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS = Disk;
  if (Job.Noted)
    FS = llvm::makeIntrusiveRefCnt<ReadRecorder>(Disk, *Job.Noted);
  if (StringRef File = missingResponseFile(Job.U.Command); !File.empty()) {
    Sink.FirstError =
        ("its command has the response file '" + File + "', which is not there")
            .str();
    Sink.Fatal = true;
    return;
  }
  std::vector<const char *> Arguments;
  Arguments.reserve(Command.size());
  for (const std::string &Argument : Command)
    Arguments.push_back(Argument.c_str());

  compat::DiagnosticSettings CommandSettings;
  TextDiagnosticBuffer CommandErrors;
  CreateInvocationOptions Options;
  Options.Diags = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), CommandSettings.forEngine(),
      &CommandErrors, /*ShouldOwnClient=*/false);
  Options.VFS = FS;
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Arguments, std::move(Options));
  if (!Invocation || CommandErrors.err_begin() != CommandErrors.err_end()) {
    Sink.FirstError = CommandErrors.err_begin() != CommandErrors.err_end()
                          ? "clang does not understand its command: " +
                                CommandErrors.err_begin()->second
                          : "its command compiles nothing";
    return;
  }

  PreprocessorOptions &Preprocessing = Invocation->getPreprocessorOpts();
  // As clang-tidy does.
  Preprocessing.SetUpStaticAnalyzer = true;
  if (StringRef Pch = Preprocessing.ImplicitPCHInclude; !Pch.empty()) {
    if (Job.Noted)
      Job.Noted->TimesMatter = true;
    Sink.UsedPch = Job.UsePch && Job.SkipBodies && isUsablePch(Pch, FS);
    // The macros that are predefined come out of a precompiled header, and
    // this one is not among them.
    if (Sink.UsedPch)
      Preprocessing.addMacroDef("__clang_analyzer__");
    else
      dropPch(Preprocessing, FS);
  }
  Invocation->getFrontendOpts().SkipFunctionBodies = Job.SkipBodies;
  // The process ends with this parse.
  Invocation->getFrontendOpts().DisableFree = true;
  Invocation->getDiagnosticOpts().ShowCarets = false;
  Invocation->getLangOpts().SpellChecking = false;
  // One error is enough to know that the unit wants its bodies.
  if (Job.SkipBodies)
    Invocation->getDiagnosticOpts().ErrorLimit = 1;

  // Last, because all of this decides on what a preamble holds.
  if (Job.Preambles && Job.SkipBodies)
    Sink.UsedPreamble =
        usePreamble(*Invocation, *Job.Preambles, Disk, FS, Job.Noted);

  auto CI =
      compat::makeCompiler<CompilerInstance>(std::move(Invocation), FS, Sink);
  Sink.Compiler = &CI->getDiagnostics();
  Sink.Directory = Job.U.Directory;
  LintAction Action(Checks, Sink, Job.SkipBodies);
  // Its answer also counts errors that checks report; the compiler's own are
  // in the sink.
  CI->ExecuteAction(Action);
  if (UserFiles && CI->hasSourceManager())
    *UserFiles = userFiles(CI->getSourceManager(), Job.U.Directory);
  llvm::BuryPointer(std::move(CI));
}

/// After an error that a shortcut may have made: drops the next one. False if
/// there is none left.
static bool dropShortcut(ParseJob &Job, const Diagnostics &Sink) {
  if (Sink.UsedPreamble)
    return std::exchange(Job.Preambles, nullptr);
  if (Sink.UsedPch)
    return std::exchange(Job.UsePch, false);
  // What ends the parse will end it again.
  return !Sink.Fatal && std::exchange(Job.SkipBodies, false);
}

namespace {

/// A context that has the options of the unit's file. The diagnostics of
/// clang-tidy 19 take their filter of headers when they are made.
struct UnitContext : ClangTidyContext {
  UnitContext(const Unit &U, const Overrides &Last, Problems &Found)
      : ClangTidyContext(makeOptionsProvider(Last, Found)) {
    setCurrentFile(U.Path);
  }
};

/// What clang-tidy wants for one parse.
struct Session {
  Session(const Unit &U, const Overrides &Last, Problems &Found)
      : Context(U, Last, Found), Sink(Context),
        Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(), Settings.forEngine(),
               &Sink, /*ShouldOwnClient=*/false) {
    compat::setDiagnosticsEngine(Context, Engine);
  }

  UnitContext Context;
  Diagnostics Sink;
  compat::DiagnosticSettings Settings;
  DiagnosticsEngine Engine;
};

} // namespace

std::vector<std::string>
Frontend::commandOf(const Unit &U, const ClangTidyOptions &Settings) const {
  FlagPolicy Policy;
  Policy.ResourceDir = ResourceDir;
  Policy.KeepWarnings = asksForWarnings(*Settings.Checks);
  Policy.Before = Settings.ExtraArgsBefore.value_or(Policy.Before);
  Policy.After = Settings.ExtraArgs.value_or(Policy.After);
  Policy.Removed = compat::removedArgs(Settings).value_or(Policy.Removed);
  return adjustFlags(U.Command, Policy);
}

/// Clang takes a precompiled header also for a command that defines more than
/// the one that made it. The build's commands are meant to; what is added for
/// the analysis has to reach the header.
static bool changesFlags(const ClangTidyOptions &Settings) {
  return Settings.ExtraArgsBefore || Settings.ExtraArgs ||
         compat::removedArgs(Settings);
}

UnitResult Frontend::lint(const Unit &U, Reads *Noted,
                          PreambleStore *Preambles) const {
  ParseJob Job{U};
  Job.Noted = Noted;
  Job.Preambles = Preambles;
  while (true) {
    Problems Found;
    Session Now(U, Last, Found);
    ClangTidyASTConsumerFactory Checks(Now.Context);
    const ClangTidyOptions &Settings = Now.Context.getOptions();
    Job.UsePch &= !changesFlags(Settings);
    Job.SkipBodies &= !needsSystemBodies(Checks);
    // Others also look at the directives of the include block.
    if (!hasOnlyOwn(Checks))
      Job.Preambles = nullptr;
    Diagnostics &Sink = Now.Sink;
    UnitResult Result;
    Result.Checks = Sink.Enabled = Checks.getCheckNames();
    Sink.WantNolints = Last.UnusedNolints;
    if (auto Loaded = loadProfile(U, Settings))
      Result.Profile = Sink.Profile = *Loaded;
    else
      Found.Errors.insert(llvm::toString(Loaded.takeError()));
    parse(Job, commandOf(U, Settings), &Checks, Sink, &Result.UserFiles);
    if (Sink.FirstError && dropShortcut(Job, Sink))
      continue;
    Result.Failure = std::move(Sink.FirstError);
    for (ClangTidyError &Error : Sink.take()) {
      if (Error.DiagnosticName == "clang-tidy-config")
        Found.Errors.insert(Error.Message.Message);
      // What stops the compiler is the unit's failure, not a finding.
      else if (Error.DiagLevel != ClangTidyError::Error ||
               !StringRef(Error.DiagnosticName)
                    .starts_with("clang-diagnostic-"))
        Result.Findings.push_back(makeFinding(Error, Sink.Around.Of));
    }
    locate(Result.Findings);
    Result.Profiled = std::move(Sink.Around.Profiled);
    Result.Nolints = std::move(Sink.Nolints);
    Result.Mistakes.assign(Found.Errors.begin(), Found.Errors.end());
    Result.Warnings.assign(Found.Warnings.begin(), Found.Warnings.end());
    return Result;
  }
}

std::optional<std::string> Frontend::firstError(const Unit &U,
                                                const Overlay &Changed) const {
  ParseJob Job{U, &Changed};
  while (true) {
    Problems Found; // Told when the unit was linted.
    Session Now(U, Last, Found);
    const ClangTidyOptions &Settings = Now.Context.getOptions();
    Job.UsePch &= !changesFlags(Settings);
    parse(Job, commandOf(U, Settings), nullptr, Now.Sink, nullptr);
    if (!Now.Sink.FirstError || !dropShortcut(Job, Now.Sink))
      return std::move(Now.Sink.FirstError);
  }
}

} // namespace p99::driver
