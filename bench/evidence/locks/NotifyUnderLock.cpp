// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A producer wakes consumers, with the lock or after it. A consumer that is
// woken while the lock is held has to sleep once more: context switches show it
// even where one core too few hides it from the clock.

#include "Evidence.h"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <sys/resource.h>

using namespace evidence;
using namespace std::chrono_literals;

namespace {

class Queue {
public:
  template <bool Under> void push(Clock::time_point Item) {
    {
      std::lock_guard Lock(Mu);
      Items.push_back(Item);
      if (Under)
        NotEmpty.notify_one();
    }
    if (!Under)
      NotEmpty.notify_one();
  }
  void close() {
    {
      std::lock_guard Lock(Mu);
      Closed = true;
    }
    NotEmpty.notify_all();
  }
  bool pop(Clock::time_point &Item) {
    std::unique_lock Lock(Mu);
    NotEmpty.wait(Lock, [&] { return Closed || !Items.empty(); });
    if (Items.empty())
      return false;
    Item = Items.front();
    Items.pop_front();
    return true;
  }

private:
  std::mutex Mu;
  std::condition_variable NotEmpty;
  std::deque<Clock::time_point> Items;
  bool Closed = false;
};

long contextSwitches() {
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  return Usage.ru_nvcsw + Usage.ru_nivcsw;
}

/// One item every 50 us, so that the consumers sleep when it comes.
template <bool Under> void handOver(benchmark::State &State, int Consumers) {
  constexpr int Items = 10000;
  Samples Latency;
  long Switches = 0;
  for (auto _ : State) {
    Queue Work;
    std::vector<Samples> PerThread(Consumers);
    long Before = contextSwitches();
    together(State, Consumers + 1, [&](int Index) {
      if (Index == Consumers) {
        auto Due = Clock::now();
        for (int I = 0; I < Items; ++I, Due += 50us) {
          while (Clock::now() < Due)
            ;
          Work.push<Under>(Clock::now());
        }
        Work.close();
        return;
      }
      for (Clock::time_point Item; Work.pop(Item);)
        PerThread[Index].add(Clock::now() - Item);
    });
    Switches += contextSwitches() - Before;
    for (const Samples &Thread : PerThread)
      Latency.add(Thread);
  }
  Latency.report(State, "");
  State.counters["switches_per_item"] =
      static_cast<double>(Switches) / (Items * State.iterations());
}

} // namespace

int main(int Argc, char **Argv) {
  for (int Consumers : {1, 4})
    for (bool Under : {true, false})
      add(std::string("NotifyUnderLock/notify:") + (Under ? "under" : "after") +
              "/consumers:" + std::to_string(Consumers),
          [=](benchmark::State &State) {
            (Under ? handOver<true> : handOver<false>)(State, Consumers);
          });
  return run(Argc, Argv);
}
