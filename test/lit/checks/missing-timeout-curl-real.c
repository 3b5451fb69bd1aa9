// REQUIRES: real-curl
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <curl/curl.h>

int fetch(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  int code = curl_easy_perform(curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

int bounded(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  return curl_easy_perform(curl);
}
