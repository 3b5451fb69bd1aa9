// RUN: %check_p99 %s p99-unbounded-thread-spawn %t -- -I%inputs
//
// Threads of Boost, Qt, Poco, folly and muduo.

#include <Poco/Thread.h>
#include <QtCore/QThread>
#include <boost/asio.hpp>
#include <boost/thread.hpp>
#include <folly/Executors.h>
#include <memory>
#include <muduo/base/Thread.h>
#include <sys/socket.h>
#include <vector>

void serve(int Client);
void work();

//===-- Flagged -----------------------------------------------------------===//

void ofBoost(int Listener, boost::thread_group &Group) {
  boost::thread Last;
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    boost::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    Group.create_thread([Client] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // Not exclusive: what it held before is detached.
    Last = boost::thread(serve, Client);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

class Fortune : public QThread {
public:
  explicit Fortune(long long Handle) : Handle(Handle) {}

protected:
  void run() override { serve(Handle); }

private:
  int Handle;
};
class FortuneServer : public QTcpServer {
protected:
  void incomingConnection(long long Handle) override {
    auto *Thread = new Fortune(Handle);
    Thread->start();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // CHECK-NOTES: :[[@LINE-4]]:8: note: hot: handles a connection of Qt
  }
};
class LambdaServer : public QTcpServer {
protected:
  void incomingConnection(long long Handle) override {
    QThread *Thread = QThread::create([Handle] { serve(Handle); });
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    Thread->start();
  }
};

class Connection : public Poco::Runnable {
public:
  void run() override;
};
void ofPoco(int Listener, std::vector<std::unique_ptr<Poco::Thread>> &Threads) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Threads.push_back(std::make_unique<Poco::Thread>());
    Threads.back()->start(*new Connection);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    auto *Other = new Poco::Thread;
    Other->startFunc([Client] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void ofFolly(int Listener, folly::ThreadedExecutor &Executor) {
  folly::NewThreadExecutor Other;
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Executor.add([Client] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void ofMuduo(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    auto *Thread = new muduo::Thread([Client] { serve(Client); });
    Thread->start();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

//===-- Timers ------------------------------------------------------------===//

class Poller {
public:
  explicit Poller(boost::asio::io_context &Context)
      : Timer(Context, std::chrono::milliseconds(10)) {}
  void arm() {
    Timer.async_wait([this](auto) {
      boost::thread(work).detach();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'work' gets a new thread each time that a timer expires, without limit; use a thread pool [p99-unbounded-thread-spawn]
      arm();
    });
  }

private:
  boost::asio::steady_timer Timer;
};

//===-- Not flagged -------------------------------------------------------===//

void perCore(boost::thread_group &Group) {
  for (unsigned I = 0; I < boost::thread::hardware_concurrency(); ++I)
    Group.create_thread(work);
  unsigned Count = boost::thread::physical_concurrency();
  for (unsigned I = 0; I < Count; ++I)
    Group.create_thread(work);
  for (int I = 0; I < QThread::idealThreadCount(); ++I)
    (new Fortune(I))->start();
}
void joined(const std::vector<int> &Clients, int Rounds) {
  while (Rounds != 0) {
    boost::thread Thread(serve, Clients.front());
    work();
    Thread.join();
  }
}

class PooledServer : public QTcpServer {
protected:
  void incomingConnection(long long Handle) override {
    QThreadPool::globalInstance()->start([Handle] { serve(Handle); });
  }
};
class LimitedServer : public QTcpServer {
protected:
  void incomingConnection(long long Handle) override {
    if (!Places.tryAcquire())
      return;
    (new Fortune(Handle))->start();
  }
  QSemaphore Places{50};
};
class WaitingServer : public QTcpServer {
protected:
  void incomingConnection(long long Handle) override {
    Places.acquire();
    (new Fortune(Handle))->start();
  }
  QSemaphore Places{50};
};
// One thread, which is started when it is needed.
class OneThreadServer : public QTcpServer {
protected:
  void incomingConnection(long long) override {
    if (Worker)
      return;
    Worker = QThread::create(work);
    Worker->start();
  }
  QThread *Worker = nullptr;
};

void pooled(int Listener, folly::CPUThreadPoolExecutor &Pool) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Pool.add([Client] { serve(Client); });
  }
}
void once(Poco::Thread &Thread, Connection &C) { Thread.start(C); }
