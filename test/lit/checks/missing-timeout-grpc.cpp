// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs -I%inputs/protos
//
// gRPC: stubs are the user's own classes; the deadline is the context's.

#include "greeter.grpc.pb.h"
// CHECK-FIXES: #include <chrono>

using hello::Greeter, hello::HelloReply, hello::HelloRequest;

//===-- Flagged, fixed ----------------------------------------------------===//

bool greet(Greeter::Stub &stub) {
  HelloRequest request;
  HelloReply reply;
  grpc::ClientContext context;
  grpc::Status status = stub.SayHello(&context, request, &reply);
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'context' carries no deadline; set one before 'SayHello' [p99-missing-timeout]
  // CHECK-FIXES: context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(5000));
  // CHECK-FIXES-NEXT: grpc::Status status = stub.SayHello(&context, request, &reply);
  return status.ok();
}

bool read(Greeter::Stub *stub) {
  HelloRequest request;
  HelloReply reply;
  grpc::ClientContext context;
  context.AddMetadata("key", "value");
  context.set_wait_for_ready(true);
  auto reader = stub->SayHellos(&context, request);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'context' carries no deadline; set one before 'SayHellos' [p99-missing-timeout]
  // CHECK-FIXES: context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(5000));
  // CHECK-FIXES-NEXT: auto reader = stub->SayHellos(&context, request);
  while (reader->Read(&reply)) {
  }
  return reader->Finish().ok();
}

// Through the interface that a test would mock.
bool greetAnyone(const std::unique_ptr<Greeter::StubInterface> &stub) {
  HelloReply reply;
  grpc::ClientContext context;
  return stub->SayHello(&context, {}, &reply).ok();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'context' carries no deadline; set one before 'SayHello' [p99-missing-timeout]
  // CHECK-FIXES: context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(5000));
  // CHECK-FIXES-NEXT: return stub->SayHello(&context, {}, &reply).ok();
}

//===-- Not flagged -------------------------------------------------------===//

bool bounded(Greeter::Stub &stub) {
  HelloReply reply;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(2));
  return stub.SayHello(&context, {}, &reply).ok();
}

static void limit(grpc::ClientContext &context) {
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(2));
}

bool boundedByHelper(Greeter::Stub &stub) {
  HelloReply reply;
  grpc::ClientContext context;
  limit(context);
  return stub.SayHello(&context, {}, &reply).ok();
}

// The caller's deadline is handed on.
class Proxy final : public Greeter::Service {
public:
  grpc::Status SayHello(grpc::ServerContext *context,
                        const HelloRequest *request,
                        HelloReply *reply) override {
    auto forwarded = grpc::ClientContext::FromServerContext(*context);
    return Stub->SayHello(forwarded.get(), *request, reply);
  }
  grpc::Status forward(grpc::CallbackServerContext &context, HelloReply *reply) {
    auto forwarded = grpc::ClientContext::FromCallbackServerContext(context);
    return Stub->SayHello(forwarded.get(), {}, reply);
  }

private:
  std::unique_ptr<Greeter::Stub> Stub;
};

// The context, and its deadline, are the caller's.
bool forward(Greeter::Stub &stub, grpc::ClientContext &context) {
  HelloReply reply;
  return stub.SayHello(&context, {}, &reply).ok();
}

// Streams end with the deadline of the context that opened them.
bool chat(grpc::ClientReaderWriter<HelloRequest, HelloReply> &stream) {
  HelloReply reply;
  return stream.Write({}) && stream.Read(&reply) && stream.Finish().ok();
}
bool send(grpc::ClientWriter<HelloRequest> &stream) {
  return stream.Write({}) && stream.WritesDone();
}
bool serve(grpc::ServerReader<HelloRequest> &stream,
           grpc::ServerReaderWriter<HelloReply, HelloRequest> &both) {
  HelloRequest request;
  return stream.Read(&request) && both.Read(&request);
}

// A thread of its own waits for whatever completes next.
void complete(grpc::CompletionQueue &queue) {
  void *tag;
  bool ok;
  while (queue.Next(&tag, &ok)) {
  }
}

bool connect(grpc::Channel &channel, grpc::Server &server) {
  auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(5);
  server.Wait();
  return channel.WaitForConnected(deadline) &&
         channel.WaitForStateChange(0, deadline);
}
