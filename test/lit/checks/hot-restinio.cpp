// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of RESTinio are hot.

#include <restinio/all.hpp>

#include <future>

std::future<int> &answer();

using Router = restinio::router::express_router_t<>;

//===-- Flagged -----------------------------------------------------------===//

std::unique_ptr<Router> routes() {
  auto router = std::make_unique<Router>();
  answer().get(); // Once.
  router->http_get("/get", [](const auto &, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:28: note: hot: handles an HTTP request of RESTinio
    return restinio::request_accepted();
  });
  router->http_post("/post", [](auto, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  });
  router->http_put("/put", [](auto, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  });
  router->http_delete("/delete", [](auto, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  });
  router->http_head("/head", [](auto, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  });
  router->add_handler(1, "/any", [](auto, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  });
  return router;
}

class Shop {
public:
  restinio::request_handling_status_t operator()(const restinio::request_handle_t &) const {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  }
};

// Of another file's routes; generic_request_t is behind the handle.
restinio::request_handling_status_t elsewhere(const restinio::request_handle_t &, restinio::router::route_params_t) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  return restinio::request_accepted();
}

//===-- Flagged inside, not around ----------------------------------------===//

int main() {
  auto router = routes();
  answer().get();
  restinio::run(restinio::on_this_thread().port(8080).address("localhost").request_handler([](auto request) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return restinio::request_accepted();
  }));
  return answer().get();
}
