// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs -pthread
//
// Loggers that hand each line to their sinks, under the lock that keeps the
// lines apart; and guards that callers hand over.

#include <memory>
#include <mutex>
#include <sqlite3.h>
#include <string>
#include <vector>

class Sink {
public:
  virtual ~Sink() = default;
  virtual void log(const std::string &Line) = 0;
  virtual void write(const std::string &Line) = 0;
};
class Listener {
public:
  virtual ~Listener() = default;
  virtual void changed(const std::string &Line) = 0;
};

//===-- Flagged -----------------------------------------------------------===//

class Board {
public:
  void add(std::shared_ptr<Listener> Each) {
    std::lock_guard Lock(Mutex);
    Listeners.push_back(Each);
  }
  void set(const std::string &Line) {
    std::lock_guard Lock(Mutex);
    for (const std::shared_ptr<Listener> &Each : Listeners)
      Each->changed(Line);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'changed' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Mutex' is locked here
  }

private:
  std::mutex Mutex;
  std::vector<std::shared_ptr<Listener>> Listeners;
};

//===-- Not flagged -------------------------------------------------------===//

class Log {
public:
  void add(std::shared_ptr<Sink> Each) {
    std::lock_guard Lock(Mutex);
    Sinks.push_back(Each);
  }
  void print(const std::string &Line) {
    std::lock_guard Lock(Mutex);
    for (const std::shared_ptr<Sink> &Each : Sinks)
      Each->log(Line);
  }
  void printPlain(const std::string &Line) {
    std::lock_guard Lock(Mutex);
    for (const std::shared_ptr<Sink> &Each : Sinks)
      Each->write(Line);
  }

private:
  std::mutex Mutex;
  std::vector<std::shared_ptr<Sink>> Sinks;
};

// The handle and its lock in one: who has it may use the database.
class Database {
public:
  explicit Database(std::mutex &Mutex) : Lock(Mutex) {}
  sqlite3 *base() const { return Base; }

private:
  std::unique_lock<std::mutex> Lock;
  sqlite3 *Base = nullptr;
};

int rows(sqlite3_stmt *Statement, const std::shared_ptr<Database> &) {
  int Count = 0;
  while (sqlite3_step(Statement) == 100)
    ++Count;
  return Count;
}
