// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One thread blocks now and then, with the lock or after it. How long do the
// others wait? Their requests are due at fixed times, and a latency counts from
// when its request was due: a thread that is stuck does not get to ask less.

#include "Evidence.h"
#include <atomic>
#include <fcntl.h>
#include <mutex>
#include <sys/prctl.h>
#include <unistd.h>

using namespace evidence;
using namespace std::chrono_literals;

namespace {

void sleepOneMillisecond() { std::this_thread::sleep_for(1ms); }

void syncFile() {
  static int File =
      open("p99-evidence.tmp", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  char Line[512] = {};
  if (pwrite(File, Line, sizeof Line, 0) != sizeof Line || fsync(File) != 0)
    std::abort();
}

void nothing() {}

/// The timer of a sleeping thread is rounded up by 50 us unless it asks
/// otherwise.
void sleepExactly() { prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); }

template <bool Under>
void others(benchmark::State &State, void (*Block)(), int Threads) {
  std::mutex Mu;
  long Guarded = 0;
  Samples All, Blocked;
  for (auto _ : State) {
    std::vector<Samples> PerThread(Threads);
    std::atomic<bool> Stop{false};
    std::jthread Blocker([&] {
      sleepExactly();
      for (auto Due = Clock::now(); !Stop; Due += 10ms) {
        auto Start = Clock::now();
        {
          std::lock_guard Lock(Mu);
          ++Guarded;
          if (Under)
            Block();
        }
        if (!Under)
          Block();
        Blocked.add(Clock::now() - Start);
        std::this_thread::sleep_until(Due + 10ms);
      }
    });
    together(State, Threads, [&](int Index) {
      sleepExactly();
      auto Due = Clock::now() + Index * 100us;
      for (int I = 0; I < 2000; ++I, Due += 500us) {
        std::this_thread::sleep_until(Due);
        {
          std::lock_guard Lock(Mu);
          ++Guarded;
        }
        PerThread[Index].add(Clock::now() - Due);
      }
    });
    Stop = true;
    for (const Samples &Thread : PerThread)
      All.add(Thread);
  }
  benchmark::DoNotOptimize(Guarded);
  All.report(State, "");
  State.counters["blocked_p50"] = Blocked.percentile(0.5);
}

void addCase(const char *Call, void (*Block)(), int Threads, bool Under) {
  add(std::string("BlockingUnderLock/call:") + Call + "/blocks:" +
          (Under ? "under" : "after") + "/threads:" + std::to_string(Threads),
      [=](benchmark::State &State) {
        (Under ? others<true> : others<false>)(State, Block, Threads);
      });
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Threads : {1, 4}) {
    addCase("none", nothing, Threads, false);
    for (bool Under : {true, false}) {
      addCase("sleep-1ms", sleepOneMillisecond, Threads, Under);
      addCase("fsync", syncFile, Threads, Under);
    }
  }
  int Status = run(Argc, Argv);
  unlink("p99-evidence.tmp");
  return Status;
}
