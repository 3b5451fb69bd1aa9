// RUN: not %p99_tidy --no-cache --checks='-*,p99-missing-timeout' %s -- -I%inputs 2>&1 | FileCheck %s
//
// Which limit is named beside the one that is missing.

#include <curl/curl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

// The read() comes after the poll(), which is no limit of another kind of wait.
long polled(char *Text) {
  int S = socket(2, 1, 0);
  struct pollfd P = {S, 1, 0};
  if (poll(&P, 1, -1) <= 0)
    return 0;
  return read(S, Text, 9);
}
// CHECK: :[[@LINE-4]]:7: warning: 'poll' waits for ever
// CHECK-NOT: another of its kind

// An argument and an option of a handle are different things to set.
int limited(void) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 500L);
  return curl_easy_perform(Curl);
}

int forgotten(void) {
  CURL *Curl = curl_easy_init();
  return curl_easy_perform(Curl);
}
// CHECK: :[[@LINE-2]]:10: warning: 'Curl' can wait for its peer for ever
// CHECK: :[[@LINE-9]]:3: note: another of its kind is limited here
