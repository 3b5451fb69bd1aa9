// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The consumers of AMQP-CPP are hot.

#include <amqpcpp.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

void consume(AMQP::Channel &channel) {
  auto onMessage = [](const AMQP::Message &, uint64_t, bool) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE+2]]:3: note: hot: handles a message of AMQP
  };
  channel.consume("orders").onMessage(onMessage);
  channel.consume("audit")
      .onReceived([](const AMQP::Message &, uint64_t, bool) { answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:63: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      .onSuccess([] { answer().get(); })
      .onError([](const char *) { answer().get(); });
  answer().get();
}

//===-- Not flagged -------------------------------------------------------===//

void unused(const AMQP::Message &, uint64_t, bool) { answer().get(); }
