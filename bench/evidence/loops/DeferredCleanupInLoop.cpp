// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What each round of a loop takes from an arena, or from the stack by alloca:
// kept until all rounds are over, or given back by each.

#include "Evidence.h"
#include <alloca.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory_resource>

using namespace evidence;

namespace {

constexpr std::size_t Bytes = 64;
const char Text[Bytes] = "a path, or a key, that is put together for one round";

struct Counting final : std::pmr::memory_resource {
  std::size_t Held = 0, Most = 0;

  void *do_allocate(std::size_t Size, std::size_t Alignment) override {
    Held += Size;
    Most = std::max(Most, Held);
    return std::pmr::new_delete_resource()->allocate(Size, Alignment);
  }
  void do_deallocate(void *At, std::size_t Size,
                     std::size_t Alignment) override {
    Held -= Size;
    std::pmr::new_delete_resource()->deallocate(At, Size, Alignment);
  }
  bool do_is_equal(const memory_resource &Other) const noexcept override {
    return this == &Other;
  }
};

template <bool Fixed>
void fill(std::pmr::monotonic_buffer_resource &Arena, int Rounds) {
  for (int I = 0; I < Rounds; ++I) {
    if (Fixed)
      Arena.release();
    std::pmr::string Path(Text, Bytes, &Arena);
    benchmark::DoNotOptimize(Path.data());
  }
}

template <bool Fixed> std::size_t arena(int Rounds) {
  Counting Upstream;
  std::pmr::monotonic_buffer_resource Arena(&Upstream);
  fill<Fixed>(Arena, Rounds);
  return Upstream.Most;
}

/// With a buffer to begin with, to which it goes back when it is released.
template <bool Fixed> std::size_t arenaOnBuffer(int Rounds) {
  Counting Upstream;
  std::byte Buffer[1024];
  std::pmr::monotonic_buffer_resource Arena(Buffer, sizeof Buffer, &Upstream);
  fill<Fixed>(Arena, Rounds);
  return sizeof Buffer + Upstream.Most;
}

std::size_t distance(const void *A, const void *B) {
  return reinterpret_cast<std::uintptr_t>(A) -
         reinterpret_cast<std::uintptr_t>(B);
}

[[gnu::noinline]] std::size_t stackOfEachRound(int Rounds) {
  const void *First = __builtin_frame_address(0), *Last = First;
  for (int I = 0; I < Rounds; ++I) {
    char *Path = static_cast<char *>(alloca(Bytes));
    std::memcpy(Path, Text, Bytes);
    benchmark::DoNotOptimize(Path);
    Last = Path;
  }
  return distance(First, Last);
}

[[gnu::noinline]] std::size_t stackOfAllRounds(int Rounds) {
  const void *First = __builtin_frame_address(0), *Last = First;
  char *Path = static_cast<char *>(alloca(Bytes));
  for (int I = 0; I < Rounds; ++I) {
    std::memcpy(Path, Text, Bytes);
    benchmark::DoNotOptimize(Path);
    Last = Path;
  }
  return distance(First, Last);
}

void addCase(const char *Case, const char *Code, int Rounds,
             std::size_t (*Loop)(int)) {
  add(std::string("DeferredCleanupInLoop/case:") + Case +
          "/rounds:" + std::to_string(Rounds) + "/code:" + Code,
      [=](benchmark::State &State) {
        constexpr auto Window = std::chrono::milliseconds(15);
        std::uint64_t Done = 0;
        std::size_t Most = 0;
        for (auto _ : State) {
          const auto Start = Clock::now();
          auto Now = Start;
          for (; Now - Start < Window; Now = Clock::now(), Done += Rounds)
            Most = Loop(Rounds);
          State.SetIterationTime(
              std::chrono::duration<double>(Now - Start).count());
        }
        State.SetItemsProcessed(Done);
        State.counters["bytes"] = static_cast<double>(Most);
      });
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Rounds : {10, 1'000, 100'000, 1'000'000}) {
    addCase("arena", "flagged", Rounds, arena<false>);
    addCase("arena", "fixed", Rounds, arena<true>);
    addCase("arena on a buffer", "flagged", Rounds, arenaOnBuffer<false>);
    addCase("arena on a buffer", "fixed", Rounds, arenaOnBuffer<true>);
    // More of them do not fit into a stack of 8 MB.
    if (Rounds > 100'000)
      continue;
    addCase("alloca", "flagged", Rounds, stackOfEachRound);
    addCase("alloca", "fixed", Rounds, stackOfAllRounds);
  }
  return run(Argc, Argv);
}
