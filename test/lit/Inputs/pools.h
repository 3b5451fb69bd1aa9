// What tests need of thread pools of several libraries: TBB, BS::thread_pool 5
// and progschj's ThreadPool, which stands in no namespace.
#ifndef POOLS_H
#define POOLS_H

#include <cstddef>
#include <functional>
#include <future>

namespace tbb {
namespace detail {
namespace d1 {
class task_group {
public:
  template <typename F> void run(F &&f) {}
  int wait();
};
class task_arena {
public:
  template <typename F> void enqueue(F &&f) {}
};
} // namespace d1
} // namespace detail
inline namespace v1 {
using detail::d1::task_arena;
using detail::d1::task_group;
} // namespace v1
} // namespace tbb

namespace BS {
template <unsigned char OptFlags = 0> class thread_pool {
public:
  template <typename F>
  void detach_task(F &&task, signed char priority = 0) {}
  template <typename F>
  std::future<int> submit_task(F &&task, signed char priority = 0) {
    return {};
  }
};
} // namespace BS

class ThreadPool {
public:
  ThreadPool(std::size_t);
  template <class F, class... Args>
  std::future<int> enqueue(F &&f, Args &&...args) {
    return {};
  }
};

#endif
