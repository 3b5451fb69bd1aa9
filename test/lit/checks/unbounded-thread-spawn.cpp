// RUN: %check_p99 %s p99-unbounded-thread-spawn %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=FEW %s p99-unbounded-thread-spawn %t \
// RUN:   -config='{CheckOptions: {p99-unbounded-thread-spawn.MaxThreads: 2}}' -- -I%inputs -DFEW
// RUN: %check_p99 -check-suffixes=OWN %s p99-unbounded-thread-spawn %t \
// RUN:   -config='{CheckOptions: {p99-unbounded-thread-spawn.Executor: "shop::workers().post({callable})"}}' -- -I%inputs -DOWN

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
// CHECK-FIXES: #include <execution>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <semaphore>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

void serve(int Client);
void work();
bool parse(const std::string &Text);
int next();

#if !defined(FEW) && !defined(OWN)

//===-- Flagged -----------------------------------------------------------===//

// Each form of a thread, for each connection.
void detached(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: inside the loop that serves 'accept'
  }
}

void named(int Listener) {
  for (;;) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread Thread([Client] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    Thread.detach();
  }
}

void kept(int Listener) {
  std::vector<std::thread> Threads;
  while (true)
    Threads.emplace_back(serve, accept(Listener, nullptr, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
}

void keptJoining(int Listener) {
  std::vector<std::jthread> Threads;
  while (true)
    Threads.push_back(std::jthread(serve, accept(Listener, nullptr, nullptr)));
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
}

void onTheHeap(int Listener) {
  std::map<int, std::unique_ptr<std::thread>> Threads;
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Threads[Client] = std::make_unique<std::thread>(serve, Client);
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

void asynchronous(int Listener) {
  std::vector<std::future<void>> Results;
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Results.push_back(std::async(std::launch::async, serve, Client));
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

// A process for each connection, too.
void forked(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    if (fork() == 0) {
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: a process is forked for each connection, without limit; count the children, or use workers [p99-unbounded-thread-spawn]
      serve(Client);
      _exit(0);
    }
    close(Client);
  }
}

// An error that is counted, and a result that is tested, limit nothing.
void failing(int Listener) {
  int Errors = 0, Client = -1;
  while (true) {
    Client = accept(Listener, nullptr, nullptr);
    if (Client < 0) {
      if (++Errors > 10)
        break;
      continue;
    }
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    Client = -1;
  }
}

// What a helper counts for its own ends limits nothing.
std::size_t Logged;
void logLine(const char *Text) {
  while (*Text && Logged++ < 1000)
    ++Text;
}
void logging(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    logLine("accepted");
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

// The loop that accepts is two calls away.
class Session {
public:
  explicit Session(int Client) : Client(Client) {}
  void start() {
    Thread = std::thread([this] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // CHECK-NOTES: :[[@LINE+11]]:3: note: called from here
    // CHECK-NOTES: :[[@LINE+14]]:5: note: called from here
    // CHECK-NOTES: :[[@LINE+12]]:3: note: inside the loop that serves 'accept'
  }

private:
  int Client;
  std::thread Thread;
};
void open(int Client) {
  auto S = std::make_shared<Session>(Client);
  S->start();
}
void sessions(int Listener) {
  while (true)
    open(accept(Listener, nullptr, nullptr));
}

// The object starts its thread when it is made, for each request.
class Upload {
public:
  Upload() : Thread(work) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'work' gets a new thread for each request, without limit; use a thread pool [p99-unbounded-thread-spawn]
  // CHECK-NOTES: :[[@LINE+7]]:21: note: called from here
  // CHECK-NOTES: :[[@LINE+5]]:19: note: hot: marked with the 'hot' attribute

private:
  std::thread Thread;
};
[[gnu::hot]] void handle(std::vector<std::unique_ptr<Upload>> &Uploads) {
  Uploads.push_back(std::make_unique<Upload>());
}

// A queue without a limit is worked off by threads without a limit.
class Jobs {
public:
  void enqueue(std::function<void()> Job) {
    std::lock_guard Lock(Mutex);
    Queue.push(std::move(Job));
  }
  void run() {
    while (!Stop) {
      std::function<void()> Job;
      {
        std::unique_lock Lock(Mutex);
        Changed.wait(Lock, [this] { return !Queue.empty(); });
        Job = std::move(Queue.front());
        Queue.pop();
      }
      std::thread(Job).detach();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: a new thread is started in each round of a loop, without limit; use a thread pool [p99-unbounded-thread-spawn]
      // CHECK-NOTES: :[[@LINE-10]]:5: note: inside a loop of unknown length
    }
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<std::function<void()>> Queue;
  bool Stop = false;
};

// On every tick.
void refresh(std::atomic<bool> &Stop) {
  while (!Stop) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    std::thread(work).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'work' gets a new thread in each round of a loop, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}

// One for each element of what is given.
void parseAll(const std::vector<std::string> &Texts) {
  for (const std::string &Text : Texts)
    std::thread([Text] { parse(Text); }).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each element of 'Texts', without limit; use a pool or a bounded parallel loop [p99-unbounded-thread-spawn]
  // CHECK-NOTES: :[[@LINE-3]]:3: note: one for each element that this loop goes over
}
void parseByIndex(const std::vector<std::string> &Texts) {
  std::vector<std::future<bool>> Results;
  for (std::size_t I = 0; I < Texts.size(); ++I)
    Results.push_back(std::async(std::launch::async, parse, Texts[I]));
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'parse' gets a new thread for each element of 'Texts', without limit; use a pool or a bounded parallel loop [p99-unbounded-thread-spawn]
  for (auto &Result : Results)
    Result.get();
}
void parseEach(const std::vector<std::string> &Texts) {
  std::for_each(Texts.begin(), Texts.end(), [](const std::string &Text) {
    std::thread(parse, Text).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'parse' gets a new thread for each element of 'Texts', without limit; use a pool or a bounded parallel loop [p99-unbounded-thread-spawn]
  });
}

//===-- Fixed -------------------------------------------------------------===//

// Joined at once: it might as well be called.
void oneAfterTheOther(const std::vector<int> &Clients) {
  for (int Client : Clients) {
    // CHECK-FIXES: serve(Client);
    std::thread Thread(serve, Client);
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Thread' is joined right after it starts; call 'serve' directly, the thread buys nothing [p99-unbounded-thread-spawn]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: one for each element that this loop goes over
    // CHECK-NOTES: :[[@LINE-3]]:17: note: if it needs no stack or thread-local data of its own
    Thread.join();
  }
}
[[gnu::hot]] int answer(int Question) {
  int Answer = 0;
  // CHECK-FIXES: [&] { Answer = Question + 1; }();
  std::thread Thread([&] { Answer = Question + 1; });
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'Thread' is joined right after it starts; call its work directly, the thread buys nothing [p99-unbounded-thread-spawn]
  Thread.join();
  return Answer;
}

// All are started, then all are joined.
void inParallel(std::vector<std::string> &Texts) {
  std::vector<std::thread> Threads;
  Threads.reserve(Texts.size());
  // CHECK-FIXES: std::for_each(std::execution::par, Texts.begin(), Texts.end(), [&](const std::string &Text) { parse(Text); });
  for (const std::string &Text : Texts)
    Threads.emplace_back([&Text] { parse(Text); });
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each element of 'Texts', without limit; use a pool or a bounded parallel loop [p99-unbounded-thread-spawn]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: if the rounds do not wait for each other
  for (std::thread &Thread : Threads)
    Thread.join();
}

//===-- Not flagged -------------------------------------------------------===//

// A pool starts as many as it is told to.
struct Countdown {
  std::vector<std::thread> Threads;
  explicit Countdown(unsigned N) {
    while (N) {
      Threads.emplace_back([] { work(); });
      N--;
    }
  }
  void more(int N) {
    while (N--)
      Threads.emplace_back([] { work(); });
    for (; N; --N)
      Threads.emplace_back([] { work(); });
  }
};

// As many as the configuration names, once.
struct Room {
  Room *Next;
};
void serveRoom(Room *);
void plugin_init(Room *First) {
  for (Room *Each = First; Each; Each = Each->Next)
    std::thread(serveRoom, Each).detach();
}

// A constant, the number of cores, a count that is set.
void fixed(std::vector<std::thread> &Threads) {
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back(work);
  std::thread Two[2];
  for (std::thread &Thread : Two)
    Thread = std::thread(work);
}
void perCore(std::vector<std::thread> &Threads) {
  for (unsigned I = 0; I < std::thread::hardware_concurrency(); ++I)
    Threads.emplace_back(work);
  unsigned Count = std::max(1u, std::thread::hardware_concurrency() / 2);
  while (Count-- > 0)
    Threads.emplace_back(work);
}
class Workers {
public:
  explicit Workers(std::size_t Count) : Threads(Count) {
    for (std::size_t I = 0; I < Count; ++I)
      Started.emplace_back([this] { run(); });
    for (std::thread &Thread : Threads)
      Thread = std::thread([this] { run(); });
  }
  void grow(std::size_t Limit) {
    while (Started.size() < Limit)
      Started.emplace_back([this] { run(); });
  }

private:
  void run();
  std::vector<std::thread> Threads, Started;
};
void noMoreThanCores(const std::vector<std::string> &Texts) {
  std::size_t Count =
      std::min<std::size_t>(Texts.size(), std::thread::hardware_concurrency());
  std::vector<std::thread> Threads;
  for (std::size_t I = 0; I < Count; ++I)
    Threads.emplace_back(work);
  for (std::thread &Thread : Threads)
    Thread.join();
}
void chunks(const std::vector<std::string> &Texts, std::size_t Count) {
  std::vector<std::pair<std::size_t, std::size_t>> Chunks(Count);
  for (auto &Chunk : Chunks)
    std::thread(work).detach();
}

// A question that is answered early where there is no room.
class Dispatcher {
public:
  void run(int Listener) {
    while (!Done) {
      int Client = accept(Listener, nullptr, nullptr);
      while (mayStart())
        start(Client);
    }
  }

private:
  bool mayStart() const {
    if (Children.empty())
      return true;
    if (Children.size() >= Most)
      return false;
    return !Done;
  }
  void start(int Client) {
    pid_t Child = fork();
    if (Child == 0)
      serve(Client);
    Children.push_back(Child);
  }
  std::vector<pid_t> Children;
  std::size_t Most = 8;
  bool Done = false;
};

// A counter is asked.
std::atomic<int> Running;
constexpr int Limit = 100;
void counted(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    if (Running >= Limit) {
      close(Client);
      continue;
    }
    ++Running;
    std::thread([Client] {
      serve(Client);
      --Running;
    }).detach();
  }
}
void countedElsewhere(int Listener) {
  while (true) {
    while (Running.load() >= Limit)
      std::this_thread::yield();
    std::thread([Client = accept(Listener, nullptr, nullptr)] {
      Running.fetch_add(1);
      serve(Client);
      Running.fetch_sub(1);
    }).detach();
  }
}
class Counting {
public:
  void run(int Listener) {
    while (true) {
      int Client = accept(Listener, nullptr, nullptr);
      if (isFull()) {
        close(Client);
        continue;
      }
      std::lock_guard Lock(Mutex);
      ++Count;
      std::thread(&Counting::serveOne, this, Client).detach();
    }
  }

private:
  bool isFull() {
    std::lock_guard Lock(Mutex);
    return Count >= 100;
  }
  void serveOne(int Client) {
    serve(Client);
    std::lock_guard Lock(Mutex);
    --Count;
  }
  std::mutex Mutex;
  int Count = 0;
};

// The size of what holds them is.
void sized(int Listener) {
  std::vector<std::thread> Threads;
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    if (Threads.size() < 100)
      Threads.emplace_back(serve, Client);
  }
}

// A semaphore, a condition variable.
std::counting_semaphore<100> Places(100);
void admittedInTime(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    if (!Places.try_acquire_for(std::chrono::seconds(1)) &&
        !Places.try_acquire_until(std::chrono::steady_clock::now()))
      continue;
    std::thread([Client] {
      serve(Client);
      Places.release();
    }).detach();
  }
}
void admitted(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Places.acquire();
    std::thread([Client] {
      serve(Client);
      Places.release();
    }).detach();
  }
}
void admittedOrNot(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    if (!Places.try_acquire())
      continue;
    std::thread([Client] {
      serve(Client);
      Places.release();
    }).detach();
  }
}
class Waiting {
public:
  void run(int Listener) {
    while (true) {
      int Client = accept(Listener, nullptr, nullptr);
      waitForRoom();
      std::thread([this, Client] {
        serve(Client);
        std::lock_guard Lock(Mutex);
        --Count;
        Changed.notify_one();
      }).detach();
    }
  }

private:
  void waitForRoom() {
    std::unique_lock Lock(Mutex);
    Changed.wait(Lock, [this] { return Count < 100; });
    ++Count;
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  int Count = 0;
};

// One at a time: a flag, a handle, a member of an object that is there once.
class Refresher {
public:
  [[gnu::hot]] void onRequest() {
    if (Busy.exchange(true))
      return;
    std::thread([this] { Busy = false; }).detach();
  }
  [[gnu::hot]] void onOther() {
    std::lock_guard Lock(Mutex);
    if (Started)
      return;
    Started = true;
    std::thread(work).detach();
  }
  [[gnu::hot]] void onThird() {
    if (!Thread.joinable())
      Thread = std::thread(work);
  }
  [[gnu::hot]] void onFourth() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread(work);
  }
  [[gnu::hot]] void onFifth() { Result = std::async(std::launch::async, work); }
  [[gnu::hot]] void perName(const std::string &Name) {
    if (ByName.count(Name))
      return;
    ByName[Name] = std::thread(work);
  }

private:
  std::mutex Mutex;
  std::atomic<bool> Busy{false};
  bool Started = false;
  std::thread Thread;
  std::future<void> Result;
  std::map<std::string, std::thread> ByName;
};

// Joined in the same round, which does something meanwhile.
void besides(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread Reader(serve, Client);
    work();
    Reader.join();
  }
}
void scoped(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::jthread Reader(serve, Client);
    work();
  }
}
[[gnu::hot]] bool both(const std::string &A, const std::string &B) {
  auto First = std::async(std::launch::async, parse, A);
  bool Second = parse(B);
  return First.get() && Second;
}

