// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of the C++ standard library.

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <shared_mutex>

using namespace std::chrono_literals;

struct Service {
  std::mutex Mutex, Other;
  std::recursive_mutex Recursive;
  std::timed_mutex Timed;
  std::recursive_timed_mutex RecursiveTimed;
  std::shared_mutex Shared;
  std::shared_timed_mutex SharedTimed;
  std::condition_variable Changed;
  std::condition_variable_any ChangedAny;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void lockGuard() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void uniqueLock() {
    std::unique_lock Lock(Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedLock() {
    std::scoped_lock Lock(Mutex, Other);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void sharedLock() {
    std::shared_lock Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void deferred() {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock); // defer_lock_t
    Lock.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void adopted() {
    Mutex.lock();
    std::lock_guard<std::mutex> Lock(Mutex, std::adopt_lock); // adopt_lock_t
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void together() {
    std::lock(Mutex, Other);
    std::lock_guard One(Mutex, std::adopt_lock);
    std::lock_guard Two(Other, std::adopt_lock);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void sharedDeferred() {
    std::shared_lock Lock(Shared, std::defer_lock);
    Lock.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void byHandMutex() {
    Mutex.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.unlock();
  }

  void byHandRecursive() {
    Recursive.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Recursive' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Recursive.unlock();
  }

  void byHandTimed() {
    Timed.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Timed' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Timed.unlock();
  }

  void byHandRecursiveTimed() {
    RecursiveTimed.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'RecursiveTimed' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    RecursiveTimed.unlock();
  }

  void byHandShared() {
    Shared.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock();
  }

  void byHandToRead() {
    Shared.lock_shared();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock_shared();
  }

  void byHandSharedTimed() {
    SharedTimed.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'SharedTimed' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    SharedTimed.unlock();
  }

  void byHandSharedTimedToRead() {
    SharedTimed.lock_shared();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'SharedTimed' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    SharedTimed.unlock_shared();
  }

  //===-- Not flagged -------------------------------------------------------===//

  void unlocked() {
    std::unique_lock Lock(Mutex);
    ++Count;
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void unlockedToRead() {
    std::shared_lock Lock(Shared);
    ++Count;
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void neverLocked() {
    std::unique_lock Lock(Mutex, std::defer_lock);
    Count = system("report");
    ++Count;
  }

  void notGot() {
    std::unique_lock Lock(Timed, 1s);
    if (Lock)
      return;
    Count = system("report");
    ++Count;
  }

  void notGotLater() {
    std::unique_lock Lock(Timed, std::defer_lock);
    if (Lock.try_lock_for(1s) || Lock.try_lock())
      return;
    Count = system("report");
    ++Count;
  }

  void notGotUntil() {
    if (Timed.try_lock_until(std::chrono::steady_clock::now() + 1s))
      return;
    Count = system("report");
    ++Count;
  }

  void notGotToReadUntil() {
    if (SharedTimed.try_lock_shared_until(std::chrono::steady_clock::now()))
      return;
    Count = system("report");
    ++Count;
  }

  void scopeEnded() {
    {
      std::lock_guard Lock(Mutex);
      ++Count;
      Changed.notify_one();
      ChangedAny.notify_all();
    }
    Count = system("report");
    ++Count;
  }

  void givenBack() {
    std::unique_lock Lock(Mutex);
    Changed.wait_for(Lock, 1s);
    Changed.wait_until(Lock, std::chrono::steady_clock::now());
    ChangedAny.wait(Lock);
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void tried() {
    std::unique_lock Lock(Mutex, std::try_to_lock); // try_to_lock_t
    if (Lock.owns_lock())
      return;
    Count = system("report");
    ++Count;
  }

  void triedByHand() {
    if (Mutex.try_lock())
      return;
    Count = system("report");
    ++Count;
  }

  void triedForAWhile() {
    if (Timed.try_lock_for(1s))
      return;
    Count = system("report");
    ++Count;
  }

  void triedToRead() {
    if (Shared.try_lock_shared())
      return;
    Count = system("report");
    ++Count;
  }

  void triedToReadForAWhile() {
    if (SharedTimed.try_lock_shared_for(1s))
      return;
    Count = system("report");
    ++Count;
  }

  void triedAll() {
    if (std::try_lock(Mutex, Other) == -1)
      return;
    Count = system("report");
    ++Count;
  }

  void lockGuardAgain() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Count;
    --Count;
  }

  void uniqueLockAgain() {
    std::unique_lock Lock(Mutex);
    ++Count;
    --Count;
  }

  void scopedLockAgain() {
    std::scoped_lock Lock(Mutex, Other);
    ++Count;
    --Count;
  }

  void sharedLockAgain() {
    std::shared_lock Lock(Shared);
    ++Count;
    --Count;
  }

  void deferredAgain() {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock); // defer_lock_t
    Lock.lock();
    ++Count;
    --Count;
  }

  void adoptedAgain() {
    Mutex.lock();
    std::lock_guard<std::mutex> Lock(Mutex, std::adopt_lock); // adopt_lock_t
    ++Count;
    --Count;
  }

  void togetherAgain() {
    std::lock(Mutex, Other);
    std::lock_guard One(Mutex, std::adopt_lock);
    std::lock_guard Two(Other, std::adopt_lock);
    ++Count;
    --Count;
  }

  void sharedDeferredAgain() {
    std::shared_lock Lock(Shared, std::defer_lock);
    Lock.lock();
    ++Count;
    --Count;
  }

  void byHandMutexAgain() {
    Mutex.lock();
    ++Count;
    --Count;
    Mutex.unlock();
  }

  void byHandRecursiveAgain() {
    Recursive.lock();
    ++Count;
    --Count;
    Recursive.unlock();
  }

  void byHandTimedAgain() {
    Timed.lock();
    ++Count;
    --Count;
    Timed.unlock();
  }

  void byHandRecursiveTimedAgain() {
    RecursiveTimed.lock();
    ++Count;
    --Count;
    RecursiveTimed.unlock();
  }

  void byHandSharedAgain() {
    Shared.lock();
    ++Count;
    --Count;
    Shared.unlock();
  }

  void byHandToReadAgain() {
    Shared.lock_shared();
    ++Count;
    --Count;
    Shared.unlock_shared();
  }

  void byHandSharedTimedAgain() {
    SharedTimed.lock();
    ++Count;
    --Count;
    SharedTimed.unlock();
  }

  void byHandSharedTimedToReadAgain() {
    SharedTimed.lock_shared();
    ++Count;
    --Count;
    SharedTimed.unlock_shared();
  }
};
