// What tests need of oneTBB's queues.
#ifndef __TBB_concurrent_queue_H
#define __TBB_concurrent_queue_H

namespace tbb {
namespace detail {
namespace d2 {
template <typename T> class concurrent_bounded_queue {
public:
  void push(const T &value) {}
  void pop(T &result) {}
  bool try_pop(T &result) { return false; }
};
} // namespace d2
} // namespace detail
using detail::d2::concurrent_bounded_queue;
} // namespace tbb

#endif
