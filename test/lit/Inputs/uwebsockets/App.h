// What tests need of uWebSockets 20.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace uWS {
enum OpCode { TEXT = 1, BINARY = 2 };
template <typename... T> using MoveOnlyFunction = std::function<T...>;
class HttpRequest {
public:
  std::string_view getUrl();
};
template <bool SSL> class HttpResponse {
public:
  HttpResponse *end(std::string_view data = {});
  HttpResponse *onAborted(MoveOnlyFunction<void()> &&handler);
  void onData(MoveOnlyFunction<void(std::string_view, bool)> &&handler);
};
template <bool SSL, bool isServer, typename USERDATA> class WebSocket {};
class Loop {
public:
  void defer(MoveOnlyFunction<void()> &&cb);
  static Loop *get();
};
template <bool SSL> class TemplatedApp {
public:
  template <typename UserData> struct WebSocketBehavior {
    MoveOnlyFunction<void(WebSocket<SSL, true, UserData> *)> open = nullptr;
    MoveOnlyFunction<void(WebSocket<SSL, true, UserData> *, std::string_view,
                          OpCode)>
        message = nullptr;
    MoveOnlyFunction<void(WebSocket<SSL, true, UserData> *, int,
                          std::string_view)>
        close = nullptr;
  };
  using Handler = MoveOnlyFunction<void(HttpResponse<SSL> *, HttpRequest *)>;
  template <typename UserData>
  TemplatedApp &&ws(std::string pattern,
                    WebSocketBehavior<UserData> &&behavior) {
    return static_cast<TemplatedApp &&>(*this);
  }
  TemplatedApp &&get(std::string pattern, Handler &&handler);
  TemplatedApp &&post(std::string pattern, Handler &&handler);
  TemplatedApp &&put(std::string pattern, Handler &&handler);
  TemplatedApp &&del(std::string pattern, Handler &&handler);
  TemplatedApp &&patch(std::string pattern, Handler &&handler);
  TemplatedApp &&options(std::string pattern, Handler &&handler);
  TemplatedApp &&any(std::string pattern, Handler &&handler);
  TemplatedApp &&listen(int port, MoveOnlyFunction<void(void *)> &&handler);
  TemplatedApp &&run();
};
typedef TemplatedApp<false> App;
} // namespace uWS
