// RUN: %check_p99 %s p99-mutex-in-hot-path %t
// RUN: %check_p99 -check-suffixes=LOW %s p99-mutex-in-hot-path %t \
// RUN:   -config='{CheckOptions: {p99-mutex-in-hot-path.SharedNs: 20, p99-mutex-in-hot-path.NarrowNs: 20}}' -- -DLOW
//
// mutex-in-hot-path-fixes.cpp has the forms in which guards are written, and
// mutex-in-hot-path-libraries.cpp other libraries' mutexes.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#define HOT [[clang::annotate("p99::hot")]]

#ifndef LOW

//===-- Flagged -----------------------------------------------------------===//

// The mutex can be shared, but the guard does not.
class Routes {
  mutable std::shared_mutex Mutex;
  std::map<std::string, int> Table;

public:
  void set(const std::string &Path, int To) {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    Table[Path] = To;
  }
  HOT int longest(const std::string &Path) const {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-NOTES: :[[@LINE-3]]:11: note: hot: annotated 'p99::hot'
    // CHECK-NOTES: :[[@LINE+5]]:5: note: all other threads wait while it loops here
    // CHECK-NOTES: :[[@LINE-4]]:40: note: share it, if what it calls changes nothing behind the scenes
    // CHECK-FIXES: std::shared_lock<std::shared_mutex> Lock(Mutex);
    int Best = 0;
    size_t Length = 0;
    for (const auto &[Prefix, To] : Table)
      if (Path.compare(0, Prefix.size(), Prefix) == 0 && Prefix.size() > Length) {
        Length = Prefix.size();
        Best = To;
      }
    return Best;
  }
  // Copies the whole.
  HOT std::map<std::string, int> all() {
    std::unique_lock Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-FIXES: std::shared_lock Lock(Mutex);
    return Table;
  }
  // An algorithm loops too.
  HOT bool has(int Wanted) const {
    std::scoped_lock Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-FIXES: std::shared_lock Lock(Mutex);
    return std::any_of(Table.begin(), Table.end(),
                       [&](const auto &Each) { return Each.second == Wanted; });
  }
  HOT void byHand(std::vector<int> &Out) const {
    Mutex.lock();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-FIXES: Mutex.lock_shared();
    for (const auto &Each : Table)
      Out.push_back(Each.second);
    Mutex.unlock();
    // CHECK-FIXES: Mutex.unlock_shared();
  }
};

// The mutex has to become one that can be shared: all guards with it.
class Prices {
  mutable std::mutex Mutex;
  // CHECK-FIXES: mutable std::shared_mutex Mutex;
  std::vector<double> List;

public:
  void load(std::vector<double> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-FIXES: std::lock_guard<std::shared_mutex> Lock(Mutex);
    List = std::move(New);
  }
  HOT double sum() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-NOTES: :[[@LINE-13]]:22: note: it cannot be shared yet; 2 of its sections only read, 1 writes
    // CHECK-NOTES: :[[@LINE-3]]:33: note: make it a shared mutex, if its writers are rare
    // CHECK-FIXES: std::shared_lock<std::shared_mutex> Lock(Mutex);
    double Sum = 0;
    for (double Each : List)
      Sum += Each;
    return Sum;
  }
  HOT std::vector<double> copy() const {
    std::unique_lock<std::mutex> Lock(Mutex);
    // CHECK-FIXES: std::shared_lock<std::shared_mutex> Lock(Mutex);
    return List;
  }
};

// One counter.
class Traffic {
  std::mutex Mutex;
  unsigned long Bytes = 0;
  // CHECK-FIXES: std::atomic<unsigned long> Bytes = 0;

public:
  HOT void received(unsigned long N) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked on a hot path for nothing but 'Bytes'; make it a std::atomic [p99-mutex-in-hot-path]
    // CHECK-NOTES: :[[@LINE-7]]:17: note: all that it guards is 'Bytes'
    // CHECK-NOTES: :[[@LINE+6]]:33: note: locked for the same here
    // CHECK-NOTES: :[[@LINE-4]]:33: note: use an atomic, if nothing else has to change together with it
    Bytes += N;
    // CHECK-FIXES: Bytes += N;
  }
  unsigned long total() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Bytes;
    // CHECK-FIXES: return Bytes.load();
  }
};

