// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one call takes, and how often it allocates. Replaces the program's
// `operator new`: to be included by one file of it.

#ifndef P99_BENCH_EVIDENCE_ALLOCATIONS_H
#define P99_BENCH_EVIDENCE_ALLOCATIONS_H

#include "Evidence.h"
#include <cstdlib>
#include <new>

namespace evidence {

/// Of this thread, since it began.
inline thread_local std::uint64_t Allocations = 0;

/// Runs `Call` for a window of time. `items_per_second` is what it did of
/// `Items` each, `allocations` what each of them took.
template <typename Function>
void perCall(benchmark::State &State, Function Call, int Items = 1) {
  constexpr auto Window = std::chrono::milliseconds(15);
  std::uint64_t Calls = 0, Allocated = 0;
  Call(); // Fills caches and buffers.
  for (auto _ : State) {
    const std::uint64_t Before = Allocations;
    const auto Start = Clock::now();
    auto Now = Start;
    do {
      // The clock takes as long as a short call.
      for (int I = 0; I < 16; ++I)
        Call();
      Calls += 16;
      Now = Clock::now();
    } while (Now - Start < Window);
    State.SetIterationTime(std::chrono::duration<double>(Now - Start).count());
    Allocated += Allocations - Before;
  }
  State.SetItemsProcessed(Calls * Items);
  State.counters["allocations"] =
      static_cast<double>(Allocated) / static_cast<double>(Calls * Items);
}

/// A case with the code as it is reported, and with what the fix writes.
template <typename Before, typename After>
void addPair(const std::string &Check, const std::string &Case,
             const std::string &Size, Before Flagged, After Fixed,
             int Items = 1) {
  const std::string Name = Check + "/case:" + Case + "/size:" + Size + "/code:";
  add(Name + "flagged",
      [=](benchmark::State &State) { perCall(State, Flagged, Items); });
  add(Name + "fixed",
      [=](benchmark::State &State) { perCall(State, Fixed, Items); });
}

/// Calls `Add(case, size, value)` with what requests are made of: strings, and
/// vectors of strings.
template <typename Function> void forValues(Function Add) {
  for (int Size : {8, 32, 256, 4096})
    Add("string", std::to_string(Size), std::string(Size, 'x'));
  for (int Size : {4, 64})
    Add("strings", std::to_string(Size),
        std::vector<std::string>(Size, std::string(32, 'x')));
}

template <typename Value> void keep(const Value &Kept) {
  benchmark::DoNotOptimize(&Kept);
  benchmark::ClobberMemory();
}

} // namespace evidence

void *operator new(std::size_t Size) {
  ++evidence::Allocations;
  if (void *Memory = std::malloc(Size ? Size : 1))
    return Memory;
  throw std::bad_alloc();
}
void operator delete(void *Memory) noexcept { std::free(Memory); }
void operator delete(void *Memory, std::size_t) noexcept { std::free(Memory); }

#endif // P99_BENCH_EVIDENCE_ALLOCATIONS_H
