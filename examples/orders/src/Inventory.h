// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include "Clients.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace orders {

/// What the warehouse had of each product the last time we asked.
class Inventory {
public:
  Inventory(StockClient &stock, std::chrono::milliseconds interval);
  ~Inventory();
  Inventory(const Inventory &) = delete;
  Inventory &operator=(const Inventory &) = delete;

  void track(const std::string &sku, int level);
  std::map<std::string, int> levels() const;
  /// Asks the refresher for a round and waits for it.
  void waitForRefresh();

private:
  void run();
  void refresh(const std::pmr::vector<std::pmr::string> &skus);

  StockClient &stock_;
  const std::chrono::milliseconds interval_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable refreshed_;
  std::map<std::string, int> levels_;
  std::uint64_t round_ = 0;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread refresher_;
};

} // namespace orders
