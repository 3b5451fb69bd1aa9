// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What differs between LLVM 19 and 22. The rest of the code is the same for all
// of them: it uses what they have in common, and these names for what they have
// not. Whatever depends on a type of Clang's front end or of clang-tidy is a
// template, so that the analysis needs none of their headers.

#ifndef P99_ANALYSIS_LLVMCOMPAT_H
#define P99_ANALYSIS_LLVMCOMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

//===-- Names that have moved: #include P99_CLANG_OPTIONS_H ---------------===//

#if __has_include("clang/Options/Options.h")
#define P99_CLANG_OPTIONS_H "clang/Options/Options.h"
#define P99_CREATE_INVOCATION_H "clang/Driver/CreateInvocationFromArgs.h"
#define P99_CLANG_DRIVER_NAMESPACE clang
#else
#define P99_CLANG_OPTIONS_H "clang/Driver/Options.h"
#define P99_CREATE_INVOCATION_H "clang/Frontend/Utils.h"
#define P99_CLANG_DRIVER_NAMESPACE clang::driver
#endif

namespace llvm::opt {
class OptTable;
}

namespace P99_CLANG_DRIVER_NAMESPACE {
namespace options {}
const llvm::opt::OptTable &getDriverOptTable();
} // namespace P99_CLANG_DRIVER_NAMESPACE

#if LLVM_VERSION_MAJOR < 20
namespace llvm::json {
inline bool fromJSON(const Value &V, unsigned &Out, Path P) {
  uint64_t Number;
  if (!fromJSON(V, Number, P))
    return false;
  Out = Number;
  return true;
}
} // namespace llvm::json
#endif

namespace p99::compat {

namespace options = P99_CLANG_DRIVER_NAMESPACE::options;
using P99_CLANG_DRIVER_NAMESPACE::getDriverOptTable;

//===-- LLVM's scope_exit, which was a function once ----------------------===//

template <typename Function> struct ScopeExit {
  Function Run;
  ~ScopeExit() { Run(); }
};

//===-- Paths -------------------------------------------------------------===//

inline void makeAbsolute(llvm::StringRef Directory,
                         llvm::SmallVectorImpl<char> &Path) {
  // Both have had a function of this name; one is not there any more.
#if LLVM_VERSION_MAJOR >= 22
  llvm::sys::path::make_absolute(Directory, Path);
#else
  llvm::sys::fs::make_absolute(Directory, Path);
#endif
}

//===-- Types -------------------------------------------------------------===//

inline clang::QualType canonicalTagType(const clang::ASTContext &Context,
                                        const clang::TagDecl *Tag) {
#if LLVM_VERSION_MAJOR >= 22
  return Context.getCanonicalTagType(Tag);
#else
  return Context.getTypeDeclType(Tag).getCanonicalType();
#endif
}

/// Without qualifiers such as `const`, and without the node that `std::` and
/// `struct` belong to before LLVM 22. These count to the range of `Written`,
/// but not to that of the answer.
inline clang::TypeLoc withoutElaboration(clang::TypeLoc Written) {
  Written = Written.getUnqualifiedLoc();
#if LLVM_VERSION_MAJOR < 22
  if (auto Elaborated = Written.getAs<clang::ElaboratedTypeLoc>())
    return Elaborated.getNamedTypeLoc();
#endif
  return Written;
}

/// `std::__cxx11::string` with all that it is made of.
inline void printInlineNamespaces(clang::PrintingPolicy &Policy) {
  // A bool, and later one of several modes, of which the first is None.
  Policy.SuppressInlineNamespace = 0;
}

//===-- Diagnostics -------------------------------------------------------===//

/// DiagnosticOptions, and what a DiagnosticsEngine takes of them: once a
/// pointer that it counts, later a reference.
class DiagnosticSettings {
  using Options = clang::DiagnosticOptions;
  static constexpr bool Counted =
      std::is_base_of_v<llvm::RefCountedBase<Options>, Options>;

public:
  Options *operator->() const { return Held.get(); }

