// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of Crow are hot: operator() of the rules that the macros make.

#include <crow.h>

#include <chrono>
#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

struct Audit {
  struct context {};
  void before_handle(crow::request &, crow::response &, context &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of Crow
  }
  void after_handle(crow::request &, crow::response &, context &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

int price(int id) {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+10]]:86: note: called from here
  // CHECK-NOTES: :[[@LINE+9]]:14: note: hot: handles an HTTP request of Crow
}

void routes(crow::App<Audit> &app) {
  CROW_ROUTE(app, "/")([] {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return "hello";
  });
  CROW_ROUTE(app, "/price/<int>").methods(crow::HTTPMethod::Get)([](int id) { return price(id); });
  app.route_dynamic("/orders")([] { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:44: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  CROW_CATCHALL_ROUTE(app)([] { return answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  CROW_WEBSOCKET_ROUTE(app, "/ws")
      .onopen([](crow::websocket::connection &) { answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:51: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-3]]:24: note: hot: handles an event of a WebSocket of Crow
      .onmessage([](crow::websocket::connection &, const std::string &, bool) { answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:81: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      .onclose([](crow::websocket::connection &, const std::string &) { answer().get(); })
      // CHECK-MESSAGES: :[[@LINE-1]]:73: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      .onerror([](crow::websocket::connection &, const std::string &) { answer().get(); });
}

//===-- Not flagged -------------------------------------------------------===//

int once(int id) { return answer().get(); }

int main() {
  crow::App<Audit> app;
  routes(app);
  answer().get();
  app.port(18080).multithreaded().run();
  return once(1);
}
