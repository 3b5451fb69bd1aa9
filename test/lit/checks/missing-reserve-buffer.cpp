// A buffer that an outer loop can keep over its rounds has its room from the
// second round on: one finding is enough.
// RUN: %check_p99 %s p99-missing-reserve,p99-buffer-per-iteration %t
// RUN: %check_p99 %s p99-missing-reserve %t -check-suffixes=ALONE

#include <string>
#include <string_view>
#include <vector>

struct Row {
  std::string Name;
};
size_t hashOf(std::string_view Text);
void keep(std::string Text);

size_t scratch(const std::vector<std::vector<Row>> &All) {
  size_t Sum = 0;
  // CHECK-FIXES: std::string Letters;
  for (const auto &Some : All) {
    std::string Letters;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Letters' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    // CHECK-FIXES: Letters.clear();
    // CHECK-FIXES-ALONE: Letters.reserve(Some.size());
    for (const Row &R : Some)
      Letters += R.Name[0];
    // CHECK-MESSAGES-ALONE: :[[@LINE-1]]:7: warning: 'Letters' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    Sum += hashOf(Letters);
  }
  return Sum;
}

// What each round gives away is new each time.
void givenAway(const std::vector<std::vector<Row>> &All) {
  for (const auto &Some : All) {
    std::string Letters;
    // CHECK-FIXES: Letters.reserve(Some.size());
    // CHECK-FIXES-ALONE: Letters.reserve(Some.size());
    for (const Row &R : Some)
      Letters += R.Name[0];
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Letters' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    // CHECK-MESSAGES-ALONE: :[[@LINE-2]]:7: warning: 'Letters' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    keep(std::move(Letters));
  }
}

// There is no outer loop.
size_t once(const std::vector<Row> &All) {
  std::string Letters;
  // CHECK-FIXES: Letters.reserve(All.size());
  // CHECK-FIXES-ALONE: Letters.reserve(All.size());
  for (const Row &R : All)
    Letters += R.Name[0];
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Letters' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-MESSAGES-ALONE: :[[@LINE-2]]:5: warning: 'Letters' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return hashOf(Letters);
}
