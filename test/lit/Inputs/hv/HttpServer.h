// What tests need of libhv: one header for its many.
#ifndef HV_HTTP_SERVER_H_
#define HV_HTTP_SERVER_H_

#include <functional>
#include <memory>
#include <string>

class HttpRequest;
class HttpResponse;

namespace hv {
struct HttpContext {
  int send(const std::string &str);
};
typedef std::shared_ptr<HttpContext> HttpContextPtr;
struct HttpService {
  template <typename Handler> void Use(Handler handlerFunc) {}
  template <typename Handler>
  void Handle(const char *httpMethod, const char *relativePath,
              Handler handlerFunc) {}
  template <typename Handler>
  void GET(const char *relativePath, Handler handlerFunc) {}
  template <typename Handler>
  void POST(const char *relativePath, Handler handlerFunc) {}
  template <typename Handler>
  void PUT(const char *relativePath, Handler handlerFunc) {}
  template <typename Handler>
  void Delete(const char *relativePath, Handler handlerFunc) {}
  template <typename Handler>
  void PATCH(const char *relativePath, Handler handlerFunc) {}
  template <typename Handler>
  void Any(const char *relativePath, Handler handlerFunc) {}
};
class HttpServer {
public:
  void registerHttpService(HttpService *service);
  int run(const char *ip_port = nullptr, bool wait = true);
};
} // namespace hv

#endif
