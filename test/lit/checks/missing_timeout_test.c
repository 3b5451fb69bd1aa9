// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// A file whose name says that it is a test may wait as long as it likes.

#include <curl/curl.h>

//===-- Not flagged -------------------------------------------------------===//

int fetch(void) {
  CURL *curl = curl_easy_init();
  return curl_easy_perform(curl);
}
