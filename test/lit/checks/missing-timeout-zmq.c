// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// ZeroMQ: a requester waits for its answer, everyone else for work.

#include <zmq.h>

//===-- Flagged, fixed ----------------------------------------------------===//

int ask(void *context, char *answer) {
  void *socket = zmq_socket(context, ZMQ_REQ);
  zmq_connect(socket, "tcp://stock.example.com:5555");
  zmq_send(socket, "amount?", 7, 0);
  int size = zmq_recv(socket, answer, 100, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'socket' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const int limit = 5000;
  // CHECK-FIXES-NEXT: zmq_setsockopt(socket, ZMQ_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  // CHECK-FIXES-NEXT: int size = zmq_recv(socket, answer, 100, 0);
  zmq_close(socket);
  return size;
}

int askWithMessage(void *context, zmq_msg_t *message) {
  void *socket = zmq_socket(context, ZMQ_REQ);
  zmq_connect(socket, "tcp://stock.example.com:5555");
  zmq_msg_send(message, socket, 0);
  return zmq_msg_recv(message, socket, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'socket' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const int limit = 5000;
  // CHECK-FIXES-NEXT: zmq_setsockopt(socket, ZMQ_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
}

// Stops at the high-water mark when nobody pulls.
void push(void *context, zmq_msg_t *message) {
  void *socket = zmq_socket(context, ZMQ_PUSH);
  zmq_connect(socket, "tcp://audit.example.com:5556");
  zmq_sendmsg(socket, message, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'socket' can wait for its peer for ever; set a send timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const int limit = 5000;
  // CHECK-FIXES-NEXT: zmq_setsockopt(socket, ZMQ_SNDTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  zmq_close(socket);
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(void *context, char *answer) {
  int limit = 1000;
  void *socket = zmq_socket(context, ZMQ_REQ);
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &limit, sizeof limit);
  zmq_connect(socket, "tcp://stock.example.com:5555");
  zmq_send_const(socket, "amount?", 7, 0);
  return zmq_recv(socket, answer, 100, 0);
}

int doNotWait(void *context, zmq_msg_t *message) {
  void *socket = zmq_socket(context, ZMQ_REQ);
  void *pusher = zmq_socket(context, ZMQ_PUSH);
  zmq_send(pusher, "done", 4, ZMQ_DONTWAIT | ZMQ_SNDMORE);
  return zmq_recvmsg(socket, message, ZMQ_DONTWAIT);
}

int polledBefore(void *context, char *answer) {
  void *socket = zmq_socket(context, ZMQ_REQ);
  zmq_pollitem_t item = {socket, 0, ZMQ_POLLIN, 0};
  zmq_send(socket, "amount?", 7, 0);
  if (zmq_poll(&item, 1, 1000) != 1)
    return -1;
  return zmq_recv(socket, answer, 100, 0);
}

// Servers, workers and subscribers wait for what comes.
void serve(void *context, char *request) {
  void *server = zmq_socket(context, ZMQ_REP);
  void *worker = zmq_socket(context, ZMQ_PULL);
  void *subscriber = zmq_socket(context, ZMQ_SUB);
  zmq_bind(server, "tcp://*:5555");
  for (;;) {
    zmq_recv(server, request, 100, 0);
    zmq_send(server, "0", 1, 0);
    zmq_recv(worker, request, 100, 0);
    zmq_recv(subscriber, request, 100, 0);
  }
}

void loop(zmq_pollitem_t *items, void *front, void *back) {
  zmq_poll(items, 2, -1);
  zmq_proxy(front, back, NULL);
}

int foreign(void *socket, char *answer) { return zmq_recv(socket, answer, 100, 0); }

// Threads and processes of this machine.
void local(void *context, char *answer) {
  void *worker = zmq_socket(context, ZMQ_REQ);
  zmq_connect(worker, "inproc://queue");
  zmq_recv(worker, answer, 100, 0);
  void *daemon = zmq_socket(context, ZMQ_REQ);
  zmq_bind(daemon, "ipc:///run/daemon");
  zmq_recv(daemon, answer, 100, 0);
}
