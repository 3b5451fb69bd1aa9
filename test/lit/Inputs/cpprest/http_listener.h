// What tests need of the C++ REST SDK: one header for its many.
#ifndef CASA_HTTP_LISTENER_H
#define CASA_HTTP_LISTENER_H

#include <functional>
#include <string>

namespace pplx {
template <typename _ReturnType> class task {
public:
  template <typename _Function> task<int> then(_Function &&_Func) const {
    return {};
  }
  void wait() const;
  _ReturnType get() const;
};
template <typename _Ty> task<int> create_task(_Ty _Param) { return {}; }
} // namespace pplx

namespace web {
namespace http {
typedef std::string method;
class methods {
public:
  static const method GET;
  static const method POST;
};
class http_request {
public:
  pplx::task<int> reply(int status);
};
namespace experimental {
namespace listener {
class http_listener {
public:
  void support(const std::function<void(http_request)> &handler);
  void support(const http::method &method,
               const std::function<void(http_request)> &handler);
  pplx::task<void> open();
};
} // namespace listener
} // namespace experimental
} // namespace http
} // namespace web

#endif
