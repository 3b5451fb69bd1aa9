// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// A handle is followed into the function that runs on another thread.

#include <boost/thread.hpp>
#include <curl/curl.h>
#include <future>
#include <pthread.h>
#include <thread>

//===-- Flagged, fixed ----------------------------------------------------===//

static void transfer(CURL *curl) {
  curl_easy_perform(curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: curl_easy_perform(curl);
}

void startThread() {
  CURL *curl = curl_easy_init();
  std::thread(transfer, curl).detach();
}

static CURLcode transferAsync(CURL *curl) {
  return curl_easy_perform(curl);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'curl' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 5000L);
  // CHECK-FIXES-NEXT: return curl_easy_perform(curl);
}

CURLcode startAsync() {
  CURL *curl = curl_easy_init();
  return std::async(std::launch::async, transferAsync, curl).get();
}

//===-- Not flagged -------------------------------------------------------===//

static void transferBounded(CURL *curl) { curl_easy_perform(curl); }

void startBounded() {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  std::jthread thread(transferBounded, curl);
}

// The thread sets the limit itself.
static void limitAndTransfer(CURL *curl) {
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  curl_easy_perform(curl);
}

void startLimiting() {
  CURL *curl = curl_easy_init();
  std::thread thread(limitAndTransfer, curl);
  thread.join();
}

static void transferForBoost(CURL *curl) { curl_easy_perform(curl); }

void startWithBoost() {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  boost::thread(transferForBoost, curl).detach();
}

// What is behind a void pointer is not known.
static void *transferForPthread(void *argument) {
  curl_easy_perform(static_cast<CURL *>(argument));
  return nullptr;
}

void startWithPthread(pthread_t *thread) {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  pthread_create(thread, nullptr, transferForPthread, curl);
}

std::future<void> startAsyncBounded() {
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  return std::async(transferBounded, curl);
}
