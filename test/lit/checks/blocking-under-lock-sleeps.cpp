// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Sleeps of libraries.

#include <absl/time/clock.h>
#include <apr_time.h>
#include <boost/thread.hpp>
#include <chrono>
#include <glib.h>
#include <mutex>
#include <uv/threads.h>
#include <workflow/WFFacilities.h>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

void ofBoost(boost::posix_time::time_duration Pause,
             boost::chrono::steady_clock::time_point Due) {
  std::lock_guard Lock(Mutex);
  boost::this_thread::sleep_for(boost::chrono::milliseconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sleep_for' sleeps while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'sleep_until' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'sleep' blocks here too
  boost::this_thread::sleep_until(Due);
  boost::this_thread::sleep(Pause);
  ++Counter;
}

void ofOthers() {
  std::lock_guard Lock(Mutex);
  absl::SleepFor(absl::Milliseconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SleepFor' sleeps while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'g_usleep' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'uv_sleep' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:3: note: 'apr_sleep' blocks here too
  // CHECK-NOTES: :[[@LINE+5]]:3: note: and 1 more from here on
  ++Counter;
  g_usleep(1000);
  uv_sleep(1);
  apr_sleep(1000);
  WFFacilities::usleep(1000);
  ++Counter;
}

//===-- Not flagged -------------------------------------------------------===//

void sleepsAfter() {
  {
    std::lock_guard Lock(Mutex);
    ++Counter;
  }
  absl::SleepFor(absl::Milliseconds(1));
}

absl::Duration computes() {
  std::lock_guard Lock(Mutex);
  return absl::Milliseconds(Counter);
}
