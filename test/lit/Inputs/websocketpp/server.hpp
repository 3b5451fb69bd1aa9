// What tests need of WebSocket++ 0.8.
#ifndef WEBSOCKETPP_SERVER_HPP
#define WEBSOCKETPP_SERVER_HPP

#include <cstdint>
#include <functional>
#include <memory>

namespace websocketpp {
typedef std::weak_ptr<void> connection_hdl;
typedef std::function<void(connection_hdl)> open_handler;
typedef std::function<void(connection_hdl)> close_handler;
typedef std::function<void(connection_hdl)> fail_handler;
typedef std::function<void(connection_hdl)> http_handler;
typedef std::function<bool(connection_hdl)> validate_handler;
template <typename connection, typename config> class endpoint : public config {
public:
  struct message;
  typedef std::function<void(connection_hdl, std::shared_ptr<message>)>
      message_handler;
  void set_open_handler(open_handler h);
  void set_close_handler(close_handler h);
  void set_fail_handler(fail_handler h);
  void set_http_handler(http_handler h);
  void set_validate_handler(validate_handler h);
  void set_message_handler(message_handler h);
};
template <typename config>
class server : public endpoint<int, config> {
public:
  void listen(uint16_t port);
  void start_accept();
};
namespace config {
struct asio {
  void run();
};
} // namespace config
} // namespace websocketpp

#endif
