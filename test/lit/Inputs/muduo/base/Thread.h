// What tests need of muduo's threads.
#ifndef MUDUO_BASE_THREAD_H
#define MUDUO_BASE_THREAD_H

#include <functional>

namespace muduo {
class Thread {
public:
  explicit Thread(std::function<void()>);
  ~Thread();
  void start();
  int join();
};
} // namespace muduo

#endif
