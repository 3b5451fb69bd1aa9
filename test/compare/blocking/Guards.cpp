// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which objects and functions lock.

#include <mutex>
#include <shared_mutex>
#include <sys/socket.h>
#include <unistd.h>

extern std::mutex Mu, Other;
extern std::shared_mutex SharedMu;
extern std::recursive_mutex RecursiveMu;
extern std::timed_mutex TimedMu;
extern bool Ready;
extern int Counter, Socket;

class OwnGuard {
public:
  explicit OwnGuard(std::mutex &Mutex) : Mutex(Mutex) { Mutex.lock(); }
  ~OwnGuard() { Mutex.unlock(); }

private:
  std::mutex &Mutex;
};

// true: the documentation's own example
// from: clang's documentation
void lockGuard() {
  std::lock_guard<std::mutex> Lock(Mu);
  sleep(1);
}

// true: the documentation's own example
// from: clang's documentation
void uniqueLock() {
  std::unique_lock<std::mutex> Lock(Mu);
  sleep(1);
}

// true: a guard since C++17
// from: llvm-project#176134
void scopedLock() {
  std::scoped_lock Lock(Mu);
  sleep(1);
}

// true: two mutexes
// from: llvm-project#176134
void scopedLockOfTwo() {
  char Buffer[16];
  std::scoped_lock Lock(Mu, Other);
  recv(Socket, Buffer, sizeof Buffer, 0);
}

// false: the guard did not lock
// from: llvm-project#166573
void deferred() {
  std::unique_lock Lock(Mu, std::defer_lock);
  recv(Socket, nullptr, 0, 0);
}

// true: locked in the meantime
// from: llvm-project#168338
void deferredAndLocked() {
  std::unique_lock Lock(Mu, std::defer_lock);
  Lock.lock();
  recv(Socket, nullptr, 0, 0);
}

// false: locked and unlocked in the meantime
// from: llvm-project#168338
void deferredAndUnlocked() {
  std::unique_lock Lock(Mu, std::defer_lock);
  Lock.lock();
  ++Counter;
  Lock.unlock();
  recv(Socket, nullptr, 0, 0);
}

// true: the guard took over a locked mutex
// from: own
void adopted() {
  Mu.lock();
  std::lock_guard Lock(Mu, std::adopt_lock);
  sleep(1);
}

// false: the guard that took over is gone
// from: own
void adoptedAndGone() {
  Mu.lock();
  {
    std::lock_guard Lock(Mu, std::adopt_lock);
    ++Counter;
  }
  sleep(1);
}

// true: both are locked and adopted
// from: own
void lockedTogether() {
  std::lock(Mu, Other);
  std::lock_guard First(Mu, std::adopt_lock);
  std::lock_guard Second(Other, std::adopt_lock);
  sleep(1);
}

// true: it got the lock
// from: own
void triedAndOwned() {
  std::unique_lock Lock(Mu, std::try_to_lock);
  if (Lock.owns_lock())
    sleep(1);
}

// false: it did not get the lock
// from: own
void triedAndNotOwned() {
  std::unique_lock Lock(Mu, std::try_to_lock);
  if (!Lock.owns_lock()) {
    sleep(1);
    return;
  }
  ++Counter;
}

// false: backs off if it did not get the lock
// from: llvm-project#93799, in C++
void tryLockFailed() {
  while (!Mu.try_lock())
    usleep(100);
  ++Counter;
  Mu.unlock();
}

// true: it got the lock
// from: llvm-project#93799, in C++
void tryLockSucceeded() {
  if (Mu.try_lock()) {
    sleep(1);
    Mu.unlock();
  }
}

// true: readers keep the writers out, too
// from: own
void sharedLock() {
  char Buffer[16];
  std::shared_lock Lock(SharedMu);
  read(Socket, Buffer, sizeof Buffer);
}

// true: lock_shared by hand
// from: own
void lockedShared() {
  SharedMu.lock_shared();
  sleep(1);
  SharedMu.unlock_shared();
}

// false: unlock_shared by hand
// from: own
void unlockedShared() {
  SharedMu.lock_shared();
  int Seen = Counter;
  SharedMu.unlock_shared();
  sleep(Seen);
}

// true: the outer guard of a recursive mutex holds on
// from: own
void recursive() {
  std::lock_guard Outer(RecursiveMu);
  {
    std::lock_guard Inner(RecursiveMu);
    ++Counter;
  }
  sleep(1);
}

// true: a guard in the head of an if
// from: own
void guardInIf() {
  if (std::lock_guard Lock(Mu); Ready)
    sleep(1);
}

// false: that guard is gone after the if
// from: own
void guardInIfIsGone() {
  if (std::lock_guard Lock(Mu); Ready)
    ++Counter;
  sleep(1);
}

// true: a guard of one's own
// from: own
void ownGuard() {
  OwnGuard Lock(Mu);
  sleep(1);
}

// false: that guard is gone
// from: own
void ownGuardIsGone() {
  {
    OwnGuard Lock(Mu);
    ++Counter;
  }
  sleep(1);
}

// false: constructed and dropped in one statement
// from: own
void droppedGuard() {
  std::lock_guard<std::mutex>{Mu};
  sleep(1);
}
