// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}'
// RUN: %check_p99 -check-suffixes=QUIET %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Callbacks: false}}' -- -DQUIET
//
// What sections wait for; what blocks in each library has a test of its own.

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <execinfo.h>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <queue>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

#ifndef QUIET

//===-- Flagged -----------------------------------------------------------===//

class Store {
public:
  void peer(int Socket, const char *Text) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.push_back(*Text);
    send(Socket, Text, 1, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'send' waits for its peer while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:33: note: 'Mutex' is locked here
    ++Changes;
  }

  void sleeps() {
  // CHECK-FIXES: std::this_thread::sleep_for(1ms);
    Mutex.lock();
    std::this_thread::sleep_for(1ms);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sleep_for' sleeps while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:5: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: if others may have the lock while this is not done
    ++Changes;
    Mutex.unlock();
  }

  void shared(const char *Host) const {
    std::shared_lock Lock(Readers);
    addrinfo *Found = nullptr;
    // CHECK-FIXES: Lock.unlock();
    getaddrinfo(Host, nullptr, nullptr, &Found);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'getaddrinfo' waits for name servers while 'Readers' is locked shared; resolve before the lock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-5]]:22: note: 'Readers' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: if others may have the lock while this is not done
  }

  void child() {
    std::scoped_lock Lock(Mutex);
    Changes += std::system("logrotate");
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:22: note: 'Mutex' is locked here
  }

  // One finding for a lock, the worst first.
  void several(const char *Path) {
    std::lock_guard Lock(Mutex);
    std::ofstream Out(Path);
    if (Changes > 1)
      fsync(Changes);
    ++Changes;
    std::this_thread::sleep_for(1ms);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sleep_for' sleeps while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-7]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-5]]:7: note: 'fsync' blocks here too
    // CHECK-NOTES: :[[@LINE-8]]:19: note: 'ofstream' blocks here too
    ++Changes;
  }

  // A file of its own, but the disk at each call.
  void syncs() {
    std::lock_guard Lock(Mutex);
    fsync(Descriptor);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
  }

  void waitsForResult(std::future<int> &Result) {
    std::unique_lock Lock(Mutex);
    Changes = Result.get();
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'get' waits for another thread while 'Mutex' is locked; wait after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:22: note: 'Mutex' is locked here
  }

  // It gives back one lock of two.
  void waitsWithAnother() {
    std::lock_guard Outer(Readers);
    std::unique_lock Lock(Mutex);
    Changed.wait(Lock);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'wait' waits for another thread while 'Readers' is locked; wait after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Readers' is locked here
  }

private:
  mutable std::mutex Mutex;
  mutable std::shared_mutex Readers;
  std::condition_variable Changed;
  std::vector<char> Entries;
  int Changes = 0;
  int Descriptor = open("store", O_RDWR);
};

// A connection of its own: a slow peer stops all who want it.
class Session {
public:
  void say(const std::string &Text) {
    std::lock_guard Lock(Mutex);
    send(Socket, Text.data(), Text.size(), 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'send' waits for its peer while 'Mutex' is locked; use a pool, or a connection for each thread [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
  }
  void hear(char *Text) {
    std::lock_guard Lock(Mutex);
    ++Heard;
    std::copy(Last, Last + Heard, Text);
  }

private:
  std::mutex Mutex;
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  int Heard = 0;
  char Last[80] = {};
};

// The thread can never end.
class Worker {
public:
  void start() {
    Thread = std::thread([this] { run(); });
  }
  ~Worker() {
    std::lock_guard Lock(Mutex);
    Stop = true;
    Thread.join();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'join' waits for a thread that needs 'Mutex', which is locked; join it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-8]]:14: note: the thread is started here
  }

private:
  void run() {
    std::lock_guard Lock(Mutex);
    Stop = false;
  }

  std::mutex Mutex;
  std::thread Thread;
  bool Stop = false;
};

