// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of CivetWeb are hot.

#include <civetweb.h>
#include <pthread.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static int on_request(struct mg_connection *connection, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+32]]:3: note: hot: handles an HTTP request of CivetWeb
  return 200;
}
static int on_data(struct mg_connection *connection, int bits, char *data, size_t length, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+27]]:3: note: hot: handles a message of a WebSocket of CivetWeb
  return 1;
}
static int begin(struct mg_connection *connection) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  return 0;
}
static void end(const struct mg_connection *connection, int status) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

static int log_message(const struct mg_connection *connection, const char *text) {
  pthread_cond_wait(&changed, &mutex);
  return 1;
}

void start(const char **options) {
  struct mg_callbacks callbacks = {0};
  callbacks.begin_request = begin;
  callbacks.end_request = end;
  callbacks.log_message = log_message;
  struct mg_context *server = mg_start(&callbacks, NULL, options);
  mg_set_request_handler(server, "/orders", on_request, NULL);
  mg_set_websocket_handler(server, "/feed", NULL, NULL, on_data, NULL, NULL);
  pthread_cond_wait(&changed, &mutex);
}

// By a designated initialiser.
static int first(struct mg_connection *connection) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  return 0;
}
static const struct mg_callbacks table = {.begin_request = first};
struct mg_context *other(const char **options) { return mg_start(&table, NULL, options); }
