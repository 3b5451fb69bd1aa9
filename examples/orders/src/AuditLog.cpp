// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "AuditLog.h"
#include "Log.h"

#include <fstream>
#include <sstream>

namespace orders {

AuditLog::AuditLog(std::string path) : path_(path) {
  if (!path_.empty())
    writer_ = std::thread([this] { run(); });
}

AuditLog::~AuditLog() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (writer_.joinable())
    writer_.join();
}

void AuditLog::append(const Fields &fields) {
  if (path_.empty())
    return;
  std::lock_guard<std::mutex> lock(mutex_);
  queue_.push_back(fields);
  wake_.notify_one();
}

void AuditLog::run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty())
      return;
    while (!queue_.empty()) {
      Fields fields = queue_.front();
      queue_.pop_front();
      // Opened for each entry so that logrotate can move the file away.
      std::ofstream file(path_, std::ios::app);
      if (!file) {
        log(Level::Error, "audit: cannot open " + path_);
        continue;
      }
      std::ostringstream line;
      const char *separator = "{";
      for (const auto &[name, value] : fields) {
        line << separator << '"' << name << "\":" << value.dump();
        separator = ",";
      }
      line << "}\n";
      file << line.str();
      file.flush();
    }
  }
}

} // namespace orders
