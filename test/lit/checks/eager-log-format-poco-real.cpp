// REQUIRES: real-poco
// RUN: %check_p99 %s p99-eager-log-format %t

#include <Poco/Format.h>
#include <Poco/Logger.h>
#include <string>

[[gnu::hot]] void serve(Poco::Logger &Logger, const std::string &Name) {
  Logger.debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger.debug()) Logger.debug("user " + Name);
  Logger.trace(Poco::format("user %s", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is built before 'trace' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger.trace()) Logger.trace(Poco::format("user %s", Name));
}

[[gnu::hot]] void asked(Poco::Logger &Logger, const std::string &Name) {
  poco_debug(Logger, "user " + Name);
  poco_debug_f1(Logger, "user %s", Name);
  Logger.debug("user %s", Name);
  Logger.warning("user " + Name);
}