class Listener {
public:
  virtual ~Listener() = default;
  virtual void onChange(int Value) = 0;
};

class Subject {
public:
  void set(int New) {
    std::lock_guard Lock(Mutex);
    Value = New;
    for (const auto &Each : Callbacks)
      Each(New);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Each' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
      // CHECK-NOTES: :[[@LINE-5]]:21: note: 'Mutex' is locked here
  }
  void tell() {
    std::lock_guard Lock(Mutex);
    for (Listener *Each : Listeners)
      Each->onChange(Value);
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'onChange' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
      // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Mutex' is locked here
  }
  void finish() {
    std::lock_guard Lock(Mutex);
    Done();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Done' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
  }
  void runNext() {
    std::lock_guard Lock(Mutex);
    auto Task = std::move(Tasks.front());
    Tasks.pop();
    Task();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Task' runs a callback of others while 'Mutex' is locked; copy it and call it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-5]]:21: note: 'Mutex' is locked here
  }

private:
  std::mutex Mutex;
  int Value = 0;
  std::function<void()> Done;
  std::vector<std::function<void(int)>> Callbacks;
  std::vector<Listener *> Listeners;
  std::queue<std::function<void()>> Tasks;
};

class Pool {
public:
  void resize() {
  // CHECK-FIXES: decltype(Threads) freed;
    std::lock_guard Lock(Mutex);
    Threads.clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: '~jthread' waits for another thread while 'Mutex' is locked; wait after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: if others may have the lock while this is not done
    // CHECK-FIXES: freed.swap(Threads);
  }
  [[gnu::hot]] void reset() {
  // CHECK-FIXES: decltype(Cache) freed;
    std::lock_guard Lock(Mutex);
    Cache.clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'clear' frees all of 'Cache' while 'Mutex' is locked; swap it out and free it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-6]]:21: note: hot: marked with the 'hot' attribute
    // CHECK-NOTES: :[[@LINE-4]]:5: note: if others may have the lock while this is not done
    // CHECK-FIXES: freed.swap(Cache);
  }

private:
  std::mutex Mutex;
  std::vector<std::jthread> Threads;
  std::map<std::string, std::vector<std::string>> Cache;
};

// The caller's lock.
class __attribute__((capability("mutex"))) OwnMutex {
public:
  void lock() __attribute__((acquire_capability())) { Mutex.lock(); }
  void unlock() __attribute__((release_capability())) { Mutex.unlock(); }

private:
  std::mutex Mutex;
};
class Index {
public:
  void add(std::unique_lock<std::mutex> &, int Descriptor) {
    fsync(Descriptor);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while its caller's mutex is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: 'add' is entered with its caller's mutex locked
  }
  void rebuild(int Descriptor) __attribute__((requires_capability(Mutex))) {
    fsync(Descriptor);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: 'rebuild' is entered with 'Mutex' locked
  }
  void count() {
    Mutex.lock();
    ++Changes;
    Mutex.unlock();
  }

private:
  OwnMutex Mutex;
  int Changes = 0;
};

// One of two branches unlocks.
class Cache {
public:
  void put(int Descriptor) {
    std::unique_lock Lock(Mutex);
    if (++Changes > 9)
      Lock.unlock();
    int Old = Changes;
    fsync(Descriptor + Old);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-6]]:22: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-5]]:7: note: only this branch unlocks it
  }
  void count() {
    std::lock_guard Lock(Mutex);
    ++Changes;
  }

private:
  std::mutex Mutex;
  int Changes = 0;
};

//===-- Fixed -------------------------------------------------------------===//

