// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include "OrderStore.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orders {

/// Asks the pricing service (JSON over HTTP) and remembers its answers.
class PricingClient {
public:
  PricingClient(std::string baseUrl, std::chrono::seconds timeToLive);

  /// Cents per unit. Throws HttpError 400 for an unknown SKU.
  std::int64_t price(std::string_view sku);
  std::vector<std::string> knownSkus() const;
  bool healthy() const;

private:
  struct Cached {
    std::int64_t cents;
    std::chrono::steady_clock::time_point at;
  };

  std::int64_t fetch(const std::string &sku) const;
  bool fresh(const Cached &entry) const;

  const std::string baseUrl_;
  const std::chrono::seconds timeToLive_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, Cached> cache_;
};

/// Tells whoever subscribed to `url` what happened to an order.
class EventPublisher {
public:
  explicit EventPublisher(std::string url) : url_(std::move(url)) {}
  void publish(const std::string &event, std::uint64_t orderId) const;

private:
  const std::string url_;
};

/// The warehouse speaks a line protocol:
///   LEVEL <sku>          -> <count>
///   LEVELS <sku> <sku>.. -> <count> <count>..
///   RESERVE <sku> <n>    -> OK | NO
///   RELEASE <sku> <n>    -> OK
class StockClient {
public:
  StockClient(std::string host, int port);
  ~StockClient();
  StockClient(const StockClient &) = delete;
  StockClient &operator=(const StockClient &) = delete;

  int level(const std::string &sku);
  /// All or nothing.
  bool reserve(const std::vector<Line> &lines);
  void release(const std::vector<Line> &lines);
  bool healthy() const;

private:
  int dial() const;
  std::string exchange(int fd, const std::string &command) const;

  const std::string host_;
  const int port_;
  std::mutex mutex_;
  int fd_ = -1; // the shared connection, for queries
};

class PaymentClient {
public:
  PaymentClient(std::string host, int port);

  /// The payment's reference. Throws HttpError 402 if the card is declined.
  std::string charge(const std::string card, std::int64_t cents) const;
  void refund(const std::string &reference) const;

private:
  const std::string host_;
  const int port_;
};

} // namespace orders
