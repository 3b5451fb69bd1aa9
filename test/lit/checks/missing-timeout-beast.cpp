// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Boost.Beast: expires_after is for asynchronous operations only.

#include <boost/beast.hpp>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

//===-- Flagged -----------------------------------------------------------===//

void get(asio::io_context &context, const tcp::endpoint &server) {
  beast::tcp_stream stream(context);
  stream.expires_after(std::chrono::seconds(5));
  stream.connect(server);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' takes no limit and can wait for 127 s; use 'async_connect' [p99-missing-timeout]
}

void write(beast::tcp_stream &stream, http::message<true> &request) {
  http::write(stream, request);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write' takes no limit and can wait for ever; use 'http::async_write' [p99-missing-timeout]
}

void read(beast::tcp_stream &stream, beast::flat_buffer &buffer, http::message<false> &response) {
  http::read(stream, buffer, response);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read' takes no limit and can wait for ever; use 'http::async_read' [p99-missing-timeout]
}

void readHeader(beast::tcp_stream &stream, beast::flat_buffer &buffer, http::message<true> &request) {
  http::read_header(stream, buffer, request);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read_header' takes no limit and can wait for ever; use 'http::async_read' [p99-missing-timeout]
}

void writeSome(beast::tcp_stream &stream) {
  stream.write_some(asio::buffer("ok"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write_some' takes no limit and can wait for ever; use 'async_write_some' [p99-missing-timeout]
}

using Socket = beast::websocket::stream<beast::tcp_stream>;

void upgrade(Socket &socket) {
  socket.accept();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'accept' takes no limit and can wait for ever; use 'async_accept' [p99-missing-timeout]
}

void connectSocket(Socket &socket) {
  socket.handshake("example.com", "/");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'handshake' takes no limit and can wait for ever; use 'async_handshake' [p99-missing-timeout]
}

void push(Socket &socket) {
  socket.write(asio::buffer("hello"));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'write' takes no limit and can wait for ever; use 'async_write' [p99-missing-timeout]
}

void close(Socket &socket) {
  socket.close(1000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'close' takes no limit and can wait for ever; use 'async_close' [p99-missing-timeout]
}

void secure(beast::ssl_stream<beast::tcp_stream> &stream) {
  stream.handshake(0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'handshake' takes no limit and can wait for ever; use 'async_handshake' [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

void asynchronous(beast::tcp_stream &stream, const tcp::endpoint &server,
                  beast::flat_buffer &buffer, http::message<false> &response) {
  stream.expires_after(std::chrono::seconds(5));
  stream.async_connect(server, [](auto...) {});
  http::async_read(stream, buffer, response, [](auto...) {});
}

void asynchronousWrite(beast::tcp_stream &stream, const http::message<true> &request) {
  http::async_write(stream, request, [](auto...) {});
}

// The next message of a session may be long in coming.
void listen(Socket &socket, beast::flat_buffer &buffer) {
  while (socket.read(buffer)) {
  }
}

void listenAsynchronously(Socket &socket, beast::flat_buffer &buffer) {
  socket.async_read(buffer, [](auto...) {});
}

void upgradeAsynchronously(Socket &socket) {
  socket.async_accept([](auto...) {});
  socket.async_handshake("example.com", "/", [](auto...) {});
}

void pushAsynchronously(Socket &socket) {
  socket.async_write(asio::buffer("hello"), [](auto...) {});
}

void closeAsynchronously(Socket &socket) { socket.async_close(1000, [](auto...) {}); }

void secureAsynchronously(beast::ssl_stream<beast::tcp_stream> &stream) {
  stream.async_handshake(0, [](auto...) {});
}

// Not Beast's.
struct Buffer {
  void read(char *);
  void write(const char *);
  void close(int);
};
void ownTypes(Buffer &buffer, char *text) {
  buffer.read(text);
  buffer.write(text);
  buffer.close(0);
}
