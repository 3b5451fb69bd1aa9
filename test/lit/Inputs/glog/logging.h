// What tests need of glog.
#ifndef _LOGGING_H_
#define _LOGGING_H_

#include <ostream>

namespace google {
typedef int LogSeverity;
const int GLOG_INFO = 0;
class LogMessage {
public:
  LogMessage(const char *file, int line);
  LogMessage(const char *file, int line, LogSeverity severity);
  ~LogMessage();
  std::ostream &stream();
};
void FlushLogFiles(LogSeverity min_severity);
} // namespace google

#endif
