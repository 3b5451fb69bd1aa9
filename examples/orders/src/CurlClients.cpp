// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Clients.h"
#include "HttpServer.h"
#include "Log.h"

#include <curl/curl.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace orders {

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

static std::size_t collect(char *data, std::size_t size, std::size_t count,
                           void *out) {
  static_cast<std::string *>(out)->append(data, size * count);
  return size * count;
}

PricingClient::PricingClient(std::string baseUrl,
                             std::chrono::seconds timeToLive)
    : baseUrl_(std::move(baseUrl)), timeToLive_(timeToLive) {}

bool PricingClient::fresh(const Cached &entry) const {
  return std::chrono::steady_clock::now() - entry.at < timeToLive_;
}

std::int64_t PricingClient::price(std::string_view sku) {
  {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    auto found = cache_.find(std::string(sku));
    if (found != cache_.end() && fresh(found->second))
      return found->second.cents;
  }
  // Look again: another thread may have fetched it while we waited.
  std::unique_lock<std::shared_mutex> lock(mutex_);
  auto found = cache_.find(std::string(sku));
  if (found != cache_.end() && fresh(found->second))
    return found->second.cents;
  std::int64_t cents = fetch(std::string(sku));
  cache_[std::string(sku)] = {cents, std::chrono::steady_clock::now()};
  return cents;
}

std::vector<std::string> PricingClient::knownSkus() const {
  std::lock_guard<std::shared_mutex> lock(mutex_);
  std::vector<std::string> skus;
  for (auto [sku, cached] : cache_)
    skus.push_back(sku);
  return skus;
}

std::int64_t PricingClient::fetch(const std::string &sku) const {
  Curl curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl)
    throw std::runtime_error("curl_easy_init failed");
  std::string url = baseUrl_ + "/prices/" + sku;
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK)
    throw HttpError(503, std::string("pricing: ") + curl_easy_strerror(code));

  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 404)
    throw HttpError(400, "unknown sku " + sku);
  if (status != 200)
    throw HttpError(503, "pricing answered " + std::to_string(status));
  return nlohmann::json::parse(body).at("cents").get<std::int64_t>();
}

bool PricingClient::healthy() const {
  Curl curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl)
    return false;
  std::string url = baseUrl_ + "/health";
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, 500L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  return curl_easy_perform(curl.get()) == CURLE_OK;
}

void EventPublisher::publish(const std::string &event,
                             std::uint64_t orderId) const {
  if (url_.empty())
    return;
  Curl curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl)
    return;
  std::string body =
      nlohmann::json{{"event", event}, {"order", orderId}}.dump();
  std::string answer;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url_.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, 1000L);
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
  CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK)
    log(Level::Error, "event " + event + ": " + curl_easy_strerror(code));
}

} // namespace orders
