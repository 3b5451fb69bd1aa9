// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// brpc: calls are bounded unless the bound is taken away.

#include <brpc/channel.h>

//===-- Flagged, fixed ----------------------------------------------------===//

int open(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  options.timeout_ms = -1;
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: this 'timeout_ms' means to wait for ever; give it a limit [p99-missing-timeout]
  // CHECK-FIXES: options.timeout_ms = 5000;
  return channel.Init("stock.example.com:8000", &options);
}

void call(brpc::Controller *controller) {
  controller->set_timeout_ms(-1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'set_timeout_ms' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: controller->set_timeout_ms(5000);
}

//===-- Not flagged -------------------------------------------------------===//

int defaults(brpc::Channel &channel) {
  brpc::ChannelOptions options;
  return channel.Init("stock.example.com:8000", &options);
}

int bounded(brpc::Channel &channel, int limit) {
  brpc::ChannelOptions options;
  options.timeout_ms = limit;
  options.connect_timeout_ms = 100;
  return channel.Init("stock.example.com:8000", &options);
}

void boundedCall(brpc::Controller *controller) { controller->set_timeout_ms(100); }

void serve(brpc::Server &server, bthread_t thread, bthread_cond_t *changed,
           bthread_mutex_t *mutex) {
  bthread_cond_wait(changed, mutex);
  bthread_usleep(1);
  bthread_join(thread, nullptr);
  server.RunUntilAskedToQuit();
  server.Join();
}
