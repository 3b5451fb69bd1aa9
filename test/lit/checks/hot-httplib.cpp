// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of cpp-httplib are hot: a wait between threads counts there.

#include <httplib.h>

#include <future>

using httplib::Request, httplib::Response;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

void onGet(const Request &, Response &response) {
  response.status = answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-3]]:6: note: hot: handles an HTTP request of cpp-httplib
}

// Whose registration is in another file.
void elsewhere(const Request &, Response &response) {
  response.status = answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

class Shop {
public:
  explicit Shop(httplib::Server &server) {
    answer().get();
    server.Get("/orders", [this](const auto &, auto &response) { response.status = orders(); });
    server.Post("/orders", [this](const auto &, auto &) { store(); });
  }

private:
  int orders() {
    return answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-8]]:84: note: called from here
    // CHECK-NOTES: :[[@LINE-9]]:27: note: hot: handles an HTTP request of cpp-httplib
  }
  void store() {
    save();
  }
  void save() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-17]]:59: note: called from here
    // CHECK-NOTES: :[[@LINE-18]]:5: note: hot: handles an HTTP request of cpp-httplib
  }
};

void routes(httplib::Server &server) {
  server.Get("/get", onGet);
  server.Put("/put", [](const auto &, auto &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:49: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  server.Patch("/patch", [](const auto &, auto &) { answer().get(); })
  // CHECK-MESSAGES: :[[@LINE-1]]:53: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      .Delete("/delete", [](const auto &, auto &) { answer().get(); });
      // CHECK-MESSAGES: :[[@LINE-1]]:53: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  auto options = [](const auto &, auto &) { answer().get(); };
  // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  server.Options("/options", options);
  server.set_pre_routing_handler([](const auto &, auto &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return httplib::Server::HandlerResponse::Unhandled;
  });
  server.set_post_routing_handler([](const auto &, auto &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:62: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  server.set_logger([](const auto &, const auto &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:54: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

void failing(httplib::Server &server) {
  server.Get("/price", [](const auto &, auto &response) {
    try {
      response.status = 200;
    } catch (const std::exception &) {
      answer().get();
    }
    if (response.status == 500) {
      answer().get();
      throw 0;
    }
  });
}

// A client has methods of the same names.
int client(httplib::Client &client) {
  client.set_max_timeout(100);
  answer().get();
  client.Get("/");
  client.Post("/");
  return answer().get();
}

int main() {
  httplib::Server server;
  Shop shop(server);
  routes(server);
  answer().get();
  server.listen("0.0.0.0", 8080);
  return answer().get();
}
