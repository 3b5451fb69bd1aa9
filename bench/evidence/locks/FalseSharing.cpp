// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counters that threads write independently, on one cache line or on their own.

#include "Evidence.h"
#include <array>
#include <atomic>

using namespace evidence;

namespace {

struct Packed {
  static constexpr const char *Name = "packed";
  std::atomic<std::uint64_t> Value{0};
};

struct alignas(64) Aligned {
  static constexpr const char *Name = "alignas-64";
  std::atomic<std::uint64_t> Value{0};
};

/// `Between` is what a request does besides counting, in nanoseconds.
template <typename Counter> void addCount() {
  for (int Between : {0, 50, 1000})
    for (int Threads : ThreadCounts)
      add(std::string("FalseSharing/between:") + std::to_string(Between) +
              "/layout:" + Counter::Name +
              "/threads:" + std::to_string(Threads),
          [=](benchmark::State &State) {
            alignas(64) std::array<Counter, 16> Counters;
            throughput(State, Threads, [&](int Index) {
              return [&Own = Counters[Index].Value, Between,
                      Value = std::uint64_t(Index)]() mutable {
                Value = localWork(Value, Between);
                Own.fetch_add(1, std::memory_order_relaxed);
              };
            });
          });
}

} // namespace

int main(int Argc, char **Argv) {
  addCount<Packed>();
  addCount<Aligned>();
  return run(Argc, Argv);
}
