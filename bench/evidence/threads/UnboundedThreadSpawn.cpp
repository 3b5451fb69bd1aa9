// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread for each request, joined later or detached, against a pool. As many
// requests as the case says are in flight: a new one comes as soon as one is
// done. A latency counts from when the request came: the time until the one
// thread that accepts them gets to it, the start of its thread, and its time in
// the queue are parts of it.

#include "Evidence.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <semaphore>

using namespace evidence;
using namespace std::chrono_literals;

namespace {

/// About 20 us on a core.
void compute() { benchmark::DoNotOptimize(localWork(1, 20'000)); }

/// 20 us on a core, and 1 ms for a database to answer.
void ask() {
  compute();
  std::this_thread::sleep_for(1ms);
}

class Pool {
public:
  explicit Pool(int Threads) {
    for (int I = 0; I < Threads; ++I)
      Running.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard Lock(Mutex);
      Stopping = true;
    }
    Changed.notify_all();
  }

  void submit(std::function<void()> Task) {
    {
      std::lock_guard Lock(Mutex);
      Tasks.push_back(std::move(Task));
    }
    Changed.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::unique_lock Lock(Mutex);
      Changed.wait(Lock, [this] { return Stopping || !Tasks.empty(); });
      if (Tasks.empty())
        return;
      std::function<void()> Task = std::move(Tasks.front());
      Tasks.pop_front();
      Lock.unlock();
      Task();
    }
  }

  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Tasks;
  bool Stopping = false;
  std::vector<std::jthread> Running;
};

/// When the requests have come that nobody has accepted yet.
class Arrivals {
public:
  void add(int Number = 1) {
    auto Now = Clock::now();
    {
      std::lock_guard Lock(Mutex);
      Waiting.insert(Waiting.end(), Number, Now);
    }
    Ready.release(Number);
  }
  Clock::time_point accept() {
    Ready.acquire();
    std::lock_guard Lock(Mutex);
    auto Came = Waiting.front();
    Waiting.pop_front();
    return Came;
  }

private:
  std::mutex Mutex;
  std::deque<Clock::time_point> Waiting;
  std::counting_semaphore<> Ready{0};
};

/// `Begin(Request)` starts a request.
template <typename Starter>
void serve(benchmark::State &State, int InFlight, void (*Work)(),
           Starter Begin) {
  const int Requests = std::clamp(InFlight * 10, 1000, 5000);
  Arrivals Coming;
  std::vector<Clock::duration> Latencies(Requests);
  auto Start = Clock::now();
  Coming.add(InFlight);
  for (int Index = 0; Index < Requests; ++Index) {
    auto Came = Coming.accept();
    Begin([&, Index, Came] {
      Work();
      Latencies[Index] = Clock::now() - Came;
      Coming.add();
    });
  }
  for (int I = 0; I < InFlight; ++I)
    Coming.accept();
  std::chrono::duration<double> Took = Clock::now() - Start;
  // The last ones may not have left add() yet.
  std::this_thread::sleep_for(20ms);
  State.SetIterationTime(Took.count());
  State.SetItemsProcessed(Requests);
  Samples All;
  for (Clock::duration Latency : Latencies)
    All.add(Latency);
  All.report(State, "");
}

void joined(benchmark::State &State, int InFlight, void (*Work)()) {
  for (auto _ : State) {
    std::deque<std::thread> Threads;
    serve(State, InFlight, Work, [&](auto Request) {
      // More than that are not in flight: some are done, as a rule the oldest.
      if (int(Threads.size()) > 2 * InFlight) {
        Threads.front().join();
        Threads.pop_front();
      }
      Threads.emplace_back(Request);
    });
    for (std::thread &Thread : Threads)
      Thread.join();
  }
}

void detached(benchmark::State &State, int InFlight, void (*Work)()) {
  for (auto _ : State)
    serve(State, InFlight, Work,
          [](auto Request) { std::thread(Request).detach(); });
}

void pooled(benchmark::State &State, int InFlight, void (*Work)(),
            int Threads) {
  for (auto _ : State) {
    Pool Workers(Threads);
    serve(State, InFlight, Work,
          [&](auto Request) { Workers.submit(Request); });
  }
}

void addCases(const char *Name, void (*Work)(), int InFlight, int Threads) {
  std::string Case = std::string("UnboundedThreadSpawn/request:") + Name +
                     "/in_flight:" + std::to_string(InFlight) + "/way:";
  add(Case + "joined",
      [=](benchmark::State &State) { joined(State, InFlight, Work); });
  add(Case + "detached",
      [=](benchmark::State &State) { detached(State, InFlight, Work); });
  add(Case + "pooled",
      [=](benchmark::State &State) { pooled(State, InFlight, Work, Threads); });
}

} // namespace

int main(int Argc, char **Argv) {
  for (int InFlight : {1, 10, 100, 1000}) {
    addCases("computes", compute, InFlight,
             int(std::thread::hardware_concurrency()));
    addCases("waits", ask, InFlight, 64);
  }
  return run(Argc, Argv);
}
