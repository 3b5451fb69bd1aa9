// RUN: %check_p99 %s p99-mutex-in-hot-path %t
//
// The forms in which guards are written, the headers that a fix adds, and the
// findings for which none is safe.

#include <mutex>
// CHECK-FIXES: #include <mutex>
#include <string>
// CHECK-FIXES: #include <shared_mutex>
// CHECK-FIXES: #include <string>
#include <vector>

#define HOT [[clang::annotate("p99::hot")]]

// Aliases, decltype, auto, braces, const.
class Forms {
  using Mutex = std::mutex;
  using Lock = std::lock_guard<Mutex>;
  mutable Mutex Mu;
  // CHECK-FIXES: mutable std::shared_mutex Mu;
  std::vector<int> List;

public:
  void set(std::vector<int> New) {
    Lock L(Mu);
    // CHECK-FIXES: std::lock_guard<std::shared_mutex> L(Mu);
    List = std::move(New);
  }
  void clear() {
    Mu.lock();
    List.clear();
    Mu.unlock();
  }
  HOT std::vector<int> aliased() const {
    Lock L(Mu);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Mu' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    // CHECK-FIXES: std::shared_lock<std::shared_mutex> L(Mu);
    return List;
  }
  std::vector<int> byDecltype() const {
    const std::lock_guard<decltype(Mu)> L(Mu);
    // CHECK-FIXES: const std::shared_lock<decltype(Mu)> L(Mu);
    return List;
  }
  std::vector<int> byAuto() const {
    auto L = std::unique_lock(Mu);
    // CHECK-FIXES: auto L = std::shared_lock(Mu);
    return List;
  }
  std::vector<int> byBraces() const {
    std::scoped_lock<std::mutex> L{Mu};
    // CHECK-FIXES: std::shared_lock<std::shared_mutex> L{Mu};
    return List;
  }
  int byHand() const {
    Mu.lock();
    // CHECK-FIXES: Mu.lock_shared();
    int N = int(List.size());
    Mu.unlock();
    // CHECK-FIXES: Mu.unlock_shared();
    return N;
  }
};

// Another file can lock it: the class has methods that are not in sight.
class Elsewhere {
  std::mutex Mutex;
  std::vector<int> List;

public:
  void other();
  void set(std::vector<int> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    List = New;
  }
  HOT std::vector<int> get() {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    return List;
  }
  std::vector<int> again() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return List;
  }
};

// Two mutexes in one declaration.
class Together {
  std::mutex Mutex, Other;
  std::vector<int> List;

public:
  void set(std::vector<int> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    List = New;
  }
  HOT std::vector<int> get() {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked exclusively on a hot path; the section only reads, use a shared lock [p99-mutex-in-hot-path]
    return List;
  }
  std::vector<int> again() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return List;
  }
};

// A guard that is handed on.
void use(std::unique_lock<std::mutex> &Lock);
class HandedOn {
  std::mutex Mutex;
  std::vector<int> List;

public:
  HOT std::vector<int> get() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return List;
  }
  std::vector<int> again() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return List;
  }
  void set(std::vector<int> New) {
    std::unique_lock<std::mutex> Lock(Mutex);
    List = New;
    use(Lock);
  }
};
