// RUN: %check_p99 %s p99-notify-under-lock %t -- -I%inputs

#include <condition_variable>
#include <memory>
#include <mutex>
#include <poll.h>
#include <pthread.h>
#include <queue>
#include <set>
#include <string.h>
#include <string>
#include <vector>

//===-- Flagged -----------------------------------------------------------===//

struct Jobs {
  bool push(int Job);
  void pushIfNew(int Job);
  void finish();
  void add(int Job);
  void addLocked(int Job);
  void stop();
  void hand(int Job);
  int take();
  void wakeAndLog(int Job);
  void signalOther(Jobs &Other);
  void twice(int Job);
  void otherWaiter();
  [[gnu::hot]] void countDown();
  void started();
  void put(int Job);
  void scoped(int Job);
  void onlyWake();
  void cancel(int Job);
  std::set<int> Open;
  void constant(int Job);
  void deferred(int Job, bool Shared);
  void unlocked(int Job);

  std::mutex Mutex;
  std::mutex OtherMutex;
  std::condition_variable Changed;
  std::condition_variable OtherChanged;
  std::queue<int> Waiting;
  int Left = 0;
  bool Stopping = false;
};

// A condition that needs the lock stays under it, and so does the call.
void Jobs::pushIfNew(int Job) {
  std::lock_guard<std::mutex> Lock(Mutex);
  const bool WasEmpty = Waiting.empty();
  Waiting.push(Job);
  if (WasEmpty)
    Changed.notify_one();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
}

//===-- Fixed -------------------------------------------------------------===//

bool Jobs::push(int Job) {
  // CHECK-FIXES:   {
  // CHECK-FIXES-NEXT:     std::lock_guard<std::mutex> Lock(Mutex);
  // CHECK-FIXES-NEXT:     Waiting.push(Job);
  // CHECK-FIXES-NEXT:   }
  std::lock_guard<std::mutex> Lock(Mutex);
  Waiting.push(Job);
  Changed.notify_one();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:31: note: 'Mutex' is locked here
  return true;
}

void Jobs::countDown() {
  std::unique_lock<std::mutex> Lock(Mutex);
  --Left;
  // CHECK-FIXES: Lock.unlock();
  // CHECK-FIXES-NEXT: Changed.notify_all();
  Changed.notify_all();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'notify_all' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
}

static pthread_mutex_t QueueMutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t QueueChanged = PTHREAD_COND_INITIALIZER;
static struct Node { Node *Next; } *QueueHead;
void enqueue(Node *N) {
  pthread_mutex_lock(&QueueMutex);
  N->Next = QueueHead;
  QueueHead = N;
  pthread_cond_signal(&QueueChanged);
  pthread_mutex_unlock(&QueueMutex);
  // CHECK-MESSAGES: :[[@LINE-2]]:3: warning: 'pthread_cond_signal' wakes a thread that then waits for 'QueueMutex'; notify after the unlock [p99-notify-under-lock]
  // CHECK-FIXES: pthread_mutex_unlock(&QueueMutex);
  // CHECK-FIXES-NEXT: pthread_cond_signal(&QueueChanged);
}

// A guard that cannot be unlocked by hand gets a block.
void Jobs::constant(int Job) {
  // CHECK-FIXES:   {
  // CHECK-FIXES-NEXT:     const std::unique_lock<std::mutex> Lock(Mutex);
  // CHECK-FIXES-NEXT:     Waiting.push(Job);
  // CHECK-FIXES-NEXT:   }
  const std::unique_lock<std::mutex> Lock(Mutex);
  Waiting.push(Job);
  Changed.notify_one();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
}

// It is unlocked by hand: to swap the two is for the reader.
void Jobs::unlocked(int Job) {
  std::unique_lock<std::mutex> Lock(Mutex);
  Waiting.push(Job);
  Changed.notify_one();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
  Lock.unlock();
}

//===-- Not flagged -------------------------------------------------------===//

// What a thread has made for itself: it says that it has started.
struct EventLoop { void loop(); };
struct LoopThread {
  std::mutex Mutex;
  std::condition_variable Started;
  EventLoop *Loop = nullptr;
  void run() {
    EventLoop Own;
    { std::lock_guard<std::mutex> Guard(Mutex);
      Loop = &Own;
      Started.notify_one();
    }
    Own.loop();
  }
};

// What waits until there is less waits for the end.
void Jobs::cancel(int Job) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Open.erase(Job);
  Changed.notify_all();
}

// The guard is locked in an inner block, and goes on behind it.
void Jobs::deferred(int Job, bool Shared) {
  std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
  if (Shared) {
    Lock.lock();
    Waiting.push(Job);
    Changed.notify_one();
  }
  --Left;
}

// After the section.
void Jobs::add(int Job) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Waiting.push(Job);
  }
  Changed.notify_one();
}
void Jobs::hand(int Job) {
  std::unique_lock<std::mutex> Lock(Mutex);
  Waiting.push(Job);
  Lock.unlock();
  Changed.notify_one();
}

