// RUN: %check_p99 %s p99-lock-per-iteration %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=FEW %s p99-lock-per-iteration %t \
// RUN:   -config='{CheckOptions: {p99-lock-per-iteration.MinTripCount: 2}}' -- -I%inputs -DFEW

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

void compute(int);
int parse(const std::string &);

#ifndef FEW

//===-- Flagged -----------------------------------------------------------===//

class Stock {
public:
  void add(const std::vector<std::string> &Names);
  void addAndCount(const std::vector<std::string> &Names);
  void clearAll(const std::vector<std::string> &Names);
  int total(const std::vector<std::string> &Names);
  void work();
  void put(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Amounts[Name];
  }
  [[gnu::hot]] void putAll(const std::vector<std::string> &Names);
  void putSome(const std::vector<std::string> &Names);
  [[gnu::hot]] void putAndSend(const std::vector<std::string> &Names, int Fd);
  void takeOne();

  std::mutex Mutex;
  std::condition_variable Changed;
  std::map<std::string, int> Amounts;
  std::queue<int> Jobs;
  bool Stopping = false;
};

// By hand: no fix.
void Stock::clearAll(const std::vector<std::string> &Names) {
  for (auto It = Names.begin(); It != Names.end(); ++It) {
    Mutex.lock();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    Amounts.erase(*It);
    Mutex.unlock();
  }
}

// A batch is taken out element by element.
void drain(Stock &S) {
  while (true) {
    int Job;
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Mutex' is locked for each element; swap the whole batch out under one lock and work outside of it [p99-lock-per-iteration]
      if (S.Jobs.empty())
        break;
      Job = S.Jobs.front();
      S.Jobs.pop();
    }
    compute(Job);
  }
}

//===-- Fixed -------------------------------------------------------------===//

void Stock::add(const std::vector<std::string> &Names) {
  // CHECK-FIXES: std::lock_guard<std::mutex> Lock(Mutex);
  for (const std::string &Name : Names) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    ++Amounts[Name];
  }
}

// Something follows, so the guard gets a block.
void Stock::addAndCount(const std::vector<std::string> &Names) {
  // CHECK-FIXES:   {
  // CHECK-FIXES-NEXT:     std::lock_guard<std::mutex> Lock(Mutex);
  // CHECK-FIXES-NEXT:     for (const std::string &Name : Names) {
  // CHECK-FIXES-NEXT:       ++Amounts[Name];
  // CHECK-FIXES-NEXT:     }
  // CHECK-FIXES-NEXT:   }
  for (const std::string &Name : Names) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Amounts[Name];
  }
  // CHECK-MESSAGES: :[[@LINE-3]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
  ::write(1, "done", 4);
}

//===-- Not flagged -------------------------------------------------------===//

// To start a thread takes a hundred times longer than the lock.
void startWorkers(std::mutex &Mutex, std::vector<std::thread> &Workers, int N) {
  for (int I = 0; I < N; ++I) {
    std::thread Worker([] {});
    std::lock_guard<std::mutex> Lock(Mutex);
    Workers.push_back(std::move(Worker));
  }
}

// A recursive mutex is taken as often as it was given back.
void retake(std::recursive_mutex &Mutex, int Times) {
  for (; Times > 0; --Times)
    Mutex.lock();
}

// Nobody knows what the receivers do, and nothing says that this is hot.
struct Receiver {
  virtual ~Receiver();
  virtual void start(int Port);
};
void startAll(std::mutex &Mutex, std::vector<Receiver *> &Running,
              const std::vector<Receiver *> &New) {
  for (Receiver *Each : New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Running.push_back(Each);
    Each->start(1);
  }
}

// Outside of the loop already.
int Stock::total(const std::vector<std::string> &Names) {
  std::lock_guard<std::mutex> Lock(Mutex);
  int Sum = 0;
  for (const std::string &Name : Names)
    Sum += Amounts[Name];
  return Sum;
}

// A worker waits for more.
void Stock::work() {
  while (true) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Stopping || !Jobs.empty(); });
    if (Stopping)
      return;
    int Job = Jobs.front();
    Jobs.pop();
    Lock.unlock();
    compute(Job);
  }
}

// Another mutex in each round.
struct Shard {
  std::mutex Mutex;
  std::map<std::string, int> Map;
};
void clearShards(std::vector<Shard> &Shards, Shard *First, int N) {
  for (Shard &S : Shards) {
    std::lock_guard<std::mutex> Lock(S.Mutex);
    S.Map.clear();
  }
  for (int I = 0; I < N; ++I) {
    std::lock_guard<std::mutex> Lock(First[I].Mutex);
    First[I].Map.clear();
  }
}

