// REQUIRES: real-microhttpd
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own header.

#include <microhttpd.h>
#include <pthread.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

static enum MHD_Result on_request(void *shop, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *length, void **state) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-4]]:24: note: hot: handles an HTTP request of libmicrohttpd
  return MHD_YES;
}

void start(void) {
  MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 8080, NULL, NULL, &on_request, NULL, MHD_OPTION_END);
  pthread_cond_wait(&changed, &mutex);
}
