// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The tasks, continuations, events and timers of folly are hot.

#include <folly/Future.h>

#include <future>
#include <utility>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

int store() {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+7]]:3: note: hot: runs as a task of folly
}

void tasks(folly::CPUThreadPoolExecutor &pool, folly::Executor &executor, folly::EventBase &loop,
           folly::Future<int> future, folly::FunctionScheduler &scheduler) {
  pool.add([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  executor.add(store);
  executor.addWithPriority([] { answer().get(); }, 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runInEventBaseThread([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runInLoop([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  folly::via(&pool, [] { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  std::move(future)
      .thenValue([](int) { return answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: runs when a future of folly is ready
      .thenTry([](folly::Try<int>) { return answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      .thenError([](int) { return answer().get(); });
  scheduler.addFunction([] { answer().get(); }, std::chrono::milliseconds(100), "every");
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs on a timer of folly
  answer().get();
}

class Session : folly::AsyncReader::ReadCallback, folly::AsyncTimeout, folly::EventHandler {
  void readDataAvailable(std::size_t) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an event of a socket of folly
  }
  void timeoutExpired() noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void handlerReady(unsigned short) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  // Once.
  void readEOF() noexcept override { answer().get(); }
};

//===-- Not flagged -------------------------------------------------------===//

int idle() { return answer().get(); }

// The user's own executor runs what it is given where it likes.
class Inline : public folly::Executor {
public:
  void add(Func func) override {
    answer().get();
    func();
  }
};
