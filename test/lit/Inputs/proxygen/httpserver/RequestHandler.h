// What tests need of proxygen: one header for its many.
#ifndef PROXYGEN_REQUESTHANDLER_H
#define PROXYGEN_REQUESTHANDLER_H

#include <memory>

namespace folly {
class IOBuf;
class EventBase;
} // namespace folly

namespace proxygen {

class HTTPMessage;
class HTTPServerRequest;
enum class UpgradeProtocol { TCP };
enum ProxygenError { kErrorNone };

class RequestHandler {
public:
  virtual void onRequest(std::unique_ptr<HTTPMessage> headers) noexcept = 0;
  virtual void onBody(std::unique_ptr<folly::IOBuf> body) noexcept = 0;
  virtual void onUpgrade(UpgradeProtocol prot) noexcept = 0;
  virtual void onEOM() noexcept = 0;
  virtual void requestComplete() noexcept = 0;
  virtual void onError(ProxygenError err) noexcept = 0;
  virtual ~RequestHandler() = default;
};
class RequestHandlerFactory {
public:
  virtual void onServerStart(folly::EventBase *evb) noexcept = 0;
  virtual void onServerStop() noexcept = 0;
  virtual RequestHandler *onRequest(RequestHandler *handler,
                                    HTTPMessage *message) noexcept = 0;
};
class HTTPException;
class HTTPTransactionHandler {
public:
  virtual void
  onHeadersComplete(std::unique_ptr<HTTPMessage> msg) noexcept = 0;
  virtual void onBody(std::unique_ptr<folly::IOBuf> chain) noexcept = 0;
  virtual void onEOM() noexcept = 0;
  virtual void onError(const HTTPException &error) noexcept = 0;
};

} // namespace proxygen

#endif
