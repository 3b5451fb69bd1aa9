// What tests need of Boost.Thread's and Boost.Interprocess's locks.
#ifndef BOOST_THREAD_LOCKS_HPP
#define BOOST_THREAD_LOCKS_HPP

namespace boost {
struct defer_lock_t {};
struct adopt_lock_t {};
struct try_to_lock_t {};
inline constexpr defer_lock_t defer_lock{};
inline constexpr adopt_lock_t adopt_lock{};
inline constexpr try_to_lock_t try_to_lock{};
struct system_time {};
namespace chrono {
struct seconds {
  explicit seconds(long r);
};
} // namespace chrono

template <typename Mutex> class lock_guard {
public:
  explicit lock_guard(Mutex &m);
  lock_guard(Mutex &m, adopt_lock_t);
  lock_guard(const lock_guard &) = delete;
  ~lock_guard();
};
template <typename Mutex> class strict_lock {
public:
  explicit strict_lock(Mutex &m);
  strict_lock(const strict_lock &) = delete;
  ~strict_lock();
};
template <typename Mutex> class unique_lock {
public:
  unique_lock() noexcept;
  explicit unique_lock(Mutex &m);
  unique_lock(Mutex &m, adopt_lock_t);
  unique_lock(Mutex &m, defer_lock_t) noexcept;
  unique_lock(Mutex &m, try_to_lock_t);
  unique_lock(unique_lock &&other) noexcept;
  ~unique_lock();
  void lock();
  bool try_lock();
  template <class Duration> bool try_lock_for(Duration const &rel_time);
  bool timed_lock(system_time const &abs_time);
  void unlock();
  bool owns_lock() const noexcept;
  explicit operator bool() const noexcept;
  Mutex *mutex() const noexcept;
};
template <typename Mutex> class shared_lock {
public:
  explicit shared_lock(Mutex &m);
  shared_lock(Mutex &m, defer_lock_t);
  shared_lock(shared_lock &&other);
  ~shared_lock();
  void lock();
  bool try_lock();
  void unlock();
  bool owns_lock() const noexcept;
};
template <typename Mutex> class shared_lock_guard {
public:
  explicit shared_lock_guard(Mutex &m);
  shared_lock_guard(const shared_lock_guard &) = delete;
  ~shared_lock_guard();
};
template <typename Mutex> class upgrade_lock {
public:
  explicit upgrade_lock(Mutex &m);
  upgrade_lock(upgrade_lock &&other);
  ~upgrade_lock();
  void lock();
  void unlock();
  bool owns_lock() const noexcept;
};
template <typename Mutex> class upgrade_to_unique_lock {
public:
  explicit upgrade_to_unique_lock(upgrade_lock<Mutex> &m);
  ~upgrade_to_unique_lock();
};
template <typename Lock> class reverse_lock {
public:
  explicit reverse_lock(Lock &m);
  reverse_lock(const reverse_lock &) = delete;
  ~reverse_lock();
};
template <typename A, typename B> void lock(A &a, B &b);

class mutex {
public:
  typedef unique_lock<mutex> scoped_lock;
  mutex();
  ~mutex();
  void lock();
  bool try_lock();
  void unlock();
};
class recursive_mutex {
public:
  void lock();
  bool try_lock() noexcept;
  void unlock();
};
class timed_mutex {
public:
  void lock();
  bool try_lock();
  template <class Duration> bool try_lock_for(Duration const &rel_time);
  bool timed_lock(system_time const &abs_time);
  void unlock();
};
class recursive_timed_mutex {
public:
  void lock();
  bool try_lock();
  void unlock();
};
class shared_mutex {
public:
  void lock();
  bool try_lock();
  bool timed_lock(system_time const &timeout);
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
  void lock_upgrade();
  void unlock_upgrade();
};
class upgrade_mutex {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
  void lock_upgrade();
  void unlock_upgrade();
};

class condition_variable {
public:
  void wait(unique_lock<mutex> &m);
  bool timed_wait(unique_lock<mutex> &m, system_time const &abs_time);
  int wait_for(unique_lock<mutex> &lock, const chrono::seconds &d);
  int wait_until(unique_lock<mutex> &lock, const system_time &t);
  void notify_one() noexcept;
  void notify_all() noexcept;
};
class condition_variable_any {
public:
  template <typename Lock> void wait(Lock &m);
  template <typename Lock> bool timed_wait(Lock &m, system_time const &t);
  void notify_one() noexcept;
  void notify_all() noexcept;
};

namespace interprocess {
struct defer_lock_type {};
struct accept_ownership_type {};
struct try_to_lock_type {};
static const defer_lock_type defer_lock = defer_lock_type();
static const accept_ownership_type accept_ownership = accept_ownership_type();
static const try_to_lock_type try_to_lock = try_to_lock_type();
class interprocess_mutex {
public:
  void lock();
  bool try_lock();
  bool timed_lock(const system_time &abs_time);
  void unlock();
};
template <class Mutex> class scoped_lock {
public:
  explicit scoped_lock(Mutex &m);
  scoped_lock(Mutex &m, defer_lock_type);
  scoped_lock(Mutex &m, accept_ownership_type);
  scoped_lock(Mutex &m, try_to_lock_type);
  ~scoped_lock();
  void lock();
  void unlock();
  bool owns() const;
};
template <class SharableMutex> class sharable_lock {
public:
  explicit sharable_lock(SharableMutex &m);
  ~sharable_lock();
};
} // namespace interprocess
} // namespace boost

#endif
