// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Inventory.h"
#include "Log.h"

namespace orders {

Inventory::Inventory(StockClient &stock, std::chrono::milliseconds interval)
    : stock_(stock), interval_(interval) {
  refresher_ = std::thread([this] { run(); });
}

Inventory::~Inventory() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  refresher_.join();
}

void Inventory::track(const std::string &sku, int level) {
  std::lock_guard<std::mutex> lock(mutex_);
  levels_[sku] = level;
}

std::map<std::string, int> Inventory::levels() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return levels_;
}

void Inventory::waitForRefresh() {
  std::unique_lock<std::mutex> lock(mutex_);
  // A round that is under way may have asked already: wait for the next.
  std::uint64_t target = round_ + 1;
  wanted_ = true;
  wake_.notify_one();
  refreshed_.wait(lock, [&] { return stopping_ || round_ >= target; });
}

void Inventory::run() {
  std::pmr::monotonic_buffer_resource arena;
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopping_) {
    std::pmr::vector<std::pmr::string> skus(&arena);
    for (const auto &entry : levels_)
      skus.emplace_back(entry.first);
    wanted_ = false;
    lock.unlock();
    refresh(skus);
    lock.lock();
    ++round_;
    refreshed_.notify_all();
    wake_.wait_for(lock, interval_, [this] { return stopping_ || wanted_; });
  }
}

void Inventory::refresh(const std::pmr::vector<std::pmr::string> &skus) {
  std::vector<std::thread> workers;
  for (const auto &sku : skus) {
    workers.emplace_back([this, name = std::string(sku)] {
      try {
        track(name, stock_.level(name));
      } catch (const std::exception &error) {
        log(Level::Error, "inventory: " + name + ": " + error.what());
      }
    });
  }
  for (std::thread &worker : workers)
    worker.join();
}

} // namespace orders
