// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The endpoints of Ulfius are hot.

#include <pthread.h>
#include <stddef.h>
#include <ulfius.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged -----------------------------------------------------------===//

static int on_get(const struct _u_request *request, struct _u_response *response, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+13]]:3: note: hot: handles an HTTP request of Ulfius
  return U_CALLBACK_CONTINUE;
}

//===-- Not flagged -------------------------------------------------------===//

// A client's function has the same parameters.
static int ask(const struct _u_request *request, struct _u_response *response, void *shop) {
  pthread_cond_wait(&changed, &mutex);
  return ulfius_send_http_request(request, response);
}

int start(struct _u_instance *instance, const struct _u_request *request, struct _u_response *response) {
  ulfius_add_endpoint_by_val(instance, "GET", "/orders", NULL, 0, &on_get, NULL);
  pthread_cond_wait(&changed, &mutex);
  return ask(request, response, NULL) + ulfius_start_framework(instance);
}
