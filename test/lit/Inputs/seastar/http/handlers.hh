// What tests need of Seastar's HTTP server: one header for its many.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace seastar {
using sstring = std::string;
template <typename T> class future {};
namespace http {
struct request {};
struct reply {};
} // namespace http
namespace httpd {
class handler_base {
public:
  virtual ~handler_base() = default;
  virtual future<std::unique_ptr<http::reply>>
  handle(const sstring &path, std::unique_ptr<http::request> req,
         std::unique_ptr<http::reply> rep) = 0;
};
using const_req = const http::request &;
typedef std::function<sstring(const_req req)> request_function;
class function_handler : public handler_base {
public:
  function_handler(const request_function &_handle, const sstring &type);
  future<std::unique_ptr<http::reply>>
  handle(const sstring &path, std::unique_ptr<http::request> req,
         std::unique_ptr<http::reply> rep) override;
};
enum operation_type { GET, POST };
class routes {
public:
  routes &put(operation_type type, const sstring &url, handler_base *handler);
};
} // namespace httpd
} // namespace seastar
