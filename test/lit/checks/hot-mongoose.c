// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The event handlers of Mongoose are hot, and the loop that polls it.

#include <mongoose.h>
#include <pthread.h>
#include <stddef.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static void on_http(struct mg_connection *connection, int event, void *data) {
  if (event == MG_EV_HTTP_MSG)
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE+23]]:3: note: hot: handles an event of Mongoose
}
static void on_event(struct mg_connection *connection, int event, void *data) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_message(struct mg_connection *connection, int event, void *data) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
}
static void on_timer(void *argument) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+13]]:3: note: hot: runs on a timer of Mongoose
}
static void report(void) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+12]]:5: note: called from here
  // CHECK-NOTES: :[[@LINE+9]]:3: note: hot: inside the loop that serves 'mg_mgr_poll'
}

void serve(struct mg_mgr *manager) {
  mg_http_listen(manager, "http://0.0.0.0:8000", on_http, NULL);
  mg_listen(manager, "tcp://0.0.0.0:8001", on_event, NULL);
  mg_mqtt_listen(manager, "mqtt://0.0.0.0:8002", on_message, NULL);
  mg_timer_add(manager, 1000, 1, on_timer, manager);
  pthread_cond_wait(&changed, &mutex);
  for (;;) {
    mg_mgr_poll(manager, 1000);
    report();
  }
}

//===-- Not flagged -------------------------------------------------------===//

static void unused(struct mg_connection *connection, int event, void *data) { pthread_cond_wait(&changed, &mutex); }
