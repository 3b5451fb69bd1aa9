// RUN: %check_p99 %s p99-false-sharing %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=WIDE %s p99-false-sharing %t \
// RUN:   -config='{CheckOptions: {p99-false-sharing.CacheLine: 128}}' -- -I%inputs -DWIDE

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
// CHECK-FIXES: #include <new>
#include <string>
#include <thread>
#include <vector>

#ifndef WIDE

//===-- Flagged -----------------------------------------------------------===//

// Two sides of a queue.
class Ring {
public:
  bool push(int Value) {
    std::size_t Tail = Tail_.load(std::memory_order_relaxed);
    if (Tail - Head_.load(std::memory_order_acquire) == 64)
      return false;
    Slots_[Tail % 64] = Value;
    Tail_.store(Tail + 1, std::memory_order_release);
    return true;
  }
  bool pop(int &Value) {
    std::size_t Head = Head_.load(std::memory_order_relaxed);
    if (Head == Tail_.load(std::memory_order_acquire))
      return false;
    Value = Slots_[Head % 64];
    Head_.store(Head + 1, std::memory_order_release);
    return true;
  }

private:
  std::atomic<std::size_t> Head_{0};
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'Head_' and 'Tail_' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-NOTES: :[[@LINE-7]]:5: note: 'Head_' is written here, in 'pop'
  // CHECK-NOTES: :[[@LINE-16]]:5: note: 'Tail_' is written here, in 'push'
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<std::size_t> Head_{0};
  std::atomic<std::size_t> Tail_{0};
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<std::size_t> Tail_{0};
  int Slots_[64];
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) int Slots_[64];
};

// Both written on request paths, though by nobody twice.
struct Counters {
  std::atomic<long> Requests;
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Requests' and 'Errors' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<long> Requests;
  std::atomic<long> Errors;
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<long> Errors;
};
[[gnu::hot]] void onRequest(Counters &C) { ++C.Requests; }
[[gnu::hot]] void onError(Counters &C) { C.Errors.fetch_add(1, std::memory_order_relaxed); }

// A thread's own element of an array.
long countAll(const std::vector<std::string> &Lines, unsigned Threads) {
  std::vector<long> Counts(Threads);
  std::vector<std::thread> Pool;
  for (unsigned T = 0; T < Threads; ++T)
    Pool.emplace_back([&Counts, &Lines, T, Threads] {
      for (std::size_t I = T; I < Lines.size(); I += Threads)
        Counts[T] += Lines[I].size();
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: each thread writes its own 8 bytes of 'Counts' on one cache line; use a local variable and store it once [p99-false-sharing]
      // CHECK-NOTES: :[[@LINE-4]]:5: note: the threads are started here
    });
  for (std::thread &T : Pool)
    T.join();
  long Sum = 0;
  for (long C : Counts)
    Sum += C;
  return Sum;
}

//===-- Fixed -------------------------------------------------------------===//

// The element is a record of ours.
struct Tally {
  // CHECK-FIXES: struct alignas(std::hardware_destructive_interference_size) Tally {
  long Hits = 0;
  long Misses = 0;
};
void tally(Tally *Tallies, unsigned T) {
  for (int I = 0; I < 1000; ++I)
    ++Tallies[T].Hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: each thread writes its own 16 bytes of 'Tallies' on one cache line; use a local variable and store it once [p99-false-sharing]
}
void tallyAll() {
  std::array<Tally, 8> Tallies;
  std::vector<std::thread> Pool;
  for (unsigned T = 0; T < 8; ++T)
    Pool.push_back(std::thread(tally, Tallies.data(), T));
  for (std::thread &T : Pool)
    T.join();
}

//===-- Not flagged -------------------------------------------------------===//

// Apart already.
struct Apart {
  alignas(64) std::atomic<long> In;
  alignas(64) std::atomic<long> Out;
};
[[gnu::hot]] void in(Apart &A) { ++A.In; }
[[gnu::hot]] void out(Apart &A) { ++A.Out; }

