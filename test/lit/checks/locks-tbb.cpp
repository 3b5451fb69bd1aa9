// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of oneTBB.

#include <cstdlib>
#include <oneapi/tbb/mutex.h>


struct Service {
  tbb::mutex Mutex; // mutex
  tbb::spin_mutex Spin;
  tbb::queuing_mutex Queuing;
  tbb::rw_mutex Shared;
  tbb::spin_rw_mutex SpinShared;
  tbb::queuing_rw_mutex QueuingShared;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void scoped() {
    tbb::mutex::scoped_lock Lock(Mutex); // unique_scoped_lock
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedSpin() {
    tbb::spin_mutex::scoped_lock Lock(Spin);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Spin' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedQueuing() {
    tbb::queuing_mutex::scoped_lock Lock(Queuing);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Queuing' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedShared() {
    tbb::rw_mutex::scoped_lock Lock(Shared); // rw_scoped_lock
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void scopedQueuingShared() {
    tbb::queuing_rw_mutex::scoped_lock Lock(QueuingShared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'QueuingShared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
  }

  void byHand() {
    Spin.lock();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Spin' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    Spin.unlock();
  }

  void byHandToRead() {
    SpinShared.lock_shared();
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'SpinShared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    SpinShared.unlock_shared();
  }

  //===-- Not flagged -------------------------------------------------------===//

  void released() {
    tbb::mutex::scoped_lock Lock(Mutex);
    ++Count;
    Lock.release();
    Count = system("report");
    ++Count;
  }

  void releasedQueuing() {
    tbb::queuing_mutex::scoped_lock Lock(Queuing);
    ++Count;
    Lock.release();
    Count = system("report");
    ++Count;
  }

  void releasedShared() {
    tbb::rw_mutex::scoped_lock Lock(Shared, false);
    ++Count;
    Lock.release();
    Count = system("report");
    ++Count;
  }

  void tried() {
    if (Mutex.try_lock())
      return;
    Count = system("report");
    ++Count;
  }

  void scopedAgain() {
    tbb::mutex::scoped_lock Lock(Mutex); // unique_scoped_lock
    ++Count;
    --Count;
  }

  void scopedSpinAgain() {
    tbb::spin_mutex::scoped_lock Lock(Spin);
    ++Count;
    --Count;
  }

  void scopedQueuingAgain() {
    tbb::queuing_mutex::scoped_lock Lock(Queuing);
    ++Count;
    --Count;
  }

  void scopedSharedAgain() {
    tbb::rw_mutex::scoped_lock Lock(Shared); // rw_scoped_lock
    ++Count;
    --Count;
  }

  void scopedQueuingSharedAgain() {
    tbb::queuing_rw_mutex::scoped_lock Lock(QueuingShared);
    ++Count;
    --Count;
  }

  void byHandAgain() {
    Spin.lock();
    ++Count;
    --Count;
    Spin.unlock();
  }

  void byHandToReadAgain() {
    SpinShared.lock_shared();
    ++Count;
    --Count;
    SpinShared.unlock_shared();
  }
};
