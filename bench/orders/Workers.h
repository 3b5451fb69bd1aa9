// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pool that the fixes of p99-unbounded-thread-spawn use: what a person has
// to choose and to write. Its threads wait for peers most of the time, so there
// are more of them than cores.

#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>

namespace orders {

class Workers {
public:
  explicit Workers(int count) {
    for (int i = 0; i < count; ++i)
      std::thread([this] { run(); }).detach(); // until the process ends
  }

  void post(std::function<void()> task) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      tasks_.push(std::move(task));
    }
    ready_.notify_one();
  }

private:
  void run() {
    while (true) {
      std::unique_lock<std::mutex> lock(mutex_);
      ready_.wait(lock, [this] { return !tasks_.empty(); });
      std::function<void()> task = std::move(tasks_.front());
      tasks_.pop();
      lock.unlock();
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::queue<std::function<void()>> tasks_;
};

inline Workers &workers() {
  static Workers &pool = *new Workers(64);
  return pool;
}

} // namespace orders
