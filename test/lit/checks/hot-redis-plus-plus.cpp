// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of a subscriber of redis++ are hot.

#include <sw/redis++/redis++.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

void count() {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+5]]:72: note: called from here
  // CHECK-NOTES: :[[@LINE+4]]:3: note: hot: handles a message of Redis
}

void listen(sw::redis::Subscriber &subscriber) {
  subscriber.on_message([](std::string channel, std::string message) { count(); });
  subscriber.on_pmessage([](std::string pattern, std::string channel, std::string message) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:94: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: handles a message of Redis
  answer().get();
  while (true)
    subscriber.consume();
}

//===-- Not flagged -------------------------------------------------------===//

void unused(std::string channel, std::string message) { answer().get(); }
