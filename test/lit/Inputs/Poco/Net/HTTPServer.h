// What tests need of Poco's servers, tasks and timers: one header for its many.
#ifndef Net_HTTPServer_INCLUDED
#define Net_HTTPServer_INCLUDED

namespace Poco {

class Runnable {
public:
  virtual ~Runnable();
  virtual void run() = 0;
};
class ThreadPool {
public:
  void start(Runnable &target);
};
class Task : public Runnable {
public:
  virtual void runTask() = 0;
  void run() override;
};
class Timer;
class AbstractTimerCallback {};
template <class C> class TimerCallback : public AbstractTimerCallback {
public:
  typedef void (C::*Callback)(Timer &);
  TimerCallback(C &object, Callback method) {}
};
class Timer {
public:
  void start(const AbstractTimerCallback &method);
};
class Notification {};
class AbstractObserver {};
template <class C, class N> class Observer : public AbstractObserver {
public:
  typedef void (C::*Callback)(N *);
  Observer(C &object, Callback method) {}
};
template <class C, class N> class NObserver : public AbstractObserver {
public:
  NObserver(C &object, void (C::*method)(N *)) {}
};
namespace Util {
class TimerTask : public Runnable {
public:
  void cancel();
};
} // namespace Util

namespace Net {

class Socket {};
class StreamSocket : public Socket {};
class ReadableNotification : public Notification {};
class SocketReactor : public Runnable {
public:
  void addEventHandler(const Socket &socket, const AbstractObserver &observer);
  void run() override;
};
class TCPServerConnection : public Runnable {
public:
  explicit TCPServerConnection(const StreamSocket &socket);
};
class HTTPRequest {};
class HTTPServerRequest : public HTTPRequest {};
class HTTPServerResponse {
public:
  void send();
};
class HTTPRequestHandler {
public:
  virtual ~HTTPRequestHandler();
  virtual void handleRequest(HTTPServerRequest &request,
                             HTTPServerResponse &response) = 0;
};
class HTTPRequestHandlerFactory {
public:
  virtual HTTPRequestHandler *
  createRequestHandler(const HTTPServerRequest &request) = 0;
};
class HTTPServer {
public:
  HTTPServer(HTTPRequestHandlerFactory *pFactory, int portNumber);
  void start();
};

} // namespace Net
} // namespace Poco

#endif
