// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of Qt 5 and 6.

#include <QtCore/QMutex>
#include <cstdlib>


struct Service {
  QMutex Mutex; // QMutex
  QBasicMutex Basic;
  QRecursiveMutex Recursive;
  QReadWriteLock Shared;
  QWaitCondition Changed;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void locker() {
    QMutexLocker Lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void readLocker() {
    QReadLocker Lock(&Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void writeLocker() {
    QWriteLocker Lock(&Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void relocked() {
    QMutexLocker Lock(&Mutex);
    Lock.unlock();
    Lock.relock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void byHand() {
    Mutex.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.unlock();
  }

  void byHandBasic() {
    Basic.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Basic' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Basic.unlock();
  }

  void byHandRecursive() {
    Recursive.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Recursive' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Recursive.unlock();
  }

  void byHandToRead() {
    Shared.lockForRead();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock();
  }

  void byHandToWrite() {
    Shared.lockForWrite();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Shared.unlock();
  }

  //===-- Not flagged -------------------------------------------------------===//

  void unlocked() {
    QMutexLocker Lock(&Mutex);
    ++Count;
    Changed.wakeOne();
    Changed.wakeAll();
    Lock.unlock();
    Count = system("report");
    ++Count;
  }

  void notLocked() {
    QMutexLocker Lock(&Mutex);
    if (Lock.isLocked())
      return;
    Count = system("report");
    ++Count;
  }

  void notGot() {
    if (Basic.tryLock() || Mutex.try_lock())
      return;
    Count = system("report");
    ++Count;
  }

  void waited() {
    {
      QMutexLocker Lock(&Mutex);
      Changed.wait(&Mutex);
      Changed.notify_one();
      Changed.notify_all();
    }
    Count = system("report");
    ++Count;
  }

  void tried() {
    if (Mutex.tryLock(5))
      return;
    Count = system("report");
    ++Count;
  }

  void triedToRead() {
    if (Shared.tryLockForRead())
      return;
    Count = system("report");
    ++Count;
  }

  void triedToWrite() {
    if (Shared.tryLockForWrite())
      return;
    Count = system("report");
    ++Count;
  }

  void lockerAgain() {
    QMutexLocker Lock(&Mutex);
    ++Count;
    --Count;
  }

  void readLockerAgain() {
    QReadLocker Lock(&Shared);
    ++Count;
    --Count;
  }

  void writeLockerAgain() {
    QWriteLocker Lock(&Shared);
    ++Count;
    --Count;
  }

  void relockedAgain() {
    QMutexLocker Lock(&Mutex);
    Lock.unlock();
    Lock.relock();
    ++Count;
    --Count;
  }

  void byHandAgain() {
    Mutex.lock();
    ++Count;
    --Count;
    Mutex.unlock();
  }

  void byHandBasicAgain() {
    Basic.lock();
    ++Count;
    --Count;
    Basic.unlock();
  }

  void byHandRecursiveAgain() {
    Recursive.lock();
    ++Count;
    --Count;
    Recursive.unlock();
  }

  void byHandToReadAgain() {
    Shared.lockForRead();
    ++Count;
    --Count;
    Shared.unlock();
  }

  void byHandToWriteAgain() {
    Shared.lockForWrite();
    ++Count;
    --Count;
    Shared.unlock();
  }
};
