// REQUIRES: real-restinio
// RUN: %check_p99 %s p99-missing-timeout %t -- -DRESTINIO_USE_BOOST_ASIO
//
// Against the library's own headers.

#include <restinio/all.hpp>

#include <future>

std::future<int> &answer();

using Router = restinio::router::express_router_t<>;

std::unique_ptr<Router> routes() {
  auto router = std::make_unique<Router>();
  answer().get();
  router->http_get("/price/:id", [](const restinio::request_handle_t &request, auto) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:34: note: hot: handles an HTTP request of RESTinio
    return request->create_response().done();
  });
  return router;
}

int main() {
  answer().get();
  restinio::run(restinio::on_this_thread().port(8080).address("localhost").request_handler([](restinio::request_handle_t request) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return request->create_response().done();
  }));
}
