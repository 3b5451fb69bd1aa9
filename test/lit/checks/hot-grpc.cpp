// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -I%inputs/protos
//
// gRPC services are hot: synchronous, with callbacks, and the loop around a
// completion queue.

#include "greeter.grpc.pb.h"

#include <future>

using namespace hello;

std::future<int> &answer();

//===-- Flagged: services -------------------------------------------------===//

class Sync final : public Greeter::Service {
public:
  Sync() { answer().get(); } // Once.
  grpc::Status SayHello(grpc::ServerContext *, const HelloRequest *, HelloReply *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:16: note: hot: overrides gRPC service method 'SayHello'
    return grpc::Status();
  }
  grpc::Status SayHellos(grpc::ServerContext *context, grpc::ServerReader<HelloRequest> *reader,
                         HelloReply *response) override;

private:
  void fill(HelloReply *) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE+7]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE+3]]:20: note: hot: overrides gRPC service method 'SayHellos'
  }
};
grpc::Status Sync::SayHellos(grpc::ServerContext *, grpc::ServerReader<HelloRequest> *reader, HelloReply *response) {
  HelloRequest request;
  while (reader->Read(&request))
    fill(response);
  return grpc::Status();
}

// grpc::CallbackServerContext.
class Unary : public grpc::ServerUnaryReactor {
public:
  Unary() { Finish(grpc::Status()); }
  void OnDone() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs when a gRPC call is done
    delete this;
  }
  // Seldom.
  void OnCancel() override { answer().get(); }
};
class Callback final : public Greeter::CallbackService {
  grpc::ServerUnaryReactor *SayHello(grpc::CallbackServerContext *, const HelloRequest *, HelloReply *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    return new Unary;
  }
};

class Reader : public grpc::ServerReadReactor<HelloRequest> {
  void OnReadDone(bool ok) override {
    if (!ok)
      return;
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:8: note: hot: runs for each message of a gRPC stream
    StartRead(&request);
  }
  void OnDone() override { delete this; }
  HelloRequest request;
};
class Writer : public grpc::ServerWriteReactor<HelloReply> {
  void OnWriteDone(bool) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void OnDone() override { delete this; }
};

class Generic : public grpc::CallbackGenericService {
  grpc::ServerGenericBidiReactor *CreateReactor(grpc::GenericCallbackServerContext *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:35: note: hot: handles a gRPC call
    return nullptr;
  }
};

class Audit : public grpc::experimental::Interceptor {
  void Intercept(grpc::experimental::InterceptorBatchMethods *methods) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs for each step of a gRPC call
    methods->Proceed();
  }
};

// A client's reactors: grpc::ClientUnaryReactor and the like.
class Answers : public grpc::ClientBidiReactor<HelloRequest, HelloReply> {
  void OnReadDone(bool) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void OnDone(const grpc::Status &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

//===-- Flagged: the completion queue -------------------------------------===//

class Call {
public:
  void proceed() {
    if (done)
      delete this;
    else
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      // CHECK-NOTES: :[[@LINE+16]]:5: note: called from here
      // CHECK-NOTES: :[[@LINE+11]]:3: note: hot: inside the loop that serves 'Next'
  }

private:
  bool done = false;
};

void serve(grpc::ServerCompletionQueue &queue) {
  void *tag;
  bool ok;
  answer().get();
  while (queue.Next(&tag, &ok)) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: hot: inside the loop that serves 'Next'
    static_cast<Call *>(tag)->proceed();
  }
  answer().get();
}

//===-- Not flagged -------------------------------------------------------===//

// A client's.
class Client {
public:
  grpc::Status ask(grpc::ClientContext &context) {
    HelloReply reply;
    answer().get();
    return stub->SayHello(&context, HelloRequest(), &reply);
  }

private:
  std::unique_ptr<Greeter::Stub> stub;
};

[[gnu::cold]] void refuse(grpc::ServerContext *) { answer().get(); }

int main() {
  Sync service;
  grpc::Server *server = nullptr;
  answer().get();
  server->Wait();
}
