// What tests need of Pistache 0.0.5: one header for its many.
#ifndef PISTACHE_ENDPOINT_H
#define PISTACHE_ENDPOINT_H

#include <functional>
#include <memory>
#include <string>
#include <type_traits>

namespace Pistache {
namespace Http {
enum class Code { Ok = 200 };
class Request {};
class ResponseWriter {
public:
  void send(Code code, const std::string &body = "");
};
class Handler {
public:
  virtual void onRequest(const Request &request, ResponseWriter response) = 0;
  virtual void onTimeout(const Request &request, ResponseWriter response);
  virtual ~Handler();
};
class Endpoint {
public:
  void setHandler(const std::shared_ptr<Handler> &handler);
  void serve();
};
} // namespace Http
namespace Rest {
class Request : public Http::Request {};
struct Route {
  enum class Result { Ok, Failure };
  typedef std::function<Result(const Request, Http::ResponseWriter)> Handler;
  typedef std::function<bool(Http::Request &req, Http::ResponseWriter &resp)>
      Middleware;
};
class Router {
public:
  void addMiddleware(Route::Middleware middleware);
  void addCustomHandler(std::string resource, Route::Handler handler);
};
namespace Routes {
void Get(Router &router, const std::string &resource, Route::Handler handler);
void Post(Router &router, const std::string &resource, Route::Handler handler);
void Put(Router &router, const std::string &resource, Route::Handler handler);
void Patch(Router &router, const std::string &resource, Route::Handler handler);
void Delete(Router &router, const std::string &resource,
            Route::Handler handler);
void Options(Router &router, const std::string &resource,
             Route::Handler handler);
void Head(Router &router, const std::string &resource, Route::Handler handler);
void NotFound(Router &router, Route::Handler handler);

template <typename Result, typename Cls, typename... Args, typename Obj>
Route::Handler bind(Result (Cls::*func)(Args...), Obj obj) {
  return [=](const Rest::Request &request, Http::ResponseWriter response) {
    (obj->*func)(request, std::move(response));
    return Route::Result::Ok;
  };
}
template <typename Result, typename... Args>
Route::Handler bind(Result (*func)(Args...)) {
  return [=](const Rest::Request &request, Http::ResponseWriter response) {
    func(request, std::move(response));
    return Route::Result::Ok;
  };
}
template <typename Cls, typename... Args, typename Obj>
Route::Middleware middleware(bool (Cls::*func)(Args...), Obj obj) {
  return [=](Http::Request &request, Http::ResponseWriter &response) {
    return (obj->*func)(request, response);
  };
}
} // namespace Routes
} // namespace Rest
} // namespace Pistache

#endif
