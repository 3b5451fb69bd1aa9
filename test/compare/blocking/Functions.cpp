// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Through functions.

#include <functional>
#include <mutex>
#include <unistd.h>
#include <utility>
#include <vector>

extern std::mutex Mu;
extern int Counter, File;
extern std::vector<std::function<void()>> Queue;
void definedElsewhere();

class __attribute__((capability("mutex"))) OwnMutex {
public:
  void lock() __attribute__((acquire_capability())) { Mutex.lock(); }
  void unlock() __attribute__((release_capability())) { Mutex.unlock(); }

private:
  std::mutex Mutex;
};

extern OwnMutex OwnMu;

// true: a helper blocks
// from: clang's documentation, behind a function
static void save() { fsync(File); }
void savesUnderLock() {
  std::lock_guard Lock(Mu);
  save();
}

// true: a helper's helper blocks, by one of clang's five
// from: clang's documentation, behind two functions
static void pauseOnce() { sleep(1); }
static void backOff(int Rounds) {
  while (Rounds-- > 0)
    pauseOnce();
}
void backsOffUnderLock() {
  std::lock_guard Lock(Mu);
  backOff(3);
}

// false: the helper blocks after the section
// from: own
static void pauseLater() { sleep(1); }
void backsOffAfterLock() {
  {
    std::lock_guard Lock(Mu);
    ++Counter;
  }
  pauseLater();
}

// false: nothing is known of the function
// from: own
void callsUnknown() {
  std::lock_guard Lock(Mu);
  definedElsewhere();
}

// true: a method blocks
// from: own
class Journal {
public:
  void append() {
    std::lock_guard Lock(Mu);
    ++Counter;
    flush();
  }

private:
  void flush() { fdatasync(File); }
};
void appends(Journal &Log) { Log.append(); }

// true: a helper locks
// from: own
static void enter() { Mu.lock(); }
static void leave() { Mu.unlock(); }
void locksByHelper() {
  enter();
  sleep(1);
  leave();
}

// false: a helper unlocks
// from: own
static void enterHere() { Mu.lock(); }
static void leaveHere() { Mu.unlock(); }
void unlocksByHelper() {
  enterHere();
  ++Counter;
  leaveHere();
  sleep(1);
}

// true: the guard comes from a function
// from: own
static std::unique_lock<std::mutex> acquire() {
  return std::unique_lock<std::mutex>(Mu);
}
void guardFromFunction() {
  auto Lock = acquire();
  sleep(1);
}

// true: the caller's section
// from: own
void withCallersGuard(std::unique_lock<std::mutex> &) { sleep(1); }

// false: ends the caller's section first
// from: own
void endsCallersSection(std::unique_lock<std::mutex> &Lock) {
  ++Counter;
  Lock.unlock();
  sleep(1);
  Lock.lock();
}

// false: a helper ends the section
// from: own
static void finish(std::unique_lock<std::mutex> &Lock) { Lock.unlock(); }
void finishedByHelper() {
  std::unique_lock Lock(Mu);
  finish(Lock);
  sleep(1);
}

// true: by its annotation, the callers hold the lock
// from: own
void requiresLock() __attribute__((requires_capability(OwnMu)));
void requiresLock() { sleep(1); }

// false: by its annotation, the callers do not hold the lock
// from: own
void excludesLock() __attribute__((locks_excluded(OwnMu)));
void excludesLock() {
  OwnMu.lock();
  ++Counter;
  OwnMu.unlock();
  sleep(1);
}

// true: a mutex of one's own
// from: own
void locksOwnMutex() {
  OwnMu.lock();
  sleep(1);
  OwnMu.unlock();
}

// true: nobody knows what the callback does
// from: own
class Publisher {
public:
  void publish() {
    std::lock_guard Lock(Mu);
    ++Counter;
    OnChange();
  }
  std::function<void()> OnChange;
};
void publishes(Publisher &To) { To.publish(); }

// true: nobody knows what the listeners do
// from: own
class Listener {
public:
  virtual ~Listener() = default;
  virtual void changed() = 0;
};
void tellsListeners(const std::vector<Listener *> &Listeners) {
  std::lock_guard Lock(Mu);
  for (Listener *Each : Listeners)
    Each->changed();
}

// false: told after the section, from a copy
// from: own
extern std::vector<Listener *> All;
void tellsListenersLater() {
  std::vector<Listener *> Copy;
  {
    std::lock_guard Lock(Mu);
    Copy = All;
  }
  for (Listener *Each : Copy)
    Each->changed();
}

// true: a lambda called on the spot
// from: own
void callsLambda() {
  auto Wait = [] { sleep(1); };
  std::lock_guard Lock(Mu);
  Wait();
}

// false: a lambda stored for later
// from: own
void storesLambda() {
  std::lock_guard Lock(Mu);
  Queue.push_back([] { sleep(1); });
}

// false: a visible callable that does not block
// from: own
template <typename Function> static void withLock(Function Do) {
  std::lock_guard Lock(Mu);
  Do();
}
void countsWithLock() {
  withLock([] { ++Counter; });
}

// true: a visible callable that blocks
// from: own
template <typename Function> static void lockedFor(Function Do) {
  std::lock_guard Lock(Mu);
  Do();
}
void sleepsWithLock() {
  lockedFor([] { sleep(1); });
}
