// What tests need of IXWebSocket: one header for its many.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace ix {
class ConnectionState;
class WebSocketMessage;
using WebSocketMessagePtr = std::unique_ptr<WebSocketMessage>;
using OnMessageCallback = std::function<void(const WebSocketMessagePtr &)>;
class WebSocket {
public:
  void setOnMessageCallback(const OnMessageCallback &callback);
};
class WebSocketServer {
public:
  using OnConnectionCallback = std::function<void(
      std::weak_ptr<WebSocket>, std::shared_ptr<ConnectionState>)>;
  using OnClientMessageCallback =
      std::function<void(std::shared_ptr<ConnectionState>, WebSocket &,
                         const WebSocketMessagePtr &)>;
  void setOnConnectionCallback(const OnConnectionCallback &callback);
  void setOnClientMessageCallback(const OnClientMessageCallback &callback);
};
class HttpRequest;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
class HttpResponse;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
class HttpServer {
public:
  using OnConnectionCallback = std::function<HttpResponsePtr(
      HttpRequestPtr, std::shared_ptr<ConnectionState>)>;
  void setOnConnectionCallback(const OnConnectionCallback &callback);
};
} // namespace ix
