// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Completion handlers of Beast are hot.

#include <boost/beast.hpp>

#include <future>
#include <memory>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::error_code;
using asio::ip::tcp;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(asio::io_context &context) : stream(context) {}

  void run() {
    asio::dispatch(asio::any_io_executor(), beast::bind_front_handler(&Session::read, shared_from_this()));
  }
  void read() {
    http::async_read(stream, buffer, request, beast::bind_front_handler(&Session::onRead, shared_from_this()));
  }
  void onRead(error_code, std::size_t) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-5]]:5: note: hot: runs when an operation of Beast completes
    reply();
  }

private:
  void reply() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-7]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE-14]]:5: note: hot: runs when an operation of Beast completes
    http::async_write(stream, response, beast::bind_front_handler(&Session::onWrite, shared_from_this(), true));
  }
  void onWrite(bool, error_code, std::size_t) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }

  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  http::message<true> request;
  http::message<false> response;
};

void streams(beast::tcp_stream &stream, beast::ssl_stream<beast::tcp_stream> &secure, http::message<true> &request,
             beast::flat_buffer &buffer) {
  stream.async_connect({}, [](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  stream.async_read_some(asio::mutable_buffer(), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:80: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  stream.async_write_some(asio::const_buffer(), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:79: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  secure.async_handshake(0, [](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  http::async_read_header(stream, buffer, request, [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:82: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

void sockets(websocket::stream<beast::tcp_stream> &socket, beast::flat_buffer &buffer) {
  socket.async_accept([](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_handshake("example.com", "/", [](error_code) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:63: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_read(buffer, [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:59: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  socket.async_write(asio::const_buffer(), [](error_code, std::size_t) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:74: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

class Warmup : public std::enable_shared_from_this<Warmup> {
public:
  // Of the same name as a handler elsewhere.
  void onRead(error_code, std::size_t) { answer().get(); }
};

void start(beast::tcp_stream &stream, asio::io_context &context) {
  answer().get();
  stream.async_connect({}, asio::use_future);
  std::make_shared<Session>(context)->run();
}
