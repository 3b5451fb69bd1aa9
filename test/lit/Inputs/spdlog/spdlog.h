// What tests need of spdlog.
#ifndef SPDLOG_H
#define SPDLOG_H

#define SPDLOG_INLINE inline

namespace spdlog {
namespace level {
enum level_enum { trace, debug, info, warn, err, critical, off };
}
struct source_loc {
  const char *filename = nullptr;
  int line = 0;
};
using format_string_t = const char *;

class logger {
public:
  template <typename... Args>
  void log(source_loc loc, level::level_enum lvl, format_string_t fmt,
           Args &&...args) {}
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

template <typename... Args>
void debug(format_string_t fmt, Args &&...args) {}
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
