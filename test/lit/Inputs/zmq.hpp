// What tests need of cppzmq 4.9.
#ifndef __ZMQ_HPP_INCLUDED__
#define __ZMQ_HPP_INCLUDED__

#include <zmq.h>

#include <chrono>
#include <optional>
#include <string_view>

namespace zmq {

using pollitem_t = zmq_pollitem_t;
using recv_result_t = std::optional<size_t>;
using send_result_t = std::optional<size_t>;

class context_t {
public:
  context_t();
};

class message_t {
public:
  message_t();
};

class const_buffer {
public:
  const_buffer(const void *p, size_t n);
};
const_buffer buffer(std::string_view data);

enum class socket_type : int {
  req = ZMQ_REQ,
  rep = ZMQ_REP,
  dealer = ZMQ_DEALER,
  router = ZMQ_ROUTER,
  pub = ZMQ_PUB,
  sub = ZMQ_SUB,
  push = ZMQ_PUSH,
  pull = ZMQ_PULL
};

enum class recv_flags : int { none = 0, dontwait = ZMQ_DONTWAIT };
enum class send_flags : int {
  none = 0,
  dontwait = ZMQ_DONTWAIT,
  sndmore = ZMQ_SNDMORE
};
constexpr send_flags operator|(send_flags a, send_flags b) noexcept {
  return static_cast<send_flags>(static_cast<int>(a) | static_cast<int>(b));
}

namespace sockopt {
template <int Opt, class T, bool BoolUnit = false> struct integral_option {};
using rcvtimeo_t = integral_option<ZMQ_RCVTIMEO, int, false>;
using sndtimeo_t = integral_option<ZMQ_SNDTIMEO, int, false>;
using linger_t = integral_option<ZMQ_LINGER, int, false>;
inline constexpr rcvtimeo_t rcvtimeo{};
inline constexpr sndtimeo_t sndtimeo{};
inline constexpr linger_t linger{};
} // namespace sockopt

namespace detail {
class socket_base {
public:
  template <typename T> void setsockopt(int option_, T const &optval);
  void setsockopt(int option_, const void *optval_, size_t optvallen_);
  template <int Opt, class T, bool BoolUnit>
  void set(sockopt::integral_option<Opt, T, BoolUnit> opt, const T &val);
  void connect(const char *addr_);
  void bind(const char *addr_);
  send_result_t send(const_buffer buf, send_flags flags = send_flags::none);
  send_result_t send(message_t &msg, send_flags flags);
  recv_result_t recv(message_t &msg, recv_flags flags = recv_flags::none);
};
} // namespace detail

class socket_ref : public detail::socket_base {};

class socket_t : public detail::socket_base {
public:
  socket_t(context_t &context_, int type_);
  socket_t(context_t &context_, socket_type type_);
  socket_t(socket_t &&rhs) noexcept;
  ~socket_t();
};

int poll(zmq_pollitem_t *items_, size_t nitems_, long timeout_ = -1);
int poll(zmq_pollitem_t *items, size_t nitems,
         std::chrono::milliseconds timeout);
void proxy(socket_ref frontend, socket_ref backend,
           socket_ref capture = socket_ref());

} // namespace zmq

#endif
