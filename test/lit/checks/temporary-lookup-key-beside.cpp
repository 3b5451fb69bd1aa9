// What a check of clang-tidy's own says of a declaration is left to it.
// RUN: %check_p99 -check-suffixes=ALONE %s p99-temporary-lookup-key %t -- -std=c++20
// RUN: %p99_tidy --checks=-*,p99-temporary-lookup-key,modernize-use-transparent-functors %s -- -std=c++20 > %t.out || true
// RUN: FileCheck %s --input-file=%t.out --check-prefix=BESIDE --implicit-check-not='p99-'

#include <map>
#include <string>
#include <string_view>
#include <vector>

static std::map<std::string, int, std::less<std::string>> Ranks;
// BESIDE: [[@LINE-1]]:35: warning: {{.*}} [modernize-use-transparent-functors]
// CHECK-FIXES-ALONE: static std::map<std::string, int, std::less<>> Ranks;
int ranks(const std::vector<std::string_view> &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Ranks.count(std::string(Name));
  // CHECK-MESSAGES-ALONE: :[[@LINE-1]]:24: warning: a string is made only to be looked up in 'Ranks'; give it 'std::less<>' [p99-temporary-lookup-key]
  // CHECK-FIXES-ALONE: Sum += Ranks.count(Name);
  return Sum;
}
