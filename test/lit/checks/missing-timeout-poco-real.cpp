// REQUIRES: real-poco
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

using namespace Poco::Net;

void get(const std::string &host, HTTPRequest &request, HTTPResponse &response) {
  HTTPClientSession session(host);
  session.sendRequest(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'session' can wait for its peer for 60 s; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: session.setTimeout(Poco::Timespan(5, 0));
  // CHECK-FIXES-NEXT: session.sendRequest(request);
  session.receiveResponse(response);
}

void connectTo(StreamSocket &socket, const SocketAddress &server) {
  socket.connect(server);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' takes no limit and can wait for 127 s; use 'connect(address, timeout)' [p99-missing-timeout]
  // CHECK-FIXES: socket.connect(server, Poco::Timespan(5, 0));
}

void bounded(const std::string &host, HTTPRequest &request) {
  HTTPClientSession session(host);
  session.setTimeout(Poco::Timespan(5, 0));
  session.sendRequest(request);
}

void boundedSocket(StreamSocket &socket, const SocketAddress &server) {
  socket.connect(server, Poco::Timespan(2, 0));
}
