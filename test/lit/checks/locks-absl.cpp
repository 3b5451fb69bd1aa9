// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of Abseil.

#include <absl/synchronization/mutex.h>
#include <cstdlib>

namespace absl {
class Time {};
} // namespace absl


struct Service {
  absl::Mutex Mutex; // Mutex
  absl::CondVar Changed;
  bool Ready;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void mutexLock() {
    absl::MutexLock Lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void mutexLockWhen() {
    absl::MutexLock Lock(&Mutex, absl::Condition(&Ready));
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void readerMutexLock() {
    absl::ReaderMutexLock Lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void writerMutexLock() {
    absl::WriterMutexLock Lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void maybe() {
    absl::MutexLockMaybe Lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void releasable() {
    absl::ReleasableMutexLock Lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void byHand() {
    Mutex.Lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.Unlock();
  }

  void byHandNew() {
    Mutex.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.unlock();
  }

  void byHandToWrite() {
    Mutex.WriterLock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.WriterUnlock();
  }

  void byHandToRead() {
    Mutex.ReaderLock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.ReaderUnlock();
  }

  void byHandToReadNew() {
    Mutex.lock_shared();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.unlock_shared();
  }

  void lockWhen() {
    Mutex.LockWhen(absl::Condition(&Ready));
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.Unlock();
  }

  void writerLockWhen() {
    Mutex.WriterLockWhen(absl::Condition(&Ready));
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.Unlock();
  }

  void readerLockWhen() {
    Mutex.ReaderLockWhen(absl::Condition(&Ready));
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.ReaderUnlock();
  }

  void lockWhenWithTimeout() {
    if (!Mutex.LockWhenWithTimeout(absl::Condition(&Ready), absl::Seconds(1)))
      Ready = true; // Locked all the same.
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.Unlock();
  }

  void lockWhenWithDeadline() {
    Mutex.LockWhenWithDeadline(absl::Condition(&Ready), absl::Time());
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Mutex.Unlock();
  }

  void asserted() {
    Mutex.AssertHeld();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void assertedToRead() {
    Mutex.AssertReaderHeld();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void required() ABSL_EXCLUSIVE_LOCKS_REQUIRED(Mutex) {
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  //===-- Not flagged -------------------------------------------------------===//

  void released() {
    absl::ReleasableMutexLock Lock(&Mutex);
    ++Count;
    Changed.Signal();
    Changed.SignalAll();
    Lock.Release();
    Count = system("report");
    ++Count;
  }

  void notGot() {
    if (Mutex.try_lock() || Mutex.WriterTryLock() || Mutex.try_lock_shared())
      return;
    Count = system("report");
    ++Count;
  }

  void waited() {
    {
      absl::MutexLock Lock(&Mutex);
      Mutex.Await(absl::Condition(&Ready));
      Mutex.AwaitWithTimeout(absl::Condition(&Ready), absl::Seconds(1));
      Mutex.AwaitWithDeadline(absl::Condition(&Ready), absl::Time());
      Changed.Wait(&Mutex);
      Changed.WaitWithTimeout(&Mutex, absl::Seconds(1));
      Changed.WaitWithDeadline(&Mutex, absl::Time());
    }
    Count = system("report");
    ++Count;
  }

  void tried() {
    if (Mutex.TryLock())
      return;
    Count = system("report");
    ++Count;
  }

  void triedToRead() {
    if (Mutex.ReaderTryLock())
      return;
    Count = system("report");
    ++Count;
  }

  void mutexLockAgain() {
    absl::MutexLock Lock(&Mutex);
    ++Count;
    --Count;
  }

  void mutexLockWhenAgain() {
    absl::MutexLock Lock(&Mutex, absl::Condition(&Ready));
    ++Count;
    --Count;
  }

  void readerMutexLockAgain() {
    absl::ReaderMutexLock Lock(&Mutex);
    ++Count;
    --Count;
  }

  void writerMutexLockAgain() {
    absl::WriterMutexLock Lock(&Mutex);
    ++Count;
    --Count;
  }

  void maybeAgain() {
    absl::MutexLockMaybe Lock(&Mutex);
    ++Count;
    --Count;
  }

  void releasableAgain() {
    absl::ReleasableMutexLock Lock(&Mutex);
    ++Count;
    --Count;
  }

  void byHandAgain() {
    Mutex.Lock();
    ++Count;
    --Count;
    Mutex.Unlock();
  }

  void byHandNewAgain() {
    Mutex.lock();
    ++Count;
    --Count;
    Mutex.unlock();
  }

  void byHandToWriteAgain() {
    Mutex.WriterLock();
    ++Count;
    --Count;
    Mutex.WriterUnlock();
  }

  void byHandToReadAgain() {
    Mutex.ReaderLock();
    ++Count;
    --Count;
    Mutex.ReaderUnlock();
  }

  void byHandToReadNewAgain() {
    Mutex.lock_shared();
    ++Count;
    --Count;
    Mutex.unlock_shared();
  }

  void lockWhenAgain() {
    Mutex.LockWhen(absl::Condition(&Ready));
    ++Count;
    --Count;
    Mutex.Unlock();
  }

  void writerLockWhenAgain() {
    Mutex.WriterLockWhen(absl::Condition(&Ready));
    ++Count;
    --Count;
    Mutex.Unlock();
  }

  void readerLockWhenAgain() {
    Mutex.ReaderLockWhen(absl::Condition(&Ready));
    ++Count;
    --Count;
    Mutex.ReaderUnlock();
  }

  void lockWhenWithTimeoutAgain() {
    if (!Mutex.LockWhenWithTimeout(absl::Condition(&Ready), absl::Seconds(1)))
      Ready = true; // Locked all the same.
    ++Count;
    --Count;
    Mutex.Unlock();
  }

  void lockWhenWithDeadlineAgain() {
    Mutex.LockWhenWithDeadline(absl::Condition(&Ready), absl::Time());
    ++Count;
    --Count;
    Mutex.Unlock();
  }

  void assertedAgain() {
    Mutex.AssertHeld();
    ++Count;
    --Count;
  }

  void assertedToReadAgain() {
    Mutex.AssertReaderHeld();
    ++Count;
    --Count;
  }
};
