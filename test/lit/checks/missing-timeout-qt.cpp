// RUN: %check_p99 %s p99-missing-timeout %t -- -I%inputs
//
// Qt: network requests have no limit; the waitFor functions have one of 30 s.

#include <QtNetwork/QNetworkAccessManager>

//===-- Flagged, fixed ----------------------------------------------------===//

QNetworkReply *get(QNetworkAccessManager &unused, const QUrl &url) {
  QNetworkAccessManager manager;
  QNetworkRequest request(url);
  return manager.get(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'request' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: request.setTransferTimeout(5000);
  // CHECK-FIXES-NEXT: return manager.get(request);
}

class Updates {
public:
  QNetworkReply *check(const QUrl &url) {
    QNetworkRequest request(url);
    return Manager.post(request, "{}");
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'request' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
    // CHECK-FIXES: request.setTransferTimeout(5000);
    // CHECK-FIXES-NEXT: return Manager.post(request, "{}");
  }

private:
  QNetworkAccessManager Manager;
};

bool connectTo(const QString &host) {
  QTcpSocket socket;
  socket.connectToHost(host, 80);
  return socket.waitForConnected(-1);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'waitForConnected' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: return socket.waitForConnected(5000);
}

bool answered(QSslSocket *socket) {
  return socket->waitForEncrypted() && socket->waitForReadyRead(-1);
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'waitForReadyRead' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: return socket->waitForEncrypted() && socket->waitForReadyRead(5000);
}

//===-- Flagged -----------------------------------------------------------===//

[[gnu::hot]] void onRequest(QThread &thread, QWaitCondition &changed, QMutex &mutex,
                            QSemaphore &free, QThreadPool &pool) {
  changed.wait(&mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' waits for ever if nothing comes; give it a limit as argument 2 [p99-missing-timeout]
  free.acquire();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'acquire' takes no limit and can wait for ever; use 'tryAcquire' [p99-missing-timeout]
  thread.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  pool.waitForDone();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'waitForDone' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
}

//===-- Not flagged -------------------------------------------------------===//

QNetworkReply *bounded(const QUrl &url) {
  QNetworkAccessManager manager;
  QNetworkRequest request(url);
  request.setTransferTimeout(10000);
  return manager.put(request, "{}");
}

// Without an argument: 30 s.
QNetworkReply *boundedByDefault(const QUrl &url) {
  QNetworkAccessManager manager;
  QNetworkRequest request(url);
  request.setTransferTimeout();
  return manager.deleteResource(request);
}

class Bounded {
public:
  Bounded() { Manager.setTransferTimeout(10000); }
  QNetworkReply *check(const QUrl &url) {
    QNetworkRequest request(url);
    return Manager.head(request);
  }
  QNetworkReply *patch(const QUrl &url) {
    QNetworkRequest request(url);
    return Manager.sendCustomRequest(request, "PATCH", "{}");
  }

private:
  QNetworkAccessManager Manager;
};

// The caller's manager may have a limit.
QNetworkReply *foreign(QNetworkAccessManager &manager, const QUrl &url) {
  QNetworkRequest request(url);
  return manager.get(request);
}

bool defaults(QSslSocket &socket, QLocalSocket &local, QTcpServer &server, int limit) {
  return socket.waitForConnected() && socket.waitForReadyRead(limit) &&
         socket.waitForBytesWritten(100) && socket.waitForDisconnected() &&
         local.waitForConnected() && local.waitForReadyRead() && server.waitForNewConnection(-1);
}

[[gnu::hot]] bool onRequestInTime(QThread &thread, QWaitCondition &changed, QMutex &mutex,
                                  QSemaphore &free, QThreadPool &pool) {
  return changed.wait(&mutex, QDeadlineTimer(100)) && free.tryAcquire(1, 100) &&
         thread.wait(100) && pool.waitForDone(100);
}

// Shutdown, children and event loops.
void worker(QThread &thread, QThreadPool &pool, QFuture<int> &result, QProcess &child,
            QFutureSynchronizer<int> &all, QSystemSemaphore &semaphore, QLockFile &file,
            QEventLoop &loop, const QStringList &arguments) {
  thread.wait();
  pool.waitForDone();
  result.waitForFinished();
  result.result();
  all.waitForFinished();
  semaphore.acquire();
  file.lock();
  child.waitForStarted();
  child.waitForReadyRead();
  child.waitForBytesWritten();
  child.waitForFinished(-1);
  QProcess::execute("true", arguments);
  QHostInfo::fromName("example.com");
  QThread::sleep(1);
  QThread::msleep(1);
  QThread::usleep(1);
  loop.exec();
  QCoreApplication::exec();
}
