// What tests need of AMQP-CPP.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace AMQP {
class Message;
using SuccessCallback = std::function<void()>;
using ErrorCallback = std::function<void(const char *message)>;
using MessageCallback = std::function<void(
    const Message &message, uint64_t deliveryTag, bool redelivered)>;
class DeferredConsumer {
public:
  DeferredConsumer &onReceived(const MessageCallback &callback);
  DeferredConsumer &onMessage(const MessageCallback &callback);
  DeferredConsumer &onSuccess(const SuccessCallback &callback);
  DeferredConsumer &onError(const ErrorCallback &callback);
};
class Channel {
public:
  DeferredConsumer &consume(const std::string &queue);
};
} // namespace AMQP
