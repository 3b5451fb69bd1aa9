// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -I%inputs/protos
//
// The handlers of Thrift are hot: what implements an interface that a
// TDispatchProcessor serves.

#include "Orders.h"

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class OrdersHandler : virtual public shop::OrdersIf {
public:
  OrdersHandler() { answer().get(); } // Once.
  void ping() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a call of Thrift
  }
  int32_t price(const std::string &) override {
    return load();
  }
  void get(std::string &, const int32_t) override;
  // No call of the service.
  void warmUp() { answer().get(); }

private:
  int load() {
    return answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-10]]:12: note: called from here
    // CHECK-NOTES: :[[@LINE-12]]:11: note: hot: handles a call of Thrift
  }
};
void OrdersHandler::get(std::string &, const int32_t) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

class Logging : public apache::thrift::TProcessor {
public:
  using Protocol = std::shared_ptr<apache::thrift::protocol::TProtocol>;
  bool process(Protocol, Protocol, void *) override {
    return answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

//===-- Not flagged -------------------------------------------------------===//

int ask(shop::OrdersClient &client) {
  answer().get();
  return client.price("1");
}

class Circle : public shop::ShapeIf {
public:
  int area() override { return answer().get(); }
};

int main() {
  auto handler = std::make_shared<OrdersHandler>();
  shop::OrdersProcessor processor(handler);
  return answer().get();
}
