// RUN: %check_p99 %s p99-mutex-in-hot-path %t
//
// A mutex around one scalar.

#include <cstdint>
#include <mutex>
// CHECK-FIXES: #include <atomic>
// CHECK-FIXES: #include <cstdint>

#define HOT [[clang::annotate("p99::hot")]]

void report(std::uint64_t N);
class Counter {
  mutable std::mutex Mutex;
  std::uint64_t Total{0};
  // CHECK-FIXES-NOT: Mutex;
  // CHECK-FIXES: std::atomic<std::uint64_t> Total{0};

public:
  explicit Counter(std::uint64_t Start) : Total(Start) {}
  ~Counter() { report(Total); }
  // CHECK-FIXES: ~Counter() { report(Total.load()); }
  HOT void add(std::uint64_t N) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked on a hot path for nothing but 'Total'; make it a std::atomic [p99-mutex-in-hot-path]
    Total += N;
    // CHECK-FIXES: Total += N;
  }
  HOT std::uint64_t next() {
    Mutex.lock();
    std::uint64_t Mine = ++Total;
    Mutex.unlock();
    return Mine;
  }
  void reset() {
    const std::scoped_lock Lock{Mutex};
    Total = 0;
  }
  std::uint64_t get() const {
    std::unique_lock Lock(Mutex);
    return Total;
    // CHECK-FIXES: return Total.load();
  }
};

static std::mutex FlagMutex;
static bool Stopping = false;
// CHECK-FIXES: static std::atomic<bool> Stopping = false;
HOT bool stopping() {
  std::lock_guard<std::mutex> Lock(FlagMutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'FlagMutex' is locked on a hot path for nothing but 'Stopping'; make it a std::atomic [p99-mutex-in-hot-path]
  return Stopping;
  // CHECK-FIXES: return Stopping.load();
}
void stop() {
  std::lock_guard<std::mutex> Lock(FlagMutex);
  Stopping = true;
}

// Its type is too big, its operation is none that atomics have, or the place
// itself is handed on.
struct Pair {
  double X, Y, Z;
};
class NoAtomic {
  std::mutex A, B, C, D;
  Pair Point{};
  double Product = 1;
  int Number = 0;
  int Both = 0;

public:
  HOT Pair point() {
    std::lock_guard<std::mutex> Lock(A);
    return Point;
  }
  HOT void multiply(double By) {
    std::lock_guard<std::mutex> Lock(B);
    Product *= By;
  }
  HOT int &number() {
    std::lock_guard<std::mutex> Lock(C);
    return Number;
  }
  HOT int twice() {
    std::lock_guard<std::mutex> Lock(D);
    return Both + Both;
  }
  HOT void setBoth(int N) {
    std::lock_guard<std::mutex> Lock(D);
    Both = N;
  }
};
