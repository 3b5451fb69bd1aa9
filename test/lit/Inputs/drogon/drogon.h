// What tests need of Drogon.
#ifndef DROGON_DROGON_H
#define DROGON_DROGON_H

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace drogon {

class HttpRequest;
class HttpResponse;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
enum class ReqResult { Ok, Timeout };
using HttpReqCallback = std::function<void(ReqResult, const HttpResponsePtr &)>;

class HttpClient {
public:
  virtual ~HttpClient() {}
  virtual void sendRequest(const HttpRequestPtr &req,
                           const HttpReqCallback &callback,
                           double timeout = 0) = 0;
  std::pair<ReqResult, HttpResponsePtr> sendRequest(const HttpRequestPtr &req,
                                                    double timeout = 0);
  int sendRequestCoro(HttpRequestPtr req, double timeout = 0);
};
using HttpClientPtr = std::shared_ptr<HttpClient>;

using AdviceCallback = std::function<void(const HttpResponsePtr &)>;
using AdviceChainCallback = std::function<void()>;
using FilterCallback = std::function<void(const HttpResponsePtr &)>;
using FilterChainCallback = std::function<void()>;
using MiddlewareCallback = std::function<void(const HttpResponsePtr &)>;
using MiddlewareNextCallback =
    std::function<void(std::function<void(const HttpResponsePtr &)> &&)>;
namespace internal {
struct HttpConstraint {
  HttpConstraint(const char *filterName);
};
} // namespace internal

class HttpAppFramework {
public:
  virtual void run() = 0;
  template <typename FUNCTION>
  HttpAppFramework &
  registerHandler(const std::string &pathPattern, FUNCTION &&function,
                  const std::vector<internal::HttpConstraint> &constraints = {},
                  const std::string &handlerName = "") {
    return *this;
  }
  template <typename FUNCTION>
  HttpAppFramework &registerHandlerViaRegex(
      const std::string &regExp, FUNCTION &&function,
      const std::vector<internal::HttpConstraint> &constraints = {},
      const std::string &handlerName = "") {
    return *this;
  }
  virtual HttpAppFramework &
  registerBeginningAdvice(const std::function<void()> &advice) = 0;
  virtual HttpAppFramework &registerSyncAdvice(
      const std::function<HttpResponsePtr(const HttpRequestPtr &)> &advice) = 0;
  virtual HttpAppFramework &registerPreRoutingAdvice(
      const std::function<void(const HttpRequestPtr &, AdviceCallback &&,
                               AdviceChainCallback &&)> &advice) = 0;
  virtual HttpAppFramework &registerPostRoutingAdvice(
      const std::function<void(const HttpRequestPtr &)> &advice) = 0;
  virtual HttpAppFramework &registerPreHandlingAdvice(
      const std::function<void(const HttpRequestPtr &)> &advice) = 0;
  virtual HttpAppFramework &registerPostHandlingAdvice(
      const std::function<void(const HttpRequestPtr &, const HttpResponsePtr &)>
          &advice) = 0;
  virtual HttpAppFramework &registerPreSendingAdvice(
      const std::function<void(const HttpRequestPtr &, const HttpResponsePtr &)>
          &advice) = 0;
};
HttpAppFramework &app();

template <typename T> class HttpController {
protected:
  template <typename FUNCTION>
  static void
  registerMethod(FUNCTION &&function, const std::string &pattern,
                 const std::vector<internal::HttpConstraint> &constraints = {},
                 bool classNameInPath = true,
                 const std::string &handlerName = "") {}
  template <typename FUNCTION>
  static void registerMethodViaRegex(
      FUNCTION &&function, const std::string &regExp,
      const std::vector<internal::HttpConstraint> &constraints = {},
      const std::string &handlerName = "") {}
};
#define METHOD_LIST_BEGIN static void initPathRouting() {
#define METHOD_ADD(method, pattern, ...)                                       \
  registerMethod(&method, pattern, {__VA_ARGS__}, true, #method)
#define ADD_METHOD_TO(method, path_pattern, ...)                               \
  registerMethod(&method, path_pattern, {__VA_ARGS__}, false, #method)
#define ADD_METHOD_VIA_REGEX(method, regex, ...)                               \
  registerMethodViaRegex(&method, regex, {__VA_ARGS__}, #method)
#define METHOD_LIST_END                                                        \
  return;                                                                      \
  }

class HttpSimpleControllerBase {
public:
  virtual void
  asyncHandleHttpRequest(const HttpRequestPtr &req,
                         std::function<void(const HttpResponsePtr &)> &&) = 0;
};
template <typename T>
class HttpSimpleController : public HttpSimpleControllerBase {};

class WebSocketConnection;
using WebSocketConnectionPtr = std::shared_ptr<WebSocketConnection>;
enum class WebSocketMessageType { Text, Binary };
class WebSocketControllerBase {
public:
  virtual void handleNewMessage(const WebSocketConnectionPtr &, std::string &&,
                                const WebSocketMessageType &) = 0;
  virtual void handleNewConnection(const HttpRequestPtr &,
                                   const WebSocketConnectionPtr &) = 0;
  virtual void handleConnectionClosed(const WebSocketConnectionPtr &) = 0;
};
template <typename T>
class WebSocketController : public WebSocketControllerBase {};

class HttpMiddlewareBase {
public:
  virtual void invoke(const HttpRequestPtr &req,
                      MiddlewareNextCallback &&nextCb,
                      MiddlewareCallback &&mcb) = 0;
};
template <typename T> class HttpMiddleware : public HttpMiddlewareBase {};
class HttpFilterBase : public HttpMiddlewareBase {
public:
  virtual void doFilter(const HttpRequestPtr &req, FilterCallback &&fcb,
                        FilterChainCallback &&fccb) = 0;

private:
  void invoke(const HttpRequestPtr &req, MiddlewareNextCallback &&nextCb,
              MiddlewareCallback &&mcb) final;
};
template <typename T> class HttpFilter : public HttpFilterBase {};

namespace orm {
class DbClient {
public:
  template <typename... Arguments>
  int execSqlSync(const std::string &sql, Arguments &&...args);
};
} // namespace orm
namespace nosql {
class RedisClient {
public:
  template <typename... Args> int execCommandSync(const char *cmd, Args &&...);
};
} // namespace nosql

} // namespace drogon

namespace trantor {
class EventLoop {
public:
  using Func = std::function<void()>;
  void runInLoop(Func &&f);
  void queueInLoop(Func &&f);
  unsigned long runAfter(double delay, Func &&cb);
  unsigned long runEvery(double interval, Func &&cb);
};
} // namespace trantor

#endif
