// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// cppzmq: the option is a constant of its own type.

#include <zmq.hpp>

//===-- Flagged, fixed ----------------------------------------------------===//

bool ask(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::req);
  zmq::message_t answer;
  socket.connect("tcp://stock.example.com:5555");
  socket.send(zmq::buffer("amount?"), zmq::send_flags::none);
  auto size = socket.recv(answer);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'socket' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: socket.set(zmq::sockopt::rcvtimeo, 5000);
  // CHECK-FIXES-NEXT: auto size = socket.recv(answer);
  return size.has_value();
}

// -1 is for ever.
bool push(zmq::context_t &context) {
  zmq::socket_t socket(context, ZMQ_PUSH);
  socket.set(zmq::sockopt::sndtimeo, -1);
  return socket.send(zmq::buffer("done")).has_value();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'socket' can wait for its peer for ever; set a send timeout [p99-missing-timeout]
  // CHECK-FIXES: socket.set(zmq::sockopt::sndtimeo, 5000);
  // CHECK-FIXES-NEXT: return socket.send(zmq::buffer("done")).has_value();
}

//===-- Not flagged -------------------------------------------------------===//

bool bounded(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::req);
  zmq::message_t answer;
  socket.set(zmq::sockopt::rcvtimeo, 1000);
  socket.send(zmq::buffer("amount?"));
  return socket.recv(answer).has_value();
}

bool boundedByNumber(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::req);
  zmq::message_t answer;
  socket.setsockopt(ZMQ_RCVTIMEO, 1000);
  return socket.recv(answer).has_value();
}

bool doNotWait(zmq::context_t &context) {
  zmq::socket_t socket(context, zmq::socket_type::req);
  zmq::socket_t pusher(context, zmq::socket_type::push);
  zmq::message_t answer;
  pusher.send(zmq::buffer("done"), zmq::send_flags::dontwait);
  return socket.recv(answer, zmq::recv_flags::dontwait).has_value();
}

void serve(zmq::context_t &context) {
  zmq::socket_t server(context, zmq::socket_type::rep);
  zmq::message_t request;
  server.bind("tcp://*:5555");
  while (server.recv(request))
    server.send(zmq::buffer("0"));
}

void loop(zmq::pollitem_t *items, zmq::socket_ref front, zmq::socket_ref back) {
  zmq::poll(items, 2, -1);
  zmq::proxy(front, back);
}
