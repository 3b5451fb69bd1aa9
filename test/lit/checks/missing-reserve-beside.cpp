// What clang-tidy's own check reports is left to it, where it is enabled.
// RUN: %clang_tidy -load=%p99_plugin --quiet \
// RUN:   --checks='-*,p99-missing-reserve,performance-inefficient-vector-operation' \
// RUN:   %s -- -std=c++20 2>/dev/null | FileCheck %s --implicit-check-not=warning:
// RUN: %clang_tidy -load=%p99_plugin --quiet --checks='-*,p99-missing-reserve' \
// RUN:   %s -- -std=c++20 2>/dev/null | FileCheck %s --check-prefix=ALONE --implicit-check-not=warning:
#include <vector>

std::vector<int> plain(const std::vector<int> &In) {
  std::vector<int> Out;
  for (int I : In)
    Out.push_back(I);
  // CHECK: :[[@LINE-1]]:5: warning: {{.*}}[performance-inefficient-vector-operation]
  // ALONE: :[[@LINE-2]]:5: warning: {{.*}}[p99-missing-reserve]
  return Out;
}

int use(int);
std::vector<int> more(const std::vector<int> &In) {
  std::vector<int> Out;
  for (int I : In) {
    use(I);
    Out.push_back(I);
    // CHECK: :[[@LINE-1]]:5: warning: {{.*}}[p99-missing-reserve]
    // ALONE: :[[@LINE-2]]:5: warning: {{.*}}[p99-missing-reserve]
  }
  return Out;
}