// Once, at the start: what is set up has as many as it has.
class Service {
public:
  explicit Service(const std::vector<std::string> &Addresses) {
    for (const std::string &Address : Addresses)
      Listeners.emplace_back([Address] { parse(Address); });
  }
  void start() {
    for (const std::string &Shard : Shards)
      Listeners.emplace_back([Shard] { parse(Shard); });
  }

private:
  std::vector<std::string> Shards;
  std::vector<std::thread> Listeners;
};
int main(int Count, char **Texts) {
  std::thread Acceptor(work);
  for (int I = 1; I < Count; ++I)
    std::thread(parse, std::string(Texts[I])).detach();
  Acceptor.join();
}

// Cold code, and a policy that starts none.
void fails(int Listener) {
  while (true) {
    try {
      serve(accept(Listener, nullptr, nullptr));
    } catch (...) {
      std::thread(work).detach();
    }
  }
}
void later(int Listener) {
  std::vector<std::future<void>> Results;
  while (true)
    Results.push_back(std::async(std::launch::deferred, serve,
                                 accept(Listener, nullptr, nullptr)));
}

// Threads that are there already are only moved.
void moved(std::vector<std::thread> &From, std::vector<std::thread> &To) {
  for (std::thread &Thread : From)
    To.emplace_back(std::move(Thread));
}

