// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C: POSIX threads, and those of C11.

#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

extern pthread_mutex_t mutex;
extern pthread_cond_t changed;
extern pthread_rwlock_t rwlock;
extern pthread_spinlock_t spinlock;
extern mtx_t c11_mutex;
extern int counter, file, ready;

static void unlock_at_end(pthread_mutex_t **held) {
  pthread_mutex_unlock(*held);
}

// true: the documentation's own example
// from: clang's documentation
void pthread_locked(void) {
  pthread_mutex_lock(&mutex);
  sleep(10);
  pthread_mutex_unlock(&mutex);
}

// false: unlocked before
// from: clang's documentation, turned around
void pthread_unlocked(void) {
  pthread_mutex_lock(&mutex);
  counter++;
  pthread_mutex_unlock(&mutex);
  sleep(10);
}

// true: the documentation's own example
// from: clang's documentation
void pthread_tried(void) {
  if (pthread_mutex_trylock(&mutex) == 0) {
    sleep(10);
    pthread_mutex_unlock(&mutex);
  }
}

// false: did not get the lock
// from: llvm-project#93799
void pthread_try_failed(void) {
  if (pthread_mutex_trylock(&mutex) != 0) {
    sleep(10);
    return;
  }
  counter++;
  pthread_mutex_unlock(&mutex);
}

// true: the documentation's own example
// from: clang's documentation
void c11_locked(void) {
  char line[80];
  mtx_lock(&c11_mutex);
  fgets(line, sizeof line, stdin);
  mtx_unlock(&c11_mutex);
}

// false: unlocked before
// from: clang's documentation, turned around
void c11_unlocked(void) {
  mtx_lock(&c11_mutex);
  counter++;
  mtx_unlock(&c11_mutex);
  getc(stdin);
}

// true: got the lock in time
// from: review of llvm-project#224230
void c11_timed(const struct timespec *until) {
  char byte;
  if (mtx_timedlock(&c11_mutex, until) != thrd_success)
    return;
  recv(file, &byte, 1, 0);
  mtx_unlock(&c11_mutex);
}

// true: sleeps
// from: own
void c11_sleeps(void) {
  mtx_lock(&c11_mutex);
  thrd_sleep(&(struct timespec){.tv_sec = 1}, NULL);
  mtx_unlock(&c11_mutex);
}

// false: waiting gives the lock back
// from: own
void cond_waits(void) {
  pthread_mutex_lock(&mutex);
  while (!ready)
    pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

// true: readers keep the writers out, too
// from: own
void rwlock_read(void) {
  char byte;
  pthread_rwlock_rdlock(&rwlock);
  read(file, &byte, 1);
  pthread_rwlock_unlock(&rwlock);
}

// true: others spin all that time
// from: own
void spins(void) {
  pthread_spin_lock(&spinlock);
  usleep(10);
  pthread_spin_unlock(&spinlock);
}

// true: the path that does not jump blocks
// from: own
int jumps_to_unlock(void) {
  char byte;
  int result = -1;
  pthread_mutex_lock(&mutex);
  if (!ready)
    goto out;
  result = (int)read(file, &byte, 1);
out:
  pthread_mutex_unlock(&mutex);
  return result;
}

// false: the label is behind the unlock
// from: own
int unlocks_and_jumps(void) {
  char byte;
  int result = -1;
  pthread_mutex_lock(&mutex);
  int go = ready;
  pthread_mutex_unlock(&mutex);
  if (!go)
    goto out;
  result = (int)read(file, &byte, 1);
out:
  return result;
}

// true: joins
// from: own
void joins_thread(pthread_t worker) {
  pthread_mutex_lock(&mutex);
  pthread_join(worker, NULL);
  pthread_mutex_unlock(&mutex);
}

// true: unlocked by the compiler, at the end of the block
// from: own
void cleanup_attribute(void) {
  pthread_mutex_lock(&mutex);
  __attribute__((cleanup(unlock_at_end))) pthread_mutex_t *held = &mutex;
  (void)held;
  sleep(1);
}

// false: unlocked by the compiler, at the end of the inner block
// from: own
void cleanup_attribute_ended(void) {
  {
    pthread_mutex_lock(&mutex);
    __attribute__((cleanup(unlock_at_end))) pthread_mutex_t *held = &mutex;
    (void)held;
    counter++;
  }
  sleep(1);
}
