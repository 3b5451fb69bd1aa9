// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// The request handlers, connections, tasks and timers of Poco are hot.

#include <Poco/Net/HTTPServer.h>

#include <future>

using namespace Poco;
using namespace Poco::Net;

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Orders : public HTTPRequestHandler {
public:
  explicit Orders(int) { answer().get(); } // NOTES
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE+21]]:16: note: called from here
  // CHECK-NOTES: :[[@LINE+19]]:23: note: hot: handles an HTTP request of Poco
  void handleRequest(HTTPServerRequest &request, HTTPServerResponse &response) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles an HTTP request of Poco
    reply(request, response);
  }

private:
  void reply(const HTTPServerRequest &, HTTPServerResponse &response) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    response.send();
  }
};

class Factory : public HTTPRequestHandlerFactory {
public:
  Factory() { answer().get(); } // Once.
  HTTPRequestHandler *createRequestHandler(const HTTPServerRequest &) override {
    return new Orders(answer().get());
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
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

class Import : public Task {
public:
  void runTask() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs as a task of Poco
  }
};

class Tick : public Util::TimerTask {
public:
  void run() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs on a timer of Poco
  }
};

class Client {
public:
  Client(SocketReactor &reactor, const StreamSocket &socket, Timer &timer) {
    answer().get(); // Around it.
    reactor.addEventHandler(socket, Observer<Client, ReadableNotification>(*this, &Client::onReadable));
    reactor.addEventHandler(socket, NObserver<Client, Notification>(*this, &Client::onIdle));
    timer.start(TimerCallback<Client>(*this, &Client::onTimer));
  }

private:
  void onReadable(ReadableNotification *) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-9]]:5: note: hot: handles an event of a socket of Poco
  }
  void onIdle(Notification *) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void onTimer(Timer &) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void never(Timer &) { answer().get(); }
};

//===-- Not flagged -------------------------------------------------------===//

// Perhaps a thread's.
class Worker : public Runnable {
public:
  void run() override { answer().get(); }
};

// A client's.
void send(HTTPRequest &) { answer().get(); }

int main() {
  ThreadPool pool;
  Worker worker;
  pool.start(worker);
  HTTPServer server(new Factory, 9980);
  server.start();
  return answer().get();
}
