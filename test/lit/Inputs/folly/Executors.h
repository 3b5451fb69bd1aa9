// What tests need of folly's pools and queues.
#ifndef FOLLY_EXECUTORS_H
#define FOLLY_EXECUTORS_H

#include <functional>

namespace folly {
using Func = std::function<void()>;
class Executor {
public:
  virtual ~Executor();
  virtual void add(Func) = 0;
};
class ThreadPoolExecutor : public Executor {
public:
  virtual ~ThreadPoolExecutor();
  void join();
};
class CPUThreadPoolExecutor : public ThreadPoolExecutor {
public:
  void add(Func) override;
};
class IOThreadPoolExecutor : public ThreadPoolExecutor {
public:
  void add(Func) override;
};
class ThreadedExecutor : public Executor {
public:
  void add(Func) override;
};
using NewThreadExecutor = ThreadedExecutor;
template <typename T> class MPMCQueue {
public:
  template <class... Args> void blockingWrite(Args &&...args) {}
  void blockingRead(T &elem) {}
};
} // namespace folly

#endif
