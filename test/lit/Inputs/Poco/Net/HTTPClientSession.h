// What tests need of Poco: one header for its many.
#ifndef Net_HTTPClientSession_INCLUDED
#define Net_HTTPClientSession_INCLUDED

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include <Poco/Timespan.h>

namespace Poco {

class Mutex {
public:
  void lock();
  void unlock();
};
class Event {
public:
  void wait();
  void wait(long milliseconds);
  bool tryWait(long milliseconds);
  void set();
};
class Semaphore {
public:
  explicit Semaphore(int n);
  void wait();
  void wait(long milliseconds);
};
class Condition {
public:
  template <class Mtx> void wait(Mtx &mutex);
  template <class Mtx> void wait(Mtx &mutex, long milliseconds);
  template <class Mtx> bool tryWait(Mtx &mutex, long milliseconds);
};
class Thread {
public:
  void join();
  void join(long milliseconds);
  static void sleep(long milliseconds);
};
class ThreadPool {
public:
  void joinAll();
};
template <class ResultType> class ActiveResult {
public:
  void wait();
  void wait(long milliseconds);
  ResultType &data() const;
};
class Notification;
class NotificationQueue {
public:
  Notification *waitDequeueNotification();
  Notification *waitDequeueNotification(long milliseconds);
};
class ProcessHandle {
public:
  int wait() const;
};
class Process {
public:
  static int wait(const ProcessHandle &handle);
};

namespace Net {

class SocketAddress {
public:
  SocketAddress(const std::string &host, std::uint16_t port);
};
class HostEntry {};
class DNS {
public:
  static HostEntry hostByName(const std::string &hostname);
  static HostEntry resolve(const std::string &address);
};

class Socket {
public:
  enum SelectMode { SELECT_READ = 1, SELECT_WRITE = 2 };
  bool poll(const Timespan &timeout, int mode) const;
  void setSendTimeout(const Timespan &timeout);
  void setReceiveTimeout(const Timespan &timeout);
  void setBlocking(bool flag);
};
class StreamSocket : public Socket {
public:
  StreamSocket();
  explicit StreamSocket(const SocketAddress &address);
  virtual void connect(const SocketAddress &address);
  virtual void connect(const SocketAddress &address, const Timespan &timeout);
  virtual int sendBytes(const void *buffer, int length, int flags = 0);
  virtual int receiveBytes(void *buffer, int length, int flags = 0);
};
class DatagramSocket : public Socket {
public:
  int receiveBytes(void *buffer, int length, int flags = 0);
  int receiveFrom(void *buffer, int length, SocketAddress &address,
                  int flags = 0);
};
class WebSocket : public StreamSocket {
public:
  virtual int sendFrame(const void *buffer, int length, int flags = 0);
  virtual int receiveFrame(void *buffer, int length, int &flags);
};

class HTTPRequest {};
class HTTPResponse {};
class HTTPSession {
public:
  void setTimeout(const Timespan &timeout);
  void setTimeout(const Timespan &connectionTimeout,
                  const Timespan &sendTimeout, const Timespan &receiveTimeout);
  void setReceiveTimeout(const Timespan &timeout);
  void setKeepAlive(bool keepAlive);
};
class HTTPClientSession : public HTTPSession {
public:
  explicit HTTPClientSession(const std::string &host, std::uint16_t port = 80);
  virtual ~HTTPClientSession();
  virtual std::ostream &sendRequest(HTTPRequest &request);
  virtual std::istream &receiveResponse(HTTPResponse &response);
};

class MailMessage;
class SMTPClientSession {
public:
  void login();
  void sendMessage(const MailMessage &message);
};

} // namespace Net

namespace Data {
class Statement {
public:
  static const int WAIT_FOREVER = -1;
  std::size_t execute(bool reset = true);
  std::size_t wait(long milliseconds = WAIT_FOREVER);
};
} // namespace Data

} // namespace Poco

#endif
