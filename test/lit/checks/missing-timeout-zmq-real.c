// REQUIRES: real-zmq
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <zmq.h>

int ask(void *context, char *answer) {
  void *socket = zmq_socket(context, ZMQ_REQ);
  zmq_connect(socket, "tcp://stock.example.com:5555");
  zmq_send(socket, "amount?", 7, 0);
  return zmq_recv(socket, answer, 100, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'socket' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const int limit = 5000;
  // CHECK-FIXES-NEXT: zmq_setsockopt(socket, ZMQ_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}

int bounded(void *context, char *answer) {
  int limit = 1000;
  void *socket = zmq_socket(context, ZMQ_REQ);
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &limit, sizeof limit);
  return zmq_recv(socket, answer, 100, 0);
}

int serve(void *context, char *request) {
  void *socket = zmq_socket(context, ZMQ_REP);
  return zmq_recv(socket, request, 100, 0);
}
