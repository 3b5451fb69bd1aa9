// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The loop that accepts FastCGI's requests is hot, and what it calls.

#include <fcgiapp.h>
#include <pthread.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

//===-- Flagged in the loops only -----------------------------------------===//

static void reply(FCGX_Request *request) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+8]]:5: note: called from here
  // CHECK-NOTES: :[[@LINE+6]]:3: note: hot: inside the loop that serves 'FCGX_Accept_r'
}
void serve(int socket) {
  FCGX_Request request;
  FCGX_InitRequest(&request, socket, 0);
  pthread_cond_wait(&changed, &mutex);
  while (FCGX_Accept_r(&request) == 0) {
    reply(&request);
    FCGX_Finish_r(&request);
  }
  pthread_cond_wait(&changed, &mutex);
}

static void log_request(void) {
  pthread_cond_wait(&changed, &mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+7]]:5: note: called from here
  // CHECK-NOTES: :[[@LINE+5]]:3: note: hot: inside the loop that serves 'FCGI_Accept'
}
int main(void) {
  FCGX_Init();
  pthread_cond_wait(&changed, &mutex);
  while (FCGI_Accept() >= 0)
    log_request();
  return 0;
}

void endless(FCGX_Stream *in, FCGX_Stream *out, FCGX_Stream *err, FCGX_ParamArray environment) {
  for (;;) {
    if (FCGX_Accept(&in, &out, &err, &environment) < 0)
      break;
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:3: note: hot: inside the loop that serves 'FCGX_Accept'
  }
}

//===-- Not flagged -------------------------------------------------------===//

static void unused(FCGX_Request *request) { pthread_cond_wait(&changed, &mutex); }
