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
};
} // namespace boost

#endif
