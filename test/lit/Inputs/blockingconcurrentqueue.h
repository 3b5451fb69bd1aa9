// What tests need of moodycamel's blocking queue.
#ifndef BLOCKINGCONCURRENTQUEUE_H
#define BLOCKINGCONCURRENTQUEUE_H

namespace moodycamel {
template <typename T> class BlockingConcurrentQueue {
public:
  bool enqueue(const T &item) { return true; }
  template <typename U> void wait_dequeue(U &item) {}
};
} // namespace moodycamel

#endif
