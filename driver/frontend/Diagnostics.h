// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one parse of a unit reports: findings, and the first error.

#ifndef P99_DRIVER_FRONTEND_DIAGNOSTICS_H
#define P99_DRIVER_FRONTEND_DIAGNOSTICS_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "driver/frontend/Enclosing.h"
#include "driver/frontend/Nolint.h"
#include <memory>
#include <optional>

namespace p99::driver {

/// clang-tidy's own, which also notes where it reported, and the first error
/// of the compiler.
class Diagnostics final : public clang::tidy::ClangTidyDiagnosticConsumer {
public:
  explicit Diagnostics(clang::tidy::ClangTidyContext &Context)
      // Fixes that overlap are sorted out across units, not here.
      : ClangTidyDiagnosticConsumer(Context, nullptr,
                                    /*RemoveIncompatibleErrors=*/false),
        Context(Context) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;
  /// To be called while the unit still stands.
  void findNolints(const clang::SourceManager &SM);

  const clang::DiagnosticsEngine *Compiler = nullptr;
  std::string Directory; ///< What the compiler's paths are relative to.
  std::vector<clang::SourceLocation> Places;
  std::shared_ptr<const analysis::Profile> Profile;
  Enclosures Around;
  bool WantNolints = false;
  std::vector<std::string> Enabled; ///< Checks.
  std::vector<NolintUse> Nolints;
  std::optional<std::string> FirstError;
  /// It was one that no more of the file would mend, such as a missing header.
  bool Fatal = false;
  bool UsedPch = false;
  bool UsedPreamble = false;

private:
  void noteError(const clang::Diagnostic &Info);

  const clang::tidy::ClangTidyContext &Context;
  std::vector<Reported> Reports;
};

} // namespace p99::driver

#endif
