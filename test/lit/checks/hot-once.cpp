// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// What runs once is not hot, wherever it stands.

#include <future>
#include <mutex>
#include <pthread.h>

std::future<int> &answer();

namespace absl {
struct once_flag {};
template <typename Callable, typename... Args> void call_once(once_flag &flag, Callable &&fn, Args &&...args) {}
} // namespace absl
namespace folly {
struct once_flag {};
template <typename OnceFlag, typename F, typename... Args> void call_once(OnceFlag &flag, F &&f, Args &&...args) {}
} // namespace folly
namespace boost {
struct once_flag {};
template <typename Function, class... ArgTypes> void call_once(once_flag &flag, Function &&f, ArgTypes &&...args) {}
} // namespace boost

//===-- Flagged -----------------------------------------------------------===//

template <typename Callable> void callAlways(Callable &&fn) { fn(); }

void load() { answer().get(); }

[[gnu::hot]] void always() {
  callAlways([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: hot: marked with the 'hot' attribute
}

//===-- Not flagged -------------------------------------------------------===//

std::once_flag stdFlag;
absl::once_flag abslFlag;
folly::once_flag follyFlag;
boost::once_flag boostFlag;
pthread_once_t pthreadFlag = PTHREAD_ONCE_INIT;

[[gnu::hot]] void once() {
  std::call_once(stdFlag, [] { answer().get(); });
  std::call_once(stdFlag, load);
  absl::call_once(abslFlag, [] { answer().get(); });
  folly::call_once(follyFlag, [] { answer().get(); });
  boost::call_once(boostFlag, [] { answer().get(); });
  pthread_once(&pthreadFlag, load);
}

[[gnu::hot]] int table() {
  static const int Size = [] { return answer().get(); }();
  return Size;
}
