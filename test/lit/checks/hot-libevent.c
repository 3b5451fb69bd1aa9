// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of libevent are hot, but for those of signals.

#include <event2/http.h>
#include <pthread.h>
#include <stddef.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static void on_orders(struct evhttp_request *request, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+56]]:3: note: hot: handles an HTTP request of libevent
}
static void on_any(struct evhttp_request *request, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_response(struct evhttp_request *request, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+49]]:3: note: hot: handles an HTTP response of libevent
}
static void on_readable(evutil_socket_t socket, short what, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+45]]:3: note: hot: handles an event of libevent
}
static void on_assigned(evutil_socket_t socket, short what, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void store(struct bufferevent *connection) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+4]]:3: note: called from here
  // CHECK-NOTES: :[[@LINE+16]]:3: note: hot: handles an event of libevent
}
static void on_read(struct bufferevent *connection, void *shop) {
  store(connection);
}
static void on_event(struct bufferevent *connection, short what, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+8]]:3: note: handed over here
  // CHECK-NOTES: :[[@LINE+29]]:3: note: hot: handles a connection of libevent
}
static void on_accept(struct evconnlistener *listener, evutil_socket_t socket, struct sockaddr *peer, int length,
                      void *base) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+23]]:3: note: hot: handles a connection of libevent
  bufferevent_setcb(bufferevent_socket_new(base, socket, 0), on_read, NULL, on_event, NULL);
}
static void on_bound(struct evconnlistener *listener, evutil_socket_t socket, struct sockaddr *peer, int length,
                     void *base) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

static void on_signal(evutil_socket_t number, short what, void *base) { pthread_cond_wait(&changed, &mutex); }
static void unused(evutil_socket_t socket, short what, void *base) { pthread_cond_wait(&changed, &mutex); }

void start(struct event *event, evutil_socket_t socket) {
  struct event_base *base = event_base_new();
  struct evhttp *http = evhttp_new(base);
  evhttp_set_cb(http, "/orders", on_orders, NULL);
  evhttp_set_gencb(http, on_any, NULL);
  evhttp_request_new(on_response, NULL);
  event_new(base, socket, EV_READ, on_readable, NULL);
  evsignal_new(base, 15, on_signal, base);
  event_assign(event, base, socket, EV_READ, on_assigned, NULL);
  evconnlistener_new(base, on_accept, base, 0, -1, socket);
  evconnlistener_new_bind(base, on_bound, base, 0, -1, NULL, 0);
  pthread_cond_wait(&changed, &mutex);
  event_base_dispatch(base);
}
