// RUN: %check_p99 %s p99-missing-timeout %t
//
// Waits for a thread of the same process count on request paths only.

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <filesystem>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>

using namespace std::chrono_literals;

struct Slot {
  std::mutex Mutex;
  std::condition_variable Filled;
  std::condition_variable_any Any;
  std::counting_semaphore<8> Free{8};
  bool Full = false;
};

//===-- Flagged -----------------------------------------------------------===//

[[gnu::hot]] void onRequest(Slot &slot) {
  std::unique_lock lock(slot.Mutex);
  slot.Filled.wait(lock, [&] { return slot.Full; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

[[gnu::hot]] void onRequestWithLoop(Slot &slot) {
  std::unique_lock lock(slot.Mutex);
  while (!slot.Full)
    slot.Any.wait(lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'wait' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

[[gnu::hot]] int onRequestForResult(std::future<int> &result) {
  return result.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

[[gnu::hot]] void onRequestForSharedResult(std::shared_future<int> &result) {
  result.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

[[gnu::hot]] void onRequestBehindGate(Slot &slot) {
  slot.Free.acquire();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'acquire' takes no limit and can wait for ever; use 'try_acquire_for' [p99-missing-timeout]
  slot.Free.release();
}

//===-- Not flagged -------------------------------------------------------===//

// A worker waits for work.
void worker(Slot &slot, std::future<int> result) {
  std::unique_lock lock(slot.Mutex);
  slot.Filled.wait(lock, [&] { return slot.Full; });
  slot.Free.acquire();
  result.get();
}

[[gnu::hot]] bool onRequestInTime(Slot &slot) {
  std::unique_lock lock(slot.Mutex);
  return slot.Filled.wait_for(lock, 1s, [&] { return slot.Full; }) &&
         slot.Free.try_acquire_for(1s);
}

[[gnu::hot]] int onRequestForResultInTime(std::future<int> &result) {
  if (result.wait_for(1s) != std::future_status::ready)
    return -1;
  return result.get();
}

[[gnu::hot]] int onRequestUntil(std::future<int> &result,
                                std::chrono::steady_clock::time_point deadline) {
  return result.wait_until(deadline) == std::future_status::ready ? result.get() : -1;
}

// There is no timed variant of these.
[[gnu::hot]] void onRequestWithHelpers(std::thread &thread, std::jthread &other,
                                       std::latch &latch, std::barrier<> &barrier,
                                       std::atomic<int> &count, std::atomic_flag &flag) {
  thread.join();
  other.join();
  latch.wait();
  latch.arrive_and_wait();
  barrier.wait(barrier.arrive());
  barrier.arrive_and_wait();
  count.wait(0);
  std::atomic_wait(&count, 0);
  flag.wait(false);
}

void pauses(std::chrono::steady_clock::time_point deadline) {
  std::this_thread::sleep_for(1s);
  std::this_thread::sleep_until(deadline);
}

void files(const std::filesystem::path &path) {
  using namespace std::filesystem;
  if (!exists(path) || file_size(path) == 0)
    return;
  create_directories(path / "new");
  copy_file(path, path / "new");
  rename(path, canonical(path));
  last_write_time(path);
  remove_all(path);
}
