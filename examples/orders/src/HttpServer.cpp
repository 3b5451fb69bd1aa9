// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "HttpServer.h"
#include "Log.h"

#include <arpa/inet.h>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace orders {

constexpr std::size_t kMaxHead = 16 * 1024;
constexpr std::size_t kMaxBody = 1024 * 1024;

std::string Request::header(std::string_view name) const {
  auto found = headers.find(std::string(name));
  return found == headers.end() ? "" : found->second;
}

std::string Request::param(std::string_view name) const {
  std::istringstream pairs(query);
  std::string pair;
  while (std::getline(pairs, pair, '&')) {
    auto equals = pair.find('=');
    if (equals != std::string::npos && pair.substr(0, equals) == name)
      return pair.substr(equals + 1);
  }
  return "";
}

std::unique_ptr<Request> RequestPool::take() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (free_.empty())
    return std::make_unique<Request>();
  std::unique_ptr<Request> request = std::move(free_.back());
  free_.pop_back();
  return request;
}

void RequestPool::give(std::unique_ptr<Request> request) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (free_.size() < 64)
    free_.push_back(std::move(request));
}

static std::string reasonPhrase(int status) {
  std::map<int, std::string> phrases{
      {200, "OK"},          {201, "Created"},
      {400, "Bad Request"}, {402, "Payment Required"},
      {404, "Not Found"},   {405, "Method Not Allowed"},
      {409, "Conflict"},    {503, "Service Unavailable"}};
  auto found = phrases.find(status);
  return found == phrases.end() ? "Internal Server Error" : found->second;
}

static Response errorResponse(int status, const std::string &what) {
  return {status, nlohmann::json{{"error", what}}.dump()};
}

HttpServer::~HttpServer() {
  stop();
  if (listenFd_ >= 0)
    ::close(listenFd_);
}

void HttpServer::route(std::string method, std::string pattern,
                       Handler handler) {
  routes_.push_back({method, pattern, handler});
}

int HttpServer::listen(int port) {
  listenFd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listenFd_ < 0)
    throw std::system_error(errno, std::generic_category(), "socket");
  int on = 1;
  ::setsockopt(listenFd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);

  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(listenFd_, reinterpret_cast<sockaddr *>(&address), length) < 0 ||
      ::listen(listenFd_, 128) < 0)
    throw std::system_error(errno, std::generic_category(), "bind");
  ::getsockname(listenFd_, reinterpret_cast<sockaddr *>(&address), &length);
  return ntohs(address.sin_port);
}

void HttpServer::run() {
  while (!stopping_) {
    int fd = ::accept4(listenFd_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) {
      // Out of descriptors: give the open connections a moment to finish.
      if (errno == EMFILE || errno == ENFILE)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      continue;
    }
    int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    stats_.accepted++;
    std::thread([this, fd] { serve(fd); }).detach();
  }
}

void HttpServer::stop() {
  if (!stopping_.exchange(true) && listenFd_ >= 0)
    ::shutdown(listenFd_, SHUT_RDWR); // wakes accept
}

std::vector<double> HttpServer::latencies() {
  std::lock_guard<std::mutex> lock(latencyMutex_);
  return latencies_;
}

void HttpServer::serve(int fd) {
  auto start = std::chrono::steady_clock::now();
  stats_.active++;
  auto request = pool_.take();
  try {
    if (readRequest(fd, *request))
      writeResponse(fd, dispatch(*request));
    else
      writeResponse(fd, errorResponse(400, "malformed request"));
  } catch (const std::exception &error) {
    stats_.failed++;
    log(Level::Error, std::string("connection dropped: ") + error.what());
  }
  ::shutdown(fd, SHUT_WR);
  ::close(fd);

  std::lock_guard<std::mutex> lock(latencyMutex_);
  std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  std::string line = request->method + " " + request->path + " took " +
                     std::to_string(elapsed.count()) + " ms";
  log(Level::Debug, line);
  latencies_.push_back(elapsed.count());
  pool_.give(std::move(request));
  stats_.active--;
}

bool HttpServer::readRequest(int fd, Request &request) {
  std::string raw;
  std::size_t headEnd;
  char chunk[4096];
  while ((headEnd = raw.find("\r\n\r\n")) == std::string::npos) {
    ssize_t got = ::recv(fd, chunk, sizeof chunk, 0);
    if (got <= 0 || raw.size() > kMaxHead)
      return false;
    raw.append(chunk, static_cast<std::size_t>(got));
  }

  std::istringstream head(raw.substr(0, headEnd));
  std::string line;
  std::getline(head, line);
  std::regex requestLine(R"(([A-Z]+) ([^ ?]+)(?:\?([^ ]*))? HTTP/1\.[01]\r?)");
  std::smatch match;
  if (!std::regex_match(line, match, requestLine))
    return false;
  request.method = match[1];
  request.path = match[2];
  request.query = match[3];

  std::size_t length = 0;
  while (std::getline(head, line)) {
    std::regex field(R"(([^:\s]+):\s*(.*?)\s*)");
    if (!std::regex_match(line, match, field))
      return false;
    std::string name;
    for (char c : match[1].str())
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::string value = match[2];
    if (name == "content-length")
      length = std::stoul(value);
    request.headers[name] = value;
  }
  if (length > kMaxBody)
    return false;

  request.body = raw.substr(headEnd + 4);
  while (request.body.size() < length) {
    ssize_t got = ::recv(fd, chunk, sizeof chunk, 0);
    if (got <= 0)
      return false;
    request.body.append(chunk, static_cast<std::size_t>(got));
  }
  stats_.bytesIn += headEnd + 4 + request.body.size();
  return true;
}

Response HttpServer::dispatch(const Request &request) {
  bool known = false;
  for (auto route : routes_) {
    std::regex pattern(route.pattern);
    std::smatch match;
    if (!std::regex_match(request.path, match, pattern))
      continue;
    known = true;
    if (route.method != request.method)
      continue;
    Args args;
    for (std::size_t i = 1; i < match.size(); ++i)
      args.push_back(match[i]);
    try {
      return route.handler(request, args);
    } catch (const HttpError &error) {
      return errorResponse(error.status, error.what());
    } catch (const nlohmann::json::exception &error) {
      return errorResponse(400, error.what());
    } catch (const std::exception &error) {
      stats_.failed++;
      log(Level::Error, request.path + ": " + error.what());
      return errorResponse(500, "internal error");
    }
  }
  return known ? errorResponse(405, "method not allowed")
               : errorResponse(404, "no such resource");
}

void HttpServer::writeResponse(int fd, const Response &response) {
  std::ostringstream out;
  out << "HTTP/1.1 " << response.status << ' ' << reasonPhrase(response.status)
      << "\r\nContent-Type: " << response.type
      << "\r\nContent-Length: " << response.body.size()
      << "\r\nConnection: close\r\n\r\n"
      << response.body;
  std::string text = out.str();
  std::size_t sent = 0;
  while (sent < text.size()) {
    ssize_t n =
        ::send(fd, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      throw std::system_error(errno, std::generic_category(), "send");
    sent += static_cast<std::size_t>(n);
  }
  stats_.bytesOut += sent;
}

} // namespace orders
