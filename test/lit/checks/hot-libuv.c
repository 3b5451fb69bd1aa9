// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of libuv are hot, but for those of signals.

#include <pthread.h>
#include <uv.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static void on_read(uv_stream_t *stream, ssize_t length, const uv_buf_t *buffer) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+10]]:3: note: hot: handles an event of a socket of libuv
}
static void on_write(uv_write_t *request, int status) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_connection(uv_stream_t *server, int status) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+49]]:3: note: hot: handles a connection of libuv
  uv_read_start(server, 0, on_read);
}
static void on_connect(uv_connect_t *request, int status) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_datagram(uv_udp_t *socket, ssize_t length, const uv_buf_t *buffer, const struct sockaddr *peer,
                        unsigned flags) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_poll(uv_poll_t *handle, int status, int events) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_timer(uv_timer_t *timer) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+35]]:3: note: hot: runs on a timer of libuv
}
static void on_async(uv_async_t *async) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+31]]:3: note: hot: runs when a thread wakes libuv's loop
}
static void work(uv_work_t *request) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+27]]:3: note: hot: runs as a task of libuv's thread pool
}
static void on_open(uv_fs_t *request) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+23]]:3: note: hot: runs when an operation of libuv completes
}
static void on_address(uv_getaddrinfo_t *request, int status, struct addrinfo *address) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

static void on_signal(uv_signal_t *handle, int number) { pthread_cond_wait(&changed, &mutex); }
static void unused(uv_timer_t *timer) { pthread_cond_wait(&changed, &mutex); }

void start(uv_loop_t *loop, uv_stream_t *stream, uv_write_t *write, uv_tcp_t *tcp, uv_udp_t *udp, uv_connect_t *connect,
           uv_poll_t *poll, uv_timer_t *timer, uv_async_t *async, uv_work_t *task, uv_fs_t *file,
           uv_getaddrinfo_t *address, uv_signal_t *signal) {
  uv_listen(stream, 128, on_connection);
  uv_write(write, stream, 0, 0, on_write);
  uv_tcp_connect(connect, tcp, 0, on_connect);
  uv_udp_recv_start(udp, 0, on_datagram);
  uv_poll_start(poll, 1, on_poll);
  uv_timer_start(timer, on_timer, 100, 100);
  uv_async_init(loop, async, on_async);
  uv_queue_work(loop, task, work, 0);
  uv_fs_open(loop, file, "x", 0, 0, on_open);
  uv_getaddrinfo(loop, address, on_address, "example.com", "80", 0);
  uv_signal_start(signal, on_signal, 15);
  pthread_cond_wait(&changed, &mutex);
  uv_run(loop, UV_RUN_DEFAULT);
}