struct Padded {
  std::atomic<long> In;
  char Padding[64];
  std::atomic<long> Out;
};
[[gnu::hot]] void in(Padded &A) { ++A.In; }
[[gnu::hot]] void out(Padded &A) { ++A.Out; }

// One function writes both: they travel together.
struct Together {
  std::atomic<long> Count;
  std::atomic<long> Bytes;
};
[[gnu::hot]] void add(Together &T, long N) {
  ++T.Count;
  T.Bytes += N;
}
[[gnu::hot]] void drop(Together &T) { --T.Count; }

// Nothing says that these are hot, or that two threads write them.
struct Statistics {
  std::atomic<long> Opened;
  std::atomic<long> Closed;
};
void open(Statistics &S) { ++S.Opened; }
void close(Statistics &S) { ++S.Closed; }

// One is only read on the hot path.
struct Limits {
  std::atomic<long> Limit;
  std::atomic<long> Used;
};
[[gnu::hot]] bool take(Limits &L) { return ++L.Used < L.Limit.load(); }
void configure(Limits &L, long N) { L.Limit = N; }

// Each request writes all of them: they are contended one by one.
struct Traffic {
  std::atomic<long> Requests;
  std::atomic<long> BytesIn;
  std::atomic<long> BytesOut;
};
static void receive(Traffic &T, long N) { T.BytesIn += N; }
static void send(Traffic &T, long N) { T.BytesOut += N; }
[[gnu::hot]] void serve(Traffic &T, long N) {
  ++T.Requests;
  receive(T, N);
  send(T, N);
}

// One thread owns the queues; the atomics tell others how long they are.
class Buffers {
public:
  void request(int R) {
    if (WaitingSize.load() < 8)
      Requests.push_back(R);
    Waiting.push_back(R);
    RequestsSize.fetch_add(1);
  }
  void answer() {
    if (RequestsSize.load() > 0)
      Requests.pop_back();
    WaitingSize.fetch_sub(1);
  }

private:
  std::vector<int> Requests, Waiting;
  std::atomic<long> RequestsSize, WaitingSize;
};

// A rare handshake, with a lock and a condition variable.
class Flushes {
public:
  void flush() {
    Asked.fetch_add(1);
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Done.load() == Asked.load(); });
  }
  void work() {
    Done.store(Asked.load());
    Changed.notify_all();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::atomic<long> Asked, Done;
};

// Flags are raised once.
struct Flags {
  std::atomic<bool> Stop;
  std::atomic<bool> Drained;
};
[[gnu::hot]] void stop(Flags &F) { F.Stop = true; }
[[gnu::hot]] void drained(Flags &F) { F.Drained = true; }

// Written once per thread.
void squares(unsigned Threads) {
  std::vector<long> Results(Threads);
  std::vector<std::thread> Pool;
  for (unsigned T = 0; T < Threads; ++T)
    Pool.emplace_back([&, T] { Results[T] = long(T) * T; });
  for (std::thread &T : Pool)
    T.join();
}

// An index of the data, not of the thread.
void histogram(const std::vector<int> &Values) {
  long Bins[8] = {};
  std::thread One([&] {
    for (int V : Values)
      ++Bins[V % 8];
  });
  One.join();
}

// One thread has the lines to itself.
void alone(unsigned T) {
  std::vector<long> Counts(8);
  std::thread One([&Counts, T] {
    for (int I = 0; I < 100; ++I)
      ++Counts[T];
  });
  One.join();
}

// Elements as long as a line.
struct alignas(64) Wide {
  long Hits;
};
void wide(unsigned Threads) {
  std::vector<Wide> Counts(Threads);
  std::vector<std::thread> Pool;
  for (unsigned T = 0; T < Threads; ++T)
    Pool.emplace_back([&Counts, T] {
      for (int I = 0; I < 100; ++I)
        ++Counts[T].Hits;
    });
  for (std::thread &T : Pool)
    T.join();
}

