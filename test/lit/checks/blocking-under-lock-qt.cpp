// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}' -- -I%inputs
//
// Files, settings and databases of Qt.

#include <QtCore/files.h>
#include <QtSql/QSqlQuery>
#include <mutex>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

void saves(QSaveFile &File, QSettings &Settings, QDir &Folder) {
  std::lock_guard Lock(Mutex);
  Counter += File.commit();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'commit' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'sync' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'removeRecursively' blocks here too
  Settings.sync();
  Counter += Folder.removeRecursively();
}

void opens(QFile &File) {
  std::lock_guard Lock(Mutex);
  Counter += File.open(QIODevice::ReadOnly);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'open' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'copy' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'rename' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:14: note: 'remove' blocks here too
  Counter += File.copy("copy");
  Counter += File.rename("name");
  Counter += File.remove();
}

void asks(QSqlQuery &Query, QSqlDatabase &Base) {
  std::lock_guard Lock(Mutex);
  Counter += Base.open();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'open' waits for its peer while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'exec' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'commit' blocks here too
  Counter += Query.exec("SELECT 1");
  Counter += Base.commit();
}

//===-- Not flagged -------------------------------------------------------===//

bool isOpen(const QFile &File) {
  std::lock_guard Lock(Mutex);
  return File.isOpen();
}

void prepares(QSqlQuery &Query) {
  std::lock_guard Lock(Mutex);
  Counter += Query.prepare("SELECT 1");
}

void sets(QSettings &Settings) {
  std::lock_guard Lock(Mutex);
  Settings.setValue("key", Counter);
}

void opensAfter(QFile &File) {
  {
    std::lock_guard Lock(Mutex);
    ++Counter;
  }
  File.open(QIODevice::ReadOnly);
}
