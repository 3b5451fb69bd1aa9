// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "OrderService.h"
#include "Log.h"

#include <algorithm>
#include <alloca.h>
#include <future>
#include <memory>
#include <regex>
#include <sstream>
#include <thread>

using nlohmann::json;

namespace orders {

OrderService::OrderService(const Config config)
    : config_(config), pricing_(config.pricingUrl, config.priceTtl),
      stock_(config.stockHost, config.stockPort),
      payments_(config.paymentHost, config.paymentPort),
      events_(config.eventsUrl), audit_(config.auditPath),
      inventory_(stock_, config.stockInterval) {
  auto add = [this](const char *method, const char *pattern,
                    Response (OrderService::*handler)(const Request &,
                                                      const Args &)) {
    server_.route(method, pattern,
                  [this, handler](const Request &request, const Args &args) {
                    return (this->*handler)(request, args);
                  });
  };
  add("GET", "/health", &OrderService::health);
  add("POST", "/orders", &OrderService::place);
  add("GET", "/orders", &OrderService::list);
  add("GET", "/orders/([0-9]{1,18})", &OrderService::show);
  add("POST", "/orders/([0-9]{1,18})/cancel", &OrderService::cancel);
  add("POST", "/shipments", &OrderService::ship);
  add("GET", "/reports/daily", &OrderService::report);
  add("GET", "/inventory", &OrderService::inventory);
  add("GET", "/stats", &OrderService::stats);

  std::thread([this] { reportStats(); }).detach();
}

void OrderService::reportStats() {
  while (true) {
    std::this_thread::sleep_for(std::chrono::minutes(1));
    log(Level::Info, std::to_string(store_.size()) + " orders, " +
                         std::to_string(store_.revenueCents()) + " cents");
  }
}

json OrderService::toJson(const Order &order) const {
  const std::string currency = this->currency();
  json lines = json::array();
  for (auto line : order.lines)
    lines.push_back({{"sku", line.sku},
                     {"quantity", line.quantity},
                     {"unitCents", line.unitCents}});
  return {{"id", order.id},       {"customer", order.customer},
          {"lines", lines},       {"totalCents", order.totalCents},
          {"currency", currency}, {"status", toString(order.status)}};
}

Response OrderService::health(const Request &, const Args &) {
  bool pricing = pricing_.healthy();
  bool stock = stock_.healthy();
  json body{{"pricing", pricing}, {"stock", stock}};
  return {pricing && stock ? 200 : 503, body.dump()};
}

std::vector<Line> OrderService::parseLines(const json &body) {
  std::regex validSku("[A-Z]{2}-[0-9]{3,6}");
  std::vector<Line> lines;
  for (auto item : body.at("lines")) {
    Line line;
    line.sku = item.at("sku").get<std::string>();
    line.quantity = item.at("quantity").get<int>();
    if (!std::regex_match(line.sku, validSku))
      throw HttpError(400, "malformed sku " + line.sku);
    if (line.quantity < 1 || line.quantity > 1000)
      throw HttpError(400, "bad quantity for " + line.sku);
    lines.push_back(line);
  }
  if (lines.empty())
    throw HttpError(400, "an order needs at least one line");
  return lines;
}

void OrderService::priceLines(std::vector<Line> &lines) {
  std::vector<std::future<std::int64_t>> prices;
  for (const Line &line : lines)
    prices.push_back(std::async(
        std::launch::async, [this, line] { return pricing_.price(line.sku); }));
  for (std::size_t i = 0; i < lines.size(); ++i)
    lines[i].unitCents = prices[i].get();
}

Response OrderService::place(const Request &request, const Args &) {
  json body = json::parse(request.body);
  std::string requestId = body.value("requestId", "");
  auto order = std::make_shared<Order>();
  order->customer = body.at("customer").get<std::string>();
  order->lines = parseLines(body);
  log(Level::Debug, "placing an order of " + order->customer + " with " +
                        std::to_string(order->lines.size()) + " lines");

  for (const Line &line : order->lines) {
    int level = stock_.level(line.sku);
    inventory_.track(line.sku, level);
    if (level < line.quantity)
      throw HttpError(409, "not enough " + line.sku + " in stock");
  }
  priceLines(order->lines);
  for (const Line &line : order->lines)
    order->totalCents += line.quantity * line.unitCents;

  if (!requestId.empty()) {
    std::lock_guard<std::mutex> lock(seenMutex_);
    if (!seenRequests_.insert(requestId).second)
      throw HttpError(409, "request " + requestId + " was already handled");
  }
  if (!stock_.reserve(order->lines))
    throw HttpError(409, "somebody else was faster");
  try {
    order->payment = payments_.charge(body.at("card"), order->totalCents);
  } catch (const std::exception &) {
    stock_.release(order->lines);
    throw;
  }
  order->id = store_.add(*order);

  AuditLog::Fields entry;
  entry["event"] = "placed";
  entry["order"] = order->id;
  entry["customer"] = order->customer;
  entry["cents"] = order->totalCents;
  entry["trace"] = request.header("x-trace-id");
  audit_.append(entry);
  (void)std::async(std::launch::async,
                   [this, id = order->id] { events_.publish("placed", id); });
  return {201, toJson(*order).dump()};
}

Response OrderService::show(const Request &, const Args &args) {
  std::optional<Order> order = store_.find(std::stoull(args[0]));
  if (!order)
    throw HttpError(404, "no order " + args[0]);
  return {200, toJson(*order).dump()};
}

Response OrderService::list(const Request &request, const Args &) {
  std::string customer = request.param("customer");
  if (customer.empty())
    throw HttpError(400, "whose orders? add ?customer=");
  std::ostringstream body;
  body << "[";
  bool first = true;
  for (const Order &order : store_.forCustomer(customer)) {
    if (!first)
      body << ",";
    first = false;
    body << toJson(order).dump();
  }
  body << "]";
  return {200, body.str()};
}

Response OrderService::cancel(const Request &request, const Args &args) {
  std::uint64_t id = std::stoull(args[0]);
  std::optional<Order> order = store_.find(id);
  if (!order)
    throw HttpError(404, "no order " + args[0]);
  if (!store_.transition(id, Status::Placed, Status::Cancelled))
    throw HttpError(409, "order " + args[0] + " cannot be cancelled any more");
  payments_.refund(order->payment);
  stock_.release(order->lines);

  AuditLog::Fields entry;
  entry["event"] = "cancelled";
  entry["order"] = id;
  entry["trace"] = request.header("x-trace-id");
  audit_.append(entry);
  order->status = Status::Cancelled;
  return {200, toJson(*order).dump()};
}

Response OrderService::ship(const Request &request, const Args &) {
  json body = json::parse(request.body);
  auto ids = body.at("orders").get<std::vector<std::uint64_t>>();
  std::vector<std::uint64_t> shipped = store_.ship(ids);
  for (std::uint64_t id : shipped) {
    AuditLog::Fields entry{{"event", "shipped"}, {"order", id}};
    audit_.append(entry);
    std::thread([this, id] { events_.publish("shipped", id); }).detach();
  }
  return {200, json{{"shipped", shipped}}.dump()};
}

// Doubles the quotes and puts quotes around; `cell` has room for it.
static void quoteCell(const std::string &text, char *cell) {
  *cell++ = '"';
  for (char c : text) {
    if (c == '"')
      *cell++ = '"';
    *cell++ = c;
  }
  *cell++ = '"';
  *cell = '\0';
}

Response OrderService::report(const Request &, const Args &) {
  std::string csv = "id,customer,status,lines,cents\n";
  for (auto [id, order] : store_.all()) {
    const std::string customer = order.customer;
    char *cell = static_cast<char *>(alloca(2 * customer.size() + 3));
    quoteCell(customer, cell);
    std::ostringstream row;
    row << id << ',' << cell << ',' << toString(order.status) << ','
        << order.lines.size() << ',' << order.totalCents << '\n';
    csv += row.str();
  }
  return {200, csv, "text/csv"};
}

Response OrderService::inventory(const Request &request, const Args &) {
  if (request.param("fresh") == "1")
    inventory_.waitForRefresh();
  json body = json::object();
  for (const auto &[sku, level] : inventory_.levels())
    body[sku] = level;
  return {200, body.dump()};
}

Response OrderService::stats(const Request &, const Args &) {
  const HttpServer::Stats &stats = server_.stats();
  std::vector<double> latencies = server_.latencies();
  double p99 = 0;
  if (!latencies.empty()) {
    auto nth = latencies.begin() +
               static_cast<std::ptrdiff_t>(latencies.size() * 99 / 100);
    std::nth_element(latencies.begin(), nth, latencies.end());
    p99 = *nth;
  }
  json body{{"accepted", stats.accepted.load()},
            {"active", stats.active.load()},
            {"failed", stats.failed.load()},
            {"bytesIn", stats.bytesIn.load()},
            {"bytesOut", stats.bytesOut.load()},
            {"orders", store_.size()},
            {"revenueCents", store_.revenueCents()},
            {"pricedSkus", pricing_.knownSkus().size()},
            {"p99Ms", p99}};
  return {200, body.dump()};
}

} // namespace orders
