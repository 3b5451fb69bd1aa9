// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Clients.h"
#include "HttpServer.h"

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace orders {

PaymentClient::PaymentClient(std::string host, int port)
    : host_(std::move(host)), port_(port) {}

std::string PaymentClient::charge(const std::string card,
                                  std::int64_t cents) const {
  httplib::Client client(host_, port_);
  client.set_connection_timeout(std::chrono::milliseconds(500));
  client.set_write_timeout(std::chrono::seconds(1));
  client.set_read_timeout(std::chrono::seconds(2));
  nlohmann::json body{{"card", card}, {"cents", cents}};
  auto result = client.Post("/charges", body.dump(), "application/json");
  if (!result)
    throw HttpError(503, "payment: " + httplib::to_string(result.error()));
  if (result->status == 402)
    throw HttpError(402, "card declined");
  if (result->status != 201)
    throw HttpError(503, "payment answered " + std::to_string(result->status));
  return nlohmann::json::parse(result->body).at("reference");
}

void PaymentClient::refund(const std::string &reference) const {
  httplib::Client client(host_, port_);
  auto result = client.Post("/refunds", reference, "text/plain");
  if (!result || result->status != 200)
    throw HttpError(503, "payment: could not refund " + reference);
}

} // namespace orders
