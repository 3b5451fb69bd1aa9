// REQUIRES: real-boost
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <boost/beast.hpp>

namespace http = boost::beast::http;

void readFrom(boost::beast::tcp_stream &stream, boost::beast::flat_buffer &buffer,
              http::response<http::string_body> &response) {
  stream.expires_after(std::chrono::seconds(5));
  http::read(stream, buffer, response);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'read' takes no limit and can wait for ever; use 'http::async_read' [p99-missing-timeout]
}

void asynchronous(boost::beast::tcp_stream &stream, boost::beast::flat_buffer &buffer,
                  http::response<http::string_body> &response) {
  stream.expires_after(std::chrono::seconds(5));
  http::async_read(stream, buffer, response, [](boost::system::error_code, std::size_t) {});
}
