// What tests need of log4cxx.
#ifndef _LOG4CXX_LOGGER_H
#define _LOG4CXX_LOGGER_H

namespace log4cxx {
class LevelPtr {};
class Level {
public:
  static LevelPtr getInfo();
};
class Logger {
public:
  void forcedLog(const LevelPtr &level, const char *message) const;
};
} // namespace log4cxx

#endif
