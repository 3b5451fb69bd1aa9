// RUN: %check_p99 %s p99-eager-log-format %t -- -I%inputs
// RUN: %check_p99 %s p99-eager-log-format %t -check-suffixes=,INFO -config='{CheckOptions: {p99-eager-log-format.Info: true}}' -- -I%inputs

#include "texts.h"
#include <Poco/Logger.h>
#include <absl/strings/str_cat.h>
#include <fmt/format.h>
#include <log4cplus/loggingmacros.h>
#include <log4cpp/Category.hh>
#include <log4cxx/logger.h>
#include <spdlog/spdlog.h>
#include <string>
#include <vector>

[[gnu::hot]] void ofSpdlog(spdlog::logger &Logger, const std::string &Name) {
  spdlog::trace("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'trace' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: spdlog::trace("user {}", Name);
  spdlog::log(spdlog::level::debug, "user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: the text is joined before 'log' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: spdlog::log(spdlog::level::debug, "user {}", Name);
  Logger.debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: Logger.debug("user {}", Name);
  Logger.trace(std::format("user {}", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is formatted before 'trace' looks at its level; pass it the format and the arguments [p99-eager-log-format]
  // CHECK-FIXES: Logger.trace("user {}", Name);
  Logger.info("user " + Name);
  // CHECK-MESSAGES-INFO: :[[@LINE-1]]:15: warning: the text is joined before 'info' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES-INFO: Logger.info("user {}", Name);
  Logger.warn("user " + Name);
}

[[gnu::hot]] void ofPoco(Poco::Logger &Logger, const std::string &Name) {
  Logger.debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE-3]]:16: note: if nothing else depends on the arguments
  // CHECK-FIXES: if (Logger.debug()) Logger.debug("user " + Name);
  Logger.trace(Poco::format("user %s", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is built before 'trace' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger.trace()) Logger.trace(Poco::format("user %s", Name));
  Logger.information("user " + Name);
  // CHECK-MESSAGES-INFO: :[[@LINE-1]]:22: warning: the text is built before 'information' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES-INFO: if (Logger.information()) Logger.information("user " + Name);
  poco_debug(Logger, "user " + Name);
  Logger.warning("user " + Name);
}

[[gnu::hot]] void ofLog4cxx(log4cxx::Logger *Logger, const std::string &Name) {
  Logger->debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger->isDebugEnabled()) Logger->debug("user " + Name);
  Logger->trace("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'trace' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger->isTraceEnabled()) Logger->trace("user " + Name);
  Logger->info("user " + Name);
  // CHECK-MESSAGES-INFO: :[[@LINE-1]]:16: warning: the text is built before 'info' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES-INFO: if (Logger->isInfoEnabled()) Logger->info("user " + Name);
  LOG4CXX_DEBUG((*Logger), "user " + Name);
}

[[gnu::hot]] void ofLog4cpp(log4cpp::Category &Category, const std::string &Name) {
  Category.debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Category.isDebugEnabled()) Category.debug("user " + Name);
  Category.debug("user %s", (Name + "!").c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Category.isDebugEnabled()) Category.debug("user %s", (Name + "!").c_str());
  Category.info("user " + Name);
  // CHECK-MESSAGES-INFO: :[[@LINE-1]]:17: warning: the text is built before 'info' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES-INFO: if (Category.isInfoEnabled()) Category.info("user " + Name);
  Category.debug("user %s", Name.c_str());
}

[[gnu::hot]] void ofLog4cplus(const log4cplus::Logger &Logger, const std::string &Name, log4cplus::LogLevel Level) {
  Logger.log(log4cplus::DEBUG_LOG_LEVEL, "user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: the text is built before 'log' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger.isEnabledFor(log4cplus::DEBUG_LOG_LEVEL)) Logger.log(log4cplus::DEBUG_LOG_LEVEL, "user " + Name);
  Logger.log(log4cplus::INFO_LOG_LEVEL, "user " + Name);
  // CHECK-MESSAGES-INFO: :[[@LINE-1]]:41: warning: the text is built before 'log' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES-INFO: if (Logger.isEnabledFor(log4cplus::INFO_LOG_LEVEL)) Logger.log(log4cplus::INFO_LOG_LEVEL, "user " + Name);
  Logger.log(Level, "user " + Name);
}

[[gnu::hot]] void texts(const std::string &Name, const google::protobuf::Message &Message, const std::vector<std::string> &Names) {
  spdlog::debug(absl::StrCat("user ", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'StrCat' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug(absl::StrCat("user ", Name));
  spdlog::debug(absl::StrFormat("user %s", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug(absl::StrFormat("user %s", Name));
  spdlog::debug(fmt::sprintf("user %s", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug(fmt::sprintf("user %s", Name));
  spdlog::debug(fmt::format("[{}] {}", Name, fmt::vformat(Name, fmt::make_format_args(Name))));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug(fmt::format("[{}] {}", Name, fmt::vformat(Name, fmt::make_format_args(Name))));
  spdlog::debug("all: {}", absl::StrJoin(Names, ", "));
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'StrJoin' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("all: {}", absl::StrJoin(Names, ", "));
  spdlog::debug("all: {}", boost::algorithm::join(Names, ", "));
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'join' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("all: {}", boost::algorithm::join(Names, ", "));
  spdlog::debug(boost::str(boost::format("user %1%") % Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'str' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug(boost::str(boost::format("user %1%") % Name));
  spdlog::debug("got {}", Message.DebugString());
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'DebugString' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("got {}", Message.DebugString());
  spdlog::debug("got {}", Message.ShortDebugString());
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'ShortDebugString' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("got {}", Message.ShortDebugString());
  spdlog::debug("got {}", Message.Utf8DebugString());
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Utf8DebugString' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("got {}", Message.Utf8DebugString());
}
