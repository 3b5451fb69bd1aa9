// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The HTTP handlers of Seastar are hot.

#include <seastar/http/handlers.hh>

#include <future>

using namespace seastar;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Hello : public httpd::handler_base {
public:
  Hello() { answer().get(); }
  future<std::unique_ptr<http::reply>> handle(const sstring &, std::unique_ptr<http::request>,
                                              std::unique_ptr<http::reply>) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-4]]:40: note: hot: handles an HTTP request of Seastar
    return {};
  }
};

void routes(httpd::routes &routes) {
  answer().get();
  routes.put(httpd::GET, "/", new Hello);
  routes.put(httpd::GET, "/text", new httpd::function_handler([](httpd::const_req) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return "text";
  }, "txt"));
}

//===-- Not flagged -------------------------------------------------------===//

struct Unrelated {
  int handle(const sstring &) { return answer().get(); }
};
