// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Ends of threads and pools, and queues that are empty or full.

#include <blockingconcurrentqueue.h>
#include <boost/thread.hpp>
#include <condition_variable>
#include <folly/Executors.h>
#include <glib.h>
#include <map>
#include <memory>
#include <mutex>
#include <oneapi/tbb/concurrent_queue.h>
#include <thread>
#include <uv/threads.h>
#include <vector>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

// Each joins when it is destroyed.
void clears(std::vector<std::jthread> &Threads) {
// CHECK-FIXES: Threads.clear();
  std::lock_guard Lock(Mutex);
  Threads.clear();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: '~jthread' waits for another thread while 'Mutex' is locked; wait after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: if others may have the lock while this is not done
  ++Counter;
}

void ofBoost(boost::thread &Thread, boost::thread_group &Group,
             boost::unique_future<int> &Result) {
  std::lock_guard Lock(Mutex);
  Thread.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'join' waits for another thread while 'Mutex' is locked; wait after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 'join_all' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 'wait' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:13: note: 'get' blocks here too
  Group.join_all();
  Result.wait();
  Counter = Result.get();
}

void ofOthers(folly::CPUThreadPoolExecutor &Pool, GThread *Thread,
              uv_thread_t *Other) {
  std::lock_guard Lock(Mutex);
  Pool.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'join' waits for another thread while 'Mutex' is locked; wait after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'g_thread_join' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'uv_thread_join' blocks here too
  Counter += g_thread_join(Thread) != nullptr;
  Counter += uv_thread_join(Other);
}

void queues(tbb::concurrent_bounded_queue<int> &Bounded,
            moodycamel::BlockingConcurrentQueue<int> &Blocking,
            folly::MPMCQueue<int> &Ring, GAsyncQueue *Async) {
  std::lock_guard Lock(Mutex);
  Bounded.push(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'push' waits for another thread while 'Mutex' is locked; wait after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'pop' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'wait_dequeue' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'blockingWrite' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:3: note: and 2 more from here on
  Bounded.pop(Counter);
  Blocking.wait_dequeue(Counter);
  Ring.blockingWrite(1);
  Ring.blockingRead(Counter);
  Counter += g_async_queue_pop(Async) != nullptr;
}

//===-- Not flagged -------------------------------------------------------===//

bool tries(tbb::concurrent_bounded_queue<int> &Bounded) {
  std::lock_guard Lock(Mutex);
  return Bounded.try_pop(Counter);
}

void enqueues(moodycamel::BlockingConcurrentQueue<int> &Blocking) {
  std::lock_guard Lock(Mutex);
  Blocking.enqueue(Counter);
}

void moves(std::vector<std::jthread> &Threads) {
  std::vector<std::jthread> Done;
  std::lock_guard Lock(Mutex);
  Done.swap(Threads);
}

void clearsPlain(std::vector<int> &Values) {
  std::lock_guard Lock(Mutex);
  Values.clear();
}

// What was handed over is not destroyed here.
void inserts(std::map<int, std::unique_ptr<std::jthread>> &Threads) {
  std::lock_guard Lock(Mutex);
  auto It = Threads.find(Counter);
  if (It == Threads.end())
    It = Threads.insert(std::make_pair(Counter, std::make_unique<std::jthread>()))
             .first;
}

//===-- Threads that have said that they are done -------------------------===//

class Service {
public:
  void begin() {
    std::unique_lock Lock(Own);
    if (Worker.joinable()) {
      await(Lock, 0);
      Worker.join();
    }
    Worker = std::thread{&Service::work, this};
  }
  void restartSoon() {
    std::unique_lock Lock(Own);
    Worker.join();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'join' waits for a thread that needs 'Own', which is locked; join it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:22: note: 'Own' is locked here
    // CHECK-NOTES: :[[@LINE-7]]:14: note: the thread is started here
    Worker = std::thread{&Service::work, this};
    await(Lock, 1);
  }

private:
  void await(std::unique_lock<std::mutex> &Lock, int Wanted) {
    Changed.wait(Lock, [&] { return State == Wanted; });
  }
  void work() {
    std::lock_guard Lock(Own);
    ++State;
    Changed.notify_all();
  }

  std::mutex Own;
  std::condition_variable Changed;
  std::thread Worker;
  int State = 0;
};

//===-- Threads that are stopped ------------------------------------------===//

// It is started again with other settings.
class Replicator {
public:
  void configure(int Other) {
    std::lock_guard Lock(Own);
    if (Other != Setting) {
      stop();
      Setting = Other;
    }
  }
  [[gnu::hot]] void configureEach(int Other) {
    std::lock_guard Lock(Own);
    stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'stop' waits for another thread in 'join' while 'Own' is locked; wait after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
    // CHECK-NOTES: :[[@LINE+20]]:5: note: 'join' blocks here
    // CHECK-NOTES: :[[@LINE-6]]:21: note: hot: marked with the 'hot' attribute
    Setting = Other;
  }
  void settle() {
    std::lock_guard Lock(Own);
    finishRound();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'finishRound' waits for another thread in 'join' while 'Own' is locked; wait after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Own' is locked here
    // CHECK-NOTES: :[[@LINE+13]]:24: note: 'join' blocks here
    ++Setting;
  }
  int setting() {
    std::lock_guard Lock(Own);
    return Setting;
  }

private:
  void stop() {
    Stopping = true;
    Worker.join();
  }
  void finishRound() { Worker.join(); }

  std::mutex Own;
  std::thread Worker;
  int Setting = 0;
  bool Stopping = false;
};
