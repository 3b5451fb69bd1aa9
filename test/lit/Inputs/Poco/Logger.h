// What tests need of Poco's logger.
#ifndef Foundation_Logger_INCLUDED
#define Foundation_Logger_INCLUDED

#include <string>

namespace Poco {
template <typename T, typename... Args>
std::string format(const std::string &fmt, T arg1, Args... args);
class Logger {
public:
  void information(const std::string &msg);
  void information(const std::string &msg, const char *file, int line);
  void debug(const std::string &msg);
  void debug(const std::string &msg, const char *file, int line);
  void trace(const std::string &msg);
  void warning(const std::string &msg);
  bool information() const;
  bool debug() const;
  bool trace() const;
};
} // namespace Poco

#define poco_debug(logger, msg)                                                \
  if ((logger).debug())                                                        \
    (logger).debug(msg, __FILE__, __LINE__);                                   \
  else                                                                         \
    (void)0

#endif
