// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "OrderStore.h"

namespace orders {

const char *toString(Status status) {
  switch (status) {
  case Status::Placed:
    return "placed";
  case Status::Shipped:
    return "shipped";
  case Status::Cancelled:
    return "cancelled";
  }
  return "unknown";
}

std::uint64_t OrderStore::nextId() {
  std::lock_guard<std::mutex> lock(idMutex_);
  return ++lastId_;
}

std::uint64_t OrderStore::add(Order order) {
  order.id = nextId();
  std::uint64_t id = order.id;
  std::lock_guard<std::mutex> lock(mutex_);
  byCustomer_[order.customer].push_back(id);
  orders_[id] = order;
  return id;
}

std::optional<Order> OrderStore::find(std::uint64_t id) const {
  std::lock_guard<std::mutex> lock(mutex_);
  auto found = orders_.find(id);
  if (found == orders_.end())
    return std::nullopt;
  return found->second;
}

std::vector<Order> OrderStore::forCustomer(const std::string &customer) const {
  std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Order> result;
  auto ids = byCustomer_.find(customer);
  if (ids == byCustomer_.end())
    return result;
  for (std::uint64_t id : ids->second) {
    auto order = orders_.at(id);
    result.push_back(order);
  }
  return result;
}

std::map<std::uint64_t, Order> OrderStore::all() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return orders_;
}

std::int64_t OrderStore::revenueCents() const {
  std::lock_guard<std::mutex> lock(mutex_);
  std::int64_t total = 0;
  for (const auto &[id, order] : orders_)
    if (order.status != Status::Cancelled)
      total += order.totalCents;
  return total;
}

std::size_t OrderStore::size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return orders_.size();
}

bool OrderStore::transition(std::uint64_t id, Status from, Status to) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto found = orders_.find(id);
  if (found == orders_.end() || found->second.status != from)
    return false;
  found->second.status = to;
  return true;
}

std::vector<std::uint64_t>
OrderStore::ship(const std::vector<std::uint64_t> &ids) {
  std::vector<std::uint64_t> shipped;
  for (std::uint64_t id : ids) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = orders_.find(id);
    if (found == orders_.end() || found->second.status != Status::Placed)
      continue;
    found->second.status = Status::Shipped;
    shipped.push_back(id);
  }
  return shipped;
}

} // namespace orders
