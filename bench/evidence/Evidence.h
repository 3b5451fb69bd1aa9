// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the benchmarks share. Names of benchmarks are
// `Check/key:value/key:value`, from which table.py makes rows and columns.

#ifndef P99_BENCH_EVIDENCE_H
#define P99_BENCH_EVIDENCE_H

#include <algorithm>
#include <atomic>
#include <barrier>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdint>
#include <pthread.h>
#include <sched.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace evidence {

using Clock = std::chrono::steady_clock;

/// More threads than this machine has cores are on purpose: a service has them,
/// and a lock's holder that is descheduled is where the tail comes from.
inline const std::vector<int> ThreadCounts = {1, 2, 4, 8, 16};

/// xorshift: decides between reading and writing in about a nanosecond.
class Dice {
public:
  explicit Dice(unsigned Seed) : State(Seed * 2654435761U + 1) {}

  bool percent(unsigned Share) {
    State ^= State << 13;
    State ^= State >> 17;
    State ^= State << 5;
    return State % 100 < Share;
  }

private:
  std::uint32_t State;
};

/// Latencies in nanoseconds.
class Samples {
public:
  void add(Clock::duration Latency) {
    Values.push_back(std::chrono::duration<double, std::nano>(Latency).count());
  }
  void add(const Samples &Other) {
    Values.insert(Values.end(), Other.Values.begin(), Other.Values.end());
  }
  /// Of no samples: 0.
  double percentile(double Share) {
    if (Values.empty())
      return 0;
    auto Index = static_cast<std::size_t>(Share * (Values.size() - 1));
    std::nth_element(Values.begin(), Values.begin() + Index, Values.end());
    return Values[Index];
  }
  void report(benchmark::State &State, const std::string &Prefix) {
    State.counters[Prefix + "p50"] = percentile(0.50);
    State.counters[Prefix + "p99"] = percentile(0.99);
    State.counters[Prefix + "p999"] = percentile(0.999);
  }

private:
  std::vector<double> Values;
};

/// Threads take the cores in turn. Left alone, two of them may share a core for
/// longer than a case lasts, and then nothing contends.
inline void pin(int Index) {
  cpu_set_t Cores;
  CPU_ZERO(&Cores);
  CPU_SET(Index % std::thread::hardware_concurrency(), &Cores);
  pthread_setaffinity_np(pthread_self(), sizeof Cores, &Cores);
}

/// Runs `Body(Index)` in as many threads, which start at once; waits for all.
/// Sets the time of the iteration.
template <typename Function>
void together(benchmark::State &State, int Threads, Function Body) {
  auto Begin = Clock::now();
  std::barrier Start(Threads);
  std::vector<std::jthread> Running;
  Running.reserve(Threads);
  for (int Index = 0; Index < Threads; ++Index)
    Running.emplace_back([&, Index] {
      pin(Index);
      Start.arrive_and_wait();
      Body(Index);
    });
  for (std::jthread &Thread : Running)
    Thread.join();
  State.SetIterationTime(
      std::chrono::duration<double>(Clock::now() - Begin).count());
}

/// How many rounds all threads together make in a window of time. The library's
/// own Threads() is no use here: it waits until each thread has made as many
/// rounds, and averages what each took, which counts more work than was done
/// at once as soon as there are more threads than cores.
///
/// `Make(Index)` gives the thread's step; it is called in that thread.
template <typename Maker>
void throughput(benchmark::State &State, int Threads, Maker Make,
                int Items = 1) {
  constexpr auto Window = std::chrono::milliseconds(60);
  std::uint64_t Total = 0;
  for (auto _ : State) {
    struct alignas(64) {
      std::atomic<bool> Value{false};
    } Stop;
    std::vector<std::uint64_t> Rounds(Threads);
    Clock::time_point Start;
    {
      // Not after the barrier: the threads may keep this one from a core.
      std::barrier Ready(Threads + 1, [&]() noexcept { Start = Clock::now(); });
      std::vector<std::jthread> Running;
      Running.reserve(Threads);
      for (int Index = 0; Index < Threads; ++Index)
        Running.emplace_back([&, Index] {
          pin(Index);
          auto Step = Make(Index);
          std::uint64_t Mine = 0;
          Ready.arrive_and_wait();
          for (; !Stop.Value.load(std::memory_order_relaxed); ++Mine)
            Step();
          Rounds[Index] = Mine;
        });
      Ready.arrive_and_wait();
      std::this_thread::sleep_for(Window);
      Stop.Value = true;
      State.SetIterationTime(
          std::chrono::duration<double>(Clock::now() - Start).count());
    }
    for (std::uint64_t Mine : Rounds)
      Total += Mine;
  }
  State.SetItemsProcessed(Total * Items);
}

/// One case of a benchmark. The repetitions are the sample.
template <typename Function> void add(const std::string &Name, Function Run) {
  benchmark::RegisterBenchmark(Name.c_str(), Run)
      ->Iterations(1)
      ->UseManualTime();
}

/// What a request does besides: arithmetic on locals that the compiler cannot
/// drop, about a nanosecond per round.
inline std::uint64_t localWork(std::uint64_t Value, int Rounds) {
  for (int I = 0; I < Rounds; ++I) {
    Value = Value * 6364136223846793005ULL + 1442695040888963407ULL;
    benchmark::DoNotOptimize(Value);
  }
  return Value;
}

inline int run(int Argc, char **Argv) {
  benchmark::Initialize(&Argc, Argv);
  if (benchmark::ReportUnrecognizedArguments(Argc, Argv))
    return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

} // namespace evidence

#endif // P99_BENCH_EVIDENCE_H
