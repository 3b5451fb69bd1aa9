// RUN: %check_p99 %s p99-missing-timeout %t -- -D_GNU_SOURCE
//
// Waits for a thread of the same process count on request paths only.

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <threads.h>
#include <time.h>

struct Slot {
  pthread_mutex_t mutex;
  pthread_cond_t filled;
  mtx_t lock;
  cnd_t changed;
  sem_t free;
  bool full;
};

//===-- Flagged -----------------------------------------------------------===//

__attribute__((hot)) void onRequest(struct Slot *slot) {
  pthread_mutex_lock(&slot->mutex);
  while (!slot->full)
    pthread_cond_wait(&slot->filled, &slot->mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  pthread_mutex_unlock(&slot->mutex);
}

__attribute__((hot)) void onRequestBehindGate(struct Slot *slot) {
  sem_wait(&slot->free);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sem_wait' takes no limit and can wait for ever; use 'sem_timedwait' [p99-missing-timeout]
  sem_post(&slot->free);
}

__attribute__((hot)) void onRequestInC11(struct Slot *slot) {
  mtx_lock(&slot->lock);
  cnd_wait(&slot->changed, &slot->lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'cnd_wait' takes no limit and can wait for ever; use 'cnd_timedwait' [p99-missing-timeout]
  mtx_unlock(&slot->lock);
}

//===-- Not flagged -------------------------------------------------------===//

// A worker waits for work.
void *worker(void *argument) {
  struct Slot *slot = argument;
  pthread_mutex_lock(&slot->mutex);
  while (!slot->full)
    pthread_cond_wait(&slot->filled, &slot->mutex);
  slot->full = false;
  pthread_mutex_unlock(&slot->mutex);
  sem_wait(&slot->free);
  cnd_wait(&slot->changed, &slot->lock);
  return NULL;
}

__attribute__((hot)) bool onRequestInTime(struct Slot *slot,
                                          const struct timespec *deadline) {
  pthread_mutex_lock(&slot->mutex);
  int late = pthread_cond_timedwait(&slot->filled, &slot->mutex, deadline);
  pthread_mutex_unlock(&slot->mutex);
  late |= sem_timedwait(&slot->free, deadline);
  return !late && cnd_timedwait(&slot->changed, &slot->lock, deadline) == thrd_success;
}

// A join ends with the thread; a timed one would leave it behind.
__attribute__((hot)) void onRequestWithHelpers(pthread_t thread, thrd_t other,
                                               pthread_barrier_t *barrier) {
  pthread_barrier_wait(barrier);
  pthread_join(thread, NULL);
  thrd_join(other, NULL);
  thrd_sleep(&(struct timespec){0, 1000}, NULL);
}
