// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of libev are hot, but for those of signals.

#include <ev.h>
#include <pthread.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static void on_readable(struct ev_loop *loop, ev_io *watcher, int events) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+26]]:3: note: hot: handles an event of a socket of libev
}
static void on_timer(struct ev_loop *loop, ev_timer *watcher, int events) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+22]]:3: note: hot: runs on a timer of libev
}
static void on_tick(struct ev_loop *loop, ev_periodic *watcher, int events) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_wake(struct ev_loop *loop, ev_async *watcher, int events) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+16]]:14: note: hot: runs when a thread wakes libev's loop
}

//===-- Not flagged -------------------------------------------------------===//

static void on_signal(struct ev_loop *loop, ev_signal *watcher, int events) { pthread_cond_wait(&changed, &mutex); }
static void unused(struct ev_loop *loop, ev_io *watcher, int events) { pthread_cond_wait(&changed, &mutex); }

void start(struct ev_loop *loop, int socket, ev_periodic *tick, ev_async *wake) {
  static ev_io io;
  static ev_timer timer;
  static ev_signal signal;
  ev_io_init(&io, on_readable, socket, EV_READ);
  ev_timer_init(&timer, on_timer, 1., 0.);
  ev_signal_init(&signal, on_signal, 15);
  ev_set_cb(tick, on_tick);
  wake->cb = on_wake;
  ev_io_start(loop, &io);
  pthread_cond_wait(&changed, &mutex);
  ev_run(loop, 0);
}
