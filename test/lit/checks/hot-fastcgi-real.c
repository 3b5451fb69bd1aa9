// REQUIRES: real-fastcgi
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own header.

#include <fcgiapp.h>
#include <pthread.h>

pthread_mutex_t mutex;
pthread_cond_t changed;

int main(void) {
  FCGX_Request request;
  FCGX_Init();
  FCGX_InitRequest(&request, 0, 0);
  pthread_cond_wait(&changed, &mutex);
  while (FCGX_Accept_r(&request) == 0) {
    pthread_cond_wait(&changed, &mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'pthread_cond_wait' takes no limit and can wait for ever; use 'pthread_cond_timedwait' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'FCGX_Accept_r'
    FCGX_Finish_r(&request);
  }
}
