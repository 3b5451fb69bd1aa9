// REQUIRES: real-uv
// RUN: %check_p99 %s p99-missing-timeout %t -- -D_GNU_SOURCE
//
// Against the library's own header.

#include <pthread.h>
#include <uv.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

static void on_read(uv_stream_t *stream, ssize_t length, const uv_buf_t *buffer) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+6]]:3: note: hot: handles an event of a socket of libuv
}
static void on_connection(uv_stream_t *server, int status) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+11]]:3: note: hot: handles a connection of libuv
  uv_read_start(server, NULL, on_read);
}
static void on_timer(uv_timer_t *timer) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+6]]:3: note: hot: runs on a timer of libuv
}
static void on_signal(uv_signal_t *handle, int number) { pthread_cond_wait(&changed, &mutex); }

int start(uv_stream_t *server, uv_timer_t *timer, uv_signal_t *signal) {
  uv_listen(server, 128, on_connection);
  uv_timer_start(timer, on_timer, 100, 100);
  uv_signal_start(signal, on_signal, 15);
  pthread_cond_wait(&changed, &mutex);
  return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
