// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The access handler of libmicrohttpd is hot, and what it hands its connection to.

#include <microhttpd.h>
#include <pthread.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static enum MHD_Result reply(struct MHD_Connection *connection) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:24: note: hot: handles an HTTP request of libmicrohttpd
  return MHD_YES;
}
static void count(void) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+7]]:3: note: called from here
  // CHECK-NOTES: :[[@LINE+2]]:24: note: hot: handles an HTTP request of libmicrohttpd
}
static enum MHD_Result on_request(void *shop, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *length, void **state) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  count();
  return reply(connection);
}

//===-- Not flagged -------------------------------------------------------===//

static void stop(struct MHD_Daemon *daemon) { pthread_cond_wait(&changed, &mutex); }

void start(void) {
  struct MHD_Daemon *daemon = MHD_start_daemon(0, 8080, NULL, NULL, on_request, NULL, MHD_OPTION_END);
  pthread_cond_wait(&changed, &mutex);
  stop(daemon);
}
