// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a section ends.

#include <mutex>
#include <unistd.h>
#include <utility>

extern std::mutex Mu, Other, Third;
extern bool Ready;
extern int Counter, File;

// false: the section ended before
// from: llvm-project#204304
void unlockedBefore() {
  std::unique_lock Lock(Mu);
  ++Counter;
  Lock.unlock();
  sleep(1);
}

// true: locked again
// from: llvm-project#204304, turned around
void lockedAgain() {
  std::unique_lock Lock(Mu);
  Lock.unlock();
  Lock.lock();
  sleep(1);
}

// false: the guard's scope ended before
// from: llvm-project#165528
void innerScope() {
  {
    std::lock_guard Lock(Mu);
    ++Counter;
  }
  sleep(1);
}

// false: each round gives the lock back before it blocks
// from: llvm-project#165528
void scopeInEachRound() {
  char Byte;
  while (Ready) {
    {
      std::unique_lock Lock(Mu);
      ++Counter;
    }
    if (read(File, &Byte, 1) < 0)
      return;
  }
}

// true: each round blocks before it gives the lock back
// from: llvm-project#165528, with a descriptor that blocks
void blocksInEachRound() {
  char Byte;
  while (Ready) {
    std::unique_lock Lock(Mu);
    if (read(File, &Byte, 1) < 0)
      return;
  }
}

// false: unlocked by hand; lock() is a base's member in some libraries
// from: llvm-project#99628, #106240
void unlockedByHand() {
  Mu.lock();
  ++Counter;
  Mu.unlock();
  sleep(1);
}

// true: the second section
// from: review of llvm-project#80029
void secondSection() {
  Mu.lock();
  Mu.unlock();
  Mu.lock();
  sleep(3);
  Mu.unlock();
}

// true: the first mutex is still held
// from: review of llvm-project#80029
void othersUnlocked() {
  Mu.lock();
  Other.lock();
  Other.unlock();
  Third.lock();
  Third.unlock();
  sleep(1);
  Mu.unlock();
}

// false: all are unlocked, not in the order of locking
// from: review of llvm-project#80029
void crossedSections() {
  Mu.lock();
  Other.lock();
  Mu.unlock();
  Other.unlock();
  sleep(1);
}

// true: still held if the condition is false
// from: own
void unlockedOnOnePath() {
  std::unique_lock Lock(Mu);
  if (Ready)
    Lock.unlock();
  sleep(1);
}

// false: both paths unlock
// from: own
void unlockedOnBothPaths() {
  std::unique_lock Lock(Mu);
  if (Ready) {
    Lock.unlock();
  } else {
    ++Counter;
    Lock.unlock();
  }
  sleep(1);
}

// false: the path that sleeps has unlocked
// from: own
void unlockedBeforeReturn() {
  Mu.lock();
  if (!Ready) {
    Mu.unlock();
    sleep(1);
    return;
  }
  ++Counter;
  Mu.unlock();
}

// true: the early return unlocks, the other path does not
// from: own
void unlockedInReturnOnly() {
  Mu.lock();
  if (!Ready) {
    Mu.unlock();
    return;
  }
  sleep(1);
  Mu.unlock();
}

// false: blocks before it locks
// from: own
void blocksFirst() {
  sleep(1);
  std::lock_guard Lock(Mu);
  ++Counter;
}

// false: the retry waits without the lock
// from: own
void unlocksToRetry() {
  std::unique_lock Lock(Mu);
  while (!Ready) {
    Lock.unlock();
    usleep(1000);
    Lock.lock();
  }
  ++Counter;
}

// false: released from the guard, and unlocked
// from: own
void releasedGuard() {
  std::unique_lock Lock(Mu);
  std::mutex *Released = Lock.release();
  Released->unlock();
  sleep(1);
}

// true: released from the guard, but not unlocked
// from: own
void releasedAndHeld() {
  std::unique_lock Lock(Mu);
  std::mutex *Released = Lock.release();
  sleep(1);
  Released->unlock();
}

// false: the guard that it was moved to is gone
// from: own
void movedGuard() {
  std::unique_lock Lock(Mu);
  {
    std::unique_lock Taken(std::move(Lock));
    ++Counter;
  }
  sleep(1);
}

// true: the guard that it was moved to lives
// from: own
void movedGuardLives() {
  std::unique_lock Lock(Mu);
  std::unique_lock Taken(std::move(Lock));
  sleep(1);
}

// false: an empty guard assigned over it unlocks
// from: own
void assignedOver() {
  std::unique_lock Lock(Mu);
  ++Counter;
  Lock = {};
  sleep(1);
}
