// What tests need of userver: one header for its many.
#pragma once

#include <string>

namespace userver {
namespace components {
class ComponentConfig;
class ComponentContext;
} // namespace components
namespace formats::json {
class Value {};
} // namespace formats::json
namespace server {
namespace http {
class HttpRequest {};
} // namespace http
namespace request {
class RequestContext;
} // namespace request
namespace handlers {
class HttpHandlerBase {
public:
  HttpHandlerBase(const components::ComponentConfig &,
                  const components::ComponentContext &);
  virtual ~HttpHandlerBase();
  virtual std::string HandleRequestThrow(const http::HttpRequest &request,
                                         request::RequestContext &) const;
};
class HttpHandlerJsonBase : public HttpHandlerBase {
public:
  using HttpHandlerBase::HttpHandlerBase;
  virtual formats::json::Value
  HandleRequestJsonThrow(const http::HttpRequest &request,
                         const formats::json::Value &request_json,
                         request::RequestContext &context) const = 0;
  std::string HandleRequestThrow(const http::HttpRequest &request,
                                 request::RequestContext &) const final;
};
} // namespace handlers
} // namespace server
} // namespace userver
