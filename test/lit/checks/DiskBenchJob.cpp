// RUN: %check_p99 %s p99-blocking-under-lock %t -- -I%inputs
//
// A file whose name says that it is a benchmark waits for what it measures.

#include <mutex>
#include <unistd.h>

//===-- Not flagged -------------------------------------------------------===//

std::mutex Mutex;
int Rounds;

void measure() {
  std::lock_guard Lock(Mutex);
  sleep(1);
  ++Rounds;
}
int rounds() {
  std::lock_guard Lock(Mutex);
  return Rounds;
}
