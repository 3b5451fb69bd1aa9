// REQUIRES: real-cppzmq
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <zmq.hpp>

bool ask(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::req);
  zmq::message_t answer;
  socket.send(zmq::buffer(std::string("amount?")), zmq::send_flags::none);
  return socket.recv(answer).has_value();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'socket' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: socket.set(zmq::sockopt::rcvtimeo, 5000);
  // CHECK-FIXES-NEXT: return socket.recv(answer).has_value();
}

bool bounded(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::req);
  zmq::message_t answer;
  socket.set(zmq::sockopt::rcvtimeo, 1000);
  return socket.recv(answer).has_value();
}

bool serve(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::rep);
  zmq::message_t request;
  return socket.recv(request).has_value();
}
