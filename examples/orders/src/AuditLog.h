// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace orders {

/// One JSON object per line, written by a thread of its own so that requests
/// do not wait for the disk.
class AuditLog {
public:
  using Fields = std::map<std::string, nlohmann::json>;

  explicit AuditLog(std::string path);
  ~AuditLog();
  AuditLog(const AuditLog &) = delete;
  AuditLog &operator=(const AuditLog &) = delete;

  void append(const Fields &fields);

private:
  void run();

  const std::string path_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Fields> queue_;
  bool stopping_ = false;
  std::thread writer_;
};

} // namespace orders
