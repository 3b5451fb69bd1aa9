// What tests need of Abseil's locks.
#ifndef ABSL_SYNCHRONIZATION_MUTEX_H_
#define ABSL_SYNCHRONIZATION_MUTEX_H_

#define ABSL_LOCKABLE __attribute__((lockable))
#define ABSL_SCOPED_LOCKABLE __attribute__((scoped_lockable))
#define ABSL_EXCLUSIVE_LOCK_FUNCTION(...)                                      \
  __attribute__((exclusive_lock_function(__VA_ARGS__)))
#define ABSL_SHARED_LOCK_FUNCTION(...)                                         \
  __attribute__((shared_lock_function(__VA_ARGS__)))
#define ABSL_UNLOCK_FUNCTION(...) __attribute__((unlock_function(__VA_ARGS__)))
#define ABSL_EXCLUSIVE_LOCKS_REQUIRED(...)                                     \
  __attribute__((exclusive_locks_required(__VA_ARGS__)))
#define ABSL_SHARED_LOCKS_REQUIRED(...)                                        \
  __attribute__((shared_locks_required(__VA_ARGS__)))

namespace absl {
class Time;
class Duration {};
Duration Seconds(int n);
class Condition {
public:
  explicit Condition(const bool *cond);
};

class ABSL_LOCKABLE Mutex {
public:
  Mutex();
  ~Mutex();
  void Lock() ABSL_EXCLUSIVE_LOCK_FUNCTION();
  void lock() ABSL_EXCLUSIVE_LOCK_FUNCTION();
  void Unlock() ABSL_UNLOCK_FUNCTION();
  void unlock() ABSL_UNLOCK_FUNCTION();
  bool TryLock();
  bool try_lock();
  void AssertHeld() const;
  void ReaderLock() ABSL_SHARED_LOCK_FUNCTION();
  void lock_shared() ABSL_SHARED_LOCK_FUNCTION();
  void ReaderUnlock() ABSL_UNLOCK_FUNCTION();
  void unlock_shared() ABSL_UNLOCK_FUNCTION();
  bool ReaderTryLock();
  bool try_lock_shared();
  void AssertReaderHeld() const;
  void WriterLock() ABSL_EXCLUSIVE_LOCK_FUNCTION();
  void WriterUnlock() ABSL_UNLOCK_FUNCTION();
  bool WriterTryLock();
  void Await(const Condition &cond);
  bool AwaitWithTimeout(const Condition &cond, Duration timeout);
  bool AwaitWithDeadline(const Condition &cond, Time deadline);
  void LockWhen(const Condition &cond) ABSL_EXCLUSIVE_LOCK_FUNCTION();
  void ReaderLockWhen(const Condition &cond) ABSL_SHARED_LOCK_FUNCTION();
  void WriterLockWhen(const Condition &cond) ABSL_EXCLUSIVE_LOCK_FUNCTION();
  bool LockWhenWithTimeout(const Condition &cond, Duration timeout)
      ABSL_EXCLUSIVE_LOCK_FUNCTION();
  bool LockWhenWithDeadline(const Condition &cond, Time deadline)
      ABSL_EXCLUSIVE_LOCK_FUNCTION();
};
class ABSL_SCOPED_LOCKABLE MutexLock {
public:
  explicit MutexLock(Mutex *mu) ABSL_EXCLUSIVE_LOCK_FUNCTION(mu);
  explicit MutexLock(Mutex *mu, const Condition &cond)
      ABSL_EXCLUSIVE_LOCK_FUNCTION(mu);
  MutexLock(const MutexLock &) = delete;
  ~MutexLock() ABSL_UNLOCK_FUNCTION();
};
class ABSL_SCOPED_LOCKABLE ReaderMutexLock {
public:
  explicit ReaderMutexLock(Mutex *mu) ABSL_SHARED_LOCK_FUNCTION(mu);
  ~ReaderMutexLock() ABSL_UNLOCK_FUNCTION();
};
class ABSL_SCOPED_LOCKABLE WriterMutexLock {
public:
  explicit WriterMutexLock(Mutex *mu) ABSL_EXCLUSIVE_LOCK_FUNCTION(mu);
  ~WriterMutexLock() ABSL_UNLOCK_FUNCTION();
};
class ABSL_SCOPED_LOCKABLE MutexLockMaybe {
public:
  explicit MutexLockMaybe(Mutex *mu) ABSL_EXCLUSIVE_LOCK_FUNCTION(mu);
  ~MutexLockMaybe() ABSL_UNLOCK_FUNCTION();
};
class ABSL_SCOPED_LOCKABLE ReleasableMutexLock {
public:
  explicit ReleasableMutexLock(Mutex *mu) ABSL_EXCLUSIVE_LOCK_FUNCTION(mu);
  ~ReleasableMutexLock() ABSL_UNLOCK_FUNCTION();
  void Release() ABSL_UNLOCK_FUNCTION();
};
class CondVar {
public:
  void Wait(Mutex *mu);
  bool WaitWithTimeout(Mutex *mu, Duration timeout);
  bool WaitWithDeadline(Mutex *mu, Time deadline);
  void Signal();
  void SignalAll();
};
} // namespace absl

#endif
