// What protoc generates for a service with one unary and one streaming call.
#ifndef GREETER_GRPC_PB_H
#define GREETER_GRPC_PB_H

#include <grpcpp/grpcpp.h>

namespace hello {

class HelloRequest {
public:
  void set_name(const std::string &name);
};
class HelloReply {
public:
  const std::string &message() const;
};

class Greeter final {
public:
  class StubInterface {
  public:
    virtual ~StubInterface() {}
    virtual ::grpc::Status SayHello(::grpc::ClientContext *context,
                                    const HelloRequest &request,
                                    HelloReply *response) = 0;
  };
  class Stub final : public StubInterface {
  public:
    Stub(const std::shared_ptr<::grpc::ChannelInterface> &channel);
    ::grpc::Status SayHello(::grpc::ClientContext *context,
                            const HelloRequest &request,
                            HelloReply *response) override;
    std::unique_ptr<::grpc::ClientReader<HelloReply>>
    SayHellos(::grpc::ClientContext *context, const HelloRequest &request);
  };
  static std::unique_ptr<Stub>
  NewStub(const std::shared_ptr<::grpc::ChannelInterface> &channel);

  class Service {
  public:
    virtual ~Service();
    virtual ::grpc::Status SayHello(::grpc::ServerContext *context,
                                    const HelloRequest *request,
                                    HelloReply *response);
    virtual ::grpc::Status
    SayHellos(::grpc::ServerContext *context,
              ::grpc::ServerReader<HelloRequest> *reader,
              HelloReply *response);
  };
  template <class BaseClass>
  class WithCallbackMethod_SayHello : public BaseClass {
  public:
    virtual ::grpc::ServerUnaryReactor *
    SayHello(::grpc::CallbackServerContext *, const HelloRequest *,
             HelloReply *) {
      return nullptr;
    }
  };
  typedef WithCallbackMethod_SayHello<Service> CallbackService;
};

} // namespace hello

#endif
