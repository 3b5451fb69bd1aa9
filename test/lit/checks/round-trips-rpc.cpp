// RUN: %check_p99 %s p99-round-trip-per-iteration %t -- -I%inputs -I%inputs/protos
// Stubs and clients that are generated from the user's own interfaces.

#include <Orders.h>
#include <brpc/channel.h>
#include <greeter.grpc.pb.h>
#include <memory>
#include <vector>

using Names = std::vector<std::string>;

//===-- gRPC --------------------------------------------------------------===//

void greet(hello::Greeter::Stub &Stub, const Names &All) {
  for (const std::string &Name : All) {
    grpc::ClientContext Context;
    hello::HelloRequest Request;
    hello::HelloReply Reply;
    Request.set_name(Name);
    Stub.SayHello(&Context, Request, &Reply);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'SayHello' is one gRPC round trip for each element; take a list in the request, or send all before waiting [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-7]]:3: note: the loop starts here
  }
}

class Client {
public:
  bool greet(const std::string &Name) {
    grpc::ClientContext Context;
    hello::HelloRequest Request;
    hello::HelloReply Reply;
    Request.set_name(Name);
    return Stub->SayHello(&Context, Request, &Reply).ok();
  }
  void greetAll(const Names &All) {
    for (const std::string &Name : All)
      greet(Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'greet' is one gRPC round trip for each element; {{.*}} [p99-round-trip-per-iteration]
    // CHECK-NOTES: :[[@LINE-6]]:18: note: it calls 'SayHello' here
  }

private:
  std::unique_ptr<hello::Greeter::StubInterface> Stub;
};

// Another service in each round.
void everywhere(const std::vector<std::unique_ptr<hello::Greeter::Stub>> &All) {
  for (size_t I = 0; I < All.size(); ++I) {
    grpc::ClientContext Context;
    hello::HelloRequest Request;
    hello::HelloReply Reply;
    Request.set_name(std::to_string(I));
    All[I]->SayHello(&Context, Request, &Reply);
  }
}

// Opens a stream and comes back.
void streams(hello::Greeter::Stub &Stub, const Names &All) {
  for (const std::string &Name : All) {
    grpc::ClientContext Context;
    hello::HelloRequest Request;
    Request.set_name(Name);
    auto Reader = Stub.SayHellos(&Context, Request);
  }
}

//===-- Thrift ------------------------------------------------------------===//

int32_t sum(shop::OrdersClient &Orders, const Names &All) {
  int32_t Sum = 0;
  for (const std::string &Name : All)
    Sum += Orders.price(Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'price' is one Thrift round trip for each element; take a list as argument, or send all before receiving [p99-round-trip-per-iteration]
  return Sum;
}

void sendsAll(shop::OrdersClient &Orders, const Names &All) {
  for (const std::string &Name : All)
    Orders.send_price(Name);
  for (size_t I = 0; I < All.size(); ++I)
    Orders.recv_price();
}

// Oneway: it reads no answer.
void pings(shop::OrdersClient &Orders, int Count) {
  for (int I = 0; I < Count; ++I)
    Orders.ping();
}

// A client or the service itself.
int32_t through(shop::OrdersIf &Orders, const Names &All) {
  int32_t Sum = 0;
  for (const std::string &Name : All)
    Sum += Orders.price(Name);
  return Sum;
}

using apache::thrift::protocol::TProtocol;
void connects(const std::vector<std::shared_ptr<TProtocol>> &Servers) {
  for (const std::shared_ptr<TProtocol> &Server : Servers)
    shop::OrdersClient(Server).price("a");
}

//===-- brpc --------------------------------------------------------------===//

class EchoRequest {
public:
  void set_text(const std::string &text);
};
class EchoResponse {};
class EchoService_Stub {
public:
  void Echo(::google::protobuf::RpcController *controller,
            const EchoRequest *request, EchoResponse *response,
            ::google::protobuf::Closure *done);
};

void echo(EchoService_Stub &Stub, const Names &All) {
  for (const std::string &Name : All) {
    brpc::Controller Controller;
    EchoRequest Request;
    EchoResponse Response;
    Request.set_text(Name);
    Stub.Echo(&Controller, &Request, &Response, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Echo' is one brpc round trip for each element; {{.*}} [p99-round-trip-per-iteration]
  }
}

void echoLater(EchoService_Stub &Stub, const Names &All,
               google::protobuf::Closure *Done) {
  for (const std::string &Name : All) {
    auto *Controller = new brpc::Controller;
    EchoRequest Request;
    Request.set_text(Name);
    Stub.Echo(Controller, &Request, new EchoResponse, Done);
  }
}
