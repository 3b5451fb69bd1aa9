// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/run/Runner.h"
#include "analysis/ApiModels.h"
#include "driver/findings/Packing.h"
#include "driver/frontend/ResultBytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstring>

using namespace llvm;

namespace p99::driver {

/// More units were not edited by hand; their preambles would fill the disk
/// before any is used again.
static constexpr size_t EditedAtOnce = 16;

Runner::Runner(Limits Most, Cache *Known, bool Progress, std::string CrashOn)
    : Most(Most), Known(Known), Progress(Progress),
      CrashOn(std::move(CrashOn)) {
  if (!this->Most.Jobs)
    this->Most.Jobs = hardware_concurrency().compute_thread_count();
}

std::string Runner::reasonOf(const WorkEnd &End) const {
  switch (End.How) {
  case WorkEnd::Kind::TimedOut:
    return formatv("it took longer than the {0} s of --timeout", *Most.Seconds);
  case WorkEnd::Kind::OutOfMemory:
    return formatv("it alone needs more than the {0} MB of --memory-limit",
                   *Most.Bytes >> 20);
  case WorkEnd::Kind::Done:
  case WorkEnd::Kind::Crashed:
    break;
  }
  // Nobody here sends it; the kernel does when it has no memory left.
  if (End.Signal == SIGKILL)
    return "the analysis was killed, as for want of memory; see --memory-limit";
  return std::string("the analysis crashed") +
         (End.Signal ? std::string(" (") + strsignal(End.Signal) + ")" : "") +
         "; please report it with the preprocessed file";
}

void Runner::forEach(size_t Count, function_ref<StringRef(size_t)> Name,
                     function_ref<std::string(size_t)> Do,
                     function_ref<void(size_t, std::string)> Done,
                     function_ref<void(size_t, std::string)> Failed) const {
  size_t Shown = 0;
  Work W;
  auto Started = [&](size_t Index) {
    // Short enough not to wrap, or the line would not be wiped.
    if (Progress && Count > 1)
      errs() << "\r\033[K[" << ++Shown << '/' << Count << "] "
             << sys::path::filename(Name(Index)).take_front(50);
  };
  auto DoOne = [&](size_t Index) {
    if (!CrashOn.empty() && Name(Index).contains(CrashOn))
      LLVM_BUILTIN_TRAP;
    return Do(Index);
  };
  auto Ended = [&](size_t Index, WorkEnd End) {
    if (End.How == WorkEnd::Kind::Done)
      Done(Index, std::move(End.Answer));
    else
      Failed(Index, reasonOf(End));
  };
  W.Do = DoOne;
  W.Started = Started;
  W.Ended = Ended;
  runInProcesses(Count, Most, W);
  if (Progress && Count > 1)
    errs() << "\r\033[K";
}

std::vector<UnitResult> Runner::lint(const Frontend &F,
                                     ArrayRef<Unit> Units) const {
  std::vector<UnitResult> Results(Units.size());
  std::vector<std::string> Keys(Units.size());
  std::vector<size_t> Left;
  if (Known)
    Known->lookAgain();
  for (const auto &[Index, U] : enumerate(Units)) {
    if (Known)
      Keys[Index] = Known->keyOf(F, U);
    std::optional<UnitResult> Found =
        Keys[Index].empty() ? std::nullopt : Known->find(Keys[Index]);
    if (Found)
      Results[Index] = std::move(*Found);
    else
      Left.push_back(Index);
  }

  // Read once, for all processes.
  if (!Left.empty())
    analysis::ApiModels::builtin();
  auto Do = [&](size_t I) {
    std::string Bytes;
    Packer P(Bytes);
    Reads Noted;
    const std::string &Key = Keys[Left[I]];
    const Unit &U = Units[Left[I]];
    std::unique_ptr<PreambleStore> Preambles;
    if (!Key.empty())
      Preambles = Known->preamblesFor(F, U, Left.size() <= EditedAtOnce);
    UnitResult Result =
        F.lint(U, Key.empty() ? nullptr : &Noted, Preambles.get());
    P.text(packResult(Result));
    P.text(Key.empty() ? "" : Known->pack(Result, Noted));
    return Bytes;
  };
  auto Done = [&](size_t I, std::string Bytes) {
    UnitResult &Result = Results[Left[I]];
    Unpacker P(Bytes);
    std::optional<UnitResult> Read = unpackResult(P.text());
    StringRef Entry = P.text();
    if (Read && P.isWhole())
      Result = std::move(*Read);
    else
      Result.Failure = "its analysis gave no whole answer";
    if (!Entry.empty())
      Known->store(Keys[Left[I]], Entry);
  };
  forEach(
      Left.size(), [&](size_t I) -> StringRef { return Units[Left[I]].Path; },
      Do, Done,
      [&](size_t I, std::string Reason) {
        Results[Left[I]].Failure = std::move(Reason);
      });
  for (const auto &[U, Result] : zip_equal(Units, Results))
    Result.Profile = F.profileOf(U);
  return Results;
}

std::vector<std::optional<std::string>>
Runner::firstErrors(const Frontend &F, ArrayRef<const Unit *> Units,
                    const Overlay &Changed) const {
  std::vector<std::optional<std::string>> Errors(Units.size());
  forEach(
      Units.size(), [&](size_t I) -> StringRef { return Units[I]->Path; },
      [&](size_t I) {
        // An error is never an empty text.
        return F.firstError(*Units[I], Changed).value_or("");
      },
      [&](size_t I, std::string Error) {
        if (!Error.empty())
          Errors[I] = std::move(Error);
      },
      [&](size_t I, std::string Reason) { Errors[I] = std::move(Reason); });
  return Errors;
}

} // namespace p99::driver