// The caller's lock.
void Jobs::addLocked(int Job) {
  Waiting.push(Job);
  Changed.notify_one();
}

// A thread starts once.
void Jobs::started() {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Left;
  Changed.notify_one();
}

// A flag is raised once.
void Jobs::stop() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Stopping = true;
  Changed.notify_all();
}

// Nothing has changed.
void Jobs::onlyWake() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Changed.notify_all();
}

// It waits itself, which gives the lock back.
int Jobs::take() {
  std::unique_lock<std::mutex> Lock(Mutex);
  Changed.wait(Lock, [this] { return !Waiting.empty(); });
  int Job = Waiting.front();
  Waiting.pop();
  OtherChanged.notify_one();
  return Job;
}

// More is done under the lock after it.
void Jobs::wakeAndLog(int Job) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Waiting.push(Job);
  Changed.notify_one();
  Left += Job;
}

// The other object may be gone when its waiter runs.
void Jobs::signalOther(Jobs &Other) {
  std::lock_guard<std::mutex> Lock(Other.Mutex);
  ++Other.Left;
  Other.Changed.notify_one();
}
void signalWaiter(std::mutex &M, std::condition_variable *Done, int &Left) {
  std::lock_guard<std::mutex> Lock(M);
  --Left;
  Done->notify_one();
}
int waitForOne() {
  std::mutex M;
  std::condition_variable C;
  int N = 0;
  {
    std::lock_guard<std::mutex> Lock(M);
    ++N;
    C.notify_one();
  }
  return N;
}

// Another lock is held all the same.
void Jobs::twice(int Job) {
  std::lock_guard<std::mutex> Outer(OtherMutex);
  std::lock_guard<std::mutex> Lock(Mutex);
  Waiting.push(Job);
  Changed.notify_one();
}

// Waited with another mutex.
void Jobs::otherWaiter() {
  std::unique_lock<std::mutex> Lock(OtherMutex);
  OtherChanged.wait(Lock);
}
struct Pool {
  std::mutex Mutex, WaitMutex;
  std::condition_variable Changed;
  std::vector<int> Free;
  void give(int I) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Free.push_back(I);
    Changed.notify_one();
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(WaitMutex);
    Changed.wait(Lock);
  }
  ~Pool() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Free.clear();
    Changed.notify_all();
  }
};

// Said once: by what registers a source, and what only it calls.
struct Source {
  const char *Name;
  Source *Next;
};
static pthread_mutex_t sources_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sources_changed = PTHREAD_COND_INITIALIZER;
static Source *sources, *sources_tail;

static void insert_source(Source *New) {
  pthread_mutex_lock(&sources_lock);
  New->Next = sources;
  sources = New;
  pthread_cond_broadcast(&sources_changed);
  pthread_mutex_unlock(&sources_lock);
}
void plugin_register_source(Source *New) { insert_source(New); }
void plugin_register_poll(Source *New) { insert_source(New); }

static Source *watchers[20];
void logger_add_watcher(Source *New, int At) {
  pthread_mutex_lock(&sources_lock);
  New->Next = sources;
  watchers[At] = New;
  pthread_cond_signal(&sources_changed);
  pthread_mutex_unlock(&sources_lock);
}

// A text is a setting, not an element of work.
static char *active_name;
void name_active(const char *Name) {
  pthread_mutex_lock(&sources_lock);
  active_name = strdup(Name);
  pthread_cond_signal(&sources_changed);
  pthread_mutex_unlock(&sources_lock);
}

// By a thread that says that it ends.
void thread_join_me(Source *Me) {
  pthread_mutex_lock(&sources_lock);
  Me->Next = sources;
  sources = Me;
  pthread_cond_broadcast(&sources_changed);
  pthread_mutex_unlock(&sources_lock);
}

// Behind the loop that serves others.
static int stopping;
void receive_all(struct pollfd *Sockets, int Number, Source *Rest) {
  while (stopping == 0) {
    if (poll(Sockets, Number, -1) < 0)
      break;
  }
  if (Rest != nullptr) {
    pthread_mutex_lock(&sources_lock);
    if (sources_tail != nullptr)
      sources_tail->Next = Rest;
    sources_tail = Rest;
    pthread_cond_signal(&sources_changed);
    pthread_mutex_unlock(&sources_lock);
  }
}

//===-- Macros and templates ----------------------------------------------===//

#define LOCKED std::lock_guard<std::mutex> Locked(Mutex)
struct Macro {
  std::mutex Mutex;
  std::condition_variable Changed;
  std::vector<int> Items;
  void add(int I) {
    LOCKED;
    Items.push_back(I);
    Changed.notify_one();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
  }
};

