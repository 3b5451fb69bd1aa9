// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints a report, each for another reader.

#ifndef P99_DRIVER_REPORTERS_REPORTERS_H
#define P99_DRIVER_REPORTERS_REPORTERS_H

#include "driver/findings/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace p99::driver {

struct Reporter {
  llvm::StringLiteral Name; ///< As in --format.
  void (*Print)(const Report &R, llvm::raw_ostream &Out);
};

/// All of them, the default first.
llvm::ArrayRef<Reporter> reporters();

/// As clang prints: source lines, carets, notes and fixes. In colours if `Out`
/// has them enabled.
void printText(const Report &R, llvm::raw_ostream &Out);

/// One JSON object; docs/findings.schema.json describes it.
void printJson(const Report &R, llvm::raw_ostream &Out);

/// A report that printJson() has written to `File`, less its baseline. The
/// sources have to be as they were, and in the same place as seen from the
/// working folder.
llvm::Expected<Report> readJson(llvm::StringRef File);

/// SARIF 2.1.0, as code scanning services and viewers read it.
void printSarif(const Report &R, llvm::raw_ostream &Out);

/// The Code Quality report of GitLab.
void printGitLab(const Report &R, llvm::raw_ostream &Out);

/// The workflow commands by which GitHub annotates a change.
void printGitHub(const Report &R, llvm::raw_ostream &Out);

/// The XML of Checkstyle, which many CI servers read.
void printCheckstyle(const Report &R, llvm::raw_ostream &Out);

/// One page for people, with all that it needs in it.
void printHtml(const Report &R, llvm::raw_ostream &Out);

} // namespace p99::driver

#endif
