// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// libcurl. What bounds a transfer, and what only looks as if it did.

#include <curl/curl.h>

//===-- Flagged, fixed ----------------------------------------------------===//

int fetch(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  CURLcode code = curl_easy_perform(curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-4]]:16: note: it comes from here, and nothing in this file limits it
  // CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: CURLcode code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

// Zero is no limit.
int fetchWithZero(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 0L);
  int ok = curl_easy_perform(curl) == CURLE_OK;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: int ok = curl_easy_perform(curl) == CURLE_OK;
  curl_easy_cleanup(curl);
  return ok;
}

// A connection that stands does not make a server answer.
int fetchWithConnectTimeout(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 3L);
  int code = curl_easy_perform(curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'curl' has a connect timeout but can still wait for ever; set a transfer timeout too [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

// Nobody to wait for.
int file(void) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, "file:///tmp/list");
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

// Connects and is done; that takes 300 s at the most.
int connectOnly(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

int boundedInMilliseconds(const char *url, long limit) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limit);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

// The right bound for a download of unknown size.
int boundedBySpeed(const char *url) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

static int stopped(void *client, curl_off_t total, curl_off_t now, curl_off_t up_total,
                   curl_off_t up_now) {
  return *(int *)client;
}

// A progress callback can abort.
int cancellable(const char *url, int *stop) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stopped);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

// A duplicate has the options of its model.
int duplicated(const char *url) {
  CURL *model = curl_easy_init();
  curl_easy_setopt(model, CURLOPT_TIMEOUT, 10L);
  CURL *curl = curl_easy_duphandle(model);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  curl_easy_cleanup(model);
  return code;
}

// Nobody knows here what the caller set.
int perform(CURL *curl) { return curl_easy_perform(curl); }

static void limit(CURL *curl) { curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L); }

int boundedByHelper(const char *url) {
  CURL *curl = curl_easy_init();
  limit(curl);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  int code = curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return code;
}

// An event loop's own wait.
void loop(CURLM *multi) {
  int ready;
  curl_multi_wait(multi, NULL, 0, 1000, &ready);
  curl_multi_poll(multi, NULL, 0, 1000, &ready);
}
