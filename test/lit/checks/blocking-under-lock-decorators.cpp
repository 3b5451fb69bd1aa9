// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs -pthread
//
// A class that gives another one a lock: its methods lock, and call the method of
// the same name.

#include <mutex>
#include <unistd.h>

class Store {
public:
  int save(int Value) {
    Last = Value;
    return fsync(Descriptor);
  }
  int load() const { return Last; }

private:
  int Descriptor = 3;
  int Last = 0;
};

//===-- Flagged -----------------------------------------------------------===//

// It does something of its own with what the lock protects.
class CountedStore {
public:
  int save(int Value) {
    std::lock_guard Lock(Mutex);
    ++Saves;
    return Inner.save(Value);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'save' waits for the disk in 'fsync' while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :13:12: note: 'fsync' blocks here
  }
  int saves() {
    std::lock_guard Lock(Mutex);
    return Saves;
  }

private:
  std::mutex Mutex;
  Store Inner;
  int Saves = 0;
};

// Not the method of the same name: this one may as well wait outside.
class Settings {
public:
  int set(int Value) {
    std::lock_guard Lock(Mutex);
    return Inner.save(Value);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'save' waits for the disk in 'fsync' while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :13:12: note: 'fsync' blocks here
  }
  int get() {
    std::lock_guard Lock(Mutex);
    return Inner.load();
  }

private:
  std::mutex Mutex;
  Store Inner;
};

// Each request waits for the disk that another one asked for.
class HotStore {
public:
  [[gnu::hot]] int save(int Value) {
    std::lock_guard Lock(Mutex);
    return Inner.save(Value);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'save' waits for the disk in 'fsync' while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :13:12: note: 'fsync' blocks here
  }
  int load() {
    std::lock_guard Lock(Mutex);
    return Inner.load();
  }

private:
  std::mutex Mutex;
  Store Inner;
};

//===-- Not flagged -------------------------------------------------------===//

class LockedStore {
public:
  int save(int Value) {
    std::lock_guard Lock(Mutex);
    return Inner.save(Value);
  }
  int load() {
    std::lock_guard Lock(Mutex);
    return Inner.load();
  }

private:
  std::mutex Mutex;
  Store Inner;
};

// By way of a pointer, and without a result.
class LockedPointer {
public:
  explicit LockedPointer(Store *Inner) : Inner(Inner) {}
  void save(int Value) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Inner->save(Value);
  }
  int load() {
    std::unique_lock<std::mutex> Lock(Mutex);
    return Inner->load();
  }

private:
  std::mutex Mutex;
  Store *Inner;
};