class Journal {
public:
  void endsWithGuard(int Descriptor, char Entry) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Entries.push_back(Entry);
    Entries.push_back(0);
    // CHECK-FIXES: {
    // CHECK-FIXES-NEXT: std::lock_guard<std::mutex> Hold(Mutex);
    // CHECK-FIXES-NEXT: Entries.push_back(Entry);
    // CHECK-FIXES-NEXT: Entries.push_back(0);
    // CHECK-FIXES-NEXT: }
    fsync(Descriptor);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-10]]:33: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: if others may have the lock while this is not done
  }

  void endsWithUnlock() {
    std::unique_lock Lock(Mutex);
    Names.emplace_back();
    // CHECK-FIXES: Lock.unlock();
    std::this_thread::sleep_for(1ms);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sleep_for' sleeps while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-5]]:22: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: if others may have the lock while this is not done
  }

  void startsLater(const char *Host) {
  // CHECK-FIXES: std::this_thread::sleep_for(1ms);
    std::scoped_lock Lock(Mutex);
    std::this_thread::sleep_for(1ms);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sleep_for' sleeps while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:22: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: if others may have the lock while this is not done
    Entries.push_back(*Host);
  }

  void endsManual(int Descriptor) {
    Mutex.lock();
    Entries.clear();
    fsync(Descriptor);
    Mutex.unlock();
  }
  // CHECK-FIXES: Mutex.unlock();
  // CHECK-FIXES-NEXT: fsync(Descriptor);
  // CHECK-MESSAGES: :[[@LINE-5]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-8]]:5: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-7]]:5: note: if others may have the lock while this is not done

  [[gnu::hot]] void frees() {
  // CHECK-FIXES: decltype(Names) freed;
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.clear();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'clear' frees all of 'Names' while 'Mutex' is locked; swap it out and free it after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:33: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-6]]:21: note: hot: marked with the 'hot' attribute
    // CHECK-NOTES: :[[@LINE-4]]:5: note: if others may have the lock while this is not done
    // CHECK-FIXES: freed.swap(Names);
    Entries.clear();
  }

private:
  std::mutex Mutex;
  std::vector<char> Entries;
  std::vector<std::vector<std::string>> Names;
};

//===-- Not flagged -------------------------------------------------------===//

// What runs one at a time, as an interpreter asks for.
class Interpreter {
public:
  std::unique_lock<std::mutex> lock() { return std::unique_lock(Own); }

private:
  std::mutex Own;
};
extern Interpreter Scripts;
class Script {
public:
  void run(int Query) {
    if (Run) {
      auto Lock = Scripts.lock();
      Run(Query);
    }
  }

private:
  std::function<void(int)> Run;
};

class Quiet {
public:
  void unlockedBefore(int Descriptor) {
    std::unique_lock Lock(Mutex);
    ++Changes;
    Lock.unlock();
    fsync(Descriptor);
  }
  void unlockedMeanwhile(int Descriptor) {
    std::lock_guard Lock(Mutex);
    ++Changes;
    Mutex.unlock();
    fsync(Descriptor);
    Mutex.lock();
  }
  void endedByScope(int Descriptor) {
    {
      std::lock_guard Lock(Mutex);
      ++Changes;
    }
    fsync(Descriptor);
  }
  void waitsForChange() {
    std::unique_lock Lock(Mutex);
    Changed.wait(Lock, [this] { return Changes > 0; });
  }
  void comesBack(int Socket, char *Buffer) {
    std::lock_guard Lock(Mutex);
    recv(Socket, Buffer, 1, MSG_DONTWAIT);
  }
  void local(int Descriptor) {
    std::mutex Own;
    std::lock_guard Lock(Own);
    fsync(Descriptor);
  }
  void fails(int Descriptor) {
    std::lock_guard Lock(Mutex);
    if (++Changes < 0) {
      fsync(Descriptor);
      throw std::runtime_error("overflow");
    }
  }
  [[gnu::cold]] void cold(int Descriptor) {
    std::lock_guard Lock(Mutex);
    fsync(Descriptor);
  }
  // In the making nobody else wants the lock.
  explicit Quiet(int Descriptor) {
    std::lock_guard Lock(Mutex);
    fsync(Descriptor);
    load(Descriptor);
  }
  ~Quiet() {
    std::lock_guard Lock(Mutex);
    fsync(0);
  }
  void firstUse() {
    std::lock_guard Lock(Mutex);
    if (!File)
      File = std::fopen("quiet", "a");
    ++Changes;
  }
  void startsThread() {
    std::lock_guard Lock(Mutex);
    std::thread([] { std::this_thread::sleep_for(1s); }).detach();
  }
  void stores() {
    std::lock_guard Lock(Mutex);
    Task = [] { std::this_thread::sleep_for(1s); };
  }

private:
  void load(int Descriptor) {
    std::lock_guard Lock(Mutex);
    std::this_thread::sleep_for(1ms);
    fsync(Descriptor);
  }

