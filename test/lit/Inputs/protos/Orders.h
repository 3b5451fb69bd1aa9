// What the Thrift compiler generates for a service that extends another.
#ifndef Orders_H
#define Orders_H

#include <cstdint>
#include <thrift/TProcessor.h>

namespace shop {

class HealthIf {
public:
  virtual ~HealthIf() {}
  virtual void ping() = 0;
};
class HealthProcessor : public ::apache::thrift::TDispatchProcessor {
public:
  HealthProcessor(::std::shared_ptr<HealthIf> iface);
};

class OrdersIf : virtual public HealthIf {
public:
  virtual ~OrdersIf() {}
  virtual int32_t price(const std::string &id) = 0;
  virtual void get(std::string &_return, const int32_t id) = 0;
};
class OrdersClient : virtual public OrdersIf {
public:
  OrdersClient(std::shared_ptr<::apache::thrift::protocol::TProtocol> prot);
  void ping() override;
  int32_t price(const std::string &id) override;
  void send_price(const std::string &id);
  int32_t recv_price();
  void get(std::string &_return, const int32_t id) override;
  void send_get(const int32_t id);
  void recv_get(std::string &_return);
};
class OrdersProcessor : public HealthProcessor {
public:
  OrdersProcessor(::std::shared_ptr<OrdersIf> iface);
};

// Looks like one, but is none.
class ShapeIf {
public:
  virtual ~ShapeIf() {}
  virtual int area() = 0;
};
class ShapeProcessor {
public:
  ShapeProcessor(::std::shared_ptr<ShapeIf> iface);
};

} // namespace shop

#endif
