// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Slots of sockets and timers, tasks of pools and the HTTP server's routes are
// hot; slots of widgets are not.

#include <QtNetwork/QTcpServer>

#include <future>

std::future<int> &answer();

//===-- Flagged -----------------------------------------------------------===//

class Client : public QObject {
public:
  explicit Client(QTcpSocket *socket) {
    answer().get(); // For each connection.
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE+32]]:9: note: called from here
    // CHECK-NOTES: :[[@LINE+28]]:3: note: hot: handles a signal of Qt
    connect(socket, &QTcpSocket::readyRead, this, &Client::read);
    connect(socket, &QTcpSocket::connected, this, [this] { greet(); });
    connect(socket, QOverload<long long>::of(&QTcpSocket::bytesWritten), [](long long) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:90: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: handles a signal of Qt
    connect(socket, &QTcpSocket::disconnected, this, &Client::leave);
    connect(socket, SIGNAL(readyRead()), this, SLOT(readOld()));
  }

private:
  void read() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void greet() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  void readOld() {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
  // Lost connections are none of what the model lists.
  void leave() { answer().get(); }
};

void sockets(QTcpServer *server, QWebSocket *socket, QNetworkReply *reply, QTimer *timer) {
  QObject::connect(server, &QTcpServer::newConnection, [server] {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    new Client(server->nextPendingConnection());
  });
  QObject::connect(socket, &QWebSocket::textMessageReceived, [](const QString &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:84: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  QObject::connect(socket, &QWebSocket::binaryMessageReceived, [](const QByteArray &) { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:89: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  QObject::connect(reply, &QNetworkReply::finished, server, [] { answer().get(); }, Qt::QueuedConnection);
  // CHECK-MESSAGES: :[[@LINE-1]]:66: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  QObject::connect(timer, &QTimer::timeout, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:50: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  timer->callOnTimeout([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: hot: runs on a timer of Qt
  QTimer::singleShot(100, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  QTimer::singleShot(100, server, [] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

// QLocalServer's is the same.
class Server : public QTcpServer {
protected:
  void incomingConnection(long long) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: handles a connection of Qt
  }
};

class Ticker : public QObject {
protected:
  void timerEvent(QTimerEvent *) override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

class Resize : public QRunnable {
public:
  void run() override {
    answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: hot: runs as a task of a thread pool of Qt
  }
};

int convert(int page) {
  return answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
}

void tasks() {
  QThreadPool::globalInstance()->start([] { answer().get(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  QThreadPool::globalInstance()->start(new Resize);
  QtConcurrent::run(convert, 1);
}

class Shop : public QObject {
public:
  void serve(QHttpServer *server) {
    server->route("/", [] { return answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: hot: handles an HTTP request of Qt
    server->route("/price/<arg>", this, &Shop::price);
    server->afterRequest([](QHttpServerResponse &&response) {
      answer().get();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
      return std::move(response);
    });
    server->addAfterRequestHandler(this, [](const QHttpServerRequest &, QHttpServerResponse &) { answer().get(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:98: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }

private:
  int price(int) {
    return answer().get();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  }
};

// A route of another file.
QHttpServerResponse elsewhere(const QHttpServerRequest &) {
  answer().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'get' takes no limit and can wait for ever; use 'wait_for' [p99-missing-timeout]
  return {};
}

//===-- Not flagged -------------------------------------------------------===//

class Window : public QObject {
public:
  Window(QAbstractButton *button, QTcpSocket *socket, QThread *thread) {
    connect(button, &QAbstractButton::clicked, this, &Window::onClick);
    connect(button, &QAbstractButton::clicked, [] { answer().get(); });
    connect(thread, &QThread::finished, this, [] { answer().get(); });
    connect(socket, &QTcpSocket::errorOccurred, this, [](int) { answer().get(); });
    connect(button, SIGNAL(clicked()), this, SLOT(onClick()));
  }
  bool event(QEvent *) override { return answer().get(); }

private:
  void onClick() { answer().get(); }
};

// A thread of its own may wait for its work.
class Worker : public QThread {
protected:
  void run() override { answer().get(); }
};

// What is started with the program runs once.
int main() {
  QTimer::singleShot(0, [] { answer().get(); });
  QThreadPool::globalInstance()->start([] { answer().get(); });
}