  std::mutex Mutex;
  std::condition_variable Changed;
  std::function<void()> Task;
  std::FILE *File = nullptr;
  int Changes = 0;
};

// What is started here or there is started from then on.
class Mount {
public:
  bool next(pollfd *Set) {
    std::lock_guard Lock(Mutex);
    ++Rounds;
    if (!Started) {
      if (poll(Set, 2, -1) < 0)
        return false;
      Started = true;
    }
    return true;
  }
  void unmounted() {
    std::lock_guard Lock(Mutex);
    Started = true;
  }
  int rounds() {
    std::lock_guard Lock(Mutex);
    return Rounds;
  }

private:
  std::mutex Mutex;
  bool Started = false;
  int Rounds = 0;
};

// A thread that has ended is joined at once.
struct EndingThread {
  pthread_t Thread;
  int Running;
};
extern EndingThread *Ending[10];
static pthread_mutex_t EndingLock = PTHREAD_MUTEX_INITIALIZER;
void collect() {
  pthread_mutex_lock(&EndingLock);
  for (int I = 0; I < 10; ++I)
    if (Ending[I] != nullptr && Ending[I]->Running == 0) {
      pthread_join(Ending[I]->Thread, nullptr);
      Ending[I] = nullptr;
    }
  pthread_mutex_unlock(&EndingLock);
}
void collectOne(int I) {
  pthread_mutex_lock(&EndingLock);
  if (!Ending[I]->Running)
    pthread_join(Ending[I]->Thread, nullptr);
  pthread_mutex_unlock(&EndingLock);
}
void addEnding(EndingThread *New) {
  pthread_mutex_lock(&EndingLock);
  Ending[0] = New;
  pthread_mutex_unlock(&EndingLock);
}

// A pause after an error is seldom.
class Player {
public:
  int play(int Samples) {
    std::lock_guard Lock(Mutex);
    int Result = playSome(Samples);
    if (Result == -EIO)
      usleep(20000);
    return Result;
  }
  void add() {
    std::lock_guard Lock(Mutex);
    ++Tracks;
  }

private:
  int playSome(int Samples);
  std::mutex Mutex;
  int Tracks = 0;
};

// Shared, so that nobody replaces the connection while it is in use.
class Adapter {
public:
  int receive(char *Buffer) {
    std::shared_lock Lock(Mutex);
    pollfd Set = {.fd = Socket, .events = POLLIN};
    if (poll(&Set, 1, 1000) <= 0)
      return -1;
    return recv(Socket, Buffer, 1, MSG_DONTWAIT);
  }
  void reconnect(int New) {
    std::unique_lock Lock(Mutex);
    Socket = New;
  }
  bool isOpen() {
    std::shared_lock Lock(Mutex);
    return Socket >= 0;
  }

private:
  std::shared_mutex Mutex;
  int Socket = -1;
};

// The lock is there for the file.
class Log {
public:
  void write(const char *Text, size_t Size) {
    std::lock_guard Lock(Mutex);
    if (Size > Limit)
      return;
    std::fwrite(Text, 1, Size, File);
  }
  void rotate() {
    std::lock_guard Lock(Mutex);
    std::fclose(File);
    File = std::fopen("log", "a");
  }

private:
  std::mutex Mutex;
  std::FILE *File = nullptr;
  size_t Limit = 80;
};

