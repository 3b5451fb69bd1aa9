// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A batch of items handed to shared state: a lock for each, one for all, or one
// to append what was prepared outside (swap). `make` is the work per item.

#include "Evidence.h"
#include <mutex>

using namespace evidence;

namespace {

enum class Way { PerIteration, Hoisted, SwapOut };

struct Sink {
  std::mutex Mu;
  std::vector<std::uint64_t> Values;
  // Bounds the memory; the same in all ways.
  void add(std::uint64_t Value) {
    if (Values.size() == 4096)
      Values.clear();
    Values.push_back(Value);
  }
};

template <Way How> struct Batch {
  Sink &Shared;
  int Items, Make;
  std::uint64_t Value;
  std::vector<std::uint64_t> Local;

  void operator()() {
    if constexpr (How == Way::PerIteration) {
      for (int I = 0; I < Items; ++I) {
        Value = localWork(Value, Make);
        std::lock_guard Lock(Shared.Mu);
        Shared.add(Value);
      }
    } else if constexpr (How == Way::Hoisted) {
      std::lock_guard Lock(Shared.Mu);
      for (int I = 0; I < Items; ++I) {
        Value = localWork(Value, Make);
        Shared.add(Value);
      }
    } else {
      Local.clear();
      for (int I = 0; I < Items; ++I) {
        Value = localWork(Value, Make);
        Local.push_back(Value);
      }
      std::lock_guard Lock(Shared.Mu);
      for (std::uint64_t Made : Local)
        Shared.add(Made);
    }
  }
};

template <Way How> void addBatch(const char *Way) {
  for (int Items : {8, 100})
    for (int Make : {0, 50, 1000})
      for (int Threads : ThreadCounts)
        add("LockPerIteration/items:" + std::to_string(Items) +
                "/make:" + std::to_string(Make) + "/lock:" + Way +
                "/threads:" + std::to_string(Threads),
            [=](benchmark::State &State) {
              Sink Shared;
              throughput(
                  State, Threads,
                  [&](int Index) {
                    return Batch<How>{
                        Shared, Items, Make, std::uint64_t(Index), {}};
                  },
                  Items);
            });
}

} // namespace

int main(int Argc, char **Argv) {
  addBatch<Way::PerIteration>("per-iteration");
  addBatch<Way::Hoisted>("hoisted");
  addBatch<Way::SwapOut>("swap-out");
  return run(Argc, Argv);
}
