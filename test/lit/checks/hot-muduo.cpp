// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The callbacks of muduo are hot.

#include <muduo/net/TcpServer.h>

#include <future>

using namespace muduo;
using namespace muduo::net;
using namespace std::placeholders;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Echo {
public:
  explicit Echo(EventLoop *loop) : server(loop) {
    answer().get();
    server.setThreadInitCallback([](EventLoop *) { answer().get(); });
    server.setConnectionCallback(std::bind(&Echo::onConnection, this, _1));
    server.setMessageCallback(std::bind(&Echo::onMessage, this, _1, _2, _3));
    server.setWriteCompleteCallback([](const TcpConnectionPtr &) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:68: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: handles a message of muduo
    loop->runEvery(3, std::bind(&Echo::report, this));
  }

private:
  void onConnection(const TcpConnectionPtr &connection) {
    if (connection->connected())
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-13]]:5: note: hot: handles a connection of muduo
  }
  void onMessage(const TcpConnectionPtr &, Buffer *, Timestamp) {
    pool.run([this] { work(); });
  }
  void work() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:23: note: called from here
    // CHECK-NOTES: :[[@LINE-6]]:5: note: hot: runs as a task of a thread pool
  }
  void report() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-22]]:5: note: hot: runs on a timer
  }
  TcpServer server;
  ThreadPool pool;
};

// Of an HttpServer in another file.
void onRequest(const HttpRequest &, HttpResponse *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:6: note: hot: handles an HTTP request of muduo
}

void callbacks(HttpServer &http, TcpClient &client, EventLoop &loop, ThreadPool &pool) {
  http.setHttpCallback([](const auto &, auto *) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:51: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  client.setMessageCallback([](const auto &, auto, auto) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:60: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runInLoop([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of an event loop
  loop.queueInLoop([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runAt(Timestamp(), [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runAfter(1, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  pool.setThreadInitCallback([] { answer().get(); });
}

//===-- Not flagged -------------------------------------------------------===//

// A client's connection is made once.
void connect(TcpClient &client) {
  client.setConnectionCallback([](const TcpConnectionPtr &) { answer().get(); });
}

int main() {
  EventLoop loop;
  Echo echo(&loop);
  answer().get();
  loop.loop();
}
