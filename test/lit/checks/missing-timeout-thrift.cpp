// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Thrift: the limits are the socket's, whatever transports are around it.

#include <thrift/transport/TSocket.h>

using namespace apache::thrift::transport;

//===-- Flagged, fixed ----------------------------------------------------===//

void connectTo(const std::string &host) {
  auto socket = std::make_shared<TSocket>(host, 9090);
  socket->open();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'socket' can wait for its peer for ever; set a connect, receive and send timeout [p99-missing-timeout]
  // CHECK-FIXES: socket->setConnTimeout(5000);
  // CHECK-FIXES-NEXT: socket->setRecvTimeout(5000);
  // CHECK-FIXES-NEXT: socket->setSendTimeout(5000);
  // CHECK-FIXES-NEXT: socket->open();
}

void connectHalf(const std::string &host) {
  TSocket socket(host, 9090);
  socket.setConnTimeout(1000);
  socket.setSendTimeout(0);
  socket.open();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'socket' has a connect timeout but can still wait for ever; set a receive and send timeout too [p99-missing-timeout]
  // CHECK-FIXES: socket.setRecvTimeout(5000);
  // CHECK-FIXES-NEXT: socket.setSendTimeout(5000);
  // CHECK-FIXES-NEXT: socket.open();
}

//===-- Flagged -----------------------------------------------------------===//

void connectBuffered(const std::string &host) {
  std::shared_ptr<TTransport> socket(new TSocket(host, 9090));
  std::shared_ptr<TTransport> transport(new TBufferedTransport(socket));
  transport->open();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'transport' can wait for its peer for ever; set a connect, receive and send timeout [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

void bounded(const std::string &host) {
  auto socket = std::make_shared<TSocket>(host, 9090);
  socket->setConnTimeout(1000);
  socket->setRecvTimeout(5000);
  socket->setSendTimeout(5000);
  socket->open();
}

void boundedFramed(const std::string &host) {
  auto socket = std::make_shared<TSocket>(host, 9090);
  socket->setConnTimeout(1000);
  socket->setRecvTimeout(5000);
  socket->setSendTimeout(5000);
  auto transport = std::make_shared<TFramedTransport>(socket);
  transport->open();
}

void foreign(TTransport &transport) {
  if (!transport.isOpen())
    transport.open();
}

// There is no peer.
void local(int fd) {
  TMemoryBuffer buffer;
  buffer.open();
  TFDTransport descriptor(fd);
  descriptor.open();
  TFileTransport file("log");
  file.open();
}
