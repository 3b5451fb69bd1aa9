// What tests need of folly's Synchronized and of its locks.
#ifndef FOLLY_SYNCHRONIZED_H
#define FOLLY_SYNCHRONIZED_H

namespace folly {
template <bool ReaderPriority> class SharedMutexImpl {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
  class ReadHolder {
  public:
    explicit ReadHolder(const SharedMutexImpl &lock);
    ~ReadHolder();
  };
  class UpgradeHolder {
  public:
    explicit UpgradeHolder(const SharedMutexImpl &lock);
    ~UpgradeHolder();
  };
  class WriteHolder {
  public:
    explicit WriteHolder(SharedMutexImpl &lock);
    ~WriteHolder();
  };
};
typedef SharedMutexImpl<true> SharedMutex;
class SpinLock {
public:
  void lock() const;
  void unlock() const;
  bool try_lock() const;
};
struct MicroSpinLock {
  void lock() noexcept;
  void unlock() noexcept;
  bool try_lock() noexcept;
};
template <class T> struct PicoSpinLock {};
class MicroLock {};
class DistributedMutex {};
class RWSpinLock {
public:
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
  class ReadHolder {
  public:
    explicit ReadHolder(RWSpinLock &lock);
    ~ReadHolder();
  };
  class WriteHolder {
  public:
    explicit WriteHolder(RWSpinLock &lock);
    ~WriteHolder();
  };
};

struct LockPolicyExclusive {};
struct LockPolicyShared {};
template <class SynchronizedType, class LockPolicy> class ScopedUnlocker {
public:
  explicit ScopedUnlocker(void *p) noexcept;
  ScopedUnlocker(ScopedUnlocker &&) noexcept;
  ~ScopedUnlocker() noexcept(false);
};
template <class SynchronizedType, class LockPolicy> class LockedPtr {
public:
  typedef typename SynchronizedType::DataType CDataType;
  LockedPtr();
  LockedPtr(LockedPtr &&rhs) noexcept;
  LockedPtr &operator=(LockedPtr &&rhs) noexcept;
  ~LockedPtr();
  bool isNull() const;
  explicit operator bool() const;
  CDataType *operator->() const;
  CDataType &operator*() const;
  void unlock() noexcept;
  ScopedUnlocker<SynchronizedType, LockPolicy> scopedUnlock();
};

template <class Subclass> class SynchronizedBase {
public:
  typedef LockedPtr<Subclass, LockPolicyExclusive> WLockedPtr;
  typedef LockedPtr<Subclass, LockPolicyShared> RLockedPtr;
  WLockedPtr lock();
  WLockedPtr wlock();
  RLockedPtr rlock() const;
  RLockedPtr ulock();
  WLockedPtr tryWLock();
  WLockedPtr tryLock();
  RLockedPtr tryRLock() const;
  template <class Function> auto withLock(Function &&function);
  template <class Function> auto withWLock(Function &&function);
  template <class Function> auto withWLockPtr(Function &&function);
  template <class Function> auto withLockPtr(Function &&function);
  template <class Function> auto withRLock(Function &&function) const;
  template <class Function> auto withULock(Function &&function);
  template <class Function> auto withRLockPtr(Function &&function) const;
};
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withLock(Function &&) {}
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withWLock(Function &&) {}
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withWLockPtr(Function &&) {}
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withLockPtr(Function &&) {}
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withRLock(Function &&) const {}
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withULock(Function &&) {}
template <class Subclass>
template <class Function>
auto SynchronizedBase<Subclass>::withRLockPtr(Function &&) const {}

template <class T, class Mutex = SharedMutex>
struct Synchronized : public SynchronizedBase<Synchronized<T, Mutex>> {
  typedef T DataType;
  typename SynchronizedBase<Synchronized>::WLockedPtr contextualLock();
};
} // namespace folly

#endif
