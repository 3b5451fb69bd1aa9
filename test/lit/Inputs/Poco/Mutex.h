// What tests need of Poco's locks.
#ifndef Foundation_Mutex_INCLUDED
#define Foundation_Mutex_INCLUDED

namespace Poco {
template <class M> class ScopedLock {
public:
  explicit ScopedLock(M &mutex);
  ScopedLock(M &mutex, long milliseconds);
  ScopedLock(const ScopedLock &) = delete;
  ~ScopedLock();
};
template <class M> class ScopedLockWithUnlock {
public:
  explicit ScopedLockWithUnlock(M &mutex);
  ~ScopedLockWithUnlock();
  void unlock();
};
class Mutex {
public:
  typedef Poco::ScopedLock<Mutex> ScopedLock;
  void lock();
  void lock(long milliseconds);
  bool tryLock();
  bool tryLock(long milliseconds);
  void unlock();
};
class FastMutex {
public:
  typedef Poco::ScopedLock<FastMutex> ScopedLock;
  void lock();
  bool tryLock();
  void unlock();
};
class SpinlockMutex {
public:
  void lock();
  bool tryLock();
  void unlock();
};
class RWLock {
public:
  void readLock();
  bool tryReadLock();
  void writeLock();
  bool tryWriteLock();
  void unlock();
};
class ScopedRWLock {
public:
  explicit ScopedRWLock(RWLock &rwl, bool write = false);
  ~ScopedRWLock();
};
class ScopedReadRWLock : public ScopedRWLock {
public:
  explicit ScopedReadRWLock(RWLock &rwl);
  ~ScopedReadRWLock();
};
class ScopedWriteRWLock : public ScopedRWLock {
public:
  explicit ScopedWriteRWLock(RWLock &rwl);
  ~ScopedWriteRWLock();
};
class Condition {
public:
  template <class Mtx> void wait(Mtx &mutex) {}
  template <class Mtx> void wait(Mtx &mutex, long milliseconds) {}
  template <class Mtx> bool tryWait(Mtx &mutex, long milliseconds) {
    return true;
  }
  void signal();
  void broadcast();
};
} // namespace Poco

#endif
