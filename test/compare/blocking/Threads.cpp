// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Waits for other threads.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <semaphore>
#include <thread>

using namespace std::chrono_literals;

extern std::mutex Mu, Other;
extern std::condition_variable Changed;
extern std::future<int> Result;
extern std::promise<int> Promise;
extern std::thread Worker;
extern std::counting_semaphore<8> Slots;
extern std::atomic<int> State;
extern bool Ready;
extern int Counter;

// false: waiting gives the lock back
// from: own
void waitsForChange() {
  std::unique_lock Lock(Mu);
  Changed.wait(Lock, [] { return Ready; });
}

// false: waiting gives the lock back
// from: own
void waitsForChangeInTime() {
  std::unique_lock Lock(Mu);
  while (!Ready)
    if (Changed.wait_for(Lock, 10ms) == std::cv_status::timeout)
      return;
}

// true: waiting gives back one lock of two
// from: own
void waitsWithAnother() {
  std::lock_guard Outer(Other);
  std::unique_lock Lock(Mu);
  Changed.wait(Lock, [] { return Ready; });
}

// true: waits for a result
// from: own
void waitsForResult() {
  std::lock_guard Lock(Mu);
  Counter = Result.get();
}

// false: asks, and takes what is there
// from: own
void takesResult() {
  std::lock_guard Lock(Mu);
  if (Result.wait_for(0s) == std::future_status::ready)
    Counter = Result.get();
}

// false: whoever waits for it is another thread
// from: own
void setsResult() {
  std::lock_guard Lock(Mu);
  Promise.set_value(Counter);
}

// true: waits for the end of a thread
// from: own
void joins() {
  std::lock_guard Lock(Mu);
  Worker.join();
}

// true: waits for a slot
// from: own
void acquiresSlot() {
  std::lock_guard Lock(Mu);
  Slots.acquire();
}

// false: takes a slot if there is one
// from: own
bool triesSlot() {
  std::lock_guard Lock(Mu);
  return Slots.try_acquire();
}

// true: waits for a change of a value
// from: own
void waitsForValue() {
  std::lock_guard Lock(Mu);
  State.wait(0);
}

// false: the thread that sleeps does not hold the lock
// from: own
void startsSleeper() {
  std::lock_guard Lock(Mu);
  Worker = std::thread([] { std::this_thread::sleep_for(1s); });
}

// true: locks where the sleeper runs
// from: own
void startsHolder() {
  Worker = std::thread([] {
    std::lock_guard Lock(Mu);
    std::this_thread::sleep_for(1s);
  });
}

// false: another section inside is not a wait
// from: own
void locksTwo() {
  std::lock_guard Outer(Other);
  std::lock_guard Lock(Mu);
  ++Counter;
}
