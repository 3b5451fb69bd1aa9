// REQUIRES: real-httplib
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own header.

#include <httplib.h>

#include <future>

std::future<int> &answer();

class Shop {
public:
  void onPost(const httplib::Request &, httplib::Response &response) {
    response.status = answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of cpp-httplib
  }
};

int main() {
  httplib::Server server;
  Shop shop;
  answer().get();
  server.Get("/hi", [](const auto &, auto &response) { response.status = answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:74: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  server.Get("/stop", [&](const httplib::Request &, httplib::Response &) { server.stop(); });
  server.Post("/orders", [&](const auto &request, auto &response) { shop.onPost(request, response); });
  server.set_logger([](const auto &, const auto &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:54: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  server.listen("localhost", 8080);
}
