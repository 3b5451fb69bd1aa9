// What tests need of folly.
#ifndef FOLLY_FUTURE_H
#define FOLLY_FUTURE_H

#include <chrono>
#include <functional>
#include <string>

namespace folly {

class Executor {
public:
  using Func = std::function<void()>;
  virtual ~Executor() = default;
  virtual void add(Func) = 0;
  virtual void addWithPriority(Func, signed char priority);
};
class CPUThreadPoolExecutor : public Executor {
public:
  void add(Func func) override;
  void add(Func func, std::chrono::milliseconds expiration);
};

using HighResDuration = std::chrono::microseconds;
template <class T> class Try {};

template <class T> class SemiFuture {
public:
  T get() &&;
  T get(HighResDuration dur) &&;
  Try<T> getTry() &&;
  Try<T> getTry(HighResDuration dur) &&;
  SemiFuture<T> &wait() &;
  bool wait(HighResDuration dur);
};

template <class T> class Future {
public:
  T get() &&;
  T get(HighResDuration dur) &&;
  Try<T> getTry() &&;
  Try<T> getTry(HighResDuration dur) &&;
  Future<T> &wait() &;
  Future<T> &wait(HighResDuration dur) &;
  template <typename F> Future<int> thenValue(F &&func) && { return {}; }
  template <typename F> Future<int> thenTry(F &&func) && { return {}; }
  template <typename F> Future<int> thenError(F &&func) && { return {}; }
};
template <class Func> Future<int> via(Executor *executor, Func &&func) {
  return {};
}

template <bool MayBlock = true> class Baton {
public:
  void post();
  void wait();
  template <typename Rep, typename Period>
  bool try_wait_for(const std::chrono::duration<Rep, Period> &timeout);
};

class AsyncTimeout {
public:
  virtual ~AsyncTimeout();
  virtual void timeoutExpired() noexcept = 0;
};
class EventHandler {
public:
  virtual ~EventHandler();
  virtual void handlerReady(unsigned short events) noexcept = 0;
};
class AsyncReader {
public:
  class ReadCallback {
  public:
    virtual ~ReadCallback() = default;
    virtual void readDataAvailable(std::size_t len) noexcept = 0;
    virtual void readEOF() noexcept = 0;
  };
};
class FunctionScheduler {
public:
  void addFunction(std::function<void()> &&cb,
                   std::chrono::milliseconds interval, std::string nameID);
};

class EventBase {
public:
  using Func = std::function<void()>;
  void runInLoop(Func c, bool thisIteration = false);
  void runInEventBaseThread(Func fn) noexcept;
  bool loop();
  void loopForever();
};

} // namespace folly

#endif
