// RUN: %check_p99 %s p99-mutex-in-hot-path %t -- -std=gnu17
//
// A read-write lock that is taken for writing around a scan.

#include <pthread.h>

#define HOT __attribute__((annotate("p99::hot")))

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int table[512];
static int used;

void add(int value) {
  pthread_rwlock_wrlock(&lock);
  table[used++ % 512] = value;
  pthread_rwlock_unlock(&lock);
}

HOT int has(int value) {
  int found = 0;
  pthread_rwlock_wrlock(&lock);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'lock' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
  // CHECK-FIXES: pthread_rwlock_rdlock(&lock);
  for (int i = 0; i < used; ++i)
    found |= table[i] == value;
  pthread_rwlock_unlock(&lock);
  return found;
}

HOT int shared(int value) {
  int found = 0;
  pthread_rwlock_rdlock(&lock);
  for (int i = 0; i < used; ++i)
    found |= table[i] == value;
  pthread_rwlock_unlock(&lock);
  return found;
}

// A mutex that can only be locked: no better tool for hot writers.
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int queue[64];
static int length;
HOT void put(int value) {
  pthread_mutex_lock(&mutex);
  queue[length++ % 64] = value;
  pthread_mutex_unlock(&mutex);
}
HOT int sum(void) {
  int all = 0;
  pthread_mutex_lock(&mutex);
  for (int i = 0; i < length; ++i)
    all += queue[i % 64];
  pthread_mutex_unlock(&mutex);
  return all;
}
