// RUN: %check_p99 %s p99-eager-log-format %t -- -I%inputs
// RUN: %check_p99 %s p99-eager-log-format %t -check-suffixes=,INFO -config='{CheckOptions: {p99-eager-log-format.Info: true}}' -- -I%inputs

#include "texts.h"
#include <fmt/format.h>
#include <memory>
#include <spdlog/spdlog.h>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

struct Point {
  int X, Y;
  std::string toString() const;
  std::string Name;
  std::string name() const { return Name; }
  std::string encoded() const {
    char Text[64];
    int Length = encode(Text);
    return std::string(Text, Length);
  }
  int encode(char *Into) const;
};

//===-- Flagged -----------------------------------------------------------===//

[[gnu::hot]] void joined(const std::string &Name) {
  spdlog::debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-3]]:19: note: hot: marked with the 'hot' attribute
  // CHECK-FIXES: spdlog::debug("user {}", Name);
}

[[gnu::hot]] void formatted(const std::shared_ptr<spdlog::logger> &Logger, int Id) {
  Logger->trace(fmt::format("id {} of {}", Id, 7));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is formatted before 'trace' looks at its level; pass it the format and the arguments [p99-eager-log-format]
  // CHECK-FIXES: Logger->trace("id {} of {}", Id, 7);
}

[[gnu::hot]] void streamed(spdlog::logger &Logger, int Id) {
  std::ostringstream Out;
  Out << Id;
  Logger.debug(Out.str());
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: if nothing else depends on the arguments
  // CHECK-FIXES: if (Logger.should_log(spdlog::level::debug)) Logger.debug(Out.str());
}

// The line is put together only if it is wanted, its arguments are in any case.
[[gnu::hot]] void arguments(const Point &P, const nlohmann::json &Document, const std::string &Name) {
  spdlog::debug("at {}", P.toString());
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'toString' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("at {}", P.toString());
  spdlog::debug("at {}", P.encoded());
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'encoded' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("at {}", P.encoded());
  spdlog::trace("{} and {}", 1, Document.dump(2));
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'dump' builds the whole document before 'trace' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::trace)) spdlog::trace("{} and {}", 1, Document.dump(2));
  spdlog::debug("{}", Name + "/" + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("{}", Name + "/" + Name);
}

