// What tests need of Asio; standalone if ASIO_STANDALONE is defined.
#ifndef BOOST_ASIO_HPP
#define BOOST_ASIO_HPP

#include <chrono>
#ifdef __cpp_impl_coroutine
#include <coroutine>
#endif
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

struct any_io_executor {};
class io_context {
public:
  using executor_type = any_io_executor;
  executor_type get_executor();
  std::size_t run();
  std::size_t run_one();
  template <typename Rep, typename Period>
  std::size_t run_for(const std::chrono::duration<Rep, Period> &rel_time);
};

class thread_pool {
public:
  using executor_type = any_io_executor;
  thread_pool(std::size_t num_threads);
  executor_type get_executor();
  void join();
  void wait();
};

template <typename Executor> class strand {
public:
  strand() {}
};
template <typename Executor> strand<Executor> make_strand(const Executor &ex) {
  return {};
}

// The token is the last argument that is written.
template <typename CompletionToken> void post(CompletionToken &&token) {}
template <typename Executor, typename CompletionToken>
void post(const Executor &ex, CompletionToken &&token, int constraint = 0) {}
template <typename CompletionToken> void dispatch(CompletionToken &&token) {}
template <typename Executor, typename CompletionToken>
void dispatch(const Executor &ex, CompletionToken &&token, int constraint = 0) {
}
template <typename Executor, typename CompletionToken>
void defer(const Executor &ex, CompletionToken &&token, int constraint = 0) {}
template <typename Executor, typename T>
T bind_executor(const Executor &ex, T &&t) {
  return t;
}

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
  template <typename Buffers, typename Handler>
  void async_write_some(const Buffers &buffers, Handler &&handler) {}
  template <typename Buffers, typename Handler>
  void async_receive(const Buffers &buffers, Handler &&handler) {}
  template <typename Buffers, typename Handler>
  void async_send(const Buffers &buffers, Handler &&handler) {}
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
  template <typename Buffers, typename Handler>
  void async_receive_from(const Buffers &buffers,
                          endpoint_type &sender_endpoint, Handler &&handler) {}
  template <typename Buffers, typename Handler>
  void async_send_to(const Buffers &buffers, const endpoint_type &destination,
                     Handler &&handler) {}
};

struct detached_t {};
inline constexpr detached_t detached;
struct use_future_t {};
inline constexpr use_future_t use_future;
struct use_awaitable_t {};
inline constexpr use_awaitable_t use_awaitable;

#ifdef __cpp_impl_coroutine
template <typename T = void> class awaitable {
public:
  struct promise_type {
    awaitable get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  T await_resume();
};
template <typename Executor, typename T, typename CompletionToken>
void co_spawn(const Executor &ex, awaitable<T> a, CompletionToken &&token) {}
template <typename Executor, typename F, typename CompletionToken>
void co_spawn(const Executor &ex, F &&f, CompletionToken &&token) {}
#endif

template <typename Protocol> class basic_socket_acceptor {
public:
  basic_socket_acceptor(io_context &context,
                        const typename Protocol::endpoint &endpoint);
  typename Protocol::socket accept();
  template <typename MoveAcceptToken>
  void async_accept(MoveAcceptToken &&token, int constraint = 0) {}
#ifdef __cpp_impl_coroutine
  awaitable<typename Protocol::socket> async_accept(use_awaitable_t);
#endif
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
  template <typename WaitToken> void async_wait(WaitToken &&token) {}
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
  template <typename ResolveToken>
  void async_resolve(std::string_view host, std::string_view service,
                     ResolveToken &&token, int constraint = 0) {}
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
class context {
public:
  enum method { tls, tls_client, tls_server };
  context() = default;
  explicit context(method m);
};
template <typename Stream> class stream {
public:
  enum handshake_type { client, server };
  template <typename Arg> stream(Arg &&arg, context &ctx);
  void handshake(handshake_type type);
  void shutdown();
  template <typename Buffers> std::size_t write_some(const Buffers &buffers);
  template <typename Buffers> std::size_t read_some(const Buffers &buffers);
  template <typename Handler>
  void async_handshake(handshake_type type, Handler &&handler) {}
  template <typename Handler> void async_shutdown(Handler &&handler) {}
  template <typename Buffers, typename Handler>
  void async_read_some(const Buffers &buffers, Handler &&handler) {}
  template <typename Buffers, typename Handler>
  void async_write_some(const Buffers &buffers, Handler &&handler) {}
};
} // namespace ssl

template <typename Stream, typename Buffers>
std::size_t read(Stream &s, const Buffers &buffers);
template <typename Stream, typename Buffers, typename Handler>
void async_read(Stream &s, const Buffers &buffers, Handler &&handler,
                int constraint = 0) {}
template <typename Stream, typename Buffers, typename Handler>
void async_write(Stream &s, const Buffers &buffers, Handler &&handler,
                 int constraint = 0) {}
template <typename Stream, typename Allocator, typename Handler>
void async_read_until(Stream &s, basic_streambuf<Allocator> &b, char delim,
                      Handler &&handler) {}
template <typename Protocol, typename Handler>
void async_connect(basic_socket<Protocol> &s,
                   const ip::basic_resolver_results<Protocol> &endpoints,
                   Handler &&handler, int constraint = 0) {}
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
