// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Clients.h"
#include "Log.h"

#include <cerrno>
#include <netdb.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace orders {

static addrinfo *resolve(const std::string &host, int port) {
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo *result = nullptr;
  int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints,
                            &result);
  if (error != 0)
    throw std::runtime_error(std::string("stock: ") + ::gai_strerror(error));
  return result;
}

StockClient::StockClient(std::string host, int port)
    : host_(std::move(host)), port_(port) {}

StockClient::~StockClient() {
  if (fd_ >= 0)
    ::close(fd_);
}

int StockClient::dial() const {
  addrinfo *address = resolve(host_, port_);
  int fd = -1;
  while (fd < 0) {
    fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
      break;
    if (::connect(fd, address->ai_addr, address->ai_addrlen) != 0) {
      // The warehouse restarts now and then, it is back soon.
      log(Level::Debug, "stock: cannot connect to " + host_ + ", trying again");
      ::close(fd);
      fd = -1;
    }
  }
  ::freeaddrinfo(address);
  if (fd < 0)
    throw std::runtime_error("stock: no socket");
  return fd;
}

std::string StockClient::exchange(int fd, const std::string &command) const {
  std::string line = command + "\n";
  if (::send(fd, line.data(), line.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(line.size()))
    throw std::runtime_error("stock: connection lost");
  std::string answer;
  while (answer.empty() || answer.back() != '\n') {
    char chunk[256];
    ssize_t got = ::recv(fd, chunk, sizeof chunk, 0);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      throw std::runtime_error("stock: connection lost");
    answer.append(chunk, static_cast<std::size_t>(got));
  }
  answer.pop_back();
  return answer;
}

int StockClient::level(const std::string &sku) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (fd_ < 0)
    fd_ = dial();
  try {
    return std::stoi(exchange(fd_, "LEVEL " + sku));
  } catch (const std::runtime_error &) {
    ::close(fd_);
    fd_ = -1;
    throw;
  }
}

bool StockClient::reserve(const std::vector<Line> &lines) {
  std::vector<int> connections;
  std::vector<Line> reserved;
  for (const Line &line : lines) {
    int fd = dial();
    connections.push_back(fd);
    std::ostringstream command;
    command << "RESERVE " << line.sku << ' ' << line.quantity;
    if (exchange(fd, command.str()) != "OK")
      break;
    reserved.push_back(line);
  }
  for (int fd : connections)
    ::close(fd);
  if (reserved.size() == lines.size())
    return true;
  release(reserved);
  return false;
}

void StockClient::release(const std::vector<Line> &lines) {
  if (lines.empty())
    return;
  int fd = dial();
  for (const Line &line : lines)
    exchange(fd, "RELEASE " + line.sku + " " + std::to_string(line.quantity));
  ::close(fd);
}

bool StockClient::healthy() const {
  addrinfo *address = resolve(host_, port_);
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  timeval limit{0, 500 * 1000};
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  bool alive = ::connect(fd, address->ai_addr, address->ai_addrlen) == 0;
  ::close(fd);
  ::freeaddrinfo(address);
  return alive;
}

} // namespace orders
