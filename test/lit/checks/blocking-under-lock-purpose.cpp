// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}' -- -I%inputs -pthread
//
// Locks of loggers, of handles that callers hand over, and of tests.

#include <brpc/channel.h>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <sqlite3.h>
#include <string>
#include <syslog.h>
#include <thread>
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

// Anybody may want it.
struct OpenBackend {
  static std::mutex FileMutex;
  void write(const char *Path) {
    std::lock_guard Lock(FileMutex);
    open(Path, O_WRONLY);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'open' waits for a file while 'FileMutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'FileMutex' is locked here
  }
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

// Files of a log are opened under its lock.
class FileLogger {
public:
  void write(const char *Line) {
    std::lock_guard Lock(Mutex);
    if (Descriptor < 0)
      reopen(Line);
    Written += Line[0];
  }
  int written() {
    std::lock_guard Lock(Mutex);
    return Written;
  }

private:
  void reopen(const char *Path) { Descriptor = open(Path, O_WRONLY); }

  std::mutex Mutex;
  int Descriptor = -1;
  int Written = 0;
};

// The user's macro for locks can wait on purpose, to find races.
extern int TestDelay;
#define CRITICAL_REGION(M)                                                     \
  std::this_thread::sleep_for(std::chrono::milliseconds(TestDelay));           \
  std::lock_guard<std::mutex> Region(M)

class Pool {
public:
  int add(int Value) {
    std::lock_guard Lock(Outer);
    CRITICAL_REGION(Inner);
    return Sum += Value;
  }
  int twice(int Value) {
    std::lock_guard Lock(Outer);
    return helper(Value) * 2;
  }

private:
  int helper(int Value) {
    CRITICAL_REGION(Inner);
    return Sum + Value;
  }

  std::mutex Outer, Inner;
  int Sum = 0;
};

// A limit that is set is no wait.
class Vote {
public:
  void ask(brpc::Controller &Controller, int Millis) {
    std::lock_guard Lock(Mutex);
    Controller.set_timeout_ms(Millis);
    ++Asked;
  }
  int asked() {
    std::lock_guard Lock(Mutex);
    return Asked;
  }

private:
  std::mutex Mutex;
  int Asked = 0;
};

// Of the class, and for the file alone.
class Backend {
public:
  void write(const char *Path) {
    std::lock_guard Lock(FileMutex);
    open(Path, O_WRONLY);
  }

private:
  static std::mutex FileMutex;
};

// What the kernel makes up.
class Processes {
public:
  void refresh(int Id) {
    std::lock_guard Lock(Mutex);
    std::string Path = "/proc/" + std::to_string(Id) + "/stat";
    std::ifstream File(Path);
    File >> Load;
  }
  int load() {
    std::lock_guard Lock(Mutex);
    return Load;
  }

private:
  std::mutex Mutex;
  int Load = 0;
};

//===-- Callbacks that belong to the lock ---------------------------------===//

// Whoever sets a check on such a mutex wants it to run under the lock.
class CheckedMutex {
public:
  void lock() {
    Inner.lock();
    if (Check)
      Check();
  }
  void unlock() {
    if (Check)
      Check();
    Inner.unlock();
  }
  bool try_lock() {
    const bool Has = Inner.try_lock();
    if (Has && Check)
      Check();
    return Has;
  }
  std::function<void()> Check;

private:
  std::mutex Inner;
};

void waitWith(CheckedMutex &Mutex, int &Waits) {
  std::lock_guard Lock(Mutex);
  ++Waits;
  if (Mutex.Check)
    Mutex.Check();
}

// One starts it, and one stops it.
class Controller {
public:
  void turnOn() {
    std::lock_guard Lock(StartStopLock);
    Worker = std::thread([] {});
  }
  void turnOff() {
    std::lock_guard Lock(StartStopLock);
    Worker.join();
  }

private:
  std::mutex StartStopLock;
  std::thread Worker;
};

// It has come to its end, and needs the lock no more.
class Cleaner {
public:
  void put(int Each) {
    std::lock_guard Lock(Mutex);
    All.push_back(Each);
    if (Worker.joinable() && !IsRunning)
      Worker.join();
    if (!Worker.joinable())
      Worker = std::thread([this] { clean(); });
  }

private:
  void clean() {
    std::lock_guard Lock(Mutex);
    All.clear();
    IsRunning = false;
  }

  std::mutex Mutex;
  std::vector<int> All;
  std::thread Worker;
  bool IsRunning = false;
};

// A library that was loaded by hand.
class LoadedDatabase {
public:
  void put(const std::string &Text) {
    std::lock_guard Lock(Mutex);
    void *Statement = statement_new(Text);
    statement_free(Statement);
    ++Statements;
  }
  int count() {
    std::lock_guard Lock(Mutex);
    return Statements;
  }

private:
  std::mutex Mutex;
  std::function<void *(const std::string &)> statement_new;
  std::function<void(void *)> statement_free;
  int Statements = 0;
};

// What it was given for its own work, and what wants to be told of it.
class Steps {
public:
  void make() {
    std::lock_guard Lock(Mutex);
    if (Made == 0 && init_func_)
      init_func_();
    sleep_fn_(5);
    ++Made;
    made_fn_(Made);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'made_fn_' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-7]]:21: note: 'Mutex' is locked here
  }
  int made() {
    std::lock_guard Lock(Mutex);
    return Made;
  }