// Parts of the work: what answers, and what the object owns or is given.
class Shard {
public:
  virtual ~Shard() = default;
  virtual void compact() = 0;
};
class Parts {
public:
  bool has(int Value) {
    std::lock_guard Lock(Mutex);
    return Equal(Value, Last);
  }
  void compact() {
    std::lock_guard Lock(Mutex);
    for (const std::unique_ptr<Shard> &Each : Shards)
      Each->compact();
  }
  void each(const std::function<void(int)> &Visit) {
    std::lock_guard Lock(Mutex);
    Visit(Last);
  }
  void swapped() {
    std::vector<std::function<void()>> Ready;
    {
      std::lock_guard Lock(Mutex);
      Ready.swap(Waiting);
    }
    for (const auto &Each : Ready)
      Each();
  }
  void clears() {
    std::lock_guard Lock(Mutex);
    Waiting.clear();
  }

private:
  std::mutex Mutex;
  int Last = 0;
  std::function<bool(int, int)> Equal;
  std::vector<std::unique_ptr<Shard>> Shards;
  std::vector<std::function<void()>> Waiting;
};

// Who else wants the lock wants to do the same.
class Acceptor {
public:
  int next() {
    std::lock_guard Lock(Mutex);
    std::this_thread::sleep_for(1ms);
    return accept(Listener, nullptr, nullptr);
  }

private:
  std::mutex Mutex;
  int Listener = socket(AF_INET, SOCK_STREAM, 0);
};

// A condition variable that knows its mutex gives it back.
class OwnCondition {
public:
  explicit OwnCondition(std::mutex &Mutex) : Mutex(Mutex) {}
  void wait() {
    std::unique_lock Lock(Mutex, std::adopt_lock);
    Condition.wait(Lock);
    Lock.release();
  }
  void waitWith(std::unique_lock<std::mutex> &Lock) { Condition.wait(Lock); }

private:
  std::mutex &Mutex;
  std::condition_variable Condition;
};

// A lock made of a condition variable.
class OwnLock {
public:
  void acquire() {
    std::unique_lock Lock(Mutex);
    while (Taken)
      Free.wait(Lock);
    Taken = true;
  }
  void release() {
    std::lock_guard Lock(Mutex);
    Taken = false;
    Free.notify_one();
  }

private:
  std::mutex Mutex;
  std::condition_variable Free;
  bool Taken = false;
};

class Service {
public:
  void waits() {
    std::unique_lock Lock(Mutex);
    while (!Ready)
      Changed.wait();
  }
  void takesAnother() {
    std::lock_guard Lock(Mutex);
    Other.acquire();
    ++Rounds;
    Other.release();
  }
  // Holds the lock all its life, but for the waits.
  void run() {
    std::unique_lock Lock(Mutex);
    while (!Ready) {
      if (++Rounds % 2)
        std::this_thread::sleep_for(1ms);
      else
        Condition.wait(Lock);
    }
  }
  // A seldom back-off.
  void steps(int *Result) {
    std::lock_guard Lock(Mutex);
    do {
      if (*Result == Rounds)
        usleep(100);
    } while (*Result == Rounds);
  }
  // Wakes another thread.
  void wakes(int Descriptor) {
    std::lock_guard Lock(Mutex);
    ++Rounds;
    write(Descriptor, "x", 1);
  }
  // At the start, at the end, and by hand.
  void loadIndex(const char *Path) {
    std::lock_guard Lock(Mutex);
    std::ifstream In(Path);
  }
  void internalShutdown() {
    std::lock_guard Lock(Mutex);
    Thread.join();
  }

private:
  std::mutex Mutex;
  OwnCondition Changed{Mutex};
  std::condition_variable Condition;
  OwnLock Other;
  std::thread Thread;
  bool Ready = false;
  int Rounds = 0;
};

