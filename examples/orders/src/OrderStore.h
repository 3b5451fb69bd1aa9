// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace orders {

struct Line {
  std::string sku;
  int quantity = 0;
  std::int64_t unitCents = 0;
};

enum class Status { Placed, Shipped, Cancelled };

const char *toString(Status status);

struct Order {
  std::uint64_t id = 0;
  std::string customer;
  std::vector<Line> lines;
  std::int64_t totalCents = 0;
  std::string payment; // the payment service's reference
  Status status = Status::Placed;
};

/// All orders of the day, in memory; the night job reads the audit log.
class OrderStore {
public:
  std::uint64_t add(Order order);
  std::optional<Order> find(std::uint64_t id) const;
  std::vector<Order> forCustomer(const std::string &customer) const;
  std::map<std::uint64_t, Order> all() const;
  std::int64_t revenueCents() const;
  std::size_t size() const;

  /// False if there is no such order or it is not in state `from`.
  bool transition(std::uint64_t id, Status from, Status to);
  /// Returns the ids that could be shipped.
  std::vector<std::uint64_t> ship(const std::vector<std::uint64_t> &ids);

private:
  std::uint64_t nextId();

  mutable std::mutex mutex_;
  std::map<std::uint64_t, Order> orders_;
  std::unordered_map<std::string, std::vector<std::uint64_t>> byCustomer_;

  std::mutex idMutex_;
  std::uint64_t lastId_ = 1000;
};

} // namespace orders