  decltype(auto) forEngine() const {
    if constexpr (Counted)
      return Held.get();
    else
      return *Held;
  }

private:
  std::conditional_t<Counted, llvm::IntrusiveRefCntPtr<Options>,
                     std::unique_ptr<Options>>
      Held{new Options};
};

/// clang-tidy's context reports to `Engine`.
template <typename ClangTidyContext, typename DiagnosticsEngine>
void setDiagnosticsEngine(ClangTidyContext &Context,
                          DiagnosticsEngine &Engine) {
  if constexpr (requires { Context.setDiagnosticsEngine(&Engine); })
    Context.setDiagnosticsEngine(&Engine);
  else
    Context.setDiagnosticsEngine(std::make_unique<clang::DiagnosticOptions>(),
                                 &Engine);
}

/// The names of the checks that the options enable.
template <typename ClangTidyOptions>
std::vector<std::string> enabledChecks(const ClangTidyOptions &Options) {
  if constexpr (requires { getCheckNames(Options, false, false); })
    return getCheckNames(Options, /*AllowEnablingAnalyzerAlphaCheckers=*/false,
                         /*ExperimentalCustomChecks=*/false);
  else
    return getCheckNames(Options, /*AllowEnablingAnalyzerAlphaCheckers=*/false);
}

/// The flags that a `.clang-tidy` takes away, which it can since LLVM 22.
template <typename ClangTidyOptions>
std::optional<std::vector<std::string>>
removedArgs(const ClangTidyOptions &Options) {
  if constexpr (requires { Options.RemovedArgs; })
    return Options.RemovedArgs;
  else
    return std::nullopt;
}

//===-- The front end -----------------------------------------------------===//

/// Makes a compiler that runs `Invocation`, reads from `FS`, and reports to
/// `Client`, which it does not own.
template <typename CompilerInstance, typename Invocation, typename Files,
          typename Client>
std::unique_ptr<CompilerInstance>
makeCompiler(std::shared_ptr<Invocation> Invoked,
             llvm::IntrusiveRefCntPtr<Files> FS, Client &Reports) {
  std::unique_ptr<CompilerInstance> Compiler;
  if constexpr (requires { CompilerInstance(Invoked); }) {
    Compiler = std::make_unique<CompilerInstance>(std::move(Invoked));
  } else {
    Compiler = std::make_unique<CompilerInstance>();
    Compiler->setInvocation(std::move(Invoked));
  }
  if constexpr (requires { Compiler->setVirtualFileSystem(FS); }) {
    Compiler->setVirtualFileSystem(FS);
    Compiler->createFileManager();
    Compiler->createDiagnostics(&Reports, /*ShouldOwnClient=*/false);
    Compiler->createSourceManager();
  } else {
    Compiler->createFileManager(FS);
    if constexpr (requires {
                    Compiler->createDiagnostics(*FS, &Reports, false);
                  })
      Compiler->createDiagnostics(*FS, &Reports, /*ShouldOwnClient=*/false);
    else
      Compiler->createDiagnostics(&Reports, /*ShouldOwnClient=*/false);
    Compiler->createSourceManager(Compiler->getFileManager());
  }
  return Compiler;
}

/// PrecompiledPreamble::Build() in memory, with diagnostics to `Engine`.
template <typename PrecompiledPreamble, typename Invocation, typename Bounds,
          typename Engine, typename Files, typename Operations,
          typename Callbacks>
auto buildPreamble(const Invocation &Invoked, const llvm::MemoryBuffer &Main,
                   Bounds Size, llvm::IntrusiveRefCntPtr<Engine> Diagnostics,
                   llvm::IntrusiveRefCntPtr<Files> FS,
                   std::shared_ptr<Operations> Containers, Callbacks &Told) {
  auto Build = [&](auto &&To) {
    return PrecompiledPreamble::Build(Invoked, &Main, Size, To, FS, Containers,
                                      /*StoreInMemory=*/true,
                                      /*StoragePath=*/"", Told);
  };
  if constexpr (requires {
                  PrecompiledPreamble::Build(Invoked, &Main, Size, Diagnostics,
                                             FS, Containers, true, "", Told);
                })
    return Build(Diagnostics);
  else
    return Build(*Diagnostics);
}

/// Is told of the files that a precompiled header was made of.
template <typename ASTReaderListener>
class InputFileListener : public ASTReaderListener {
public:
  /// \returns false if no more are wanted.
  virtual bool visitInput(llvm::StringRef Path, bool IsSystem) = 0;

private:
  // One of these overrides what the version at hand has; the others are never
  // called.
  virtual bool visitInputFile(llvm::StringRef Path, bool IsSystem, bool, bool) {
    return visitInput(Path, IsSystem);
  }
  virtual bool visitInputFileAsRequested(llvm::StringRef, llvm::StringRef Path,
                                         bool IsSystem, bool, bool) {
    return visitInput(Path, IsSystem);
  }
  virtual bool visitInputFileAsRequested(llvm::StringRef, llvm::StringRef Path,
                                         bool IsSystem, bool, time_t, bool) {
    return visitInput(Path, IsSystem);
  }
};

//===-- clangd ------------------------------------------------------------===//

/// What clangd's provideDefaultChecks() returns: a function of its own, and
/// before LLVM 20 a reference to one that has to stay.
template <typename Function, typename FunctionRef>
using DefaultChecks =
    std::conditional_t<(LLVM_VERSION_MAJOR >= 20), Function, FunctionRef>;

} // namespace p99::compat

#endif