// All of the lock's sections wait for the disk.
class Base {
public:
  void put(int Descriptor) {
    std::lock_guard Lock(Mutex);
    fsync(Descriptor);
  }
  void drop(int Descriptor) {
    std::lock_guard Lock(Mutex);
    fdatasync(Descriptor);
  }

private:
  std::mutex Mutex;
};

// What runs may depend on what unlocked, or both branches unlock.
class Flushes {
public:
  void sameCondition(int Descriptor, bool Flush) {
    std::unique_lock Lock(Mutex);
    if (Flush)
      Lock.unlock();
    if (Flush)
      fsync(Descriptor);
  }
  void leaves(int Descriptor) {
    std::unique_lock Lock(Mutex);
    bool Full = ++Changes > 9;
    if (Full)
      Lock.unlock();
    if (!Full)
      return;
    fsync(Descriptor);
  }
  void answers(int Descriptor, bool Flush) {
    std::unique_lock Lock(Mutex);
    if (Flush)
      Lock.unlock();
    Changes += Flush && fsync(Descriptor);
  }
  void both(int Descriptor) {
    std::unique_lock Lock(Mutex);
    if (++Changes > 9) {
      Lock.unlock();
    } else {
      Changes = 0;
      Lock.unlock();
    }
    fsync(Descriptor);
  }
  void deferred(int Descriptor, bool Alone) {
    std::unique_lock Lock(Mutex, std::defer_lock);
    if (!Alone)
      Lock.lock();
    int Copy = Descriptor;
    if (!Alone)
      Lock.unlock();
    fsync(Copy);
  }

private:
  std::mutex Mutex;
  int Changes = 0;
};

// The future is known to be ready; the threads do the section's own work; the
// lock is given back two calls below; the socket is one for datagrams.
template <class T> struct Promise {
  bool isReady() const;
  T get() const { return Answer.get(); }
  std::shared_future<T> Answer;
};
enum class Transport { Tcp, Udp };
class Segments {
public:
  int ready() {
    std::lock_guard Lock(Mutex);
    int Sum = 0;
    for (const auto &Each : Answers)
      if (Each.isReady())
        Sum += Each.get();
    return Sum;
  }
  void parallel() {
    std::lock_guard Lock(Mutex);
    std::vector<std::thread> Workers;
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([] {});
    for (std::thread &Each : Workers)
      Each.join();
  }
  void pause() {
    Mutex.unlock();
    std::this_thread::sleep_for(1ms);
    Mutex.lock();
  }
  void poll() { pause(); }
  void round() {
    Mutex.lock();
    poll();
    Mutex.unlock();
  }
  void bindPeer(const sockaddr *Peer, socklen_t Length) {
    std::lock_guard Lock(Mutex);
    if (Kind != Transport::Udp)
      return;
    connect(Socket, Peer, Length);
  }
  void purge(const char *Path, std::unique_lock<std::mutex> &) {
    std::ofstream Out(Path);
  }

private:
  std::mutex Mutex;
  std::vector<Promise<int>> Answers;
  Transport Kind;
  int Socket;
};

// Only formats; all sections wait for the peer; an error's line in hot code.
class Peers {
public:
  void name(const sockaddr *Peer, char *Into) {
    std::lock_guard Lock(Mutex);
    ++Count;
    getnameinfo(Peer, sizeof *Peer, Into, 64, nullptr, 0, NI_NUMERICHOST);
  }
  void ask(int Descriptor) {
    std::lock_guard Lock(Turns);
    send(Descriptor, "a", 1, 0);
  }
  void tell(int Descriptor) {
    std::lock_guard Lock(Turns);
    send(Descriptor, "b", 1, 0);
  }
  [[gnu::hot]] void set(int New) {
    std::lock_guard Lock(Mutex);
    if (New < 0)
      puts("negative");
    Count = New;
  }
  void count() {
    std::lock_guard Lock(Mutex);
    ++Count;
  }

private:
  std::mutex Mutex;
  std::mutex Turns;
  int Count = 0;
};

