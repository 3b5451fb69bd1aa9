// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The subscriptions of NATS are hot, and the loops that take their messages.

#include <nats.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

static void onOrder(natsConnection *, natsSubscription *, natsMsg *, void *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+4]]:3: note: hot: handles a message of NATS
}

void subscribe(natsSubscription **sub, natsConnection *connection, jsCtx *stream) {
  natsConnection_Subscribe(sub, connection, "orders", onOrder, nullptr);
  natsConnection_SubscribeTimeout(sub, connection, "slow", 1000,
                                  [](natsConnection *, natsSubscription *, natsMsg *, void *) { answer().get(); }, nullptr);
                                  // CHECK-MESSAGES: :[[@LINE-1]]:97: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  natsConnection_QueueSubscribe(sub, connection, "work", "group",
                                [](natsConnection *, natsSubscription *, natsMsg *, void *) { answer().get(); }, nullptr);
                                // CHECK-MESSAGES: :[[@LINE-1]]:95: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  js_Subscribe(sub, stream, "stream", [](natsConnection *, natsSubscription *, natsMsg *, void *) { answer().get(); },
  // CHECK-MESSAGES: :[[@LINE-1]]:101: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
               nullptr, nullptr, nullptr, nullptr);
  answer().get();
}

void consume(natsSubscription *sub) {
  natsMsg *message;
  while (natsSubscription_NextMsg(&message, sub, 1000) == 0)
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'natsSubscription_NextMsg'
}

//===-- Not flagged -------------------------------------------------------===//

static void onDisconnected(natsConnection *, void *) { answer().get(); }
void watch(natsOptions *options, natsMsg *message, natsSubscription *sub) {
  natsOptions_SetDisconnectedCB(options, onDisconnected, nullptr);
  natsSubscription_NextMsg(&message, sub, 1000);
  answer().get();
}
