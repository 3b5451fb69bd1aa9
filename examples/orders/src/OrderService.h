// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include "AuditLog.h"
#include "Clients.h"
#include "HttpServer.h"
#include "Inventory.h"
#include "OrderStore.h"

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_set>

namespace orders {

struct Config {
  int port = 8080;
  std::string pricingUrl = "http://127.0.0.1:8081";
  std::string eventsUrl; // empty: nobody wants to know
  std::string stockHost = "127.0.0.1";
  int stockPort = 8082;
  std::string paymentHost = "127.0.0.1";
  int paymentPort = 8083;
  std::string auditPath; // empty: no audit log
  std::string currency = "EUR";
  std::chrono::seconds priceTtl{60};
  std::chrono::milliseconds stockInterval{5000};
};

class OrderService {
public:
  explicit OrderService(const Config config);

  /// Returns the port.
  int listen() { return server_.listen(config_.port); }
  void run() { server_.run(); }
  void stop() { server_.stop(); }

  const std::string &currency() const { return config_.currency; }

private:
  using Args = HttpServer::Args;

  Response health(const Request &request, const Args &args);
  Response place(const Request &request, const Args &args);
  Response show(const Request &request, const Args &args);
  Response list(const Request &request, const Args &args);
  Response cancel(const Request &request, const Args &args);
  Response ship(const Request &request, const Args &args);
  Response report(const Request &request, const Args &args);
  Response inventory(const Request &request, const Args &args);
  Response stats(const Request &request, const Args &args);

  std::vector<Line> parseLines(const nlohmann::json &body);
  void priceLines(std::vector<Line> &lines);
  nlohmann::json toJson(const Order &order) const;
  void reportStats();

  const Config config_;
  HttpServer server_;
  OrderStore store_;
  PricingClient pricing_;
  StockClient stock_;
  PaymentClient payments_;
  EventPublisher events_;
  AuditLog audit_;
  Inventory inventory_;

  std::mutex seenMutex_;
  std::unordered_set<std::string> seenRequests_;
};

} // namespace orders
