// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace orders {

struct Request {
  std::string method;
  std::string path;
  std::string query;
  std::string body;
  std::map<std::string, std::string> headers; // names in lower case

  std::string header(std::string_view name) const;
  std::string param(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string body;
  std::string type = "application/json";
};

/// Thrown by handlers; becomes a JSON error with this status.
class HttpError : public std::runtime_error {
public:
  HttpError(int status, const std::string &what)
      : std::runtime_error(what), status(status) {}
  const int status;
};

/// Requests are reused between connections, their strings keep their capacity.
class RequestPool {
public:
  std::unique_ptr<Request> take();
  void give(std::unique_ptr<Request> request);

private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Request>> free_;
};

/// A minimal HTTP/1.1 server: one request per connection, no TLS (that is the
/// balancer's job), no chunked bodies.
class HttpServer {
public:
  using Args = std::vector<std::string>;
  using Handler = std::function<Response(const Request &, const Args &)>;

  struct Stats {
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> active{0};
    std::atomic<std::uint64_t> failed{0};
    std::atomic<std::uint64_t> bytesIn{0};
    std::atomic<std::uint64_t> bytesOut{0};
  };

  HttpServer() = default;
  HttpServer(const HttpServer &) = delete;
  HttpServer &operator=(const HttpServer &) = delete;
  ~HttpServer();

  /// `pattern` is a regular expression for the whole path; its groups become
  /// the handler's arguments.
  void route(std::string method, std::string pattern, Handler handler);

  /// Binds to the loopback interface and returns the port; 0 picks a free one.
  int listen(int port);
  void run();
  void stop();

  const Stats &stats() const { return stats_; }
  std::vector<double> latencies();

private:
  struct Route {
    std::string method;
    std::string pattern;
    Handler handler;
  };

  void serve(int fd);
  bool readRequest(int fd, Request &request);
  Response dispatch(const Request &request);
  void writeResponse(int fd, const Response &response);

  std::vector<Route> routes_;
  RequestPool pool_;
  Stats stats_;
  std::mutex latencyMutex_;
  std::vector<double> latencies_; // milliseconds
  std::atomic<bool> stopping_{false};
  int listenFd_ = -1;
};

} // namespace orders
