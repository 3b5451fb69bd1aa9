// What tests need of muduo: one header for its many.
#ifndef MUDUO_NET_TCPSERVER_H
#define MUDUO_NET_TCPSERVER_H

#include <functional>
#include <memory>

namespace muduo {
class Timestamp {};
class ThreadPool {
public:
  typedef std::function<void()> Task;
  void setThreadInitCallback(const Task &cb);
  void run(Task f);
};
namespace net {
class Buffer;
class TcpConnection {
public:
  bool connected() const;
};
typedef std::shared_ptr<TcpConnection> TcpConnectionPtr;
typedef std::function<void()> TimerCallback;
typedef std::function<void(const TcpConnectionPtr &)> ConnectionCallback;
typedef std::function<void(const TcpConnectionPtr &)> WriteCompleteCallback;
typedef std::function<void(const TcpConnectionPtr &, Buffer *, Timestamp)>
    MessageCallback;
class EventLoop {
public:
  typedef std::function<void()> Functor;
  void loop();
  void runInLoop(Functor cb);
  void queueInLoop(Functor cb);
  int runAt(Timestamp time, TimerCallback cb);
  int runAfter(double delay, TimerCallback cb);
  int runEvery(double interval, TimerCallback cb);
};
class TcpServer {
public:
  typedef std::function<void(EventLoop *)> ThreadInitCallback;
  explicit TcpServer(EventLoop *loop);
  void setThreadInitCallback(const ThreadInitCallback &cb);
  void start();
  void setConnectionCallback(const ConnectionCallback &cb);
  void setMessageCallback(const MessageCallback &cb);
  void setWriteCompleteCallback(const WriteCompleteCallback &cb);
};
class TcpClient {
public:
  void setConnectionCallback(ConnectionCallback cb);
  void setMessageCallback(MessageCallback cb);
};
class HttpRequest;
class HttpResponse;
class HttpServer {
public:
  typedef std::function<void(const HttpRequest &, HttpResponse *)> HttpCallback;
  void setHttpCallback(const HttpCallback &cb);
};
} // namespace net
} // namespace muduo

#endif