template <typename T> class Channel {
public:
  void send(T Item) {
    // CHECK-FIXES:     {
    // CHECK-FIXES-NEXT:       std::lock_guard Lock(Mutex);
    // CHECK-FIXES-NEXT:       Items.push(std::move(Item));
    // CHECK-FIXES-NEXT:     }
    std::lock_guard Lock(Mutex);
    Items.push(std::move(Item));
    Changed.notify_one();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<T> Items;
};
void useChannels(Channel<int> &A, Channel<std::string> &B) {
  A.send(1);
  B.send("x");
}
template <typename T> struct NeverUsed {
  void send(T Item) {
    std::lock_guard Lock(Mutex);
    Items.push(Item);
    Changed.notify_one();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<T> Items;
};

//===-- Wrapped -----------------------------------------------------------===//

// Guards and conditions of the user's own.
class Holder {
public:
  explicit Holder(std::mutex &M) : Held(M) { Held.lock(); }
  ~Holder() { Held.unlock(); }

private:
  std::mutex &Held;
};
void Jobs::scoped(int Job) {
  // CHECK-FIXES:   {
  // CHECK-FIXES-NEXT:     Holder Lock(Mutex);
  // CHECK-FIXES-NEXT:     Waiting.push(Job);
  // CHECK-FIXES-NEXT:   }
  Holder Lock(Mutex);
  Waiting.push(Job);
  Changed.notify_one();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
}

// A condition class of the user's own.
class Condition {
public:
  explicit Condition(std::mutex &M) : Mutex(M) { pthread_cond_init(&Native, nullptr); }
  void wait() { pthread_cond_wait(&Native, Mutex.native_handle()); }
  void notify() { pthread_cond_signal(&Native); }
  void notifyAll() { pthread_cond_broadcast(&Native); }

private:
  std::mutex &Mutex;
  pthread_cond_t Native;
};
class OwnCondition {
public:
  void put(int I) {
    // CHECK-FIXES:     {
    // CHECK-FIXES-NEXT:       std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-FIXES-NEXT:       Items.push(I);
    // CHECK-FIXES-NEXT:     }
    std::lock_guard<std::mutex> Lock(Mutex);
    Items.push(I);
    Changed.notify();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'notify' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
  }
  void close() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Closed = true;
    Changed.notifyAll();
  }

private:
  std::mutex Mutex;
  Condition Changed{Mutex};
  std::queue<int> Items;
  bool Closed = false;
};

// What the block declares is needed behind it.
struct Tickets {
  std::mutex Mutex;
  std::condition_variable Changed;
  std::vector<int> Items;
  int add(int I) {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Ticket = I + 1;
    Items.push_back(Ticket);
    Changed.notify_one();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
    return Ticket;
  }
};

//===-- Options -----------------------------------------------------------===//

// It has none.

// The waiter may be gone, and the condition variable with it, when the lock is
// given back.
struct Latch {
  void countDown(int *Job) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Last = Job;
    Done.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Done.wait(Lock, [this] { return Last != nullptr; });
  }
  std::mutex Mutex;
  std::condition_variable Done;
  int *Last = nullptr;
};
void start(Latch *L);
void runAll() {
  Latch All;
  start(&All);
  All.wait();
}

// So may one that its waiter looks into.
struct Ticket {
  void answer(std::vector<int> *With) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Answer = With;
    Come.notify_one();
  }
  std::mutex Mutex;
  std::condition_variable Come;
  std::vector<int> *Answer = nullptr;
};
void ask(Ticket *T);
std::vector<int> *askAndWait() {
  Ticket Mine;
  ask(&Mine);
  std::unique_lock<std::mutex> Lock(Mine.Mutex);
  while (!Mine.Answer)
    Mine.Come.wait(Lock);
  return Mine.Answer;
}

// This one outlives all who wait for it.
struct Inbox {
  void put(std::vector<int> *Letter) {
    // CHECK-FIXES:     {
    // CHECK-FIXES-NEXT:       std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-FIXES-NEXT:       Letters.push(Letter);
    // CHECK-FIXES-NEXT:     }
    std::lock_guard<std::mutex> Lock(Mutex);
    Letters.push(Letter);
    Come.notify_one();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'notify_one' wakes a thread that then waits for 'Mutex'; notify after the unlock [p99-notify-under-lock]
  }
  std::vector<int> *take() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Letters.empty())
      Come.wait(Lock);
    std::vector<int> *Letter = Letters.front();
    Letters.pop();
    return Letter;
  }
  std::mutex Mutex;
  std::condition_variable Come;
  std::queue<std::vector<int> *> Letters;
};
std::vector<int> *takeFrom(Inbox &In) { return In.take(); }

// Said once, when all ends.
void stopWorkers(std::vector<Jobs *> &Workers) {
  struct Helper {
    void seen(Jobs *By) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Last = By;
      Changed.notify_all();
    }
    std::mutex Mutex;
    std::condition_variable Changed;
    Jobs *Last = nullptr;
  };
  static Helper One;
  for (Jobs *Each : Workers)
    One.seen(Each);
}

// What was handed over before the lock was given back for a while has long been
// seen; this is the end.
struct Worker {
  void run() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Current = new std::vector<int>;
    Lock.unlock();
    work();
    Lock.lock();
    Finished = true;
    Done.notify_all();
  }
  void work();
  void await() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Finished)
      Done.wait(Lock);
  }
  std::mutex Mutex;
  std::condition_variable Done;
  std::vector<int> *Current = nullptr;
  bool Finished = false;
};
