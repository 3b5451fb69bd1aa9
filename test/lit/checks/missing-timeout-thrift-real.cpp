// REQUIRES: real-thrift
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <thrift/transport/TBufferTransports.h>
#include <thrift/transport/TSocket.h>

using namespace apache::thrift::transport;

void connectTo(const std::string &host) {
  auto socket = std::make_shared<TSocket>(host, 9090);
  socket->open();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'socket' can wait for its peer for ever; set a connect, receive and send timeout [p99-missing-timeout]
  // CHECK-FIXES: socket->setConnTimeout(5000);
  // CHECK-FIXES-NEXT: socket->setRecvTimeout(5000);
  // CHECK-FIXES-NEXT: socket->setSendTimeout(5000);
  // CHECK-FIXES-NEXT: socket->open();
}

void bounded(const std::string &host) {
  auto socket = std::make_shared<TSocket>(host, 9090);
  socket->setConnTimeout(1000);
  socket->setRecvTimeout(5000);
  socket->setSendTimeout(5000);
  std::shared_ptr<TTransport> transport(new TBufferedTransport(socket));
  transport->open();
}

void local() {
  TMemoryBuffer buffer;
  buffer.open();
}
