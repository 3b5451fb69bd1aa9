// REQUIRES: real-grpc
// RUN: %check_p99 %s p99-missing-timeout %t -- -std=c++17 -w
//
// Against the library's own headers, with what protoc would generate.

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>

#include <future>

struct Order {};

class Orders {
public:
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Get(grpc::ServerContext *context, const Order *request, Order *response);
  };
  class CallbackService : public grpc::Service {
  public:
    virtual grpc::ServerUnaryReactor *Get(grpc::CallbackServerContext *context, const Order *request, Order *response);
  };
};

std::future<int> &answer();

class Shop final : public Orders::Service {
  grpc::Status Get(grpc::ServerContext *, const Order *, Order *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:16: note: hot: overrides gRPC service method 'Get'
    return grpc::Status::OK;
  }
};

class CallbackShop final : public Orders::CallbackService {
  grpc::ServerUnaryReactor *Get(grpc::CallbackServerContext *context, const Order *, Order *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    auto *reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

class Feed : public grpc::ServerWriteReactor<Order> {
  void OnWriteDone(bool) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs for each message of a gRPC stream
  }
  void OnDone() override { delete this; }
  void OnCancel() override { answer().get(); }
};

void serve(grpc::ServerCompletionQueue &queue) {
  void *tag;
  bool ok;
  while (queue.Next(&tag, &ok)) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'Next'
  }
  answer().get();
}

int main() {
  Shop shop;
  grpc::ServerBuilder builder;
  builder.RegisterService(&shop);
  auto server = builder.BuildAndStart();
  answer().get();
  server->Wait();
}
