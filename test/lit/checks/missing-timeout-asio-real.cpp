// REQUIRES: real-boost
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <boost/asio.hpp>

using boost::asio::ip::tcp;

void connectTo(boost::asio::io_context &context, const tcp::endpoint &server) {
  tcp::socket socket(context);
  socket.connect(server);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' takes no limit and can wait for 127 s; use 'async_connect' [p99-missing-timeout]
}

std::size_t readFrom(tcp::socket &socket, char *answer) {
  return boost::asio::read(socket, boost::asio::buffer(answer, 100));
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'read' takes no limit and can wait for ever; use 'async_read' [p99-missing-timeout]
}

std::size_t nonBlocking(boost::asio::io_context &context, char *answer) {
  tcp::socket socket(context);
  socket.non_blocking(true);
  return socket.read_some(boost::asio::buffer(answer, 100));
}

void asynchronous(tcp::socket &socket, char *answer) {
  socket.async_read_some(boost::asio::buffer(answer, 100),
                         [](boost::system::error_code, std::size_t) {});
}
