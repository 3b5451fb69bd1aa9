// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/frontend/Runner.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include <atomic>
#include <csignal>

using namespace llvm;

namespace p99::driver {

/// The recovery's handlers run on the stack that overflowed unless they are
/// told otherwise, and then the whole process dies.
static void handleSignalsOnOwnStack() {
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Action;
    if (sigaction(Signal, nullptr, &Action) == 0) {
      Action.sa_flags |= SA_ONSTACK;
      sigaction(Signal, &Action, nullptr);
    }
  }
}

/// The signal stack of one thread.
static void makeSignalStack() {
  static thread_local std::unique_ptr<char[]> Memory;
  if (Memory)
    return;
  constexpr size_t Size = 64 * 1024;
  Memory = std::make_unique<char[]>(Size);
  stack_t Stack{};
  Stack.ss_sp = Memory.get();
  Stack.ss_size = Size;
  sigaltstack(&Stack, nullptr);
}

Runner::Runner(unsigned Jobs, bool Progress, std::string CrashOn)
    : Jobs(hardware_concurrency(Jobs).compute_thread_count()),
      Progress(Progress), CrashOn(std::move(CrashOn)) {
  CrashRecoveryContext::Enable();
  handleSignalsOnOwnStack();
}

void Runner::forEach(size_t Count, function_ref<StringRef(size_t)> Name,
                     function_ref<void(size_t)> Work,
                     function_ref<void(size_t)> Crashed) const {
  std::mutex Terminal;
  size_t Done = 0;
  auto ShowProgress = [&](size_t Index) {
    if (!Progress || Count < 2)
      return;
    std::lock_guard<std::mutex> Lock(Terminal);
    // Short enough not to wrap, or the line would not be wiped.
    errs() << "\r\033[K[" << ++Done << '/' << Count << "] "
           << sys::path::filename(Name(Index)).take_front(50);
  };
  auto Run = [&](size_t Index) {
    makeSignalStack();
    ShowProgress(Index);
    CrashRecoveryContext Context;
    Context.DumpStackAndCleanupOnFailure = false;
    bool Survived = Context.RunSafely([&] {
      if (!CrashOn.empty() && Name(Index).contains(CrashOn))
        LLVM_BUILTIN_TRAP;
      Work(Index);
    });
    if (!Survived)
      Crashed(Index);
  };

  unsigned Threads = std::min<size_t>(Jobs, Count);
  if (Threads <= 1) {
    for (size_t Index = 0; Index < Count; ++Index)
      Run(Index);
  } else {
    DefaultThreadPool Pool(hardware_concurrency(Threads));
    for (size_t Index = 0; Index < Count; ++Index)
      Pool.async([&Run, Index] { Run(Index); });
    Pool.wait();
  }
  if (Progress && Count >= 2)
    errs() << "\r\033[K";
}

static constexpr StringLiteral CrashReason =
    "the analysis crashed; please report it with the preprocessed file";

std::vector<UnitResult> Runner::lint(const Frontend &F, ArrayRef<Unit> Units,
                                     bool LastRun) const {
  std::vector<UnitResult> Results(Units.size());
  forEach(
      Units.size(), [&](size_t I) -> StringRef { return Units[I].Path; },
      [&](size_t I) {
        // The last unit of each thread need not clean up before the process
        // ends.
        Results[I] = F.lint(Units[I], LastRun && I + Jobs >= Units.size());
      },
      [&](size_t I) {
        Results[I] = {};
        Results[I].Failure = CrashReason;
      });
  return Results;
}

std::vector<std::optional<std::string>>
Runner::firstErrors(const Frontend &F, ArrayRef<const Unit *> Units,
                    const Overlay &Changed) const {
  std::vector<std::optional<std::string>> Errors(Units.size());
  forEach(
      Units.size(), [&](size_t I) -> StringRef { return Units[I]->Path; },
      [&](size_t I) { Errors[I] = F.firstError(*Units[I], Changed); },
      [&](size_t I) { Errors[I] = CrashReason; });
  return Errors;
}

} // namespace p99::driver