//===-- Macros and templates ----------------------------------------------===//

#define START(F, X) std::thread(F, X).detach()
void expanded(int Listener) {
  while (true)
    START(serve, accept(Listener, nullptr, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
}

template <typename Handler> void serveWith(int Listener, Handler H) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    std::thread(work).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'work' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void instances(int Listener) {
  serveWith(Listener, serve);
  serveWith(Listener, [](int) {});
}

//===-- Wrapped -----------------------------------------------------------===//

// What is handed to these gets a thread.
template <typename F> void background(F &&Task) {
  std::thread(std::forward<F>(Task)).detach();
}
void inBackground(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    background([Client] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // CHECK-NOTES: :[[@LINE-7]]:3: note: the thread is started here
    // CHECK-NOTES: :[[@LINE-5]]:3: note: inside the loop that serves 'accept'
  }
}
class Thread {
public:
  explicit Thread(std::function<void()> Task)
      : Inner([Task = std::move(Task)] { Task(); }) {}
  ~Thread() { Inner.detach(); }

private:
  std::thread Inner;
};
void wrapped(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    Thread T([Client] { serve(Client); });
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a new thread is started for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
  }
}
void wrappedOnce() {
  background(work);
  Thread T(work);
}

// A library of C gets to know a function in each round; it does not run there.
extern "C" void registerCommand(const char *Name, int (*Run)(int));
template <typename T> struct Command {
  static void add(const char *Name) {
    const auto Run = [](int Argument) -> int {
      std::thread(work).detach();
      return T::value + Argument;
    };
    registerCommand(Name, Run);
  }
};
struct Plain {
  static constexpr int value = 1;
};
void registersAll(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    Command<Plain>::add(Name.c_str());
    registerCommand("plain", [](int) {
      std::thread(work).detach();
      return 0;
    });
  }
}

#endif // !FEW && !OWN

//===-- Options -----------------------------------------------------------===//

#ifdef FEW
void three(std::vector<std::thread> &Threads) {
  for (int I = 0; I < 3; ++I)
    Threads.emplace_back(work);
  // CHECK-MESSAGES-FEW: :[[@LINE-1]]:5: warning: 'work' gets a new thread in each round of a loop, without limit; use a thread pool [p99-unbounded-thread-spawn]
}
void two(std::vector<std::thread> &Threads) {
  for (int I = 0; I < 2; ++I)
    Threads.emplace_back(work);
}
#endif

#ifdef OWN
namespace shop {
struct Workers {
  template <typename F> void post(F Task) {}
};
Workers &workers();
} // namespace shop
void handedOver(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    // CHECK-FIXES-OWN: shop::workers().post([Client] { serve(Client); });
    std::thread(serve, Client).detach();
    // CHECK-MESSAGES-OWN: :[[@LINE-1]]:5: warning: 'serve' gets a new thread for each connection, without limit; use a thread pool [p99-unbounded-thread-spawn]
    // CHECK-NOTES-OWN: :[[@LINE-2]]:5: note: if the pool has room for work that takes this long
  }
}
#endif
