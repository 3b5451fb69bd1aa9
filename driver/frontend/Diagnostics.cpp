// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Diagnostics.h"
#include "driver/findings/Findings.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace p99::driver {

void Diagnostics::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                   const Diagnostic &Info) {
  // clang-tidy 19 forgets it when it has handled it.
  const unsigned ID = Info.getID();
  ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Info.getDiags() == Compiler) {
    if (Level >= DiagnosticsEngine::Error && !FirstError) {
      Fatal = Level == DiagnosticsEngine::Fatal;
      noteError(Info);
    }
  } else if (Level > DiagnosticsEngine::Note && Info.getLocation().isValid()) {
    Places.push_back(Info.getLocation());
    // Also what a comment silences comes this way.
    if (WantNolints)
      Reports.push_back({Info.getLocation(), Context.getCheckName(ID)});
  }
}

void Diagnostics::findNolints(const SourceManager &SM) {
  if (WantNolints)
    Nolints = nolintUses(SM, Directory, Reports, Enabled);
}

void Diagnostics::noteError(const Diagnostic &Info) {
  llvm::SmallString<128> Text;
  if (Info.hasSourceManager() && Info.getLocation().isValid()) {
    PresumedLoc P = Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (P.isValid())
      (absolutePath(P.getFilename(), Directory) + ":" +
       llvm::Twine(P.getLine()) + ":" + llvm::Twine(P.getColumn()) + ": ")
          .toVector(Text);
  }
  Info.FormatDiagnostic(Text);
  FirstError = std::string(Text);
}

} // namespace p99::driver
