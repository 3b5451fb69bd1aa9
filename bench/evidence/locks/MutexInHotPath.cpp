// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When does a shared lock, an atomic or a shorter section beat a mutex?
// Threads do nothing but enter the section: the most contention there can be.

#include "Evidence.h"
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>

using namespace evidence;

namespace {

// The sections, by what one sees of them in the source. Each has one read and
// one write; a write changes one element, as an update of a cache does.

struct Scalar {
  static constexpr const char *Name = "scalar";
  long Value = 1;
  long read() const { return Value; }
  void write(long New) { Value = New; }
};

/// Copies a struct of three strings beyond the small-string buffer.
struct CopyStruct {
  static constexpr const char *Name = "copy-struct";
  struct Customer {
    std::string Name = std::string(32, 'x'), Street = Name, City = Name;
  } Value;
  Customer read() const { return Value; }
  void write(long New) { Value.City[0] = static_cast<char>('a' + New % 26); }
};

/// Finds a key in a tree of strings.
struct Lookup {
  static constexpr const char *Name = "lookup";
  std::map<std::string, long> Values;
  Lookup() {
    for (int I = 0; I < 500; ++I)
      Values.emplace("customer/" + std::to_string(10000 + I), I);
  }
  long read() const { return Values.find("customer/10137")->second; }
  void write(long New) { Values.find("customer/10137")->second = New; }
};

/// Scans a vector: a loop without calls.
struct Scan {
  static constexpr const char *Name = "scan";
  struct Record {
    long Id, Amount;
    int State;
  };
  std::vector<Record> Values;
  Scan() {
    for (int I = 0; I < 360; ++I)
      Values.push_back({I, I * 7, I % 3});
  }
  long read() const {
    long Sum = 0;
    for (const Record &R : Values)
      if (R.State == 1)
        Sum += R.Amount;
    return Sum;
  }
  void write(long New) { Values[New % 360].Amount = New; }
};

/// Copies a vector of strings.
struct CopyVector {
  static constexpr const char *Name = "copy-vector";
  std::vector<std::string> Values =
      std::vector<std::string>(60, std::string(32, 'x'));
  std::vector<std::string> read() const { return Values; }
  void write(long New) {
    Values[New % 60][0] = static_cast<char>('a' + New % 26);
  }
};

/// Copies a map of strings.
struct CopyMap {
  static constexpr const char *Name = "copy-map";
  std::map<std::string, std::string> Values;
  CopyMap() {
    for (int I = 0; I < 250; ++I)
      Values.emplace("header-" + std::to_string(I), std::string(64, 'x'));
  }
  std::map<std::string, std::string> read() const { return Values; }
  void write(long New) {
    Values.find("header-50")->second[0] = static_cast<char>('a' + New % 26);
  }
};

template <typename Data> struct Unlocked {
  static constexpr const char *Name = "none";
  Data Guarded;
  auto read() { return Guarded.read(); }
  void write(long New) { Guarded.write(New); }
};

template <typename Data> struct Mutex {
  static constexpr const char *Name = "mutex";
  Data Guarded;
  std::mutex Mu;
  auto read() {
    std::lock_guard Lock(Mu);
    return Guarded.read();
  }
  void write(long New) {
    std::lock_guard Lock(Mu);
    Guarded.write(New);
  }
};

template <typename Data> struct SharedMutex {
  static constexpr const char *Name = "shared_mutex";
  Data Guarded;
  std::shared_mutex Mu;
  auto read() {
    std::shared_lock Lock(Mu);
    return Guarded.read();
  }
  void write(long New) {
    std::unique_lock Lock(Mu);
    Guarded.write(New);
  }
};

/// A shared mutex whose readers lock it as if they wrote: what is left of its
/// merit without sharing.
template <typename Data> struct Exclusive {
  static constexpr const char *Name = "exclusive";
  Data Guarded;
  std::shared_mutex Mu;
  auto read() {
    std::lock_guard Lock(Mu);
    return Guarded.read();
  }
  void write(long New) {
    std::lock_guard Lock(Mu);
    Guarded.write(New);
  }
};

struct Atomic {
  static constexpr const char *Name = "atomic";
  std::atomic<long> Guarded{1};
  long read() { return Guarded.load(); }
  void write(long New) { Guarded.store(New); }
};

template <typename Cell>
void addSection(const char *Section, int MaxThreads = 16) {
  for (unsigned Writes : {0, 1, 10, 50})
    for (int Threads : ThreadCounts) {
      if (Threads > MaxThreads)
        continue;
      auto Name = std::string("MutexInHotPath/section:") + Section +
                  "/lock:" + Cell::Name + "/writes:" + std::to_string(Writes) +
                  "/threads:" + std::to_string(Threads);
      add(Name, [=](benchmark::State &State) {
        Cell Shared;
        throughput(State, Threads, [&](int Index) {
          return
              [&Shared, Roll = Dice(Index + 1), Writes, Round = 0L]() mutable {
                if (Roll.percent(Writes))
                  Shared.write(++Round);
                else
                  benchmark::DoNotOptimize(Shared.read());
              };
        });
      });
    }
}

template <typename Data> void addSections() {
  addSection<Unlocked<Data>>(Data::Name, 1);
  addSection<Mutex<Data>>(Data::Name);
  addSection<SharedMutex<Data>>(Data::Name);
  addSection<Exclusive<Data>>(Data::Name);
}

// The tail: how long one read or write takes when others are at it, too. One
// request in a hundred writes. Threads pause between requests for as long as
// four sections take, else nobody but the waiting is measured.

template <typename Cell>
void tail(benchmark::State &State, int Threads, int Pause) {
  Cell Shared;
  constexpr int Requests = 20000;
  Samples Reads, Writes;
  for (auto _ : State) {
    std::vector<std::pair<Samples, Samples>> PerThread(Threads);
    together(State, Threads, [&](int Index) {
      auto &[MyReads, MyWrites] = PerThread[Index];
      Dice Roll(Index + 1);
      for (int I = 0; I < Requests / Threads; ++I) {
        bool Write = Roll.percent(1);
        auto Start = Clock::now();
        if (Write)
          Shared.write(I);
        else
          benchmark::DoNotOptimize(Shared.read());
        (Write ? MyWrites : MyReads).add(Clock::now() - Start);
        benchmark::DoNotOptimize(localWork(I, Pause));
      }
    });
    for (auto &[MyReads, MyWrites] : PerThread) {
      Reads.add(MyReads);
      Writes.add(MyWrites);
    }
  }
  Reads.report(State, "read_");
  Writes.report(State, "write_");
}

template <typename Cell> void addTail(const char *Section, int Pause) {
  for (int Threads : {2, 8}) {
    auto Name = std::string("MutexInHotPath/tail:") + Section +
                "/lock:" + Cell::Name + "/threads:" + std::to_string(Threads);
    add(Name,
        [=](benchmark::State &State) { tail<Cell>(State, Threads, Pause); });
  }
}

// A request that works on locals and then touches what the mutex guards.

void addNarrowed() {
  for (int Work : {50, 200, 1000, 10000})
    for (bool Narrow : {false, true})
      for (int Threads : ThreadCounts) {
        auto Name = "MutexInHotPath/local_work:" + std::to_string(Work) +
                    "/lock:" + (Narrow ? "narrowed" : "mutex") +
                    "/threads:" + std::to_string(Threads);
        add(Name, [=](benchmark::State &State) {
          std::mutex Mu;
          std::uint64_t Guarded = 0;
          throughput(State, Threads, [&](int Index) {
            return [&, Value = std::uint64_t(Index)]() mutable {
              std::unique_lock Lock(Mu, std::defer_lock);
              if (!Narrow)
                Lock.lock();
              Value = localWork(Value, Work);
              if (Narrow)
                Lock.lock();
              benchmark::DoNotOptimize(Guarded += Value & 1);
            };
          });
        });
      }
}

} // namespace

int main(int Argc, char **Argv) {
  addSections<Scalar>();
  addSection<Atomic>(Scalar::Name);
  addSections<CopyStruct>();
  addSections<Lookup>();
  addSections<Scan>();
  addSections<CopyVector>();
  addSections<CopyMap>();
  addTail<Mutex<CopyVector>>(CopyVector::Name, 4000);
  addTail<SharedMutex<CopyVector>>(CopyVector::Name, 4000);
  addTail<Mutex<CopyMap>>(CopyMap::Name, 40000);
  addTail<SharedMutex<CopyMap>>(CopyMap::Name, 40000);
  addNarrowed();
  return evidence::run(Argc, Argv);
}
