// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The process functions and callbacks of workflow are hot.

#include <workflow/WFTaskFactory.h>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

void onFetched(WFHttpTask *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+7]]:3: note: hot: runs when a task of workflow is done
}

void process(WFHttpTask *server) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+32]]:16: note: hot: handles a request of workflow
  WFTaskFactory::create_http_task("http://example.com", 1, 0, onFetched)->start();
}

void add(int a, int b) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+11]]:3: note: hot: runs as a task of workflow
}

void tasks() {
  WFTaskFactory::create_redis_task("redis://example.com", 1, [](WFRedisTask *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:82: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  WFTaskFactory::create_mysql_task("mysql://example.com", 1, [](WFMySQLTask *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:82: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  WFTaskFactory::create_timer_task(1, 0, [](WFTimerTask *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:62: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs on a timer
  WFTaskFactory::create_go_task("add", add, 1, 2)->start();
  WFFacilities::go("more", [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  answer().get();
}

WFServer<protocol::HttpRequest, protocol::HttpResponse> other(nullptr, [](WFHttpTask *) { answer().get(); });
// CHECK-MESSAGES: :[[@LINE-1]]:91: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]

//===-- Not flagged -------------------------------------------------------===//

void unused(WFHttpTask *) { answer().get(); }

int main() {
  WFHttpServer server(process);
  WFFacilities::WaitGroup group(1);
  answer().get();
  if (server.start(8888) == 0) {
    group.wait();
    server.stop();
  }
}
