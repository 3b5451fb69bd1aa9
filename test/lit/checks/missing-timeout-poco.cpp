// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Poco: the overload without a time waits for ever.

#include <Poco/Net/HTTPClientSession.h>
// CHECK-FIXES: #include <Poco/Timespan.h>

using namespace Poco::Net;

//===-- Flagged, fixed ----------------------------------------------------===//

void get(const std::string &host, HTTPRequest &request, HTTPResponse &response) {
  HTTPClientSession session(host);
  session.setKeepAlive(true);
  session.sendRequest(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'session' can wait for its peer for 60 s; set a receive timeout [p99-missing-timeout]
  // CHECK-FIXES: session.setTimeout(Poco::Timespan(5, 0));
  // CHECK-FIXES-NEXT: session.sendRequest(request);
  session.receiveResponse(response);
}

int ask(const SocketAddress &server, char *answer) {
  StreamSocket socket;
  socket.connect(server);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' takes no limit and can wait for 127 s; use 'connect(address, timeout)' [p99-missing-timeout]
  // CHECK-FIXES: socket.connect(server, Poco::Timespan(5, 0));
  socket.setSendTimeout(Poco::Timespan(5, 0));
  socket.sendBytes("get", 3);
  return socket.receiveBytes(answer, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'socket' has a send timeout but can still wait for ever; set a receive timeout too [p99-missing-timeout]
  // CHECK-FIXES: socket.setReceiveTimeout(Poco::Timespan(5, 0));
  // CHECK-FIXES-NEXT: return socket.receiveBytes(answer, 100);
}

[[gnu::hot]] void onRequest(Poco::Event &done, Poco::Semaphore &free) {
  done.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait(milliseconds)' [p99-missing-timeout]
  // CHECK-FIXES: done.wait(5000);
  free.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait(milliseconds)' [p99-missing-timeout]
  // CHECK-FIXES: free.wait(5000);
}

[[gnu::hot]] int onRequestForResult(Poco::ActiveResult<int> *result, Poco::Thread &helper,
                                    Poco::Condition &changed, Poco::Mutex &mutex) {
  changed.wait(mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait(mutex, milliseconds)' [p99-missing-timeout]
  // CHECK-FIXES: changed.wait(mutex, 5000);
  helper.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'join' takes no limit and can wait for ever; use 'join(milliseconds)' [p99-missing-timeout]
  // CHECK-FIXES: helper.join(5000);
  result->wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' takes no limit and can wait for ever; use 'wait(milliseconds)' [p99-missing-timeout]
  // CHECK-FIXES: result->wait(5000);
  return result->data();
}

void query(Poco::Data::Statement &statement) {
  statement.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: statement.wait(5000);
}

//===-- Not flagged -------------------------------------------------------===//

void bounded(const std::string &host, HTTPRequest &request, HTTPResponse &response) {
  HTTPClientSession session(host);
  session.setTimeout(Poco::Timespan(5, 0));
  session.sendRequest(request);
  session.receiveResponse(response);
}

void boundedReceive(const std::string &host, HTTPRequest &request) {
  HTTPClientSession session(host);
  session.setReceiveTimeout(Poco::Timespan(5, 0));
  session.sendRequest(request);
}

int boundedSocket(const SocketAddress &server, char *answer) {
  StreamSocket socket;
  socket.connect(server, Poco::Timespan(2, 0));
  socket.setSendTimeout(Poco::Timespan(2, 0));
  socket.setReceiveTimeout(Poco::Timespan(2, 0));
  socket.sendBytes("get", 3);
  return socket.receiveBytes(answer, 100);
}

int nonBlocking(const SocketAddress &server, char *answer) {
  StreamSocket socket(server);
  socket.setBlocking(false);
  return socket.receiveBytes(answer, 100);
}

int polled(const SocketAddress &server, char *answer) {
  StreamSocket socket(server);
  if (!socket.poll(Poco::Timespan(5, 0), Socket::SELECT_READ))
    return -1;
  return socket.receiveBytes(answer, 100);
}

int foreign(StreamSocket &socket, char *answer) { return socket.receiveBytes(answer, 100); }

[[gnu::hot]] bool onRequestInTime(Poco::Event &done, Poco::Condition &changed, Poco::Mutex &mutex,
                                  Poco::Thread &helper, Poco::Semaphore &free) {
  done.wait(100);
  free.wait(100);
  changed.wait(mutex, 100);
  helper.join(100);
  return done.tryWait(100) && changed.tryWait(mutex, 100);
}

// Workers, consumers and shutdown.
void worker(Poco::Event &filled, Poco::NotificationQueue &queue, Poco::ThreadPool &pool,
            Poco::Data::Statement &statement, const Poco::ProcessHandle &child) {
  filled.wait();
  while (queue.waitDequeueNotification())
    statement.execute();
  statement.wait(1000);
  pool.joinAll();
  child.wait();
  Poco::Process::wait(child);
  Poco::Thread::sleep(1);
}

void datagrams(DatagramSocket &socket, SocketAddress &peer, WebSocket &stream, char *buffer) {
  int flags;
  socket.receiveFrom(buffer, 100, peer);
  socket.receiveBytes(buffer, 100);
  stream.receiveFrame(buffer, 100, flags);
  stream.sendFrame(buffer, 100);
  DNS::hostByName("example.com");
  DNS::resolve("example.com");
}

void mail(SMTPClientSession &session, const MailMessage &message) {
  session.login();
  session.sendMessage(message);
}
