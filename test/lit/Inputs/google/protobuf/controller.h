// What a call of protobuf's generic services is given.
#ifndef GOOGLE_PROTOBUF_CONTROLLER_H
#define GOOGLE_PROTOBUF_CONTROLLER_H

namespace google {
namespace protobuf {
class Closure {
public:
  virtual ~Closure();
  virtual void Run() = 0;
};
class RpcController {
public:
  virtual ~RpcController();
  virtual bool Failed() const = 0;
};
} // namespace protobuf
} // namespace google

#endif