void eachOf(const std::vector<Point> &Points) {
  for (const Point &P : Points)
    spdlog::debug("point " + P.Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: spdlog::debug("point {}", P.Name);
}

//===-- Fixed -------------------------------------------------------------===//

[[gnu::hot]] void fixes(const std::string &Name, const char *Raw, spdlog::logger *Logger, Point P, int Count, char Letter) {
  spdlog::debug("{" + Name + "}\n" + "\"" + Raw + "\": " + Letter + '!');
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: spdlog::debug("{{[{][{][{][}][}][}]}}\n\"{}\": {}!", Name, Raw, Letter);
  Logger->debug(std::string("name: ") + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: Logger->debug("name: {}", Name);
  // A call stays where it is, but is one argument now.
  spdlog::debug("n = " + std::to_string(Count));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: if the logger formats each part as the text has it
  // CHECK-FIXES: spdlog::debug("n = {}", std::to_string(Count));
  // Digits behind these would be read as part of the character.
  spdlog::debug("\x41" + Name + "\1");
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // To pass the parts would not put off what one of them costs.
  spdlog::debug("at " + P.toString());
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("at " + P.toString());
  Logger->log(spdlog::level::debug, fmt::format("x {}", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: the text is formatted before 'log' looks at its level; pass it the format and the arguments [p99-eager-log-format]
  // CHECK-FIXES: Logger->log(spdlog::level::debug, "x {}", Name);
  Logger->log(spdlog::level::debug, "{}", P.toString());
  // CHECK-MESSAGES: :[[@LINE-1]]:43: warning: 'toString' builds a text before 'log' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (Logger->should_log(spdlog::level::debug)) Logger->log(spdlog::level::debug, "{}", P.toString());
  // Only the line itself can become a format.
  spdlog::debug("{}", fmt::format("x {}", Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug("{}", fmt::format("x {}", Name));
  Logger->log({__FILE__, __LINE__}, spdlog::level::debug, "x " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:59: warning: the text is joined before 'log' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: Logger->log({__FILE__, __LINE__}, spdlog::level::debug, "x {}", Name);
  if (Count)
    spdlog::debug("at {}", P.toString());
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'toString' builds a text before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // A format that is known at run time only.
  spdlog::debug(fmt::format(Raw, Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-FIXES: if (spdlog::should_log(spdlog::level::debug)) spdlog::debug(fmt::format(Raw, Name));
  // Who knows how to format it?
  spdlog::debug(fmt::format("{}", P));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is formatted before 'debug' looks at its level; pass it the format and the arguments [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-2]]:17: note: if the logger formats each part as the text has it
  // CHECK-FIXES: spdlog::debug("{}", P);
}

[[gnu::hot]] void information(const std::string &Name) {
  spdlog::info("user " + Name);
  // CHECK-MESSAGES-INFO: :[[@LINE-1]]:16: warning: the text is joined before 'info' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES-INFO: spdlog::info("user {}", Name);
}

//===-- Not flagged -------------------------------------------------------===//

[[gnu::hot]] void lazy(const std::string &Name, const Point &P, int Count) {
  spdlog::debug("user {}", Name);
  spdlog::debug(Name);
  spdlog::debug("n {} {}", Count, P.name());
  // Fits into the string object itself.
  spdlog::debug("n {}", std::to_string(Count));
}

[[gnu::hot]] void alwaysOn(const std::string &Name, spdlog::logger &Logger) {
  spdlog::warn("user " + Name);
  Logger.warn(fmt::format("user {}", Name));
  Logger.log(spdlog::level::err, "user " + Name);
}

// Who calls it decides.
[[gnu::hot]] void anyLevel(const std::string &Name, spdlog::logger &Logger, spdlog::level::level_enum Level) {
  Logger.log(Level, "user " + Name);
}

[[gnu::hot]] void asked(const std::string &Name, spdlog::logger &Logger, bool Verbose) {
  if (Logger.should_log(spdlog::level::debug))
    Logger.debug("user " + Name);
  if (Verbose && !Name.empty()) {
    if (Name != "x")
      Logger.debug("user " + Name);
  }
  Verbose ? Logger.debug("user " + Name) : void();
}
[[gnu::hot]] void askedBefore(const std::string &Name, spdlog::logger &Logger) {
  if (!Logger.should_log(spdlog::level::trace))
    return;
  for (char C : Name)
    Logger.trace("letter " + std::string(1, C));
}

static void details(const std::string &Name, spdlog::logger &Logger) {
  Logger.debug("user " + Name);
}
[[gnu::hot]] void onlyIfAsked(const std::string &Name, spdlog::logger &Logger) {
  if (Logger.should_log(spdlog::level::debug))
    details(Name, Logger);
}

// Once, at the start, or seldom.
void once(const std::string &Name) { spdlog::debug("user " + Name); }
void fewTimes(const std::string &Name) {
  for (int I = 0; I < 3; ++I)
    spdlog::debug("user " + Name);
}
struct Server {
  Server(const std::vector<Point> &Points) {
    for (const Point &P : Points)
      spdlog::debug("point " + P.Name);
  }
};
[[gnu::hot]] void failing(const std::string &Name) {
  try {
    formatted(nullptr, 1);
  } catch (...) {
    spdlog::debug("failed: " + Name);
  }
}
int main(int Count, char **Arguments) {
  for (int I = 0; I < Count; ++I)
    spdlog::debug(std::string("argument ") + Arguments[I]);
}

enum class State { On, Off };
static std::string stateName(State S) {
  switch (S) {
  case State::On:
    return "on";
  case State::Off:
    return "off";
  }
  return {};
}
std::string to_string(State S);
[[gnu::hot]] void state(State S) { spdlog::debug("{} {}", stateName(S), to_string(S)); }

//===-- Macros and templates ----------------------------------------------===//

// The macro does not ask for the level, so it is as good as the call.
[[gnu::hot]] void throughMacro(spdlog::logger *Logger, const std::string &Name) {
  SPDLOG_LOGGER_DEBUG(Logger, "user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: the text is joined before 'log' looks at its level; pass it the parts [p99-eager-log-format]
  SPDLOG_LOGGER_DEBUG(Logger, "user {}", Name);
}

#define DEBUG_LINE(X)                                                          \
  do {                                                                         \
    if (spdlog::should_log(spdlog::level::debug))                              \
      spdlog::debug(X);                                                        \
  } while (0)
[[gnu::hot]] void throughLazyMacro(const std::string &Name) {
  DEBUG_LINE("user " + Name);
}

template <typename T> [[gnu::hot]] void ofAnyType(const std::string &Name, T Value) {
  spdlog::debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the text is joined before 'debug' looks at its level; pass it the parts [p99-eager-log-format]
  // CHECK-FIXES: spdlog::debug("user {}", Name);
}
template void ofAnyType(const std::string &, int);
template void ofAnyType(const std::string &, long);

//===-- Wrapped -----------------------------------------------------------===//

enum class Level { Debug, Warning };

class Log {
public:
  void debug(const std::string &Text) {
    if (Threshold > Level::Debug)
      return;
    put(Text);
  }
  void write(Level L, std::string_view Text) {
    if (L >= Threshold)
      put(Text);
  }
  void detail(const std::string &Text) { write(Level::Debug, Text); }
  void warning(const std::string &Text) {
    if (Threshold > Level::Warning)
      return;
    put(Text);
  }
  // Every line is written.
  void debugAlways(const std::string &Text) { put(Text); }

private:
  void put(std::string_view Text);
  Level Threshold = Level::Warning;
};

template <typename... Parts> void print(Level L, Parts &&...Text) {
  extern Level LevelOfLog;
  if (L < LevelOfLog)
    return;
  std::ostringstream Out;
  (Out << ... << Text);
}

[[gnu::hot]] void ownLog(Log &Logger, const std::string &Name, const Point &P) {
  Logger.debug("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the text is built before 'debug' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-33]]:5: note: the level is looked at here
  Logger.write(Level::Debug, "user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: the text is built before 'write' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-31]]:5: note: the level is looked at here
  std::ostringstream Out;
  Out << P.X;
  // For p99-materialized-output, which passes the view.
  Logger.write(Level::Debug, Out.str());
  Logger.detail(P.toString());
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'toString' builds a text before 'detail' looks at its level; ask for the level first [p99-eager-log-format]
  print(Level::Debug, "point ", P.toString());
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'toString' builds a text before 'print' looks at its level; ask for the level first [p99-eager-log-format]
}

[[gnu::hot]] void ownLogAtOtherLevels(Log &Logger, const std::string &Name, const Point &P) {
  Logger.warning("user " + Name);
  Logger.write(Level::Warning, "user " + Name);
  Logger.debugAlways("user " + Name);
  print(Level::Debug, "user ", Name);
  print(Level::Warning, "point ", P.toString());
}

static void note(const std::string &Text) { spdlog::debug(Text); }
[[gnu::hot]] void helper(const std::string &Name) {
  note("user " + Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: the text is built before 'note' looks at its level; ask for the level first [p99-eager-log-format]
  // CHECK-NOTES: :[[@LINE-4]]:45: note: the text is passed on here
}

//===-- Options -----------------------------------------------------------===//

// Above, with the suffix INFO.
