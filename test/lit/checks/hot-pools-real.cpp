// REQUIRES: real-tbb
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against TBB's own header.

#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <future>

std::future<int> &answer();

void tasks(oneapi::tbb::task_group &group, tbb::task_arena &arena) {
  group.run([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of TBB
  arena.enqueue([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  answer().get();
  group.wait();
}
