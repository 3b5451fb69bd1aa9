// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Translate.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "driver/findings/Findings.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using clang::tidy::ClangTidyError;

namespace p99::driver {

static Message makeMessage(const clang::tooling::DiagnosticMessage &From,
                           StringRef Directory) {
  Message To;
  To.Text = From.Message;
  if (!From.FilePath.empty()) {
    To.Path = absolutePath(From.FilePath, Directory);
    To.Offset = From.FileOffset;
  }
  for (const clang::tooling::FileByteRange &Range : From.Ranges)
    To.Spans.push_back({absolutePath(Range.FilePath, Directory),
                        Range.FileOffset, Range.Length});
  for (const auto &[File, Replacements] : From.Fix)
    for (const clang::tooling::Replacement &R : Replacements)
      if (R.isApplicable())
        To.Edits.push_back({absolutePath(R.getFilePath(), Directory),
                            R.getOffset(), R.getLength(),
                            R.getReplacementText().str()});
  sort(To.Edits);
  return To;
}

Finding makeFinding(const ClangTidyError &Error,
                    const std::map<Place, Enclosure> &Enclosing) {
  Finding F;
  F.Check = Error.DiagnosticName;
  F.How = Error.IsWarningAsError || Error.DiagLevel == ClangTidyError::Error
              ? Level::Error
          : Error.DiagLevel == ClangTidyError::Remark ? Level::Remark
                                                      : Level::Warning;
  F.Promoted = Error.IsWarningAsError;
  F.Main = makeMessage(Error.Message, Error.BuildDirectory);
  // Of a name that macros paste together the last note is nowhere: "expanded
  // from here".
  for (const auto &Note : Error.Notes)
    if (!Note.FilePath.empty() || !Note.Fix.empty())
      F.Notes.push_back(makeMessage(Note, Error.BuildDirectory));
  auto Around =
      Enclosing.find({Error.Message.FilePath, Error.Message.FileOffset});
  if (Around != Enclosing.end()) {
    F.Function = Around->second.Function;
    F.Share = Around->second.Share;
    F.Own = Around->second.Own;
    F.Loops = Around->second.Loops;
  }
  return F;
}

} // namespace p99::driver
