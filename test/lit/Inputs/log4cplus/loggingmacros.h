// What tests need of log4cplus.
#ifndef LOG4CPLUS_LOGGING_MACROS_HEADER_
#define LOG4CPLUS_LOGGING_MACROS_HEADER_

namespace log4cplus {
typedef int LogLevel;
const LogLevel INFO_LOG_LEVEL = 20000;
const LogLevel DEBUG_LOG_LEVEL = 10000;
class Logger {};
namespace detail {
void macro_forced_log(const Logger &, LogLevel, const char *msg,
                      const char *file, int line, const char *function);
}
} // namespace log4cplus

#endif
