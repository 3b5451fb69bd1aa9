// What tests need of Abseil's logging.
#ifndef ABSL_LOG_LOG_H_
#define ABSL_LOG_LOG_H_

namespace absl {
namespace log_internal {
class LogMessage {
public:
  LogMessage(const char *File, int Line);
  ~LogMessage();
  LogMessage &operator<<(int Value);
};
} // namespace log_internal
} // namespace absl

#endif