// The key is made under the lock.
std::string escape(const std::string &Text, int Base);
class Sessions {
  std::mutex Mutex;
  std::map<std::string, int> Known;

public:
  HOT void add(const std::string &User, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is held on a hot path for work that does not need it; narrow the section [p99-mutex-in-hot-path]
    // CHECK-NOTES: :[[@LINE+5]]:5: note: what it loops here is known to this call only
    // CHECK-NOTES: :[[@LINE+9]]:5: note: the first statement that needs the lock
    // CHECK-NOTES: :[[@LINE-4]]:33: note: move the work out of the section
    // CHECK-FIXES: std::string Key;
    std::string Key;
    for (char C : User)
      Key += C == ' ' ? '+' : C;
    // CHECK-FIXES: Key += C == ' ' ? '+' : C;
    // CHECK-FIXES: std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-FIXES-NEXT: Known[Key] = Id;
    Known[Key] = Id;
  }
  // What is behind goes out of the section, too.
  // CHECK-MESSAGES: :[[@LINE+9]]:33: warning: 'Mutex' is held on a hot path for work that does not need it; narrow the section [p99-mutex-in-hot-path]
  // CHECK-NOTES: :[[@LINE+9]]:5: note: the first statement that needs the lock
  // CHECK-FIXES: {
  // CHECK-FIXES-NEXT:       std::lock_guard<std::mutex> Lock(Mutex);
  // CHECK-FIXES-NEXT:       if (auto Found = Known.find(User); Found != Known.end())
  // CHECK-FIXES-NEXT:         Id = Found->second;
  // CHECK-FIXES-NEXT:     }
  HOT std::string page(const std::string &User) {
    int Id = 0; std::string Page;
    std::lock_guard<std::mutex> Lock(Mutex);
    if (auto Found = Known.find(User); Found != Known.end())
      Id = Found->second;
    for (int I = 0; I < Id; ++I)
      Page += escape(User, I);
    return Page;
  }
  HOT std::string line(const std::string &User) {
    std::unique_lock<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Mutex' is held on a hot path for work that does not need it; narrow the section [p99-mutex-in-hot-path]
    int Id = Known[User];
    // CHECK-FIXES: int Id = Known[User];
    // CHECK-FIXES-NEXT: Lock.unlock();
    std::string Line;
    for (int I = 0; I < Id; ++I)
      Line += User;
    return Line;
  }
};

// A mutex and its data that are global.
static std::mutex NamesMutex;
// CHECK-FIXES: static std::shared_mutex NamesMutex;
static std::vector<std::string> Names;
HOT bool isName(const std::string &Text) {
  std::lock_guard Lock(NamesMutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'NamesMutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
  // CHECK-FIXES: std::shared_lock Lock(NamesMutex);
  for (const std::string &Name : Names)
    if (Name == Text)
      return true;
  return false;
}
size_t countNames() {
  std::lock_guard Lock(NamesMutex);
  // CHECK-FIXES: std::shared_lock Lock(NamesMutex);
  return Names.size();
}
void setNames(std::vector<std::string> New) {
  std::lock_guard Lock(NamesMutex);
  Names.swap(New);
}

//===-- Fixed -------------------------------------------------------------===//

// See mutex-in-hot-path-fixes.cpp.

//===-- Not flagged -------------------------------------------------------===//

// A few writes: a mutex is the right tool.
class Cache {
  std::mutex Mutex;
  std::map<std::string, int> Entries;
  int Hits = 0;

public:
  HOT void put(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = Value;
  }
  // One look-up is too short for a shared lock, and this one counts.
  HOT int get(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Hits;
    auto Found = Entries.find(Key);
    return Found == Entries.end() ? 0 : Found->second;
  }
  // Not hot.
  std::map<std::string, int> all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries;
  }
};

// Hot writers: they would wait for as long as readers overlap.
class Feed {
  std::mutex Mutex;
  std::vector<int> Ticks;

public:
  HOT void add(int Tick) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ticks.push_back(Tick);
  }
  HOT int sum() {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Sum = 0;
    for (int Tick : Ticks)
      Sum += Tick;
    return Sum;
  }
  HOT std::vector<int> all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Ticks;
  }
};

