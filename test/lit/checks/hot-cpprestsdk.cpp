// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The listener's handlers and the continuations of the C++ REST SDK are hot.

#include <cpprest/http_listener.h>

#include <future>

using namespace web::http;
using namespace web::http::experimental::listener;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Shop {
public:
  Shop() {
    answer().get();
    listener.support(methods::GET, std::bind(&Shop::onGet, this, std::placeholders::_1));
    listener.support(methods::POST, [this](http_request request) { onPost(request); });
    listener.support([](http_request) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: handles an HTTP request of cpprestsdk
  }

private:
  void onGet(http_request request) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    request.reply(200).then([](int) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:39: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: runs when a task of pplx is done
  }
  void onPost(http_request) {
    pplx::create_task([] { return answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  http_listener listener;
};

//===-- Not flagged -------------------------------------------------------===//

// A client's.
void send(http_request) { answer().get(); }

int main() {
  Shop shop;
  return answer().get();
}
