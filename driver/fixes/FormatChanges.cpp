// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/fixes/FormatChanges.h"
#include "driver/fixes/Diff.h"
#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"

using namespace llvm;
using namespace clang;

namespace p99::driver {

Error checkStyle(StringRef Style) {
  auto Known = format::getStyle(Style, "a.cpp", "none");
  if (Known)
    return Error::success();
  return createStringError("--format-style='" + Style +
                           "': " + toString(Known.takeError()));
}

std::string formatChanges(StringRef Old, std::string New, StringRef Path,
                          StringRef Style) {
  auto Known = format::getStyle(Style, Path, "none", New);
  if (!Known) {
    consumeError(Known.takeError()); // The file beside this one is broken.
    return New;
  }
  std::vector<tooling::Range> Changed;
  for (const Hunk &H : diffLines(Old, New, /*Context=*/0))
    for (const DiffLine &Line : H.Lines)
      if (Line.Kind == '+')
        Changed.emplace_back(Line.Text.data() - New.data(), Line.Text.size());
  tooling::Replacements Edits = format::reformat(*Known, New, Changed, Path);
  Expected<std::string> Formatted = tooling::applyAllReplacements(New, Edits);
  if (Formatted)
    return std::move(*Formatted);
  consumeError(Formatted.takeError());
  return New;
}

} // namespace p99::driver
