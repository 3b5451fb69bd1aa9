// What tests need of folly.
#ifndef FOLLY_FUTURE_H
#define FOLLY_FUTURE_H

#include <chrono>

namespace folly {

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
};

template <bool MayBlock = true> class Baton {
public:
  void post();
  void wait();
  template <typename Rep, typename Period>
  bool try_wait_for(const std::chrono::duration<Rep, Period> &timeout);
};

class EventBase {
public:
  bool loop();
  void loopForever();
};

} // namespace folly

#endif
