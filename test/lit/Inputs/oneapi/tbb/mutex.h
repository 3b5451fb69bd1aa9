// What tests need of oneTBB's locks.
#ifndef __TBB_mutex_H
#define __TBB_mutex_H

namespace tbb {
namespace detail {
namespace d1 {
template <typename Mutex> class unique_scoped_lock {
public:
  constexpr unique_scoped_lock() noexcept;
  unique_scoped_lock(Mutex &m);
  unique_scoped_lock(const unique_scoped_lock &) = delete;
  ~unique_scoped_lock();
  void release();
};
template <typename Mutex> class rw_scoped_lock {
public:
  rw_scoped_lock(Mutex &m, bool write = true);
  ~rw_scoped_lock();
  void release();
};
class mutex {
public:
  using scoped_lock = unique_scoped_lock<mutex>;
  void lock();
  bool try_lock();
  void unlock();
};
class spin_mutex {
public:
  using scoped_lock = unique_scoped_lock<spin_mutex>;
  void lock();
  bool try_lock();
  void unlock();
};
class rw_mutex {
public:
  using scoped_lock = rw_scoped_lock<rw_mutex>;
  void lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};
class spin_rw_mutex {
public:
  using scoped_lock = rw_scoped_lock<spin_rw_mutex>;
  void lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};
class queuing_mutex {
public:
  class scoped_lock {
  public:
    scoped_lock(queuing_mutex &m);
    ~scoped_lock();
    void release();
  };
};
class queuing_rw_mutex {
public:
  class scoped_lock {
  public:
    scoped_lock(queuing_rw_mutex &m, bool write = true);
    ~scoped_lock();
    void release();
  };
};
} // namespace d1
} // namespace detail
inline namespace v1 {
using detail::d1::mutex;
using detail::d1::queuing_mutex;
using detail::d1::queuing_rw_mutex;
using detail::d1::rw_mutex;
using detail::d1::spin_mutex;
using detail::d1::spin_rw_mutex;
} // namespace v1
} // namespace tbb

#endif
