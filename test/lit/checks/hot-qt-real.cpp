// REQUIRES: real-qt5
// RUN: %check_p99 %s p99-missing-timeout %t -- -fPIC %real_qt5
//
// Against the library's own headers.

#include <QRunnable>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThreadPool>
#include <QTimer>

#include <future>

std::future<int> &answer();

class Client : public QObject {
public:
  explicit Client(QTcpSocket *socket) {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE+36]]:9: note: called from here
    // CHECK-NOTES: :[[@LINE+32]]:3: note: hot: handles a signal of Qt
    connect(socket, &QTcpSocket::readyRead, this, &Client::read);
    connect(socket, SIGNAL(readyRead()), this, SLOT(readOld()));
    connect(socket, SIGNAL(disconnected()), this, SLOT(leave()));
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
  }

private:
  void read() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-10]]:5: note: hot: handles a signal of Qt
  }
  void readOld() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void leave() { answer().get(); }
};

class Resize : public QRunnable {
public:
  void run() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs as a task of a thread pool of Qt
  }
};

void serve(QTcpServer *server, QTcpSocket *socket, QTimer *timer) {
  QObject::connect(socket, QOverload<QAbstractSocket::SocketError>::of(&QAbstractSocket::errorOccurred),
                   [] { answer().get(); });
  QObject::connect(server, &QTcpServer::newConnection, [server] {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    new Client(server->nextPendingConnection());
  });
  QObject::connect(timer, &QTimer::timeout, server, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:58: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  QTimer::singleShot(100, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs on a timer of Qt
  QThreadPool::globalInstance()->start([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  answer().get();
}