// As many writers as readers.
class Halves {
  std::mutex Mutex;
  std::vector<int> List;

public:
  void set(std::vector<int> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    List = New;
  }
  HOT int sum() {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Sum = 0;
    for (int Each : List)
      Sum += Each;
    return Sum;
  }
};

// Short sections.
class Short {
  mutable std::shared_mutex Mutex;
  std::vector<std::string> List;

public:
  HOT size_t size() const {
    std::lock_guard Lock(Mutex);
    return List.size();
  }
  HOT std::string first() const {
    std::lock_guard Lock(Mutex);
    return List.empty() ? std::string() : List.front();
  }
  // Shared already, tried, or with a time limit.
  HOT std::vector<std::string> all() const {
    std::shared_lock Lock(Mutex);
    return List;
  }
  HOT std::vector<std::string> maybe() const {
    std::unique_lock Lock(Mutex, std::try_to_lock);
    return Lock ? List : std::vector<std::string>();
  }
  // Cold within.
  HOT std::vector<std::string> failed(bool Bad) const {
    if (Bad) [[unlikely]] {
      std::lock_guard Lock(Mutex);
      return List;
    }
    return {};
  }
};

// What looks like reading, and writes.
class Counted {
  mutable std::shared_mutex Mutex;
  std::map<std::string, std::vector<int>> Table;
  mutable int Uses = 0;
  std::vector<std::shared_ptr<Counted>> Children;
  std::map<std::string, int>::iterator Cursor;

  void note() { ++Uses; }
  void touch() const { ++Uses; }

public:
  HOT int insertsIfAbsent(const std::vector<std::string> &Keys) {
    std::lock_guard Lock(Mutex);
    int Sum = 0;
    for (const auto &Key : Keys)
      Sum += Table[Key].size();
    return Sum;
  }
  HOT int countsInAHelper() {
    std::lock_guard Lock(Mutex);
    int Sum = 0;
    for (const auto &Each : Table)
      Sum += Each.second.size();
    note();
    return Sum;
  }
  HOT int countsInAConstHelper() const {
    std::lock_guard Lock(Mutex);
    int Sum = 0;
    for (const auto &Each : Table)
      Sum += Each.second.size();
    touch();
    return Sum;
  }
  HOT void changesElements() {
    std::lock_guard Lock(Mutex);
    for (auto &Each : Table)
      Each.second.clear();
  }
  HOT void changesThroughAnIterator() {
    std::lock_guard Lock(Mutex);
    for (auto It = Table.begin(); It != Table.end(); ++It)
      It->second.push_back(1);
  }
  HOT void changesChildren() {
    std::lock_guard Lock(Mutex);
    for (auto &Child : Children)
      Child->Uses = 0;
  }
  HOT void sorts() {
    std::lock_guard Lock(Mutex);
    std::sort(Children.begin(), Children.end());
  }
  HOT std::vector<std::shared_ptr<Counted>> takes() {
    std::lock_guard Lock(Mutex);
    return std::move(Children);
  }
  HOT void erases(int N) {
    std::lock_guard Lock(Mutex);
    for (auto It = Table.begin(); It != Table.end();)
      It = It->second.empty() ? Table.erase(It) : std::next(It);
  }
};

// The lock keeps the others from writing in between.
void send(int Socket, const std::string &Text);
class Sender {
  std::shared_mutex Mutex;
  std::vector<std::string> Lines;
  int Socket = 0;

public:
  void add(const std::string &Line) {
    std::lock_guard Lock(Mutex);
    Lines.push_back(Line);
  }
  HOT void all() {
    std::lock_guard Lock(Mutex);
    for (const auto &Line : Lines)
      send(Socket, Line);
  }
};

// Something is done without the lock: it guards nothing for certain.
class Racy {
  std::shared_mutex Mutex;
  std::vector<int> List;

public:
  void set(std::vector<int> New) { List = New; }
  HOT std::vector<int> get() {
    std::lock_guard Lock(Mutex);
    return List;
  }
};

// A condition variable waits with it.
class Queue {
  std::mutex Mutex;
  std::condition_variable Ready;
  std::vector<int> Items;

public:
  void put(std::vector<int> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Items = std::move(New);
    Ready.notify_all();
  }
  HOT std::vector<int> peek() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Ready.wait(Lock, [&] { return !Items.empty(); });
    return Items;
  }
  HOT std::vector<int> all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Items;
  }
};

