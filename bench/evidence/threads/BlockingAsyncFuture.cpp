// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a caller pays for a std::async that it waits for, as against a call; and
// for each task of a loop that assigns over the future of the one before.

#include "Evidence.h"
#include <future>

using namespace evidence;

namespace {

constexpr int Calls = 2000;

template <typename Function>
void calls(benchmark::State &State, Function Call) {
  Samples All;
  for (auto _ : State) {
    auto Start = Clock::now();
    for (int I = 0; I < Calls; ++I) {
      auto Began = Clock::now();
      Call();
      All.add(Clock::now() - Began);
    }
    State.SetIterationTime(
        std::chrono::duration<double>(Clock::now() - Start).count());
  }
  State.SetItemsProcessed(Calls);
  All.report(State, "");
}

void addCases(int Work) {
  auto Task = [Work] { benchmark::DoNotOptimize(localWork(1, Work)); };
  std::string Case =
      "BlockingAsyncFuture/task:" + std::to_string(Work) + "/way:";
  add(Case + "direct", [=](benchmark::State &State) { calls(State, Task); });
  add(Case + "dropped", [=](benchmark::State &State) {
    calls(State, [=] { (void)std::async(std::launch::async, Task); });
  });
  add(Case + "get", [=](benchmark::State &State) {
    calls(State, [=] { std::async(std::launch::async, Task).get(); });
  });
  add(Case + "overwritten", [=](benchmark::State &State) {
    std::future<void> Last;
    calls(State, [&] { Last = std::async(std::launch::async, Task); });
  });
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Work : {0, 1000, 20'000, 200'000})
    addCases(Work);
  return run(Argc, Argv);
}
