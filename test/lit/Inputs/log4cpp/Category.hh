// What tests need of log4cpp.
#ifndef _LOG4CPP_CATEGORY_HH
#define _LOG4CPP_CATEGORY_HH

#include <string>

namespace log4cpp {
class Category {
public:
  void debug(const char *stringFormat, ...) throw();
  void debug(const std::string &message) throw();
  void info(const char *stringFormat, ...) throw();
  void info(const std::string &message) throw();
  bool isDebugEnabled() const throw();
  bool isInfoEnabled() const throw();
};
} // namespace log4cpp

#endif
