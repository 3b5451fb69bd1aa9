// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs -pthread
//
// Without the option `Files`, a file counts where somebody on a request path
// wants the lock.

#include <cstdio>
#include <mutex>
#include <string>
#include <unistd.h>

//===-- Flagged -----------------------------------------------------------===//

// Who saves holds up who answers.
class Table {
public:
  [[gnu::hot]] int answer(int Key) {
    std::lock_guard Lock(Mutex);
    return Values[Key];
  }
  void save(const char *Path) {
    // CHECK-FIXES: FILE *File = fopen(Path, "w");
    // CHECK-FIXES-NEXT: std::lock_guard Lock(Mutex);
    std::lock_guard Lock(Mutex);
    FILE *File = fopen(Path, "w");
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'fopen' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'Mutex' is locked here
    for (int Value : Values)
      fprintf(File, "%d", Value);
  }
  void sum() {
    std::lock_guard Lock(Mutex);
    Sum = Values[0] + Values[1];
  }

private:
  std::mutex Mutex;
  int Values[64] = {};
  int Sum = 0;
};

// It is a request itself that reads.
class Templates {
public:
  [[gnu::hot]] std::string render(const char *Path) {
    std::lock_guard Lock(Mutex);
    ++Rendered;
    FILE *File = fopen(Path, "r");
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'fopen' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Mutex' is locked here
    // CHECK-NOTES: :[[@LINE-6]]:28: note: hot: marked with the 'hot' attribute
    return File ? "" : "none";
  }
  int rendered() {
    std::lock_guard Lock(Mutex);
    return Rendered;
  }

private:
  std::mutex Mutex;
  int Rendered = 0;
};

// The disk is another matter: it takes milliseconds.
class Journal {
public:
  void append(int Value) {
    std::lock_guard Lock(Mutex);
    Last = Value;
    fsync(Descriptor);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-4]]:21: note: 'Mutex' is locked here
  }
  int last() {
    std::lock_guard Lock(Mutex);
    return Last;
  }

private:
  std::mutex Mutex;
  int Descriptor = 3;
  int Last = 0;
};

//===-- Not flagged -------------------------------------------------------===//

// Nothing says that anybody waits for it.
class Settings {
public:
  void save(const char *Path) {
    std::lock_guard Lock(Mutex);
    FILE *File = fopen(Path, "w");
    fprintf(File, "%d", Value);
  }
  int value() {
    std::lock_guard Lock(Mutex);
    return Value;
  }
  void set(int New) {
    std::lock_guard Lock(Mutex);
    Value = New;
  }

private:
  std::mutex Mutex;
  int Value = 0;
};
