// RUN: %check_p99 %s p99-setup-per-iteration %t -- -I%inputs

#include <Poco/RegularExpression.h>
#include <QtCore/QRegularExpression>
#include <boost/regex.hpp>
#include <re2/re2.h>
#include <regex>
#include <string>
#include <vector>

using Lines = std::vector<std::string>;

int inLoop(const Lines &All, const QString &Text) {
  int N = 0;
  for (const std::string &Line : All) {
    // CHECK-FIXES: static const std::regex Std("a");
    std::regex Std("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Std' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += std::regex_match(Line, Std);
    // CHECK-FIXES: static const std::wregex Wide(L"a");
    std::wregex Wide(L"a");
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Wide' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += std::regex_match(L"a", Wide);
    // CHECK-FIXES: static const boost::regex Boost("a");
    boost::regex Boost("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Boost' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += boost::regex_match(Line, Boost);
    // CHECK-FIXES: static const RE2 Google("a");
    RE2 Google("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Google' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += RE2::FullMatch(Line, Google);
    // CHECK-FIXES: static const QRegularExpression Qt("a");
    QRegularExpression Qt("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Qt' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += Qt.match(Text).hasMatch();
    // CHECK-FIXES: static const Poco::RegularExpression Poco("a");
    Poco::RegularExpression Poco("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Poco' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += Poco.match(Line);
    // Not by several threads at once: it holds the last match.
    QRegExp Old("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'Old' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    N += Old.exactMatch(Text);
    // Nothing yet.
    std::basic_regex<char> None;
    boost::basic_regex<char> NoBoost;
    QRegularExpression Later;
    QRegExp NoOld;
    Later.setPattern("a");
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Later' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    N += Later.match(Text).hasMatch();
  }
  return N;
}

// The conversion from a string makes one.
[[gnu::hot]] bool implicitly(const std::string &Line) {
  // CHECK-FIXES: static const re2::RE2 pattern("a+");
  // CHECK-FIXES-NEXT: return RE2::PartialMatch(Line, pattern);
  return RE2::PartialMatch(Line, "a+");
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'RE2' compiles a regular expression on each call of 'implicitly'; make it 'static const' [p99-setup-per-iteration]
}