// The thread has had the lock while this one waited; a crash's last words; the
// event loop of a thread that has a lock for all it does.
void printStack() {
  static std::mutex Mutex;
  std::lock_guard Lock(Mutex);
  void *Frames[9];
  backtrace(Frames, 9);
  std::ofstream Out("/tmp/stack");
}
class Loop {
public:
  void once() {
    std::unique_lock Lock(Mutex);
    std::thread Worker([this] {
      std::lock_guard Inner(Mutex);
      Ready = true;
    });
    Changed.wait(Lock, [this] { return Ready; });
    Worker.join();
  }
  void round(int Listener) {
    std::lock_guard Lock(Mutex);
    handle(Listener);
    ++Rounds;
  }
  void handle(int Listener) {
    if (Ready)
      take(Listener);
  }
  void take(int Listener) {
    listen(Listener, 9);
    accept(Listener, nullptr, nullptr);
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Ready = false;
  int Rounds = 0;
};

// A branch that this call does not take; a moment between two tries; a lock
// that find() has taken.
enum class Mode { Before, After };
struct Profile {
  std::mutex Mutex;
};
Profile *find(const char *Name);
class Files {
public:
  void closed(int Descriptor) {
    std::lock_guard Lock(Mutex);
    handle(Mode::After, Descriptor);
  }
  void handle(Mode When, int Descriptor) {
    if (When == Mode::Before)
      fsync(Descriptor);
    else
      ++Count;
  }
  void again() {
    std::lock_guard Lock(Mutex);
    int Tries = 0;
    while (!done() && ++Tries < 10)
      usleep(1);
  }
  void purge(const char *Path) {
    Profile *Of = find("a");
    unlink(Path);
    Of->Mutex.unlock();
  }
  bool done();

private:
  std::mutex Mutex;
  int Count = 0;
};

// What is joined has said that it is done.
#define JOB_FINISHED 2
struct Job {
  int State;
  std::thread Thread;
};
class Scans {
public:
  void collect() {
    std::lock_guard Lock(Mutex);
    for (Job &Each : Jobs)
      switch (Each.State) {
      case JOB_FINISHED:
        Each.Thread.join();
        break;
      }
  }
  void collectOthers() {
    std::lock_guard Lock(Mutex);
    for (Job &Each : Jobs)
      if (Each.State == JOB_FINISHED)
        Each.Thread.join();
  }

private:
  std::mutex Mutex;
  std::vector<Job> Jobs;
};

// It is its own mutex, and the file is its own.
class Roller : public std::mutex {
public:
  void roll(const char *Path) {
    std::lock_guard<std::mutex> Lock(*this);
    Out.open(Path);
  }
  void resize(int New) {
    std::lock_guard<std::mutex> Lock(*this);
    Size = New;
  }

private:
  std::ofstream Out;
  int Size = 0;
};

// A datagram waits for nobody; without an address it is a send().
class Datagrams {
public:
  void send(int Socket, const sockaddr *To, socklen_t Length) {
    std::lock_guard Lock(Mutex);
    sendto(Socket, "", 0, 0, To, Length);
    ++Sent;
  }
  void sendOn(int Socket) {
    // CHECK-FIXES: sendto(Socket, "", 0, 0, nullptr, 0);
    std::lock_guard Lock(Mutex);
    sendto(Socket, "", 0, 0, nullptr, 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sendto' waits for its peer while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    ++Sent;
  }
  int sent() {
    std::lock_guard Lock(Mutex);
    return Sent;
  }

private:
  std::mutex Mutex;
  int Sent = 0;
};

// What does not return is an error's path, in an expression as well.
#define ENSURE(X) ((X) ? (void)0 : (fsync(0), std::abort()))
class Ensured {
public:
  void set(int New) {
    std::lock_guard Lock(Mutex);
    ENSURE(New > 0);
    Value = New;
  }

private:
  std::mutex Mutex;
  int Value = 0;
};

//===-- Macros and templates ----------------------------------------------===//

#define LOCKED(M) std::lock_guard<std::mutex> Guard(M)
#define CHECK_OK(E)                                                            \
  do {                                                                         \
    if (!(E))                                                                  \
      std::abort();                                                            \
  } while (0)

class Expanded {
public:
  void macro(int Descriptor) {
    LOCKED(Mutex);
    CHECK_OK(fsync(Descriptor) == 0);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:5: note: 'Mutex' is locked here
    ++Changes;
  }
  template <typename T> void instance(T Descriptor) {
    LOCKED(Mutex);
    ++Changes;
    fsync(Descriptor + Changes);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 'Mutex' is locked here
  }
  template <typename T> void never(T Descriptor) {
    LOCKED(Mutex);
    fsync(Descriptor);
  }

