// REQUIRES: real-grpc
// RUN: %check_p99 %s p99-missing-timeout %t -- -iquote %inputs/protos
//
// Against the library's own headers.

#include "greeter.grpc.pb.h"
#include <chrono>

bool greet(hello::Greeter::Stub &stub) {
  hello::HelloReply reply;
  grpc::ClientContext context;
  return stub.SayHello(&context, {}, &reply).ok();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'context' carries no deadline; set one before 'SayHello' [p99-missing-timeout]
  // CHECK-FIXES: context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(5000));
  // CHECK-FIXES-NEXT: return stub.SayHello(&context, {}, &reply).ok();
}

bool bounded(hello::Greeter::Stub &stub) {
  hello::HelloReply reply;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(2));
  return stub.SayHello(&context, {}, &reply).ok();
}

bool forwarded(hello::Greeter::Stub &stub, const grpc::ServerContext &caller) {
  hello::HelloReply reply;
  auto context = grpc::ClientContext::FromServerContext(caller);
  return stub.SayHello(context.get(), {}, &reply).ok();
}

void complete(grpc::CompletionQueue &queue) {
  void *tag;
  bool ok;
  while (queue.Next(&tag, &ok)) {
  }
}
