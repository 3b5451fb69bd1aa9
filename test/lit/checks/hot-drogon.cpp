// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The controllers, filters and handlers of Drogon are hot.

#include <drogon/drogon.h>

#include <future>

using namespace drogon;
using Callback = std::function<void(const HttpResponsePtr &)>;

std::future<int> &answer();

//===-- Flagged: overrides ------------------------------------------------===//

class Ping : public HttpSimpleController<Ping> {
public:
  void asyncHandleHttpRequest(const HttpRequestPtr &, Callback &&) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of Drogon
  }
};

class Login : public HttpFilter<Login> {
public:
  void doFilter(const HttpRequestPtr &, FilterCallback &&, FilterChainCallback &&next) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    next();
  }
};

class Timing : public HttpMiddleware<Timing> {
public:
  void invoke(const HttpRequestPtr &, MiddlewareNextCallback &&, MiddlewareCallback &&) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

class Chat : public WebSocketController<Chat> {
public:
  void handleNewMessage(const WebSocketConnectionPtr &, std::string &&, const WebSocketMessageType &) override;
  void handleNewConnection(const HttpRequestPtr &, const WebSocketConnectionPtr &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an event of a WebSocket of Drogon
  }
  void handleConnectionClosed(const WebSocketConnectionPtr &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};
void Chat::handleNewMessage(const WebSocketConnectionPtr &, std::string &&, const WebSocketMessageType &) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Flagged: registered -----------------------------------------------===//

// METHOD_ADD is a call of registerMethod, ADD_METHOD_VIA_REGEX of registerMethodViaRegex.

class Orders : public HttpController<Orders> {
public:
  METHOD_LIST_BEGIN
  METHOD_ADD(Orders::get, "/{1}", "Login");
  ADD_METHOD_TO(Orders::list, "/orders");
  ADD_METHOD_VIA_REGEX(Orders::find, "/orders/(.*)");
  METHOD_LIST_END

  void get(const HttpRequestPtr &, Callback &&, int) const {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void list(const HttpRequestPtr &, Callback &&);
  void find(const HttpRequestPtr &, Callback &&, std::string) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  // Not in the list.
  void warmUp() { answer().get(); }
};
void Orders::list(const HttpRequestPtr &, Callback &&) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

void routes(trantor::EventLoop &loop) {
  app()
      .registerHandler("/", [](const HttpRequestPtr &, Callback &&) { answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:71: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      .registerHandlerViaRegex("/.*", [](const HttpRequestPtr &, Callback &&) { answer().get(); });
      // CHECK-MESSAGES: :[[@LINE-1]]:81: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app().registerSyncAdvice([](const HttpRequestPtr &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return HttpResponsePtr();
  });
  app().registerPreRoutingAdvice([](const HttpRequestPtr &, AdviceCallback &&, AdviceChainCallback &&) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:106: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app().registerPostRoutingAdvice([](const HttpRequestPtr &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:64: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app().registerPreHandlingAdvice([](const HttpRequestPtr &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:64: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app().registerPostHandlingAdvice([](const HttpRequestPtr &, const HttpResponsePtr &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:90: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  app().registerPreSendingAdvice([](const HttpRequestPtr &, const HttpResponsePtr &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:88: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runInLoop([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs as a task of an event loop
  loop.queueInLoop([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  loop.runAfter(1, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs on a timer
  loop.runEvery(1, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

// Once, when the server starts.
void beginning() {
  app().registerBeginningAdvice([] { answer().get(); });
}

// A client's function, with the same parameter.
void send(const HttpRequestPtr &) { answer().get(); }

int main() {
  routes(*new trantor::EventLoop);
  answer().get();
  app().run();
}
