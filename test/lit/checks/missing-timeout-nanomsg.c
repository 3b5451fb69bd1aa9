// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// nanomsg: a requester waits for its answer, everyone else for work.

#include <nanomsg/nn.h>

//===-- Flagged, fixed ----------------------------------------------------===//

int ask(char *answer) {
  int socket = nn_socket(AF_SP, NN_REQ);
  nn_connect(socket, "tcp://stock.example.com:5555");
  nn_send(socket, "amount?", 7, 0);
  int size = nn_recv(socket, answer, 100, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'socket' can wait for its peer for ever; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT: const int limit = 5000;
  // CHECK-FIXES-NEXT: nn_setsockopt(socket, NN_SOL_SOCKET, NN_RCVTIMEO, &limit, sizeof limit);
  // CHECK-FIXES-NEXT: }
  nn_close(socket);
  return size;
}

//===-- Not flagged -------------------------------------------------------===//

int bounded(char *answer) {
  int limit = 1000, socket = nn_socket(AF_SP, NN_REQ);
  nn_setsockopt(socket, NN_SOL_SOCKET, NN_RCVTIMEO, &limit, sizeof limit);
  nn_send(socket, "amount?", 7, 0);
  return nn_recv(socket, answer, 100, 0);
}

int doNotWait(char *answer) {
  int socket = nn_socket(AF_SP, NN_REQ);
  return nn_recv(socket, answer, 100, NN_DONTWAIT);
}

void serve(char *request) {
  int socket = nn_socket(AF_SP, NN_REP);
  nn_bind(socket, "tcp://*:5555");
  while (nn_recv(socket, request, 100, 0) >= 0)
    nn_send(socket, "0", 1, 0);
}

void loop(struct nn_pollfd *polled) { nn_poll(polled, 2, -1); }
