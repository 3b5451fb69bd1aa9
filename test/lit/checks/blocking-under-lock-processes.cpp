// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// Child processes that are waited for under a lock.

#include <boost/process.hpp>
#include <glib.h>
#include <mutex>
#include <sys/wait.h>
#include <unistd.h>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

void ofBoost(boost::process::child &Child) {
  std::lock_guard Lock(Mutex);
  Counter += boost::process::system("ls");
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 'wait' blocks here too
  Child.wait();
  ++Counter;
}

void ofBoostV1(boost::process::v1::child &Child) {
  std::lock_guard Lock(Mutex);
  Counter += boost::process::v1::system("ls");
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'system' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+1]]:3: note: 'wait' blocks here too
  Child.wait();
  ++Counter;
}

void ofGlib(char **Arguments) {
  std::lock_guard Lock(Mutex);
  Counter += g_spawn_sync(nullptr, Arguments, nullptr, 0, nullptr, nullptr,
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'g_spawn_sync' waits for a process while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE+2]]:14: note: 'g_spawn_command_line_sync' blocks here too
                          nullptr, nullptr, nullptr, nullptr);
  Counter += g_spawn_command_line_sync("ls", nullptr, nullptr, nullptr, nullptr);
}

//===-- Not flagged -------------------------------------------------------===//

void asks(pid_t Child) {
  std::lock_guard Lock(Mutex);
  Counter += waitpid(Child, nullptr, WNOHANG);
}

bool isRunning(boost::process::child &Child) {
  std::lock_guard Lock(Mutex);
  return Child.running();
}

void waitsAfter(boost::process::child &Child) {
  {
    std::lock_guard Lock(Mutex);
    ++Counter;
  }
  Child.wait();
}

void starts() {
  std::lock_guard Lock(Mutex);
  Counter += fork();
}
