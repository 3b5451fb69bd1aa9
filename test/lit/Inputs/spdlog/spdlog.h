// What tests need of spdlog.
#ifndef SPDLOG_H
#define SPDLOG_H

#include <string>

#define SPDLOG_INLINE inline
#define SPDLOG_LOGGER_CALL(logger, level, ...) (logger)->log(spdlog::source_loc{__FILE__, __LINE__}, level, __VA_ARGS__)
#define SPDLOG_LOGGER_DEBUG(logger, ...) SPDLOG_LOGGER_CALL(logger, spdlog::level::debug, __VA_ARGS__)

namespace spdlog {
namespace level {
enum level_enum { trace, debug, info, warn, err, critical, off };
}
struct source_loc {
  const char *filename = nullptr;
  int line = 0;
};
/// As in fmt, a class that is made of texts.
struct format_string_t {
  format_string_t(const char *text) {}
};
struct string_view_t {
  string_view_t(const char *text) {}
  string_view_t(const std::string &text) {}
};

class logger {
public:
  template <typename... Args>
  void log(source_loc loc, level::level_enum lvl, format_string_t fmt,
           Args &&...args) {}
  template <typename... Args>
  void log(level::level_enum lvl, format_string_t fmt, Args &&...args) {}
  void log(source_loc loc, level::level_enum lvl, string_view_t msg) {}
  template <typename T> void log(level::level_enum lvl, const T &msg) {}
  bool should_log(level::level_enum msg_level) const;
  template <typename... Args>
  void trace(format_string_t fmt, Args &&...args) {}
  template <typename T> void trace(const T &msg) {}
  template <typename... Args>
  void debug(format_string_t fmt, Args &&...args) {}
  template <typename T> void debug(const T &msg) {}
  template <typename T> void info(const T &msg) {}
  template <typename T> void warn(const T &msg) {}
  template <typename... Args>
  void info(format_string_t fmt, Args &&...args) {}
  template <typename... Args>
  void warn(format_string_t fmt, Args &&...args) {}
  template <typename... Args>
  void error(format_string_t fmt, Args &&...args) {}
  template <typename... Args>
  void critical(format_string_t fmt, Args &&...args) {}
  void flush();
};

bool should_log(level::level_enum lvl);
template <typename... Args>
void log(level::level_enum lvl, format_string_t fmt, Args &&...args) {}
template <typename T> void log(level::level_enum lvl, const T &msg) {}
template <typename... Args>
void trace(format_string_t fmt, Args &&...args) {}
template <typename T> void trace(const T &msg) {}
template <typename... Args>
void debug(format_string_t fmt, Args &&...args) {}
template <typename T> void debug(const T &msg) {}
template <typename T> void info(const T &msg) {}
template <typename T> void warn(const T &msg) {}
template <typename... Args>
void info(format_string_t fmt, Args &&...args) {}
template <typename... Args>
void warn(format_string_t fmt, Args &&...args) {}
template <typename... Args>
void error(format_string_t fmt, Args &&...args) {}
template <typename... Args>
void critical(format_string_t fmt, Args &&...args) {}
} // namespace spdlog

#endif
