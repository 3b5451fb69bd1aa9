// What tests need of log4cplus.
#ifndef LOG4CPLUS_LOGGING_MACROS_HEADER_
#define LOG4CPLUS_LOGGING_MACROS_HEADER_

#include <string>

namespace log4cplus {
typedef std::string tstring;
typedef int LogLevel;
const LogLevel INFO_LOG_LEVEL = 20000;
const LogLevel DEBUG_LOG_LEVEL = 10000;
class Logger {
public:
  bool isEnabledFor(LogLevel ll) const;
  void log(LogLevel ll, const tstring &message, const char *file = nullptr,
           int line = -1, const char *function = nullptr) const;
};
namespace detail {
void macro_forced_log(const Logger &, LogLevel, const char *msg,
                      const char *file, int line, const char *function);
}
} // namespace log4cplus

#endif
