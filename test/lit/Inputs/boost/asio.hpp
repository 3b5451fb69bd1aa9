// What tests need of Asio; standalone if ASIO_STANDALONE is defined.
#ifndef BOOST_ASIO_HPP
#define BOOST_ASIO_HPP

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#ifndef ASIO_STANDALONE
namespace boost {
#endif
namespace asio {

using error_code = std::error_code;

struct mutable_buffer {};
struct const_buffer {};
mutable_buffer buffer(char *data, std::size_t size);
const_buffer buffer(std::string_view data);
template <typename Allocator = int> class basic_streambuf {};
using streambuf = basic_streambuf<>;

class io_context {
public:
  using executor_type = int;
  std::size_t run();
  std::size_t run_one();
  template <typename Rep, typename Period>
  std::size_t run_for(const std::chrono::duration<Rep, Period> &rel_time);
};

class thread_pool {
public:
  thread_pool(std::size_t num_threads);
  void join();
  void wait();
};

template <typename Protocol> class basic_socket {
public:
  enum wait_type { wait_read, wait_write };
  using endpoint_type = typename Protocol::endpoint;
  void open(const Protocol &protocol = Protocol());
  void connect(const endpoint_type &peer_endpoint);
  error_code connect(const endpoint_type &peer_endpoint, error_code &ec);
  template <typename Handler>
  void async_connect(const endpoint_type &peer_endpoint, Handler &&handler) {}
  void wait(wait_type w);
  template <typename Handler> void async_wait(wait_type w, Handler &&handler) {}
  bool non_blocking() const;
  void non_blocking(bool mode);
  void native_non_blocking(bool mode);
  int native_handle();
};

template <typename Protocol>
class basic_stream_socket : public basic_socket<Protocol> {
public:
  explicit basic_stream_socket(io_context &context);
  template <typename Buffers> std::size_t send(const Buffers &buffers);
  template <typename Buffers> std::size_t receive(const Buffers &buffers);
  template <typename Buffers> std::size_t write_some(const Buffers &buffers);
  template <typename Buffers> std::size_t read_some(const Buffers &buffers);
  template <typename Buffers>
  std::size_t read_some(const Buffers &buffers, error_code &ec);
  template <typename Buffers, typename Handler>
  void async_read_some(const Buffers &buffers, Handler &&handler) {}
};

template <typename Protocol>
class basic_datagram_socket : public basic_socket<Protocol> {
public:
  explicit basic_datagram_socket(io_context &context);
  using endpoint_type = typename Protocol::endpoint;
  template <typename Buffers> std::size_t send(const Buffers &buffers);
  template <typename Buffers> std::size_t receive(const Buffers &buffers);
  template <typename Buffers>
  std::size_t send_to(const Buffers &buffers, const endpoint_type &destination);
  template <typename Buffers>
  std::size_t receive_from(const Buffers &buffers,
                           endpoint_type &sender_endpoint);
};

template <typename Protocol> class basic_socket_acceptor {
public:
  typename Protocol::socket accept();
};

template <typename Protocol> class basic_socket_iostream {
public:
  basic_socket_iostream();
  template <typename... T> explicit basic_socket_iostream(T... x);
  template <typename... T> void connect(T... x);
  template <typename Rep, typename Period>
  void expires_after(const std::chrono::duration<Rep, Period> &expiry_time);
  void expires_at(const std::chrono::steady_clock::time_point &expiry_time);
  template <typename Rep, typename Period>
  void expires_from_now(const std::chrono::duration<Rep, Period> &expiry_time);
};

template <typename Clock> class basic_waitable_timer {
public:
  basic_waitable_timer(io_context &context, std::chrono::milliseconds expiry);
  void wait();
};
using steady_timer = basic_waitable_timer<std::chrono::steady_clock>;

namespace ip {
template <typename Protocol> struct basic_endpoint {};
template <typename Protocol> struct basic_resolver_results {};
template <typename Protocol> class basic_resolver {
public:
  explicit basic_resolver(io_context &context);
  basic_resolver_results<Protocol> resolve(std::string_view host,
                                           std::string_view service);
};
class tcp {
public:
  using endpoint = basic_endpoint<tcp>;
  using socket = basic_stream_socket<tcp>;
  using acceptor = basic_socket_acceptor<tcp>;
  using resolver = basic_resolver<tcp>;
  using iostream = basic_socket_iostream<tcp>;
};
class udp {
public:
  using endpoint = basic_endpoint<udp>;
  using socket = basic_datagram_socket<udp>;
};
} // namespace ip

namespace ssl {
class context {};
template <typename Stream> class stream {
public:
  enum handshake_type { client, server };
  template <typename Arg> stream(Arg &&arg, context &ctx);
  void handshake(handshake_type type);
  void shutdown();
  template <typename Buffers> std::size_t write_some(const Buffers &buffers);
  template <typename Buffers> std::size_t read_some(const Buffers &buffers);
};
} // namespace ssl

template <typename Stream, typename Buffers>
std::size_t read(Stream &s, const Buffers &buffers);
template <typename Stream, typename Buffers, typename Handler>
void async_read(Stream &s, const Buffers &buffers, Handler &&handler) {}
template <typename Stream, typename Buffers>
std::size_t write(Stream &s, const Buffers &buffers);
template <typename Stream, typename Allocator>
std::size_t read_until(Stream &s, basic_streambuf<Allocator> &b, char delim);
template <typename Protocol>
typename Protocol::endpoint
connect(basic_socket<Protocol> &s,
        const ip::basic_resolver_results<Protocol> &endpoints);

} // namespace asio
#ifndef ASIO_STANDALONE
} // namespace boost
#endif

#endif