private:
  std::mutex Mutex;
  std::function<void()> init_func_;
  std::function<void(int)> sleep_fn_, made_fn_;
  int Made = 0;
};

// The end, though nothing says so.
void own_assert_fail(const char *Text) {
  syslog(LOG_ERR, "%s", Text);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  std::abort();
}
#define OWN_ASSERT(X)                                                          \
  do {                                                                         \
    if (!(X))                                                                  \
      own_assert_fail(#X);                                                     \
  } while (0)
void addAll(std::mutex &Mutex, const std::vector<int> &From, int &Sum) {
  std::lock_guard Lock(Mutex);
  OWN_ASSERT(!From.empty());
  for (int Each : From)
    Sum += Each;
}

// All that there are only try to have it.
void handleSignal(int &Signals) {
  static std::mutex Running;
  std::unique_lock Lock(Running, std::try_to_lock);
  if (!Lock.owns_lock())
    return;
  ++Signals;
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// Who takes the handler away may be sure that it does not run any more.
class Cancellable {
public:
  void cancel() {
    std::lock_guard Lock(Mutex);
    if (Handler)
      Handler();
  }
  void setHandler(std::function<void()> New) {
    std::lock_guard Lock(Mutex);
    Handler = std::move(New);
  }

private:
  std::mutex Mutex;
  std::function<void()> Handler;
};

// A handler that comes back in is what the mutex is recursive for.
class Node {
public:
  void commit(int New) {
    std::lock_guard Lock(CallbackMutex);
    Value = New;
    if (Handler)
      Handler();
  }
  int value() {
    std::lock_guard Lock(CallbackMutex);
    return Value;
  }

private:
  std::recursive_mutex CallbackMutex;
  std::function<void()> Handler;
  int Value = 0;
};

// Its registers are its parts.
class Register {
public:
  virtual ~Register() = default;
  virtual void flush() = 0;
};
class Registers {
public:
  void add(Register *Each) {
    std::lock_guard Lock(Mutex);
    All.push_back(Each);
  }
  void flush() {
    std::lock_guard Lock(Mutex);
    ++Flushes;
    for (Register *Each : All)
      Each->flush();
  }

private:
  std::mutex Mutex;
  std::vector<Register *> All;
  int Flushes = 0;
};

// Here others wait who only want to count.
class Counted {
public:
  void count() {
    std::lock_guard Lock(Mutex);
    ++Calls;
    if (Handler)
      Handler();
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Handler' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-5]]:21: note: 'Mutex' is locked here
  }
  void setHandler(std::function<void()> New) {
    std::lock_guard Lock(Mutex);
    Handler = std::move(New);
    Calls = 0;
  }

private:
  std::mutex Mutex;
  std::function<void()> Handler;
  int Calls = 0;
};

//===-- What has failed ---------------------------------------------------===//

static pthread_mutex_t AnswerMutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t AnswerCome = PTHREAD_COND_INITIALIZER;
[[gnu::hot]] int awaitAnswer(int &Left) {
  pthread_mutex_lock(&AnswerMutex);
  int Ret = 0;
  while (Left > 0) {
    Ret = pthread_cond_wait(&AnswerCome, &AnswerMutex);
    if (Ret != 0) {
      syslog(LOG_WARNING, "wait: %d", Ret);
      break;
    }
  }
  if (Ret)
    syslog(LOG_WARNING, "gave up");
  pthread_mutex_unlock(&AnswerMutex);
  return Ret;
}

enum Status { Bad = -1, Success = 0 };
Status build(int Left);
[[gnu::hot]] bool buildAnswer(int &Left) {
  pthread_mutex_lock(&AnswerMutex);
  if (build(Left) != Success)
    syslog(LOG_WARNING, "no answer");
  if (Left == 3) {
    syslog(LOG_WARNING, "no answer");
    pthread_mutex_unlock(&AnswerMutex);
    return false;
  }
  pthread_mutex_unlock(&AnswerMutex);
  return true;
}

[[gnu::hot]] void countAnswer(int &Left) {
  pthread_mutex_lock(&AnswerMutex);
  if (--Left != 0)
    syslog(LOG_INFO, "left: %d", Left);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'syslog' writes a log line while 'AnswerMutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'AnswerMutex' is locked here
  // CHECK-NOTES: :[[@LINE-6]]:19: note: hot: marked with the 'hot' attribute
  pthread_mutex_unlock(&AnswerMutex);
}

//===-- At the end --------------------------------------------------------===//

void post(std::function<void()> Task);
class Application {
public:
  void stop() {
    post([this]() __attribute__((hot)) {
      std::lock_guard Lock(Mutex);
      Handlers.clear();
    });
  }
  void put(const std::string &Name) {
    std::lock_guard Lock(Mutex);
    ++Handlers[Name];
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Handlers;
};
