// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The handlers and routes of Pistache are hot.

#include <pistache/endpoint.h>

#include <future>

using namespace Pistache;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Hello : public Http::Handler {
public:
  void onRequest(const Http::Request &, Http::ResponseWriter response) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of Pistache
    response.send(Http::Code::Ok);
  }
  // Seldom.
  void onTimeout(const Http::Request &, Http::ResponseWriter) override { answer().get(); }
};

class Shop {
public:
  void routes() {
    answer().get();
    using namespace Rest;
    Routes::Get(router, "/get", Routes::bind(&Shop::get, this));
    Routes::Post(router, "/post", Routes::bind(&Shop::post, this));
    Routes::Put(router, "/put", [](const Rest::Request, Http::ResponseWriter) {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      return Route::Result::Ok;
    });
    Routes::Patch(router, "/patch", Routes::bind(plain));
    Routes::Delete(router, "/delete", [](const auto &, auto) {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      return Route::Result::Ok;
    });
    Routes::Options(router, "/options", Routes::bind(&Shop::get, this));
    Routes::Head(router, "/head", Routes::bind(&Shop::get, this));
    router.addMiddleware(Routes::middleware(&Shop::login, this));
  }

private:
  static void plain(const Rest::Request &, Http::ResponseWriter) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void get(const Rest::Request &, Http::ResponseWriter) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void post(const Rest::Request &, Http::ResponseWriter response) {
    store();
    response.send(Http::Code::Ok);
  }
  void store() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-6]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-8]]:8: note: hot: handles an HTTP request of Pistache
  }
  bool login(Http::Request &, Http::ResponseWriter &) {
    return answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  // Not routed.
  void idle() { answer().get(); }

  Rest::Router router;
};

// Routed in another file.
void elsewhere(const Rest::Request &, Http::ResponseWriter) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

int main() {
  Http::Endpoint endpoint;
  Shop shop;
  shop.routes();
  endpoint.setHandler(std::make_shared<Hello>());
  answer().get();
  endpoint.serve();
}
