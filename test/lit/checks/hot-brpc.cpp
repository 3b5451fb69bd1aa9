// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The services of protobuf, which brpc serves, and the tasks of bthread are hot.

#include <brpc/channel.h>
#include <google/protobuf/service.h>

#include <future>

using google::protobuf::Closure, google::protobuf::RpcController;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Orders : public shop::OrderService {
public:
  Orders() { answer().get(); }
  void Get(RpcController *controller, const shop::OrderRequest *, shop::OrderReply *reply, Closure *done) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: overrides protobuf service method 'Get'
    fill(reply);
    done->Run();
  }

private:
  void fill(shop::OrderReply *) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-8]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-13]]:8: note: hot: overrides protobuf service method 'Get'
  }
};

void *store(void *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+10]]:3: note: hot: runs as a task of bthread
  return nullptr;
}
void *urgent(void *) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  return nullptr;
}
void tasks() {
  bthread_t thread;
  bthread_start_background(&thread, nullptr, store, nullptr);
  bthread_start_urgent(&thread, nullptr, urgent, nullptr);
}

//===-- Not flagged -------------------------------------------------------===//

void *never(void *) {
  answer().get();
  return nullptr;
}

class Done : public Closure {
public:
  void Run() override { delete this; }
};

void ask(shop::OrderService_Stub &stub, const shop::OrderRequest &request, shop::OrderReply &reply) {
  stub.Get(nullptr, &request, &reply, new Done);
  answer().get();
}
