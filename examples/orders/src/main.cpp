// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Log.h"
#include "OrderService.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <curl/curl.h>
#include <exception>
#include <thread>

static std::string env(const char *name, const std::string &fallback) {
  const char *value = std::getenv(name);
  return value ? value : fallback;
}

int main() try {
  orders::Config config;
  config.port = std::stoi(env("ORDERS_PORT", "8080"));
  config.pricingUrl = env("ORDERS_PRICING_URL", config.pricingUrl);
  config.eventsUrl = env("ORDERS_EVENTS_URL", "");
  config.stockHost = env("ORDERS_STOCK_HOST", config.stockHost);
  config.stockPort = std::stoi(env("ORDERS_STOCK_PORT", "8082"));
  config.paymentHost = env("ORDERS_PAYMENT_HOST", config.paymentHost);
  config.paymentPort = std::stoi(env("ORDERS_PAYMENT_PORT", "8083"));
  config.auditPath = env("ORDERS_AUDIT_LOG", "");
  config.stockInterval = std::chrono::milliseconds(
      std::stoi(env("ORDERS_STOCK_INTERVAL_MS", "5000")));
  if (env("ORDERS_DEBUG", "0") == "1")
    orders::logLevel = orders::Level::Debug;

  // All threads inherit the mask, so that only sigwait sees these.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  curl_global_init(CURL_GLOBAL_DEFAULT);
  orders::OrderService service(config);
  int port = service.listen();
  orders::log(orders::Level::Info, "listening on port " + std::to_string(port));
  std::thread server([&service] { service.run(); });

  int signal = 0;
  sigwait(&signals, &signal);
  orders::log(orders::Level::Info, "stopping");
  service.stop();
  server.join();
  return EXIT_SUCCESS;
} catch (const std::exception &error) {
  orders::log(orders::Level::Error, error.what());
  return EXIT_FAILURE;
}
