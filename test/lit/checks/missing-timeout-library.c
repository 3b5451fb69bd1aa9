// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The library's own source, as it lies in many trees: what the models name is
// defined here.

#include <curl/curl.h>

//===-- Not flagged -------------------------------------------------------===//

CURLcode curl_easy_perform(CURL *curl) { return curl ? CURLE_OK : CURLE_OK + 1; }

int selfTest(void) {
  CURL *curl = curl_easy_init();
  return curl_easy_perform(curl);
}