// The work is outside of the short section.
void parseAll(Stock &S, const std::vector<std::string> &Texts) {
  for (const std::string &Text : Texts) {
    int Value = parse(Text);
    std::lock_guard<std::mutex> Lock(S.Mutex);
    S.Jobs.push(Value);
  }
}

// Something in the loop blocks.
void sendAll(Stock &S, int Fd, const std::vector<std::string> &Texts) {
  for (const std::string &Text : Texts) {
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      ++S.Amounts[Text];
    }
    ::send(Fd, Text.data(), Text.size(), 0);
  }
}

// Somebody else's code runs in it.
void visit(Stock &S, const std::vector<std::string> &Names, std::function<void(int)> F) {
  for (const std::string &Name : Names) {
    std::lock_guard<std::mutex> Lock(S.Mutex);
    F(S.Amounts[Name]);
  }
}

// A second lock is taken.
void both(Stock &A, Stock &B, const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    int N;
    {
      std::lock_guard<std::mutex> Lock(A.Mutex);
      N = A.Amounts[Name];
    }
    std::lock_guard<std::mutex> Lock(B.Mutex);
    B.Amounts[Name] = N;
  }
}

// Polling, with a pause.
void await(Stock &S) {
  while (true) {
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      if (S.Stopping)
        return;
    }
    ::usleep(1000);
  }
}

// Three rounds.
void three(Stock &S) {
  for (int I = 0; I < 3; ++I) {
    std::lock_guard<std::mutex> Lock(S.Mutex);
    S.Jobs.push(I);
  }
}

// Leaves in the first round.
void first(Stock &S, const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    std::lock_guard<std::mutex> Lock(S.Mutex);
    ++S.Amounts[Name];
    break;
  }
}

// try_lock is not a wait.
void attempts(Stock &S, const std::vector<int> &Jobs) {
  for (int Job : Jobs)
    if (S.Mutex.try_lock()) {
      S.Jobs.push(Job);
      S.Mutex.unlock();
    }
}

// A mutex of the function's own, a mutex of each round's own.
void own(std::vector<int> &Values) {
  std::mutex Mutex;
  for (int &V : Values) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++V;
  }
}
void fresh(std::vector<std::unique_ptr<Shard>> &Shards) {
  for (int I = 0; I < 100; ++I) {
    auto S = std::make_unique<Shard>();
    std::lock_guard<std::mutex> Lock(S->Mutex);
    S->Map["a"] = I;
    Shards.emplace_back(std::move(S));
  }
}

// In a branch: an error's, or one that is taken once.
void branch(Stock &S, const std::vector<std::string> &Names) {
  bool Told = false;
  for (const std::string &Name : Names)
    if (Name.empty() && !Told) {
      Told = true;
      std::lock_guard<std::mutex> Lock(S.Mutex);
      ++S.Amounts[Name];
    }
}

// Batches already.
void batches(Stock &S) {
  int Batch[256], N;
  do {
    N = 0;
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      while (!S.Jobs.empty() && N < 256) {
        Batch[N++] = S.Jobs.front();
        S.Jobs.pop();
      }
    }
    for (int I = 0; I < N; ++I)
      compute(Batch[I]);
  } while (N == 256);
}

// Other threads share the queue.
void shareWork(Stock &S) {
  std::thread Worker([&S] {
    for (;;) {
      int Job;
      {
        std::lock_guard<std::mutex> Lock(S.Mutex);
        if (S.Jobs.empty())
          return;
        Job = S.Jobs.front();
        S.Jobs.pop();
      }
      compute(Job);
    }
  });
  Worker.join();
}

//===-- Macros and templates ----------------------------------------------===//

#define LOCKED(M) std::lock_guard<std::mutex> Locked(M)
void macro(Stock &S, const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    LOCKED(S.Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    ++S.Amounts[Name];
  }
}

template <typename M, typename Range> void each(Stock &S, M &Mutex, const Range &Names) {
  // CHECK-FIXES: std::lock_guard Lock(Mutex);
  for (const auto &Name : Names) {
    std::lock_guard Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    ++S.Amounts[Name];
  }
}
void eachOf(Stock &S, const std::vector<std::string> &Names) {
  each(S, S.Mutex, Names);
  each(S, S.Mutex, std::deque<std::string>());
}

// Never instantiated.
template <typename M> void never(M &Mutex, const std::vector<int> &Values) {
  for (int V : Values) {
    std::lock_guard<M> Lock(Mutex);
    compute(V);
  }
}

