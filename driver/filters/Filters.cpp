// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/Filters.h"
#include "driver/filters/Ranking.h"
#include "driver/findings/Sources.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace p99::driver {

Expected<Filters> Filters::make(const FilterRequest &Request) {
  Filters Made;
  Made.Request = Request;
  if (!Request.Baseline.empty()) {
    Expected<Baseline> Read = Baseline::read(Request.Baseline);
    if (!Read)
      return Read.takeError();
    Made.Base = std::move(*Read);
  }
  if (Request.Changed) {
    Expected<ChangedLines> Found = ChangedLines::find(*Request.Changed);
    if (!Found)
      return Found.takeError();
    Made.Changed = std::move(*Found);
  }
  return std::move(Made);
}

/// Where the warning stands, and what it underlines in the same file.
static bool isOnChangedLines(const Finding &F, ChangedLines &Changed,
                             Sources &Files) {
  const Message &M = F.Main;
  return Changed.contains(M.Path, {M.Line, M.Line}) ||
         any_of(M.Spans, [&](const Span &S) {
           unsigned Last = S.Offset + std::max(S.Length, 1u) - 1;
           return S.Path == M.Path &&
                  Changed.contains(S.Path,
                                   {Files.position(S.Path, S.Offset).first,
                                    Files.position(S.Path, Last).first});
         });
}

void Filters::apply(Report &R, const Coverage &Seen) {
  if (Base) {
    std::vector<bool> IsKnown = Base->match(R.Findings, Seen);
    std::vector<Finding> New;
    Known.clear();
    for (auto [F, Old] : zip_equal(R.Findings, IsKnown))
      (Old ? Known : New).push_back(std::move(F));
    R.Findings = std::move(New);
    R.Baseline = {Known.size(), Base->gone().vec()};
  }
  if (Request.HotOnly)
    R.NotHot = keepHot(R.Findings, *Request.HotOnly);
  if (Changed) {
    Sources Files;
    size_t Before = R.Findings.size();
    erase_if(R.Findings, [&](const Finding &F) {
      return !isOnChangedLines(F, *Changed, Files);
    });
    R.NotChanged = Before - R.Findings.size();
  }
}

Error Filters::prune() const { return Base->write(Request.Baseline, Known); }

} // namespace p99::driver