  void count() {
    LOCKED(Mutex);
    ++Changes;
  }

private:
  std::mutex Mutex;
  int Changes = 0;
};
template void Expanded::instance<int>(int);
template void Expanded::instance<long>(long);

//===-- Wrapped -----------------------------------------------------------===//

class OwnGuard {
public:
  explicit OwnGuard(std::mutex &Mutex) : Mutex(Mutex) { Mutex.lock(); }
  ~OwnGuard() { Mutex.unlock(); }

private:
  std::mutex &Mutex;
};

class Table {
public:
  void put(int Key) {
    OwnGuard Guard(Mutex);
    Last = Key;
    save(Key);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'save' waits for the disk in 'fsync' while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:14: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE+32]]:24: note: by way of 'sync'
    // CHECK-NOTES: :[[@LINE+32]]:38: note: 'fsync' blocks here
    ++Last;
  }
  void drop(int Key) {
    OwnGuard Guard(Mutex);
    Last = Key;
    retry([&] { std::this_thread::sleep_for(1ms); });
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'retry' sleeps in 'sleep_for' while 'Mutex' is locked; sleep after the unlock [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:14: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-3]]:17: note: 'sleep_for' blocks here
    ++Last;
  }
  // The helper gives the lock back.
  void wait() {
    std::unique_lock Lock(Mutex);
    pause(Lock);
    ++Last;
  }
  // Told of where the helper says that it is entered locked.
  void keep(int Key) {
    std::unique_lock Lock(Mutex);
    keepLocked(Lock, Key);
  }
  // Guarded by a test that holds once.
  void use() {
    OwnGuard Guard(Mutex);
    ensureOpen();
    ++Last;
  }

private:
  void save(int Key) { sync(Key); }
  static void sync(int Descriptor) { fsync(Descriptor); }
  template <typename F> void retry(F Do) { Do(); }
  void pause(std::unique_lock<std::mutex> &Lock) {
    Lock.unlock();
    std::this_thread::sleep_for(1ms);
    Lock.lock();
  }
  void keepLocked(std::unique_lock<std::mutex> &, int Descriptor) {
    fdatasync(Descriptor);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fdatasync' waits for the disk while its caller's mutex is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:8: note: 'keepLocked' is entered with its caller's mutex locked
    ++Last;
  }
  void ensureOpen() {
    if (File)
      return;
    File = std::fopen("table", "r");
  }

  std::mutex Mutex;
  int Last = 0;
  std::FILE *File = nullptr;
};

#else

//===-- Options -----------------------------------------------------------===//

class NoCallbacks {
public:
  void tell() {
    std::lock_guard Lock(Mutex);
    Done();
  }
  void sleep(int Descriptor) {
    std::lock_guard Lock(Mutex);
    ++Changes;
    fsync(Descriptor + Changes);
    // CHECK-MESSAGES-QUIET: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES-QUIET: :[[@LINE-4]]:21: note: 'Mutex' is locked here
  }

private:
  std::mutex Mutex;
  int Changes = 0;
  std::function<void()> Done;
};

#endif
