// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include <atomic>
#include <httplib.h>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

/// Pricing, payment and event subscriber in one HTTP server.
class FakeHttpPeers {
public:
  FakeHttpPeers() {
    server_.Get("/health",
                [](const httplib::Request &, httplib::Response &res) {
                  res.set_content("{}", "application/json");
                });
    server_.Get(R"(/prices/(.+))",
                [this](const httplib::Request &req, httplib::Response &res) {
                  ++priceCalls;
                  std::string sku = req.matches[1];
                  if (sku == "AA-001")
                    res.set_content(R"({"cents":250})", "application/json");
                  else if (sku == "BB-002")
                    res.set_content(R"({"cents":1000})", "application/json");
                  else
                    res.status = 404;
                });
    server_.Post("/charges", [this](const httplib::Request &req,
                                    httplib::Response &res) {
      if (req.body.find("\"bad\"") != std::string::npos) {
        res.status = 402;
        return;
      }
      ++charges;
      res.status = 201;
      res.set_content(R"({"reference":"pay-1"})", "application/json");
    });
    server_.Post("/refunds",
                 [this](const httplib::Request &, httplib::Response &res) {
                   ++refunds;
                   res.set_content("", "text/plain");
                 });
    server_.Post("/events",
                 [this](const httplib::Request &, httplib::Response &res) {
                   ++events;
                   res.set_content("", "text/plain");
                 });
    port = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }

  ~FakeHttpPeers() {
    server_.stop();
    thread_.join();
  }

  int port = 0;
  std::atomic<int> priceCalls{0};
  std::atomic<int> charges{0};
  std::atomic<int> refunds{0};
  std::atomic<int> events{0};

private:
  httplib::Server server_;
  std::thread thread_;
};

/// The warehouse. Knows AA-001 (10 pieces), BB-002 (5) and CC-003 (7), of
/// which the last has no price.
class FakeStock {
public:
  FakeStock() {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ::bind(listener_, reinterpret_cast<sockaddr *>(&address), length);
    ::listen(listener_, 64);
    ::getsockname(listener_, reinterpret_cast<sockaddr *>(&address), &length);
    port = ntohs(address.sin_port);
    std::thread([this] {
      while (true) {
        int fd = ::accept(listener_, nullptr, nullptr);
        if (fd >= 0)
          std::thread([this, fd] { talk(fd); }).detach();
      }
    }).detach();
  }

  int level(const std::string &sku) {
    std::lock_guard<std::mutex> lock(mutex_);
    return levels_[sku];
  }

  int port = 0;

private:
  void talk(int fd) {
    std::string pending;
    char chunk[256];
    ssize_t got;
    while ((got = ::recv(fd, chunk, sizeof chunk, 0)) > 0) {
      pending.append(chunk, static_cast<std::size_t>(got));
      std::size_t end;
      while ((end = pending.find('\n')) != std::string::npos) {
        std::string answer = reply(pending.substr(0, end)) + "\n";
        pending.erase(0, end + 1);
        ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
      }
    }
    ::close(fd);
  }

  std::string reply(const std::string &line) {
    std::istringstream words(line);
    std::string verb, sku;
    int count = 0;
    words >> verb >> sku >> count;
    std::lock_guard<std::mutex> lock(mutex_);
    if (verb == "LEVEL")
      return std::to_string(levels_[sku]);
    if (verb == "RESERVE" && levels_[sku] < count)
      return "NO";
    levels_[sku] += verb == "RESERVE" ? -count : count;
    return "OK";
  }

  int listener_ = -1;
  std::mutex mutex_;
  std::map<std::string, int> levels_{
      {"AA-001", 10}, {"BB-002", 5}, {"CC-003", 7}};
};
