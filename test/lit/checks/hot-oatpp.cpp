// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The endpoints of oatpp are hot, whichever way they are written.

#include <oatpp/oatpp.hpp>

#include <future>

using oatpp::web::server::HttpRequestHandler;
using oatpp::web::server::api::ApiController;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Orders : public ApiController {
  typedef Orders __ControllerType;

public:
  ENDPOINT_INFO(list) {
    info->name = "list";
    answer().get(); // Once, when the controller is made.
  }
  ENDPOINT("GET", "/orders", list) {
    return createResponse(answer().get());
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:30: note: hot: handles an HTTP request of oatpp
  }
  ENDPOINT("GET", "/orders/{id}", one, id) {
    return createResponse(price(id));
  }
  ENDPOINT_ASYNC("POST", "/orders", Store) {
    ENDPOINT_ASYNC_INIT(Store)
    oatpp::async::Action act() override {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-3]]:26: note: hot: runs as a coroutine of oatpp
      return yieldTo(&Store::stored);
    }
    oatpp::async::Action stored() {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE-5]]:14: note: hot: runs as a step of a coroutine of oatpp
      return finish();
    }
  };

  // No endpoint.
  void warmUp() { answer().get(); }

private:
  int price(const std::string &) {
    return answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-25]]:27: note: called from here
    // CHECK-NOTES: :[[@LINE-27]]:35: note: hot: handles an HTTP request of oatpp
  }
};

class Raw : public HttpRequestHandler {
public:
  std::shared_ptr<OutgoingResponse> handle(const std::shared_ptr<IncomingRequest> &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return nullptr;
  }
};

class RawAsync : public HttpRequestHandler {
public:
  oatpp::async::CoroutineStarterForResult<const std::shared_ptr<OutgoingResponse> &>
  handleAsync(const std::shared_ptr<IncomingRequest> &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return {};
  }
};

class Login : public oatpp::web::server::interceptor::RequestInterceptor {
public:
  std::shared_ptr<oatpp::web::protocol::http::outgoing::Response>
  intercept(const std::shared_ptr<oatpp::web::protocol::http::incoming::Request> &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return nullptr;
  }
};

//===-- Not flagged -------------------------------------------------------===//

int main() {
  auto orders = std::make_shared<Orders>();
  orders->warmUp();
  return answer().get();
}