// Only the constructor writes both sides.
class Fresh {
public:
  Fresh() : A(1), B(2) { A = 3; }
  [[gnu::hot]] void hit() { ++B; }

private:
  std::atomic<int> A;
  std::atomic<int> B;
};

// Bit-fields, unions and records that are not complete.
struct Later;
union Either {
  std::atomic<int> *A;
  int B;
};

//===-- Macros and templates ----------------------------------------------===//

template <typename T, unsigned N> class Queue {
public:
  bool push(T Value) {
    unsigned At = Write.load();
    if (At - Read.load() == N)
      return false;
    Items[At % N] = std::move(Value);
    Write.store(At + 1);
    return true;
  }
  bool pop(T &Value) {
    unsigned At = Read.load();
    if (At == Write.load())
      return false;
    Value = std::move(Items[At % N]);
    Read.store(At + 1);
    return true;
  }

private:
  T Items[N];
  std::atomic<unsigned> Read{0};
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'Read' and 'Write' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<unsigned> Read{0};
  std::atomic<unsigned> Write{0};
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<unsigned> Write{0};
};
bool useQueues(Queue<int, 16> &A, Queue<std::string, 16> &B, int &I) {
  std::string S;
  return A.push(1) && A.pop(I) && B.push("x") && B.pop(S);
}

// A template that nobody instantiates is not judged.
template <typename T> struct Unused {
  std::atomic<T> A, B;
  void a() { A = B.load(); }
  void b() { B = A.load(); }
};

// The macro is written here, but there is no fix in it.
#define COUNTER(Name) std::atomic<long> Name
struct FromMacro {
  COUNTER(Ins);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'Ins' and 'Outs' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  COUNTER(Outs);
};
[[gnu::hot]] void in(FromMacro &C) { ++C.Ins; }
[[gnu::hot]] void out(FromMacro &C) { ++C.Outs; }

//===-- Wrapped -----------------------------------------------------------===//

// One declaration, one alignas.
class Pair {
public:
  [[gnu::hot]] void read() { Reads.fetch_add(1); }
  [[gnu::hot]] void write() { Writes.fetch_add(1); }

private:
  std::atomic<int> Reads, Writes;
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Reads' and 'Writes' are written by different code but share a cache line; align each to 64 bytes [p99-false-sharing]
  // CHECK-FIXES: alignas(std::hardware_destructive_interference_size) std::atomic<int> Reads, Writes;
};

// The user's own type around an atomic is not looked into: its padding is its
// own affair.
struct Counter {
  void hit() { ++Value; }
  std::atomic<long> Value;
};
struct Wrapped {
  Counter A, B;
};
[[gnu::hot]] void a(Wrapped &W) { W.A.hit(); }
[[gnu::hot]] void b(Wrapped &W) { W.B.hit(); }

// How many there are to be is said once.
class CountDown {
public:
  bool increment() {
    return Count_.fetch_add(1) + 1 == Total_.load();
  }
  bool setTotal(int Total) {
    Total_.store(Total);
    return Count_.load() == Total;
  }

private:
  std::atomic<int> Count_{0}, Total_{-1};
};

#else

//===-- Options -----------------------------------------------------------===//

// 128 bytes on some processors.
struct Spread {
  std::atomic<long> In;
  // CHECK-MESSAGES-WIDE: :[[@LINE-1]]:21: warning: 'In' and 'Out' are written by different code but share a cache line; align each to 128 bytes [p99-false-sharing]
  // CHECK-FIXES-WIDE: alignas(128) std::atomic<long> In;
  char Other[48];
  std::atomic<long> Out;
  // CHECK-FIXES-WIDE: alignas(128) std::atomic<long> Out;
};
[[gnu::hot]] void in(Spread &A) { ++A.In; }
[[gnu::hot]] void out(Spread &A) { ++A.Out; }

#endif
