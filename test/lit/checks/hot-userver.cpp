// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers of userver are hot.

#include <userver/server/handlers/http_handler_base.hpp>

#include <future>

using namespace userver;
using namespace userver::server;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Hello final : public handlers::HttpHandlerBase {
public:
  Hello(const components::ComponentConfig &config, const components::ComponentContext &context)
      : HttpHandlerBase(config, context) {
    answer().get(); // Once.
  }
  std::string HandleRequestThrow(const http::HttpRequest &request, request::RequestContext &) const override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:15: note: hot: handles an HTTP request of userver
    return name(request);
  }

private:
  std::string name(const http::HttpRequest &) const {
    return std::to_string(answer().get());
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

class Json final : public handlers::HttpHandlerJsonBase {
public:
  using HttpHandlerJsonBase::HttpHandlerJsonBase;
  formats::json::Value HandleRequestJsonThrow(const http::HttpRequest &, const formats::json::Value &,
                                              request::RequestContext &) const override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return {};
  }
};

//===-- Not flagged -------------------------------------------------------===//

void configure(const components::ComponentConfig &) { answer().get(); }
