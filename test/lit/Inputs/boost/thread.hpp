// What tests need of Boost.Thread.
#ifndef BOOST_THREAD_THREAD_HPP
#define BOOST_THREAD_THREAD_HPP

namespace boost {
class thread {
public:
  thread();
  template <class F> explicit thread(F &&f) {}
  template <class F, class... Args> thread(F &&f, Args &&...args) {}
  ~thread();
  void join();
  void detach();
  static unsigned hardware_concurrency() noexcept;
  static unsigned physical_concurrency() noexcept;
};
class thread_group {
public:
  template <typename F> thread *create_thread(F threadfunc) { return nullptr; }
  void join_all();
};

namespace chrono {
struct milliseconds {
  explicit milliseconds(long r);
};
struct steady_clock {
  struct time_point {};
};
} // namespace chrono
namespace posix_time {
struct time_duration {};
} // namespace posix_time

namespace this_thread {
template <class Duration> void sleep_for(const Duration &rel_time) {}
template <class TimePoint> void sleep_until(const TimePoint &abs_time) {}
void sleep(const posix_time::time_duration &rel_time);
} // namespace this_thread

namespace detail {
template <typename R> class basic_future {
public:
  void wait() const {}
};
} // namespace detail
template <typename R> class unique_future : public detail::basic_future<R> {
public:
  R get() { return R(); }
};
} // namespace boost

#endif