// Not one operation of an atomic, or not one scalar.
class Gauges {
  std::mutex Mutex, Other;
  int Value = 0, Highest = 0;
  int Limited = 0;

public:
  HOT void set(int N) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Value = N;
    if (N > Highest)
      Highest = N;
  }
  HOT int get() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Value;
  }
  HOT bool take() {
    std::lock_guard<std::mutex> Lock(Other);
    if (Limited >= 10)
      return false;
    ++Limited;
    return true;
  }
};

// A local mutex is nobody else's.
HOT int local(const std::vector<int> &List) {
  std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  int Sum = 0;
  for (int Each : List)
    Sum += Each;
  return Sum;
}

// Work that is short, that the order matters for, or that is not in front.
int now();
class Log {
  std::mutex Mutex;
  std::vector<std::pair<int, std::string>> Lines;

public:
  HOT void add(const std::string &Text) {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Time = now();
    Lines.emplace_back(Time, Text);
  }
  HOT void addPair(const std::string &A, const std::string &B) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::string Both = A + B;
    Lines.emplace_back(1, Both);
  }
  HOT std::string report() {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::string All;
    for (const auto &Line : Lines)
      All += Line.second;
    Lines.clear();
    return All;
  }
};

//===-- Macros and templates ----------------------------------------------===//

#define LOCKED(M) std::lock_guard<std::shared_mutex> Lock(M)
class InMacro {
  std::shared_mutex Mutex;
  std::vector<int> List;

public:
  void set(std::vector<int> New) {
    LOCKED(Mutex);
    List = New;
  }
  HOT std::vector<int> get() {
    LOCKED(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    return List;
  }
};

template <typename T> class Table {
  std::shared_mutex Mutex;
  std::vector<T> List;

public:
  void set(std::vector<T> New) {
    std::lock_guard Lock(Mutex);
    List = New;
  }
  HOT std::vector<T> get() {
    std::lock_guard Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-FIXES: std::shared_lock Lock(Mutex);
    return List;
  }
  // Never instantiated.
  HOT std::vector<T> unused() {
    std::lock_guard Lock(Mutex);
    return List;
  }
};
std::vector<int> ofInts() {
  Table<int> Ints;
  Ints.set({1});
  return Ints.get();
}
std::vector<long> ofLongs() {
  Table<long> Longs;
  Longs.set({1});
  return Longs.get();
}

//===-- Wrapped -----------------------------------------------------------===//

// A guard of the user's: no fix, for there may be none that shares.
class ExclusiveLock {
  std::shared_mutex &Mutex;

public:
  explicit ExclusiveLock(std::shared_mutex &M) : Mutex(M) { Mutex.lock(); }
  ~ExclusiveLock() { Mutex.unlock(); }
};
class ByWrapper {
  std::shared_mutex Mutex;
  std::vector<int> List;
  // Only called with the lock held: what it changes is guarded.
  void drop() { List.clear(); }

public:
  void reset() {
    ExclusiveLock Lock(Mutex);
    drop();
  }
  HOT std::vector<int> get() {
    ExclusiveLock Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    return List;
  }
  HOT void change() {
    ExclusiveLock Lock(Mutex);
    drop();
  }
};

#else

//===-- Options -----------------------------------------------------------===//

// SharedNs, NarrowNs
class Low {
  mutable std::shared_mutex Mutex;
  std::string Name;

public:
  HOT std::string get() const {
    std::lock_guard Lock(Mutex);
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:21: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-FIXES-LOW: std::shared_lock Lock(Mutex);
    return Name;
  }
  HOT void set(const std::string &First, const std::string &Last) {
    std::lock_guard Lock(Mutex);
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:21: warning: 'Mutex' is held on a hot path for work that does not need it; narrow the section [p99-mutex-in-hot-path]
    // CHECK-FIXES-LOW: std::string Whole = First + Last;
    // CHECK-FIXES-LOW-NEXT: std::lock_guard Lock(Mutex);
    // CHECK-FIXES-LOW-NEXT: Name.swap(Whole);
    std::string Whole = First + Last;
    Name.swap(Whole);
  }
};

#endif
