// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The tasks of thread pools are hot.

#include <pools.h>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

int resize(int) {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+30]]:3: note: hot: runs as a task of a thread pool
}

class Import {
public:
  explicit Import(ThreadPool &pool) {
    answer().get();
    pool.enqueue(&Import::run, this);
  }

private:
  void run() {
    step();
  }
  void step() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-11]]:5: note: hot: runs as a task of a thread pool
  }
};

void tasks(tbb::task_group &group, tbb::task_arena &arena, BS::thread_pool<> &pool, ThreadPool &other) {
  group.run([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of TBB
  arena.enqueue([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  pool.detach_task([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  pool.submit_task(std::bind(resize, 1));
  other.enqueue([](int) { answer().get(); }, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

// Waits for what was handed over.
void all(ThreadPool &pool) {
  auto done = pool.enqueue([] { return 1; });
  done.get();
}

class Queue {
public:
  template <class F> void enqueue(F) {}
};
void other(Queue &queue) {
  queue.enqueue([] { answer().get(); });
}