//===-- Wrapped -----------------------------------------------------------===//

// The method of the same class locks.
void Stock::putAll(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names)
    put(Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'put' locks 'Mutex' in each round of the loop; lock it once, and call a variant that expects it [p99-lock-per-iteration]
}

// It looks first, and makes what is missing without the lock.
class Made {
public:
  [[gnu::hot]] void ensure(const std::vector<std::string> &Names) {
    for (const std::string &Name : Names)
      of(Name);
  }
  int *of(const std::string &Name) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (auto It = All.find(Name); It != All.end())
        return It->second.get();
    }
    auto New = std::make_unique<int>(parse(Name));
    std::lock_guard<std::mutex> Lock(Mutex);
    return (All[Name] = std::move(New)).get();
  }

private:
  std::mutex Mutex;
  std::map<std::string, std::unique_ptr<int>> All;
};

// To call what locks is not wrong in itself: not hot, does more, held already.
void Stock::putSome(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names)
    put(Name);
}
void Stock::putAndSend(const std::vector<std::string> &Names, int Fd) {
  for (const std::string &Name : Names) {
    ::send(Fd, Name.data(), Name.size(), MSG_DONTWAIT);
    put(Name);
  }
}
class Recursive {
public:
  void remove(int I) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    Ids.erase(I);
  }
  [[gnu::hot]] void remove(const std::vector<int> &All) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    for (int I : All)
      remove(I);
  }

private:
  std::recursive_mutex Mutex;
  std::map<int, int> Ids;
};

// A guard of the user's.
class Holder {
public:
  explicit Holder(std::mutex &M) : Held(M) { Held.lock(); }
  ~Holder() { Held.unlock(); }

private:
  std::mutex &Held;
};
void held(Stock &S, const std::vector<std::string> &Names) {
  // CHECK-FIXES: Holder Lock(S.Mutex);
  for (const std::string &Name : Names) {
    Holder Lock(S.Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    ++S.Amounts[Name];
  }
}

// Called once, so that its lock is.
void Stock::takeOne() { put("one"); }

//===-- Queues that are no batch ------------------------------------------===//

// It looks for one that works.
bool works(int Job);
int firstThatWorks(Stock &S) {
  while (true) {
    int Job;
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      if (S.Jobs.empty())
        return -1;
      Job = S.Jobs.front();
      S.Jobs.pop();
    }
    if (works(Job))
      return Job;
  }
}

// Whether to go on is asked each time.
void serveUntilClosed(Stock &S, const bool &Closing) {
  while (true) {
    int Job;
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      if (S.Jobs.empty() || Closing)
        return;
      Job = S.Jobs.front();
      S.Jobs.pop();
    }
    compute(Job);
  }
}

// One of many workers, which waits for more in a way of its own.
struct Signal {
  void waitFor(int Ms);
};
void serveJobs(Stock &S, Signal &More, const bool &Stopping) {
  while (!Stopping) {
    More.waitFor(1000);
    int Job = 0;
    {
      std::lock_guard<std::mutex> Lock(S.Mutex);
      if (!S.Jobs.empty()) {
        Job = S.Jobs.front();
        S.Jobs.pop();
      }
    }
    compute(Job);
  }
}

// What is called gives the lock back for a while.
void tellOf(int Job, std::unique_lock<std::mutex> &Lock);
void tellAll(Stock &S, const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    std::unique_lock<std::mutex> Lock(S.Mutex);
    ++S.Amounts[Name];
    tellOf(1, Lock);
  }
}

// To lock is all that it does: it is measured, or tested.
void measure(std::mutex &Mutex, int N) {
  for (int I = 0; I < N; ++I) {
    Mutex.lock();
    Mutex.unlock();
  }
}

// A callable of the user's own may take long, and lock.
struct Task {
  void operator()() { Run(this); }
  void (*Run)(Task *);
};
void runSome(std::mutex &Mutex, std::vector<Task> &Tasks, int N) {
  for (int I = 0; I < N; ++I) {
    Task Next;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Next = Tasks[I];
    }
    Next();
  }
}

#else

//===-- Options -----------------------------------------------------------===//

struct Numbers {
  std::mutex Mutex;
  std::vector<int> Values;
};
void three(Numbers &N) {
  // CHECK-FIXES-FEW: std::lock_guard<std::mutex> Lock(N.Mutex);
  for (int I = 0; I < 3; ++I) {
    std::lock_guard<std::mutex> Lock(N.Mutex);
    // CHECK-MESSAGES-FEW: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    N.Values.push_back(I);
  }
}

#endif
