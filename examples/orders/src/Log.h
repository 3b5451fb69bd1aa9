// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include <atomic>
#include <chrono>
#include <iostream>
#include <mutex>
#include <string>

namespace orders {

enum class Level { Debug, Info, Error };

inline std::atomic<Level> logLevel{Level::Info};
inline std::mutex logMutex;

inline void log(Level level, const std::string &text) {
  if (level < logLevel.load(std::memory_order_relaxed))
    return;
  using namespace std::chrono;
  auto now =
      duration_cast<milliseconds>(system_clock::now().time_since_epoch());
  std::lock_guard<std::mutex> lock(logMutex);
  std::cerr << now.count() << (level == Level::Error ? " ERROR " : " ") << text
            << std::endl;
}

} // namespace orders
