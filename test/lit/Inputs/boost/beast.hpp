// What tests need of Boost.Beast.
#ifndef BOOST_BEAST_HPP
#define BOOST_BEAST_HPP

#include <boost/asio.hpp>

namespace boost {
namespace beast {

class flat_buffer {};

namespace detail {
template <class Handler, class... Args> struct bind_front_wrapper {};
} // namespace detail
template <class Handler, class... Args>
detail::bind_front_wrapper<Handler, Args...>
bind_front_handler(Handler &&handler, Args &&...args);

template <class Protocol> class basic_stream {
public:
  explicit basic_stream(asio::io_context &context);
  void expires_after(std::chrono::nanoseconds expiry_time);
  void connect(const typename Protocol::endpoint &ep);
  template <class Handler>
  void async_connect(const typename Protocol::endpoint &ep, Handler &&handler) {}
  template <class Buffers> std::size_t read_some(const Buffers &buffers);
  template <class Buffers> std::size_t write_some(const Buffers &buffers);
  template <class Buffers, class Handler>
  void async_read_some(const Buffers &buffers, Handler &&handler) {}
  template <class Buffers, class Handler>
  void async_write_some(const Buffers &buffers, Handler &&handler) {}
};
using tcp_stream = basic_stream<asio::ip::tcp>;

template <class NextLayer> class ssl_stream {
public:
  ssl_stream(asio::io_context &arg, asio::ssl::context &ctx);
  void handshake(int type);
  template <class Handler> void async_handshake(int type, Handler &&handler) {}
};

namespace http {
template <bool isRequest> struct message {};
template <class Stream, class DynamicBuffer, bool isRequest>
std::size_t read(Stream &stream, DynamicBuffer &buffer,
                 message<isRequest> &msg);
template <class Stream, class DynamicBuffer, bool isRequest>
std::size_t read_some(Stream &stream, DynamicBuffer &buffer,
                      message<isRequest> &msg);
template <class Stream, class DynamicBuffer, bool isRequest>
std::size_t read_header(Stream &stream, DynamicBuffer &buffer,
                        message<isRequest> &msg);
template <class Stream, bool isRequest>
std::size_t write(Stream &stream, const message<isRequest> &msg);
template <class Stream, bool isRequest>
std::size_t write_header(Stream &stream, const message<isRequest> &msg);
template <class Stream, class DynamicBuffer, bool isRequest, class Handler>
void async_read(Stream &stream, DynamicBuffer &buffer, message<isRequest> &msg,
                Handler &&handler) {}
template <class Stream, bool isRequest, class Handler>
void async_write(Stream &stream, const message<isRequest> &msg,
                 Handler &&handler) {}
template <class Stream, class DynamicBuffer, bool isRequest, class Handler>
void async_read_header(Stream &stream, DynamicBuffer &buffer,
                       message<isRequest> &msg, Handler &&handler) {}
} // namespace http

namespace websocket {
template <class NextLayer> class stream {
public:
  explicit stream(asio::io_context &context);
  NextLayer &next_layer();
  void handshake(std::string_view host, std::string_view target);
  template <class Handler>
  void async_handshake(std::string_view host, std::string_view target,
                       Handler &&handler) {}
  void accept();
  template <class Handler> void async_accept(Handler &&handler) {}
  template <class DynamicBuffer> std::size_t read(DynamicBuffer &buffer);
  template <class Buffers> std::size_t write(const Buffers &buffers);
  template <class DynamicBuffer, class Handler>
  void async_read(DynamicBuffer &buffer, Handler &&handler) {}
  template <class Buffers, class Handler>
  void async_write(const Buffers &buffers, Handler &&handler) {}
  void close(int reason);
  template <class Handler> void async_close(int reason, Handler &&handler) {}
};
} // namespace websocket

} // namespace beast
} // namespace boost

#endif
