// RUN: %check_p99 %s p99-lock-per-iteration %t -- -I%inputs
//
// A file whose name says that it measures takes the lock as often as it likes.

#include <mutex>

//===-- Not flagged -------------------------------------------------------===//

std::mutex Mutex;
int Rounds;

void measure() {
  for (int I = 0; I < 1000000; ++I) {
    Mutex.lock();
    ++Rounds;
    Mutex.unlock();
  }
}
