// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/Ranking.h"
#include "analysis/Profile.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace p99::driver {

bool isHot(const Finding &F, double LeastShare) {
  if (F.How == Level::Error && !F.Promoted)
    return true;
  if (F.Share)
    return *F.Share >= LeastShare;
  return any_of(F.Notes, [](const Message &Note) {
    return StringRef(Note.Text).starts_with("hot:");
  });
}

size_t keepHot(std::vector<Finding> &Findings, double LeastShare) {
  size_t Before = Findings.size();
  erase_if(Findings, [&](const Finding &F) { return !isHot(F, LeastShare); });
  return Before - Findings.size();
}

void sortByShare(std::vector<Finding> &Findings) {
  // A few samples more or less say nothing.
  auto Rank = [](const Finding &F) {
    return std::tuple(F.Own < 0.01 ? 0 : F.Own, F.Share.value_or(0), F.Loops);
  };
  stable_sort(Findings, [&](const Finding &A, const Finding &B) {
    return Rank(A) > Rank(B);
  });
}

std::vector<ProfileUse> profileUses(ArrayRef<UnitResult> Results) {
  // Units share what they read; the set joins what they find of it.
  std::map<std::shared_ptr<const analysis::Profile>, std::set<unsigned>> Found;
  for (const UnitResult &R : Results)
    if (R.Profile)
      Found[R.Profile].insert(R.Profiled.begin(), R.Profiled.end());
  std::vector<ProfileUse> Uses;
  Uses.reserve(Found.size());
  for (const auto &[Profile, Functions] : Found)
    Uses.push_back({Profile->name().str(), Profile->samples(),
                    Profile->frameCount(), Functions.size()});
  sort(Uses, [](const ProfileUse &A, const ProfileUse &B) {
    return std::tie(A.Name, A.Samples, A.Frames, A.Matched) <
           std::tie(B.Name, B.Samples, B.Frames, B.Matched);
  });
  return Uses;
}

} // namespace p99::driver
