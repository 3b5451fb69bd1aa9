// RUN: %check_p99 %s p99-needless-copy %t -- -I%inputs

// What formats its arguments takes forwarding references, and only reads.

#include "fmt/format.h"
#include "spdlog/spdlog.h"
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

template <typename... T> void keep(T &&...Values);

//===-- Flagged -----------------------------------------------------------===//

void prints(std::map<int, std::string> &Names) {
  for (auto [Id, Name] : Names)
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the binding is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &[Id, Name] : Names)
    fmt::print("{}: {}", Id, Name);
}
std::string formats(std::map<int, std::string> &Names) {
  auto First = Names[1];
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'First' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &First = Names[1];
  return fmt::format("{}", First);
}
void formatsTo(const std::vector<std::string> &Names, std::string &Out) {
  for (auto Name : Names)
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'Name' is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &Name : Names)
    fmt::format_to(std::back_inserter(Out), "{}", Name);
}
size_t more(std::map<int, std::string> &Names, char *Out) {
  auto Name = Names[1];
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Name' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Name = Names[1];
  fmt::println("{}", Name);
  fmt::vformat("{}", fmt::make_format_args(Name));
  fmt::format_to_n(Out, 8, "{}", Name);
  return fmt::formatted_size("{}", Name);
}
void joins(std::map<int, std::vector<std::string>> &Groups) {
  auto Names = Groups[1];
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Names' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Names = Groups[1];
  fmt::print("{}", fmt::join(Names, ", "));
}
void logs(std::vector<std::string> &Names, spdlog::logger &Log) {
  for (const auto Name : Names)
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Name' is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &Name : Names)
    Log.info("{}", Name);
  auto First = Names[0];
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'First' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &First = Names[0];
  spdlog::warn("{}", First);
}

//===-- Not flagged -------------------------------------------------------===//

void forwards(const std::vector<std::string> &Names) {
  for (auto Name : Names)
    keep(Name);
  for (auto Name : Names)
    keep(std::move(Name));
}
void changedMeanwhile(std::vector<std::string> &Names) {
  auto First = Names[0];
  Names.clear();
  fmt::print("{}", First);
}
