// RUN: %check_p99 %s p99-blocking-under-lock %t \
// RUN:   -config='{CheckOptions: {p99-blocking-under-lock.Files: true}}' -- -I%inputs
//
// A line in a log is minded on hot paths only.

#include <absl/log/log.h>
#include <glog/logging.h>
#include <log4cplus/loggingmacros.h>
#include <log4cxx/logger.h>
#include <functional>
#include <memory>
#include <mutex>
#include <spdlog/spdlog.h>
#include <stdarg.h>
#include <string>
#include <syslog.h>
#include <systemd/sd-journal.h>
#include <unistd.h>
#include <vector>

extern std::mutex Mutex;
extern int Counter;

//===-- Flagged -----------------------------------------------------------===//

[[gnu::hot]] void ofSpdlog() {
  std::lock_guard Lock(Mutex);
  spdlog::info("{}", ++Counter);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'info' writes a log line while 'Mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 'warn' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 'error' blocks here too
  // CHECK-NOTES: :[[@LINE+3]]:3: note: 'critical' blocks here too
  spdlog::warn("{}", Counter);
  spdlog::error("{}", Counter);
  spdlog::critical("{}", ++Counter);
}

[[gnu::hot]] void ofLogger(spdlog::logger &Logger) {
  std::lock_guard Lock(Mutex);
  Logger.info("{}", ++Counter);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'info' writes a log line while 'Mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'warn' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'error' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:3: note: 'critical' blocks here too
  // CHECK-NOTES: :[[@LINE+4]]:3: note: and 2 more from here on
  Logger.warn("{}", Counter);
  Logger.error("{}", Counter);
  Logger.critical("{}", Counter);
  Logger.log(spdlog::source_loc{}, spdlog::level::info, "{}", Counter);
  Logger.flush();
  ++Counter;
}

[[gnu::hot]] void ofGlog() {
  std::lock_guard Lock(Mutex);
  google::LogMessage(__FILE__, __LINE__).stream() << ++Counter;
  google::FlushLogFiles(google::GLOG_INFO);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'FlushLogFiles' waits for a file while 'Mutex' is locked; move it out of the section [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-4]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-6]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE-5]]:3: note: '~LogMessage' blocks here too
  ++Counter;
}

[[gnu::hot]] void ofAbsl() {
  std::lock_guard Lock(Mutex);
  absl::log_internal::LogMessage(__FILE__, __LINE__) << ++Counter;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: '~LogMessage' writes a log line while 'Mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:19: note: hot: marked with the 'hot' attribute
  ++Counter;
}

[[gnu::hot]] void ofLog4(const log4cplus::Logger &Plus,
                         const log4cxx::Logger &Cxx) {
  std::lock_guard Lock(Mutex);
  log4cplus::detail::macro_forced_log(Plus, log4cplus::INFO_LOG_LEVEL, "x",
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'macro_forced_log' writes a log line while 'Mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-6]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'forcedLog' blocks here too
                                      __FILE__, __LINE__, __func__);
  Cxx.forcedLog(log4cxx::Level::getInfo(), "x");
  ++Counter;
}

[[gnu::hot]] void ofSystem(va_list List) {
  std::lock_guard Lock(Mutex);
  vsyslog(LOG_INFO, "%d", List);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'vsyslog' writes a log line while 'Mutex' is locked; log after the unlock [p99-blocking-under-lock]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: 'Mutex' is locked here
  // CHECK-NOTES: :[[@LINE-5]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'sd_journal_print_with_location' blocks here too
  // CHECK-NOTES: :[[@LINE+2]]:3: note: 'sd_journal_send_with_location' blocks here too
  sd_journal_print_with_location(LOG_INFO, "f", "1", __func__, "%d", Counter);
  sd_journal_send_with_location("f", "1", __func__, "MESSAGE=%d", Counter, nullptr);
  ++Counter;
}

//===-- Not flagged -------------------------------------------------------===//

// A logger's lock keeps the lines of all its sinks apart.
class Logger {
public:
  void add(std::function<void(const std::string &)> Sink) {
    std::lock_guard Lock(SinksMutex);
    Sinks.push_back(std::move(Sink));
  }
  void write(const std::string &Line) {
    std::lock_guard Lock(SinksMutex);
    for (const auto &Sink : Sinks)
      Sink(Line);
    ++Lines;
  }

private:
  std::mutex SinksMutex;
  std::vector<std::function<void(const std::string &)>> Sinks;
  int Lines = 0;
};

void seldom() {
  std::lock_guard Lock(Mutex);
  spdlog::info("{}", ++Counter);
  google::LogMessage(__FILE__, __LINE__).stream() << ++Counter;
}

[[gnu::hot]] void filtered(spdlog::logger &Logger,
                           const log4cplus::Logger &Plus) {
  std::lock_guard Lock(Mutex);
  spdlog::debug("{}", ++Counter);
  Logger.log(spdlog::source_loc{}, spdlog::level::debug, "{}", Counter);
  log4cplus::detail::macro_forced_log(Plus, log4cplus::DEBUG_LOG_LEVEL, "x",
                                      __FILE__, __LINE__, __func__);
  sd_journal_print_with_location(LOG_DEBUG, "f", "1", __func__, "%d", Counter);
}

[[gnu::hot]] void after() {
  {
    std::lock_guard Lock(Mutex);
    ++Counter;
  }
  spdlog::info("{}", 1);
}

//===-- Libraries of logs -------------------------------------------------===//

namespace logging::sinks {
struct Collector {
  virtual ~Collector() = default;
  virtual void store(const char *File) = 0;
};
} // namespace logging::sinks

class Folder : public logging::sinks::Collector {
public:
  void store(const char *File) override {
    std::lock_guard Lock(FilesMutex);
    sync();
    Files.emplace_back(File);
  }
  size_t count() {
    std::lock_guard Lock(FilesMutex);
    return Files.size();
  }

private:
  std::mutex FilesMutex;
  std::vector<std::string> Files;
};

class Shelf {
public:
  void store(const char *File) {
    // CHECK-FIXES:     fsync(1);
    // CHECK-FIXES-NEXT:     std::lock_guard Lock(FilesMutex);
    std::lock_guard Lock(FilesMutex);
    fsync(1);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'fsync' waits for the disk while 'FilesMutex' is locked; move it out of the section [p99-blocking-under-lock]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: 'FilesMutex' is locked here
    Files.emplace_back(File);
  }
  size_t count() {
    std::lock_guard Lock(FilesMutex);
    return Files.size();
  }

private:
  std::mutex FilesMutex;
  std::vector<std::string> Files;
};
