// REQUIRES: real-qt5
// RUN: %check_p99 %s p99-missing-timeout %t -- %real_qt5 -fPIC
//
// Against the library's own headers.

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QTcpSocket>

QNetworkReply *get(const QUrl &url) {
  static QNetworkAccessManager manager;
  QNetworkRequest request(url);
  return manager.get(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'request' can wait for its peer for ever; set a transfer timeout [p99-missing-timeout]
  // CHECK-FIXES: request.setTransferTimeout(5000);
  // CHECK-FIXES-NEXT: return manager.get(request);
}

bool connected(QTcpSocket &socket) {
  return socket.waitForConnected(-1);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'waitForConnected' waits for ever if nothing comes; give it a limit as argument 1 [p99-missing-timeout]
  // CHECK-FIXES: return socket.waitForConnected(5000);
}

QNetworkReply *bounded(const QUrl &url) {
  static QNetworkAccessManager manager;
  QNetworkRequest request(url);
  request.setTransferTimeout(10000);
  return manager.get(request);
}

bool connectedInTime(QTcpSocket &socket) { return socket.waitForConnected(); }
