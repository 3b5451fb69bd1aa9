// What tests need of folly's pools and queues.
#ifndef FOLLY_EXECUTORS_H
#define FOLLY_EXECUTORS_H

namespace folly {
class ThreadPoolExecutor {
public:
  virtual ~ThreadPoolExecutor();
  void join();
};
class CPUThreadPoolExecutor : public ThreadPoolExecutor {};
template <typename T> class MPMCQueue {
public:
  template <class... Args> void blockingWrite(Args &&...args) {}
  void blockingRead(T &elem) {}
};
} // namespace folly

#endif
