// REQUIRES: real-libevent
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <pthread.h>
#include <signal.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

static void on_orders(struct evhttp_request *request, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+14]]:3: note: hot: handles an HTTP request of libevent
}
static void on_read(struct bufferevent *connection, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+10]]:3: note: hot: handles an event of libevent
}
static void on_timer(evutil_socket_t socket, short what, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_signal(evutil_socket_t number, short what, void *base) { pthread_cond_wait(&changed, &mutex); }

void start(struct event_base *base, struct bufferevent *connection) {
  evhttp_set_cb(evhttp_new(base), "/orders", on_orders, NULL);
  bufferevent_setcb(connection, on_read, NULL, NULL, NULL);
  event_new(base, -1, EV_PERSIST, on_timer, NULL);
  evsignal_new(base, SIGTERM, on_signal, base);
  pthread_cond_wait(&changed, &mutex);
}
