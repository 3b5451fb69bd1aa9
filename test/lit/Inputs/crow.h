// What tests need of Crow 1.2.
#ifndef CROW_H
#define CROW_H

#include <cstdint>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

namespace crow {

struct request {
  std::string url, body;
};
struct response {
  int code;
  std::string body;
  explicit response(int code);
  void end();
};
enum class HTTPMethod { Get, Post };

template <typename T> struct RuleParameterTraits {
  template <typename... MethodArgs>
  T &methods(HTTPMethod method, MethodArgs... args_method) {
    return static_cast<T &>(*this);
  }
};
class BaseRule {
public:
  virtual ~BaseRule() = default;
};
class CatchallRule {
public:
  template <typename Func> void operator()(Func &&f) {}
};
namespace websocket {
struct connection {};
} // namespace websocket
class WebSocketRule : public BaseRule {
public:
  template <typename Func> WebSocketRule &onopen(Func f) { return *this; }
  template <typename Func> WebSocketRule &onmessage(Func f) { return *this; }
  template <typename Func> WebSocketRule &onclose(Func f) { return *this; }
  template <typename Func> WebSocketRule &onerror(Func f) { return *this; }
};
class DynamicRule : public BaseRule, public RuleParameterTraits<DynamicRule> {
public:
  template <typename Func> void operator()(Func f) {}
};
template <typename... Args>
class TaggedRule : public BaseRule,
                   public RuleParameterTraits<TaggedRule<Args...>> {
public:
  template <typename Func> void operator()(Func &&f) {}
  template <typename App> WebSocketRule &websocket(App *app);
};

namespace black_magic {
constexpr uint64_t get_parameter_tag(const char *s) { return 0; }
} // namespace black_magic

template <typename... Middlewares> class Crow {
public:
  template <uint64_t Tag> TaggedRule<> &route(const std::string &rule);
  DynamicRule &route_dynamic(const std::string &rule);
  CatchallRule &catchall_route();
  template <typename Duration, typename Func>
  Crow &tick(Duration d, Func f) {
    return *this;
  }
  Crow &port(std::uint16_t port);
  Crow &multithreaded();
  void run();
};
template <typename... Middlewares> using App = Crow<Middlewares...>;
using SimpleApp = Crow<>;

} // namespace crow

#define CROW_ROUTE(app, url)                                                   \
  app.template route<crow::black_magic::get_parameter_tag(url)>(url)
#define CROW_WEBSOCKET_ROUTE(app, url)                                         \
  app.route<crow::black_magic::get_parameter_tag(url)>(url)                    \
      .websocket<std::remove_reference<decltype(app)>::type>(&app)
#define CROW_CATCHALL_ROUTE(app) app.catchall_route()

#endif
