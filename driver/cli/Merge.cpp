// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/cli/Merge.h"
#include "analysis/Profile.h"
#include "driver/cli/Conclusion.h"
#include "driver/cli/Console.h"
#include "driver/filters/Ranking.h"
#include "driver/findings/Findings.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace p99::driver {

/// One that several reports know is one of units that are spread over them:
/// together they may define more of its functions than each.
static void join(std::vector<ProfileUse> &All, const ProfileUse &Use) {
  auto Known = find_if(All, [&](const ProfileUse &Other) {
    return Other.Name == Use.Name && Other.Samples == Use.Samples &&
           Other.Frames == Use.Frames;
  });
  if (Known == All.end())
    All.push_back(Use);
  else
    Known->Matched = std::max(Known->Matched, Use.Matched);
}

/// Adds a report to those before it.
static void join(Report &All, Report &&Part) {
  append_range(All.Findings, std::move(Part.Findings));
  append_range(All.Failed, std::move(Part.Failed));
  for (const ProfileUse &Use : Part.Profiles)
    join(All.Profiles, Use);
  All.Units += Part.Units;
  // They ran side by side.
  All.Seconds = std::max(All.Seconds, Part.Seconds);
}

int mergeReports(const Options &O) {
  if (tell(canConclude(O)))
    return WrongUsage;
  // Shares stand in the reports; the stacks of the profile do not.
  if (!O.Profile.empty())
    if (auto Read =
            analysis::Profile::read(O.Profile, *vfs::getRealFileSystem());
        !Read)
      return tell(Read.takeError()), WrongUsage;
  Expected<Filters> Keep = Filters::make(O.Filters);
  if (!Keep)
    return tell(Keep.takeError()), WrongUsage;
  Report R;
  SmallString<256> Directory;
  sys::fs::current_path(Directory);
  R.Directory = std::string(Directory);
  R.ProfileFile = O.Profile;
  for (const std::string &File : O.Project.Paths) {
    Expected<Report> Part = readJson(File);
    if (!Part)
      return tell(Part.takeError()), WrongUsage;
    join(R, std::move(*Part));
  }
  R.Findings = merge(std::move(R.Findings));
  llvm::sort(R.Failed);
  // Reports do not say what was read, so that none of the baseline is gone.
  Keep->apply(R, Coverage());
  sortByShare(R.Findings);
  return conclude(O, R, *Keep, Coverage());
}

} // namespace p99::driver
