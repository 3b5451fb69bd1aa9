// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The services and handlers of wangle are hot.

#include <wangle/service.h>

#include <future>
#include <string>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Echo : public wangle::Service<std::string> {
public:
  Echo() { answer().get(); }
  folly::Future<std::string> operator()(std::string request) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:30: note: hot: handles a request of wangle
    return {};
  }
};

class Lines : public wangle::InboundHandler<std::string> {
public:
  void read(Context *, std::string) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a message of wangle
  }
  void readEOF(Context *) override { answer().get(); }
};

class Both : public wangle::HandlerAdapter<std::string> {
public:
  void read(Context *, std::string line) override {
    count(line);
  }

private:
  void count(const std::string &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-7]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-9]]:8: note: hot: handles a message of wangle
  }
};

//===-- Not flagged -------------------------------------------------------===//

struct Functor {
  int operator()(std::string) { return answer().get(); }
};
