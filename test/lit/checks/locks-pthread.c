// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Locks of POSIX threads and C11. They answer 0 if they have succeeded.

#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>


static pthread_mutex_t Mutex; // pthread_mutex_t
static pthread_rwlock_t Shared;
static pthread_spinlock_t Spin;
static mtx_t C11;
static pthread_cond_t Changed;
static cnd_t C11Changed;
static struct timespec Limit;
static int Count;

//===-- Flagged -----------------------------------------------------------===//

void byHand(void) {
  pthread_mutex_lock(&Mutex);
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  ++Count;
  pthread_mutex_unlock(&Mutex);
}

void checked(void) {
  if (pthread_mutex_lock(&Mutex) != 0)
    return;
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  ++Count;
  pthread_mutex_unlock(&Mutex);
}

// Helpers that answer with the error of the lock that they could not take.
static void complain(int error);
static int take(void) {
  int error;
  if ((error = pthread_mutex_lock(&Mutex)) != 0) {
    complain(error);
    return error;
  }
  return 0;
}
static int give(void) {
  int error;
  if ((error = pthread_mutex_unlock(&Mutex)) != 0) {
    complain(error);
    return error;
  }
  return 0;
}
void byHelpers(void) {
  take();
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'Mutex' is locked here
  ++Count;
  give();
}

void toWrite(void) {
  pthread_rwlock_wrlock(&Shared);
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'Shared' is locked; move it out of the section [p99-blocking-under-lock]
  ++Count;
  pthread_rwlock_unlock(&Shared);
}

void toRead(void) {
  pthread_rwlock_rdlock(&Shared);
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'Shared' is locked shared; move it out of the section [p99-blocking-under-lock]
  ++Count;
  pthread_rwlock_unlock(&Shared);
}

void spin(void) {
  pthread_spin_lock(&Spin);
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'Spin' is locked; move it out of the section [p99-blocking-under-lock]
  ++Count;
  pthread_spin_unlock(&Spin);
}

void ofC11(void) {
  mtx_lock(&C11);
  Count = system("report");
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'system' waits for a process while 'C11' is locked; move it out of the section [p99-blocking-under-lock]
  ++Count;
  mtx_unlock(&C11);
}

//===-- Not flagged -------------------------------------------------------===//

void unlocked(void) {
  pthread_mutex_lock(&Mutex);
  ++Count;
  pthread_cond_signal(&Changed);
  pthread_mutex_unlock(&Mutex);
  Count = system("report");
  ++Count;
}

void failed(void) {
  if (pthread_mutex_lock(&Mutex) == 0) {
    ++Count;
    pthread_cond_broadcast(&Changed);
    pthread_mutex_unlock(&Mutex);
    return;
  }
  Count = system("report");
  ++Count;
}

void notGot(void) {
  if (pthread_mutex_trylock(&Mutex) == 0) {
    ++Count;
    pthread_mutex_unlock(&Mutex);
  }
  Count = system("report");
  ++Count;
}

void waited(void) {
  pthread_mutex_lock(&Mutex);
  pthread_cond_timedwait(&Changed, &Mutex, &Limit);
  ++Count;
  pthread_mutex_unlock(&Mutex);
  Count = system("report");
  ++Count;
}

void waitedOfC11(void) {
  mtx_lock(&C11);
  cnd_timedwait(&C11Changed, &C11, &Limit);
  cnd_signal(&C11Changed);
  cnd_broadcast(&C11Changed);
  mtx_unlock(&C11);
  Count = system("report");
  ++Count;
}

void tried(void) {
  if (!pthread_mutex_trylock(&Mutex))
    return;
  Count = system("report");
  ++Count;
}

void timed(void) {
  if (pthread_mutex_timedlock(&Mutex, &Limit) == 0)
    return;
  Count = system("report");
  ++Count;
}

void triedToRead(void) {
  if (pthread_rwlock_tryrdlock(&Shared) == 0)
    return;
  Count = system("report");
  ++Count;
}

void timedToRead(void) {
  int Error = pthread_rwlock_timedrdlock(&Shared, &Limit);
  if (!Error)
    return;
  Count = system("report");
  ++Count;
}

void triedToWrite(void) {
  if (pthread_rwlock_trywrlock(&Shared) == 0)
    return;
  Count = system("report");
  ++Count;
}

void timedToWrite(void) {
  if (pthread_rwlock_timedwrlock(&Shared, &Limit) == 0)
    return;
  Count = system("report");
  ++Count;
}

void triedToSpin(void) {
  if (pthread_spin_trylock(&Spin) == 0)
    return;
  Count = system("report");
  ++Count;
}

void triedOfC11(void) {
  if (mtx_trylock(&C11) == thrd_success)
    return;
  Count = system("report");
  ++Count;
}

void timedOfC11(void) {
  if (mtx_timedlock(&C11, &Limit) == thrd_success)
    return;
  Count = system("report");
  ++Count;
}

void byHandAgain(void) {
  pthread_mutex_lock(&Mutex);
  ++Count;
  --Count;
  pthread_mutex_unlock(&Mutex);
}

void checkedAgain(void) {
  if (pthread_mutex_lock(&Mutex) != 0)
    return;
  ++Count;
  --Count;
  pthread_mutex_unlock(&Mutex);
}

void toWriteAgain(void) {
  pthread_rwlock_wrlock(&Shared);
  ++Count;
  --Count;
  pthread_rwlock_unlock(&Shared);
}

void toReadAgain(void) {
  pthread_rwlock_rdlock(&Shared);
  ++Count;
  --Count;
  pthread_rwlock_unlock(&Shared);
}

void spinAgain(void) {
  pthread_spin_lock(&Spin);
  ++Count;
  --Count;
  pthread_spin_unlock(&Spin);
}

void ofC11Again(void) {
  mtx_lock(&C11);
  ++Count;
  --Count;
  mtx_unlock(&C11);
}
