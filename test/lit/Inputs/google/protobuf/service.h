// What tests need of protobuf's generic services, with a generated one.
#ifndef GOOGLE_PROTOBUF_SERVICE_H__
#define GOOGLE_PROTOBUF_SERVICE_H__

#include "google/protobuf/controller.h"

namespace google {
namespace protobuf {
class Service {
public:
  virtual ~Service();
};
class RpcChannel {
public:
  virtual ~RpcChannel();
};
} // namespace protobuf
} // namespace google

namespace shop {
struct OrderRequest {};
struct OrderReply {};
class OrderService : public google::protobuf::Service {
public:
  virtual void Get(google::protobuf::RpcController *controller,
                   const OrderRequest *request, OrderReply *response,
                   google::protobuf::Closure *done);
};
class OrderService_Stub : public OrderService {
public:
  OrderService_Stub(google::protobuf::RpcChannel *channel);
  void Get(google::protobuf::RpcController *controller,
           const OrderRequest *request, OrderReply *response,
           google::protobuf::Closure *done) override;
};
} // namespace shop

#endif
