// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of GLib, libuv, gRPC's core, bthread and Windows.

#include <clocks.h>
#include <cstdlib>


struct Service {
  GMutex Mutex; // GMutex
  GRecMutex Recursive;
  GRWLock Shared;
  GCond Changed;
  uv_mutex_t UvMutex;
  uv_rwlock_t UvShared;
  uv_cond_t UvChanged;
  gpr_mu Gpr;
  gpr_cv GprChanged;
  bthread_mutex_t Bthread;
  bthread_rwlock_t BthreadShared;
  bthread_cond_t BthreadChanged;
  CRITICAL_SECTION Section;
  SRWLOCK Slim;
  CONDITION_VARIABLE WinChanged;
  int Count;

  //===-- Flagged -----------------------------------------------------------===//

  void glib() {
    g_mutex_lock(&Mutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    g_mutex_unlock(&Mutex);
  }

  void glibRecursive() {
    g_rec_mutex_lock(&Recursive);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Recursive' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    g_rec_mutex_unlock(&Recursive);
  }

  void glibToWrite() {
    g_rw_lock_writer_lock(&Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    g_rw_lock_writer_unlock(&Shared);
  }

  void glibToRead() {
    g_rw_lock_reader_lock(&Shared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    g_rw_lock_reader_unlock(&Shared);
  }

  void uv() {
    uv_mutex_lock(&UvMutex);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'UvMutex' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    uv_mutex_unlock(&UvMutex);
  }

  void uvToWrite() {
    uv_rwlock_wrlock(&UvShared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'UvShared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    uv_rwlock_wrunlock(&UvShared);
  }

  void uvToRead() {
    uv_rwlock_rdlock(&UvShared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'UvShared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    uv_rwlock_rdunlock(&UvShared);
  }

  void gpr() {
    gpr_mu_lock(&Gpr);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Gpr' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    gpr_mu_unlock(&Gpr);
  }

  void bthread() {
    bthread_mutex_lock(&Bthread);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Bthread' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    bthread_mutex_unlock(&Bthread);
  }

  void bthreadToWrite() {
    bthread_rwlock_wrlock(&BthreadShared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'BthreadShared' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    bthread_rwlock_unlock(&BthreadShared);
  }

  void bthreadToRead() {
    bthread_rwlock_rdlock(&BthreadShared);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'BthreadShared' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    bthread_rwlock_unlock(&BthreadShared);
  }

  void section() {
    EnterCriticalSection(&Section);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Section' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    LeaveCriticalSection(&Section);
  }

  void slimToWrite() {
    AcquireSRWLockExclusive(&Slim);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Slim' is locked; move it out of the section [p99-blocking-under-lock]
    ++Count;
    ReleaseSRWLockExclusive(&Slim);
  }

  void slimToRead() {
    AcquireSRWLockShared(&Slim);
    Count = system("report");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'system' waits for a process while 'Slim' is locked shared; move it out of the section [p99-blocking-under-lock]
    ++Count;
    ReleaseSRWLockShared(&Slim);
  }

  //===-- Not flagged -------------------------------------------------------===//

  void glibUnlocked() {
    g_mutex_lock(&Mutex);
    g_cond_wait(&Changed, &Mutex);
    g_cond_wait_until(&Changed, &Mutex, 5);
    g_cond_signal(&Changed);
    g_cond_broadcast(&Changed);
    g_mutex_unlock(&Mutex);
    Count = system("report");
    ++Count;
  }

  void uvUnlocked() {
    uv_mutex_lock(&UvMutex);
    uv_cond_wait(&UvChanged, &UvMutex);
    uv_cond_timedwait(&UvChanged, &UvMutex, 5);
    uv_cond_signal(&UvChanged);
    uv_cond_broadcast(&UvChanged);
    uv_mutex_unlock(&UvMutex);
    Count = system("report");
    ++Count;
  }

  void gprUnlocked() {
    gpr_mu_lock(&Gpr);
    gpr_cv_wait(&GprChanged, &Gpr, gpr_timespec());
    gpr_cv_signal(&GprChanged);
    gpr_cv_broadcast(&GprChanged);
    gpr_mu_unlock(&Gpr);
    Count = system("report");
    ++Count;
  }

  void bthreadUnlocked() {
    bthread_mutex_lock(&Bthread);
    bthread_cond_timedwait(&BthreadChanged, &Bthread, nullptr);
    bthread_cond_signal(&BthreadChanged);
    bthread_cond_broadcast(&BthreadChanged);
    bthread_mutex_unlock(&Bthread);
    Count = system("report");
    ++Count;
  }

  void winUnlocked() {
    EnterCriticalSection(&Section);
    SleepConditionVariableCS(&WinChanged, &Section, 5);
    WakeConditionVariable(&WinChanged);
    LeaveCriticalSection(&Section);
    Count = system("report");
    ++Count;
  }

  void slimUnlocked() {
    AcquireSRWLockExclusive(&Slim);
    SleepConditionVariableSRW(&WinChanged, &Slim, 5, 0);
    WakeAllConditionVariable(&WinChanged);
    ReleaseSRWLockExclusive(&Slim);
    Count = system("report");
    ++Count;
  }

  void glibTried() {
    if (g_mutex_trylock(&Mutex))
      return;
    Count = system("report");
    ++Count;
  }

  void glibRecursiveTried() {
    if (g_rec_mutex_trylock(&Recursive))
      return;
    Count = system("report");
    ++Count;
  }

  void glibTriedToWrite() {
    if (g_rw_lock_writer_trylock(&Shared))
      return;
    Count = system("report");
    ++Count;
  }

  void uvTried() {
    if (uv_mutex_trylock(&UvMutex) == 0)
      return;
    Count = system("report");
    ++Count;
  }

  void bthreadTried() {
    if (bthread_mutex_trylock(&Bthread) == 0)
      return;
    Count = system("report");
    ++Count;
  }

  void bthreadTimed() {
    if (bthread_mutex_timedlock(&Bthread, nullptr) == 0)
      return;
    Count = system("report");
    ++Count;
  }

  void sectionTried() {
    if (TryEnterCriticalSection(&Section))
      return;
    Count = system("report");
    ++Count;
  }

  void slimTried() {
    if (TryAcquireSRWLockExclusive(&Slim))
      return;
    Count = system("report");
    ++Count;
  }

  void glibAgain() {
    g_mutex_lock(&Mutex);
    ++Count;
    --Count;
    g_mutex_unlock(&Mutex);
  }

  void glibRecursiveAgain() {
    g_rec_mutex_lock(&Recursive);
    ++Count;
    --Count;
    g_rec_mutex_unlock(&Recursive);
  }

  void glibToWriteAgain() {
    g_rw_lock_writer_lock(&Shared);
    ++Count;
    --Count;
    g_rw_lock_writer_unlock(&Shared);
  }

  void glibToReadAgain() {
    g_rw_lock_reader_lock(&Shared);
    ++Count;
    --Count;
    g_rw_lock_reader_unlock(&Shared);
  }

  void uvAgain() {
    uv_mutex_lock(&UvMutex);
    ++Count;
    --Count;
    uv_mutex_unlock(&UvMutex);
  }

  void uvToWriteAgain() {
    uv_rwlock_wrlock(&UvShared);
    ++Count;
    --Count;
    uv_rwlock_wrunlock(&UvShared);
  }

  void uvToReadAgain() {
    uv_rwlock_rdlock(&UvShared);
    ++Count;
    --Count;
    uv_rwlock_rdunlock(&UvShared);
  }

  void gprAgain() {
    gpr_mu_lock(&Gpr);
    ++Count;
    --Count;
    gpr_mu_unlock(&Gpr);
  }

  void bthreadAgain() {
    bthread_mutex_lock(&Bthread);
    ++Count;
    --Count;
    bthread_mutex_unlock(&Bthread);
  }

  void bthreadToWriteAgain() {
    bthread_rwlock_wrlock(&BthreadShared);
    ++Count;
    --Count;
    bthread_rwlock_unlock(&BthreadShared);
  }

  void bthreadToReadAgain() {
    bthread_rwlock_rdlock(&BthreadShared);
    ++Count;
    --Count;
    bthread_rwlock_unlock(&BthreadShared);
  }

  void sectionAgain() {
    EnterCriticalSection(&Section);
    ++Count;
    --Count;
    LeaveCriticalSection(&Section);
  }

  void slimToWriteAgain() {
    AcquireSRWLockExclusive(&Slim);
    ++Count;
    --Count;
    ReleaseSRWLockExclusive(&Slim);
  }

  void slimToReadAgain() {
    AcquireSRWLockShared(&Slim);
    ++Count;
    --Count;
    ReleaseSRWLockShared(&Slim);
  }
};
