// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of Boost.Thread and Boost.Interprocess.

#include <boost/thread/locks.hpp>
#include <cstdlib>


struct Service {
  boost::mutex Mutex, Other;
  boost::recursive_mutex Recursive;
  boost::timed_mutex Timed;
  boost::recursive_timed_mutex RecursiveTimed;
  boost::shared_mutex Shared;
  boost::upgrade_mutex Upgrade;
  boost::interprocess::interprocess_mutex InMemory;
  boost::condition_variable Changed;
  boost::condition_variable_any ChangedAny;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void lockGuard() {
    boost::lock_guard<boost::mutex> Lock(Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedLock() {
    boost::mutex::scoped_lock Lock(Mutex); // unique_lock
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void strictLock() {
    boost::strict_lock<boost::mutex> Lock(Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void sharedLock() {
    boost::shared_lock<boost::shared_mutex> Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void sharedLockGuard() {
    boost::shared_lock_guard<boost::shared_mutex> Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void oneOfManyReaders() {
    boost::upgrade_lock<boost::shared_mutex> Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void upgraded() {
    boost::upgrade_lock<boost::shared_mutex> Lock(Shared);
    boost::upgrade_to_unique_lock<boost::shared_mutex> Unique(Lock);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void deferred() {
    boost::unique_lock<boost::mutex> Lock(Mutex, boost::defer_lock); // defer_lock_t
    Lock.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void adopted() {
    Mutex.lock();
    boost::lock_guard<boost::mutex> Lock(Mutex, boost::adopt_lock); // adopt_lock_t
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void together() {
    boost::lock(Mutex, Other);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.unlock();
    Other.unlock();
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

  void byHandToUpgrade() {
    Upgrade.lock_upgrade();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Upgrade' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Upgrade.unlock_upgrade();
  }

  void inMemory() {
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(InMemory);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'InMemory' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void inMemoryToRead() {
    boost::interprocess::sharable_lock<boost::interprocess::interprocess_mutex> Lock(InMemory);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'InMemory' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void inMemoryDeferred() {
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(
        InMemory, boost::interprocess::defer_lock); // defer_lock_type
    Lock.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'InMemory' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void inMemoryAdopted() {
    InMemory.lock();
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(
        InMemory, boost::interprocess::accept_ownership); // accept_ownership_type
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'InMemory' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  //===-- Not flagged -------------------------------------------------------===//

  void unlocked() {
    boost::unique_lock<boost::mutex> Lock(Mutex);
    ++Count;
    Changed.notify_one();
    ChangedAny.notify_all();
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void reversed() {
    boost::unique_lock<boost::mutex> Lock(Mutex);
    ++Count;
    boost::reverse_lock<boost::unique_lock<boost::mutex>> Unlock(Lock);
    Count = system("report");
    ++Count;
  }

  void notGot() {
    boost::unique_lock<boost::timed_mutex> Lock(Timed, boost::defer_lock);
    if (Lock.try_lock() || Lock.try_lock_for(boost::chrono::seconds(1)) || Lock.timed_lock(boost::system_time()))
      return;
    Count = system("report");
    ++Count;
  }

  void notGotInMemory() {
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(
        InMemory, boost::interprocess::try_to_lock); // try_to_lock_type
    if (Lock.owns())
      return;
    Count = system("report");
    ++Count;
  }

  void waited() {
    boost::unique_lock<boost::mutex> Lock(Mutex);
    Changed.wait(Lock);
    Changed.wait_for(Lock, boost::chrono::seconds(1));
    Changed.wait_until(Lock, boost::system_time());
    Changed.timed_wait(Lock, boost::system_time());
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void tried() {
    boost::unique_lock<boost::mutex> Lock(Mutex, boost::try_to_lock); // try_to_lock_t
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

  void triedToRead() {
    if (Shared.try_lock_shared())
      return;
    Count = system("report");
    ++Count;
  }

  void timed() {
    if (Timed.timed_lock(boost::system_time()))
      return;
    Count = system("report");
    ++Count;
  }

  void timedNew() {
    if (Timed.try_lock_for(boost::chrono::seconds(1)))
      return;
    Count = system("report");
    ++Count;
  }

  void lockGuardAgain() {
    boost::lock_guard<boost::mutex> Lock(Mutex);
    ++Count;
    --Count;
  }

  void scopedLockAgain() {
    boost::mutex::scoped_lock Lock(Mutex); // unique_lock
    ++Count;
    --Count;
  }

  void strictLockAgain() {
    boost::strict_lock<boost::mutex> Lock(Mutex);
    ++Count;
    --Count;
  }

  void sharedLockAgain() {
    boost::shared_lock<boost::shared_mutex> Lock(Shared);
    ++Count;
    --Count;
  }

  void sharedLockGuardAgain() {
    boost::shared_lock_guard<boost::shared_mutex> Lock(Shared);
    ++Count;
    --Count;
  }

  void oneOfManyReadersAgain() {
    boost::upgrade_lock<boost::shared_mutex> Lock(Shared);
    ++Count;
    --Count;
  }

  void upgradedAgain() {
    boost::upgrade_lock<boost::shared_mutex> Lock(Shared);
    boost::upgrade_to_unique_lock<boost::shared_mutex> Unique(Lock);
    ++Count;
    --Count;
  }

  void deferredAgain() {
    boost::unique_lock<boost::mutex> Lock(Mutex, boost::defer_lock); // defer_lock_t
    Lock.lock();
    ++Count;
    --Count;
  }

  void adoptedAgain() {
    Mutex.lock();
    boost::lock_guard<boost::mutex> Lock(Mutex, boost::adopt_lock); // adopt_lock_t
    ++Count;
    --Count;
  }

  void togetherAgain() {
    boost::lock(Mutex, Other);
    ++Count;
    --Count;
    Mutex.unlock();
    Other.unlock();
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

  void byHandToUpgradeAgain() {
    Upgrade.lock_upgrade();
    ++Count;
    --Count;
    Upgrade.unlock_upgrade();
  }

  void inMemoryAgain() {
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(InMemory);
    ++Count;
    --Count;
  }

  void inMemoryToReadAgain() {
    boost::interprocess::sharable_lock<boost::interprocess::interprocess_mutex> Lock(InMemory);
    ++Count;
    --Count;
  }

  void inMemoryDeferredAgain() {
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(
        InMemory, boost::interprocess::defer_lock); // defer_lock_type
    Lock.lock();
    ++Count;
    --Count;
  }

  void inMemoryAdoptedAgain() {
    InMemory.lock();
    boost::interprocess::scoped_lock<boost::interprocess::interprocess_mutex> Lock(
        InMemory, boost::interprocess::accept_ownership); // accept_ownership_type
    ++Count;
    --Count;
  }
};
