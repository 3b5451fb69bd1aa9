// RUN: %check_p99 %s p99-detached-thread %t -- -I%inputs

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <httplib.h>
#include <latch>
#include <memory>
#include <mutex>
// CHECK-FIXES: #include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace boost {
class thread {
public:
  template <class F, class... A> explicit thread(F, A &&...);
  void detach();
};
} // namespace boost

using namespace std::chrono_literals;

void work(int N);
void append(const std::string &Text, std::vector<int> *Into);
void print(const char *Text);
bool more();

//===-- Flagged -----------------------------------------------------------===//

void local(int N) {
  std::vector<int> Results;
  std::thread([&Results, N] { Results.push_back(N); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Results', which dies with 'local'; give it a copy, or join it [p99-detached-thread]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: it is handed to the thread here
}

void parameterOfItsOwn(int N) {
  std::thread Later([&] { work(++N); });
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the detached thread uses 'N', which dies with 'parameterOfItsOwn'; give it a copy, or join it [p99-detached-thread]
  Later.detach();
}

void arguments(std::string Text) {
  std::vector<int> Into;
  std::thread(append, Text, &Into).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Into', which dies with 'arguments'; give it a copy, or join it [p99-detached-thread]
  std::thread(append, std::ref(Text), nullptr).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Text', which dies with 'arguments'; give it a copy, or join it [p99-detached-thread]
  std::thread(print, Text.c_str()).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Text', which dies with 'arguments'; give it a copy, or join it [p99-detached-thread]
  boost::thread(append, std::cref(Text), nullptr).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Text', which dies with 'arguments'; give it a copy, or join it [p99-detached-thread]
}

// The limit passes, and the thread goes on.
bool withLimit(int N) {
  std::promise<int> Done;
  std::future<int> Result = Done.get_future();
  std::thread([&Done, N] {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Done', which dies with 'withLimit'; give it a copy, or join it [p99-detached-thread]
    work(N);
    Done.set_value(1);
  }).detach();
  return Result.wait_for(1s) == std::future_status::ready;
}

void callers(const std::string &Text) {
  std::thread([&Text] { print(Text.c_str()); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Text', which is the caller's and may be gone; give it a copy [p99-detached-thread]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: if the thread needs no changes that are made later
  // CHECK-FIXES: std::thread([Text] { print(Text.c_str()); }).detach();
}

// A new one in each round, though the function never returns.
void inEachRound() {
  while (true) {
    std::vector<int> Results;
    std::thread([&Results] { Results.push_back(1); }).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread uses 'Results', which dies with its round of the loop; give it a copy, or join it [p99-detached-thread]
  }
}

struct Counter {
  int N = 0;
};
void count(Counter &C) {
  std::thread([&C] { ++C.N; }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'C', which is the caller's and may be gone; give it a copy [p99-detached-thread]
  // CHECK-NOTES: :[[@LINE+4]]:3: note: this call passes an object that dies
}
void countOne() {
  Counter C;
  count(C);
}

class Session {
public:
  void start() {
    std::thread(&Session::run, this).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
  }
  void later() {
    auto Work = [this] { work(Requests); };
    std::thread Thread(Work);
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
    Thread.detach();
  }
  void bound() {
    auto Thread = std::make_unique<std::thread>(std::bind(&Session::run, this));
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
    Thread->detach();
  }
  void inMember() {
    Running = std::thread([&] { ++Requests; });
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
    Running.detach();
  }
  void member() {
    std::thread([&R = Requests] { ++R; }).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
  }
  void several() {
    std::vector<std::thread> Threads;
    Threads.emplace_back([this] { run(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
    for (std::thread &T : Threads)
      T.detach();
  }

private:
  void run() {
    while (more())
      work(Requests);
  }
  int Requests = 0;
  std::thread Running;
};
void serveOne() { Session().start(); }

// Set, but nobody waits for it to be seen.
class Flagged {
public:
  ~Flagged() { Stopping = true; }
  void start() {
    std::thread([this] {
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
      while (!Stopping)
        work(1);
    }).detach();
  }

private:
  std::atomic<bool> Stopping = false;
};

struct Job {
  int N;
};
void finish(Job *J) { delete J; }
void run(Job *J) {
  std::thread([J] { work(J->N); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'J', which is deleted elsewhere; hand over its ownership, or join it [p99-detached-thread]
  // CHECK-NOTES: :[[@LINE-4]]:23: note: it is deleted here
}

// One more for each connection, and none ever ends.
void watch(int Socket) {
  std::thread([Socket] {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: each call of 'watch' leaves a thread that nothing can stop; keep a std::jthread, and loop on its stop_token [p99-detached-thread]
    // CHECK-NOTES: :[[@LINE+1]]:5: note: this loop has no way out
    while (true) {
      work(Socket);
      std::this_thread::sleep_for(1s);
    }
  }).detach();
}

void serve(httplib::Server &Server) {
  Server.Post("/notes", [](const httplib::Request &, httplib::Response &) {
    std::thread([] {
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: each call of the lambda leaves a thread that nothing can stop; keep a std::jthread, and loop on its stop_token [p99-detached-thread]
      for (;;)
        work(1);
    }).detach();
  });
}

//===-- Fixed -------------------------------------------------------------===//

class Cache {
public:
  Cache() {
    std::thread([this] {
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread loops for ever on 'this', which nothing keeps alive; keep it in a std::jthread member [p99-detached-thread]
      // CHECK-NOTES: :[[@LINE-2]]:5: note: if the end of the object may wait for the thread
      // CHECK-FIXES: worker_ = std::jthread([this](std::stop_token stop) {
      // CHECK-FIXES: while (!stop.stop_requested()) {
      // CHECK-FIXES: });
      while (true) {
        work(entries_);
        std::this_thread::sleep_for(1s);
      }
    }).detach();
  }

private:
  int entries_ = 0; // with a comment
  // CHECK-FIXES: std::jthread worker_;
};
void cache() { Cache Short; }

class Pinger {
public:
  void start() {
    std::thread Thread{[this]() {
      // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the detached thread loops for ever on 'this', which nothing keeps alive; keep it in a std::jthread member [p99-detached-thread]
      // CHECK-FIXES: m_worker = std::jthread([this](std::stop_token stop) {
      // CHECK-FIXES: while (!stop.stop_requested())
      // CHECK-FIXES: });
      for (;;)
        work(m_target);
    }};
    Thread.detach();
  }
  int m_target = 0;
  // CHECK-FIXES: std::jthread m_worker;
};

// Work that ends by itself is joined.
class Warmed {
public:
  Warmed() {
    std::thread([this] { work(Size); }).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread uses 'this', which nothing keeps alive; keep it in a std::jthread member, or capture a share of it [p99-detached-thread]
    // CHECK-FIXES: Worker = std::jthread([this] { work(Size); });
  }

private:
  int Size = 1;
  // CHECK-FIXES: std::jthread Worker;
};

void copies(int N) {
  std::string Text = "a";
  std::thread([&] { print(Text.c_str()), work(N); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Text', which dies with 'copies'; give it a copy, or join it [p99-detached-thread]
  // CHECK-FIXES: std::thread([=] { print(Text.c_str()), work(N); }).detach();
}

// The end could wait for ever: no fix.
class Waiting {
public:
  Waiting() {
    std::thread([this] {
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the detached thread loops for ever on 'this', which nothing keeps alive; keep it in a std::jthread member [p99-detached-thread]
      while (true) {
        std::unique_lock<std::mutex> Lock(Mutex);
        Changed.wait(Lock);
      }
    }).detach();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
};

//===-- Not flagged -------------------------------------------------------===//

void copied(std::string Text, int N) {
  std::thread([Text, N] { print(Text.c_str()), work(N); }).detach();
  std::thread(append, Text, nullptr).detach();
  static int Calls;
  std::thread([&] { ++Calls; }).detach();
}

// Waited for by other means.
int throughPromise(int N) {
  std::promise<int> Done;
  std::thread([&] {
    work(N);
    Done.set_value(1);
  }).detach();
  return Done.get_future().get();
}
void throughLatch(int N) {
  std::latch Done(1);
  std::thread([&] { work(N), Done.count_down(); }).detach();
  Done.wait();
}
void throughPolling(int N) {
  std::atomic<bool> Done = false;
  std::thread([&] { work(N), Done = true; }).detach();
  while (!Done)
    std::this_thread::sleep_for(1ms);
}
struct Event {
  void set();
  void waitUntilSet();
  void wait();
};
void throughEvent(int N) {
  Event Done;
  std::thread([&] { work(N), Done.set(); }).detach();
  Done.wait();
}
void joined(int N) {
  std::thread Thread([&] { work(N); });
  Thread.join();
}

// The function never returns.
void server(int Port) {
  std::thread([&] { work(Port); }).detach();
  while (true)
    work(1);
}

class Acceptor {
public:
  void serve() {
    std::string Name = "server";
    while (true) {
      if (!more())
        continue;
      std::thread([this, &Name] { print(Name.c_str()), work(Port); }).detach();
    }
  }

private:
  int Port = 0;
};
void acceptor() { Acceptor().serve(); }

// An object that the callee may change has an owner who knows of it.
struct Engine {
  int State = 0;
};
void startEngine(Engine &E) {
  std::thread([&E] { ++E.State; }).detach();
}

class Shared : public std::enable_shared_from_this<Shared> {
public:
  void start() {
    auto Self = shared_from_this();
    std::thread([this, Self] { work(N); }).detach();
    std::thread([this, Self = shared_from_this()] { work(N); }).detach();
    std::thread(&Shared::run, shared_from_this()).detach();
    std::thread([this, Weak = weak_from_this()] {
      if (auto Strong = Weak.lock())
        work(N);
    }).detach();
    std::thread([Copy = *this] { work(Copy.N); }).detach();
  }

private:
  void run();
  int N = 0;
};
void shared() { std::make_shared<Shared>()->start(); }

// Deletes itself when done.
class Once {
public:
  void start() { std::thread(&Once::run, this).detach(); }

private:
  void run() {
    work(1);
    delete this;
  }
};
void once() { (new Once)->start(); }

class Counted {
public:
  void start() {
    addRef();
    std::thread([this] { work(1), release(); }).detach();
  }
  void addRef();
  void release();
};
void counted() { (new Counted)->start(); }

// One for the process.
class Registry {
public:
  static Registry &instance() {
    static Registry TheOne;
    return TheOne;
  }

private:
  Registry() { std::thread([this] { refresh(); }).detach(); }
  void refresh();
};
class Daemon {
public:
  void start() { std::thread([this] { run(); }).detach(); }
  void run();
};
Daemon TheDaemon;
struct Application {
  void start() { std::thread([this] { run(); }).detach(); }
  void run();
};

// The end waits for the thread.
class Careful {
public:
  ~Careful() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Stopping = true;
    Stopped.wait(Lock, [this] { return !Running; });
  }
  void start() {
    std::thread([this] { run(); }).detach();
  }

private:
  void run();
  std::mutex Mutex;
  std::condition_variable Stopped;
  bool Stopping = false, Running = true;
};
class Stoppable {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  void stop() {
    Stopping = true;
    while (Running)
      std::this_thread::sleep_for(1ms);
  }

private:
  void run();
  std::atomic<bool> Stopping = false, Running = true;
};
// Whoever asks for it waits for the thread.
class Reader {
public:
  std::future<int> read() {
    auto Promise = std::make_shared<std::promise<int>>();
    std::thread([this, Promise] { Promise->set_value(N); }).detach();
    return Promise->get_future();
  }

private:
  int N = 0;
};
// Who knows what that does.
class Elsewhere {
public:
  ~Elsewhere();
  void start() { std::thread([this] { run(); }).detach(); }
  void run();
};
void others() {
  Careful C;
  Reader R;
  Stoppable S;
  Elsewhere E;
}

// The thread owns what it is given.
struct Task {
  int N;
};
void consume(Task *T) {
  work(T->N);
  delete T;
}
void handOver(Task *T) { std::thread(consume, T).detach(); }
void handOverNew(int N) { std::thread(consume, new Task{N}).detach(); }
void handOverUnique(std::unique_ptr<Task> T) {
  std::thread([T = std::move(T)] { work(T->N); }).detach();
}

// A daemon that is started once.
void startReporter(int Interval) {
  std::thread([Interval] {
    while (true) {
      work(1);
      std::this_thread::sleep_for(std::chrono::seconds(Interval));
    }
  }).detach();
}
void reporter() {
  std::thread([] {
    while (true)
      work(1);
  }).detach();
}
int main() {
  std::thread([] {
    while (true)
      work(1);
  }).detach();
  Application App;
  App.start();
}

void initReports(const std::string &Path) {
  std::thread([Path] {
    while (true)
      print(Path.c_str());
  }).detach();
}

// It ends when there is no more.
void drain(int Socket) {
  std::thread([Socket] {
    while (true) {
      if (!more())
        break;
      work(Socket);
    }
  }).detach();
}

// The thread started elsewhere may well have ended.
class Pool {
public:
  void abandon() {
    for (std::thread &T : Threads)
      T.detach();
  }
  void grow() { Threads.emplace_back([this] { work(int(Threads.size())); }); }

private:
  std::vector<std::thread> Threads;
};

//===-- Macros and templates ----------------------------------------------===//

#define BACKGROUND(Code) std::thread([&] { Code; }).detach()
void macro(int N) {
  BACKGROUND(work(N));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'N', which dies with 'macro'; give it a copy, or join it [p99-detached-thread]
}

template <class T> void instances(T Value) {
  std::thread([&Value] { work(int(Value++)); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'Value', which dies with 'instances'; give it a copy, or join it [p99-detached-thread]
}
template void instances(int);
template void instances(long);

//===-- Wrapped -----------------------------------------------------------===//

template <class F> void runDetached(F &&Function) {
  std::thread(std::forward<F>(Function)).detach();
}
void inBackground(std::function<void()> Task) {
  std::thread([Task = std::move(Task)] { Task(); }).detach();
}
void wrapped(int N) {
  runDetached([&N] { work(++N); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'N', which dies with 'wrapped'; give it a copy, or join it [p99-detached-thread]
  // CHECK-NOTES: :[[@LINE-8]]:3: note: it is detached here
  inBackground([&N] { work(++N); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the detached thread uses 'N', which dies with 'wrapped'; give it a copy, or join it [p99-detached-thread]
}
void wrappedCopies(int N) {
  runDetached([N] { work(N); });
  inBackground([N] { work(N); });
}

//===-- Options -----------------------------------------------------------===//
