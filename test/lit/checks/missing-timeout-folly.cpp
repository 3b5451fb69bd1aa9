// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// folly: the overload without a duration waits for ever.

// CHECK-FIXES: #include <chrono>
#include <folly/Future.h>
#include <utility>

//===-- Flagged, fixed ----------------------------------------------------===//

[[gnu::hot]] int onRequest(folly::Future<int> &result) {
  return std::move(result).get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'get(duration)' [p99-missing-timeout]
  // CHECK-FIXES: return std::move(result).get(std::chrono::milliseconds(5000));
}

[[gnu::hot]] void onRequestBehindBaton(folly::Baton<> &done) {
  done.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'try_wait_for' [p99-missing-timeout]
}

[[gnu::hot]] void onRequestWaits(folly::SemiFuture<int> &result) {
  result.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait(duration)' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

[[gnu::hot]] int onRequestInTime(folly::SemiFuture<int> &result, folly::Baton<> &done) {
  done.try_wait_for(std::chrono::seconds(1));
  return std::move(result).get(std::chrono::seconds(1));
}

[[gnu::hot]] void onRequestTriesInTime(folly::Future<int> &result) {
  result.wait(std::chrono::seconds(1));
  std::move(result).getTry(std::chrono::seconds(1));
}

void worker(folly::Future<int> &result, folly::SemiFuture<int> &other, folly::Baton<> &done) {
  done.wait();
  std::move(result).getTry();
  std::move(other).getTry();
}

void loop(folly::EventBase &base) {
  base.loop();
  base.loopForever();
}
