// What tests need of oatpp 1.3: one header for its many. The macros are those of
// oatpp/codegen, for endpoints without or with one parameter.
#ifndef oatpp_hpp
#define oatpp_hpp

#include <functional>
#include <memory>
#include <string>

namespace oatpp {
namespace web {
namespace protocol::http {
namespace incoming {
class Request;
} // namespace incoming
namespace outgoing {
class Response;
} // namespace outgoing
} // namespace protocol::http
namespace server {
class HttpRequestHandler;
} // namespace server
} // namespace web

namespace async {
class Action {};
template <typename... Args> class CoroutineStarterForResult {};
class AbstractCoroutine {
public:
  virtual ~AbstractCoroutine() = default;
  virtual Action act() = 0;
};
template <class T> class Coroutine : public AbstractCoroutine {
public:
  typedef Action (T::*Function)();
  Action yieldTo(const Function &function) const;
  Action finish() const;
};
} // namespace async

namespace web::server {
class HttpRequestHandler {
public:
  using IncomingRequest = protocol::http::incoming::Request;
  using OutgoingResponse = protocol::http::outgoing::Response;
  virtual ~HttpRequestHandler() = default;
  virtual std::shared_ptr<OutgoingResponse>
  handle(const std::shared_ptr<IncomingRequest> &request);
  virtual async::CoroutineStarterForResult<
      const std::shared_ptr<OutgoingResponse> &>
  handleAsync(const std::shared_ptr<IncomingRequest> &request);
};
namespace interceptor {
class RequestInterceptor {
public:
  virtual std::shared_ptr<protocol::http::outgoing::Response>
  intercept(const std::shared_ptr<protocol::http::incoming::Request> &) = 0;
};
} // namespace interceptor

namespace api {
class Endpoint {
public:
  struct Info {
    std::string name, path, method;
  };
};
class ApiController {
public:
  using Endpoint = api::Endpoint;
  using OutgoingResponse = protocol::http::outgoing::Response;
  using EndpointInfoBuilder = std::function<std::shared_ptr<Endpoint::Info>()>;
  template <class T> struct Handler {
    typedef std::shared_ptr<OutgoingResponse> (T::*Method)(
        const std::shared_ptr<protocol::http::incoming::Request> &);
    static std::shared_ptr<Handler> createShared(T *controller, Method method);
  };
  template <class CoroutineT, class ControllerT>
  class HandlerCoroutine : public async::Coroutine<CoroutineT> {
  public:
    ControllerT *controller;
    std::shared_ptr<protocol::http::incoming::Request> request;
  };
  template <class T>
  std::shared_ptr<Endpoint>
  createEndpoint(const std::shared_ptr<Handler<T>> &handler,
                 const EndpointInfoBuilder &builder);
  std::shared_ptr<OutgoingResponse> createResponse(int status) const;
};
} // namespace api
} // namespace web::server
} // namespace oatpp

#define OATPP_MACRO_ENDPOINT(NAME, METHOD, PATH)                               \
  template <class T>                                                           \
  static std::shared_ptr<Handler<T>> Z__ENDPOINT_HANDLER_GET_INSTANCE_##NAME(  \
      T *controller) {                                                         \
    return Handler<T>::createShared(controller, &T::Z__PROXY_METHOD_##NAME);   \
  }                                                                            \
  EndpointInfoBuilder Z__CREATE_ENDPOINT_INFO_##NAME = []() {                  \
    auto info = std::make_shared<oatpp::web::server::api::Endpoint::Info>();   \
    info->path = PATH;                                                         \
    info->method = METHOD;                                                     \
    return info;                                                               \
  };                                                                           \
  const std::shared_ptr<oatpp::web::server::api::Endpoint> Z__ENDPOINT_##NAME = \
      createEndpoint(Z__ENDPOINT_HANDLER_GET_INSTANCE_##NAME(this),            \
                     Z__CREATE_ENDPOINT_INFO_##NAME);
#define OATPP_MACRO_ENDPOINT_0(NAME, METHOD, PATH)                             \
  OATPP_MACRO_ENDPOINT(NAME, METHOD, PATH)                                     \
  std::shared_ptr<oatpp::web::protocol::http::outgoing::Response>              \
  Z__PROXY_METHOD_##NAME(                                                      \
      const std::shared_ptr<oatpp::web::protocol::http::incoming::Request>     \
          &__request) {                                                        \
    (void)__request;                                                           \
    return NAME();                                                             \
  }                                                                            \
  std::shared_ptr<oatpp::web::protocol::http::outgoing::Response> NAME()
#define OATPP_MACRO_ENDPOINT_1(NAME, METHOD, PATH, PARAMETER)                  \
  OATPP_MACRO_ENDPOINT(NAME, METHOD, PATH)                                     \
  std::shared_ptr<oatpp::web::protocol::http::outgoing::Response>              \
  Z__PROXY_METHOD_##NAME(                                                      \
      const std::shared_ptr<oatpp::web::protocol::http::incoming::Request>     \
          &__request) {                                                        \
    return NAME(std::string());                                                \
  }                                                                            \
  std::shared_ptr<oatpp::web::protocol::http::outgoing::Response> NAME(        \
      const std::string &PARAMETER)
#define OATPP_MACRO_SELECT(_1, _2, NAME, ...) NAME
#define OATPP_MACRO_EXPAND(X) X
#define OATPP_MACRO_ENDPOINT_MACRO_0(METHOD, PATH, NAME)                       \
  OATPP_MACRO_EXPAND(OATPP_MACRO_ENDPOINT_0(NAME, METHOD, PATH))
#define OATPP_MACRO_ENDPOINT_MACRO_1(METHOD, PATH, NAME, PARAMETER)            \
  OATPP_MACRO_EXPAND(OATPP_MACRO_ENDPOINT_1(NAME, METHOD, PATH, PARAMETER))
#define ENDPOINT(METHOD, PATH, ...)                                            \
  OATPP_MACRO_EXPAND(OATPP_MACRO_SELECT(__VA_ARGS__,                           \
                                        OATPP_MACRO_ENDPOINT_MACRO_1,          \
                                        OATPP_MACRO_ENDPOINT_MACRO_0)(         \
      METHOD, PATH, __VA_ARGS__))
#define ENDPOINT_ASYNC(METHOD, PATH, NAME)                                     \
  class NAME : public HandlerCoroutine<NAME, __ControllerType>
#define ENDPOINT_ASYNC_INIT(NAME)                                              \
public:
#define ENDPOINT_INFO(NAME) void Z__ENDPOINT_INFO_##NAME(Endpoint::Info *info)

#endif
