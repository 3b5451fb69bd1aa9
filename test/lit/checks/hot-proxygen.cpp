// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The request handlers of proxygen are hot, but for errors and set-up.

#include <proxygen/httpserver/RequestHandler.h>

#include <future>

using namespace proxygen;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Echo : public RequestHandler {
public:
  void onRequest(std::unique_ptr<HTTPMessage>) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of proxygen
  }
  void onBody(std::unique_ptr<folly::IOBuf>) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void onEOM() noexcept override {
    reply();
  }
  void onUpgrade(UpgradeProtocol) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void requestComplete() noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    delete this;
  }
  // Seldom.
  void onError(ProxygenError) noexcept override { answer().get(); }

private:
  void reply() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-18]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-20]]:8: note: hot: handles an HTTP request of proxygen
  }
};

class Factory : public RequestHandlerFactory {
public:
  // Once.
  void onServerStart(folly::EventBase *) noexcept override { answer().get(); }
  void onServerStop() noexcept override { answer().get(); }
  RequestHandler *onRequest(RequestHandler *, HTTPMessage *) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return new Echo;
  }
};

class Transaction : public HTTPTransactionHandler {
public:
  void onHeadersComplete(std::unique_ptr<HTTPMessage>) noexcept override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void onBody(std::unique_ptr<folly::IOBuf>) noexcept override {}
  void onEOM() noexcept override {}
  void onError(const HTTPException &) noexcept override { answer().get(); }
};

//===-- Not flagged -------------------------------------------------------===//

// Has the names, but is nobody's handler.
class Recorder {
public:
  void onRequest(std::unique_ptr<HTTPMessage>) { answer().get(); }
};

int main() {
  Factory factory;
  return answer().get();
}
