// What tests need of log4cxx.
#ifndef _LOG4CXX_LOGGER_H
#define _LOG4CXX_LOGGER_H

#include <string>

namespace log4cxx {
class LevelPtr {};
class Level {
public:
  static LevelPtr getInfo();
};
class Logger {
public:
  bool isTraceEnabled() const;
  bool isDebugEnabled() const;
  bool isInfoEnabled() const;
  void trace(const std::string &msg) const;
  void debug(const std::string &msg) const;
  void info(const std::string &msg) const;
  void forcedLog(const LevelPtr &level, const char *message) const;
};
} // namespace log4cxx

#define LOG4CXX_DEBUG(logger, message)                                         \
  do {                                                                         \
    if (logger.isDebugEnabled())                                               \
      logger.debug(message);                                                   \
  } while (0)

#endif
