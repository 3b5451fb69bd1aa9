// What tests need of Thrift's servers: one header for its many.
#ifndef _THRIFT_TPROCESSOR_H_
#define _THRIFT_TPROCESSOR_H_ 1

#include <memory>
#include <string>

namespace apache {
namespace thrift {
namespace protocol {
class TProtocol;
}
class TProcessor {
public:
  virtual ~TProcessor() = default;
  virtual bool process(std::shared_ptr<protocol::TProtocol> in,
                       std::shared_ptr<protocol::TProtocol> out,
                       void *connectionContext) = 0;
};
class TDispatchProcessor : public TProcessor {
public:
  bool process(std::shared_ptr<protocol::TProtocol> in,
               std::shared_ptr<protocol::TProtocol> out,
               void *connectionContext) override;
};
} // namespace thrift
} // namespace apache

#endif
