// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/Profile.h"
#include "analysis/ProfileReaders.h"
#include "analysis/UserFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <mutex>

namespace p99::analysis {

//===-- Files -------------------------------------------------------------===//

namespace {

/// What became of one file. Mistakes are kept, too: every unit asks again.
struct CachedProfile {
  llvm::sys::fs::UniqueID File;
  llvm::sys::TimePoint<> Modified;
  uint64_t Size = 0;
  std::shared_ptr<const Profile> Read;
  std::string Problem;
};

struct Cache {
  std::mutex Mutex;
  std::map<std::string, CachedProfile, std::less<>> Files;
};

} // namespace

using Answer = llvm::Expected<std::shared_ptr<const Profile>>;

static Answer answer(const CachedProfile &Known) {
  if (Known.Read)
    return Known.Read;
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Known.Problem);
}

Answer Profile::read(llvm::StringRef Path, llvm::vfs::FileSystem &FS) {
  // The units of a run, and the files of an editor, share their profile. The
  // lock is held while the first of them reads it, because the others can do
  // nothing without it.
  static Cache Shared;
  std::lock_guard<std::mutex> Lock(Shared.Mutex);

  llvm::ErrorOr<llvm::vfs::Status> Status = FS.status(Path);
  if (!Status)
    return profileError("cannot read the profile '" + Path + "'",
                        Status.getError().message());
  if (auto Known = Shared.Files.find(Path); Known != Shared.Files.end())
    if (const CachedProfile &K = Known->second;
        K.File == Status->getUniqueID() && K.Size == Status->getSize() &&
        K.Modified == Status->getLastModificationTime())
      return answer(K);

  CachedProfile Now{Status->getUniqueID(), Status->getLastModificationTime(),
                    Status->getSize(), nullptr, ""};
  if (auto Buffer = FS.getBufferForFile(Path); !Buffer)
    Now.Problem = "cannot read the profile '" + Path.str() +
                  "': " + Buffer.getError().message();
  else if (Answer Parsed = parse((*Buffer)->getBuffer(), Path))
    Now.Read = std::move(*Parsed);
  else
    Now.Problem = llvm::toString(Parsed.takeError());
  return answer(Shared.Files[Path.str()] = std::move(Now));
}

Answer Profile::load(llvm::StringRef File, llvm::StringRef NearFile,
                     llvm::vfs::FileSystem &FS) {
  std::string Path = findUserFile(File, NearFile, FS);
  if (!FS.exists(Path))
    return profileError("cannot read the profile '" + File + "'",
                        "no such file; P99Profile takes a path that is "
                        "absolute or relative to a folder above the source");
  return read(Path, FS);
}

Answer Profile::parse(llvm::StringRef Content, llvm::StringRef Name) {
  llvm::Expected<SampledStacks> Stacks = readStacks(Content, Name);
  if (!Stacks)
    return Stacks.takeError();
  return std::make_shared<const Profile>(*Stacks,
                                         llvm::sys::path::filename(Name));
}

//===-- Shares ------------------------------------------------------------===//

Profile::Profile(const SampledStacks &Sampled, llvm::StringRef Name)
    : Name(Name) {
  // Many texts are one function: its clones, instantiations and marks.
  std::vector<std::optional<unsigned>> FunctionOf;
  std::map<FrameName, unsigned> Numbers;
  for (llvm::StringRef Text : Sampled.Frames) {
    FrameName Frame = parseFrame(Text);
    if (Frame.Key.empty()) {
      FunctionOf.push_back(std::nullopt);
      continue;
    }
    auto [It, New] = Numbers.try_emplace(std::move(Frame), Functions.size());
    FunctionOf.push_back(It->second);
    if (New)
      Functions.push_back({It->first, 0, {}});
  }
  for (const auto &[Index, F] : llvm::enumerate(Functions)) {
    ByKey[F.Name.Key].push_back(Index);
    for (const FrameName &Lambda : F.Name.Carried)
      if (std::vector<unsigned> &Known = ByCarried[Lambda.Key];
          Known.empty() || Known.back() != Index)
        Known.push_back(Index);
  }

  llvm::SmallVector<unsigned, 32> Running;
  for (const auto &[Frames, Weight] : Sampled.Stacks) {
    Running.clear();
    for (unsigned Frame : Frames)
      if (FunctionOf[Frame])
        Running.push_back(*FunctionOf[Frame]);
    llvm::sort(Running);
    Running.erase(llvm::unique(Running), Running.end());
    for (unsigned Index : Running) {
      Functions[Index].Weight += Weight;
      Functions[Index].Stacks.push_back(Weights.size());
    }
    Weights.push_back(Weight);
    Total += Weight;
  }
  Samples = Sampled.Samples.value_or(Total);
}

std::vector<unsigned> Profile::stacksOf(llvm::ArrayRef<unsigned> Of) const {
  std::vector<unsigned> Stacks;
  for (unsigned Index : Of)
    llvm::append_range(Stacks, Functions[Index].Stacks);
  llvm::sort(Stacks);
  Stacks.erase(llvm::unique(Stacks), Stacks.end());
  return Stacks;
}

double Profile::shareOf(llvm::ArrayRef<unsigned> Of) const {
  if (Of.empty() || Total <= 0)
    return 0;
  double Weight = 0;
  if (Of.size() == 1)
    Weight = Functions[Of.front()].Weight;
  else
    for (unsigned Stack : stacksOf(Of))
      Weight += Weights[Stack];
  return std::min(Weight / Total, 1.0);
}

double Profile::shareOfBoth(llvm::ArrayRef<unsigned> Outer,
                            llvm::ArrayRef<unsigned> Inner) const {
  std::vector<unsigned> Within = stacksOf(Outer);
  double Weight = 0;
  for (unsigned Stack : stacksOf(Inner))
    if (llvm::binary_search(Within, Stack))
      Weight += Weights[Stack];
  return Total > 0 ? std::min(Weight / Total, 1.0) : 0;
}

llvm::ArrayRef<unsigned>
Profile::find(const llvm::StringMap<std::vector<unsigned>> &Table,
              llvm::StringRef Key) {
  auto Found = Table.find(Key);
  if (Found == Table.end())
    return {};
  return Found->second;
}

std::string percent(double Share) {
  double Percent = Share * 100;
  if (Percent > 0 && Percent < 0.1)
    return "<0.1%";
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << llvm::format(Percent < 9.95 ? "%.1f" : "%.0f", Percent);
  llvm::StringRef Short = Text;
  Short.consume_back(".0");
  return (Short + "%").str();
}

} // namespace p99::analysis
