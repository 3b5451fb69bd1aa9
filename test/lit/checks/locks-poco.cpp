// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of Poco.

#include <Poco/Mutex.h>
#include <cstdlib>


struct Service {
  Poco::Mutex Mutex; // Mutex
  Poco::FastMutex Fast;
  Poco::SpinlockMutex Spin;
  Poco::RWLock Shared;
  Poco::Condition Changed;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void scopedLock() {
    Poco::FastMutex::ScopedLock Lock(Fast);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Fast' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void withUnlock() {
    Poco::ScopedLockWithUnlock<Poco::Mutex> Lock(Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedToRead() {
    Poco::ScopedReadRWLock Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedToWrite() {
    Poco::ScopedWriteRWLock Lock(Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedEither() {
    Poco::ScopedRWLock Lock(Shared, true);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void byHand() {
    Mutex.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.unlock();
  }

  void spin() {
    Spin.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Spin' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Spin.unlock();
  }

  void byHandToRead() {
    Shared.readLock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock();
  }

  void byHandToWrite() {
    Shared.writeLock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock();
  }

  //===-- Not flagged -------------------------------------------------------===//

  void unlocked() {
    Poco::ScopedLockWithUnlock<Poco::Mutex> Lock(Mutex);
    ++Count;
    Changed.signal();
    Changed.broadcast();
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void notGot() {
    if (Spin.tryLock() || Shared.tryWriteLock())
      return;
    Count = system("report");
    ++Count;
  }

  void waited() {
    {
      Poco::Mutex::ScopedLock Lock(Mutex);
      Changed.wait(Mutex, 100);
      Changed.tryWait(Mutex, 100);
    }
    Count = system("report");
    ++Count;
  }

  void tried() {
    if (Fast.tryLock())
      return;
    Count = system("report");
    ++Count;
  }

  void triedToRead() {
    if (Shared.tryReadLock())
      return;
    Count = system("report");
    ++Count;
  }

  void scopedLockAgain() {
    Poco::FastMutex::ScopedLock Lock(Fast);
    ++Count;
    --Count;
  }

  void withUnlockAgain() {
    Poco::ScopedLockWithUnlock<Poco::Mutex> Lock(Mutex);
    ++Count;
    --Count;
  }

  void scopedToReadAgain() {
    Poco::ScopedReadRWLock Lock(Shared);
    ++Count;
    --Count;
  }

  void scopedToWriteAgain() {
    Poco::ScopedWriteRWLock Lock(Shared);
    ++Count;
    --Count;
  }

  void scopedEitherAgain() {
    Poco::ScopedRWLock Lock(Shared, true);
    ++Count;
    --Count;
  }

  void byHandAgain() {
    Mutex.lock();
    ++Count;
    --Count;
    Mutex.unlock();
  }

  void spinAgain() {
    Spin.lock();
    ++Count;
    --Count;
    Spin.unlock();
  }

  void byHandToReadAgain() {
    Shared.readLock();
    ++Count;
    --Count;
    Shared.unlock();
  }

  void byHandToWriteAgain() {
    Shared.writeLock();
    ++Count;
    --Count;
    Shared.unlock();
  }
};
