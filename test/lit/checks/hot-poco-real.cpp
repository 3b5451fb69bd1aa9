// REQUIRES: real-poco
// RUN: %check_p99 %s p99-missing-timeout %t
//
// Against the library's own headers.

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/SocketNotification.h>
#include <Poco/Net/SocketReactor.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Observer.h>

#include <future>

using namespace Poco::Net;

std::future<int> &answer();

class Orders : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of Poco
  }
};

class Connection : public TCPServerConnection {
public:
  using TCPServerConnection::TCPServerConnection;
  void run() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a connection of Poco
  }
};

class Client {
public:
  Client(SocketReactor &reactor, const StreamSocket &socket) {
    answer().get();
    reactor.addEventHandler(socket, Poco::Observer<Client, ReadableNotification>(*this, &Client::onReadable));
  }

private:
  void onReadable(ReadableNotification *) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-7]]:5: note: hot: handles an event of a socket of Poco
  }
};
