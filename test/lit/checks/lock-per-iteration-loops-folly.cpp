// RUN: %check_p99 %s p99-lock-per-iteration %t -- -I%inputs

#include <boost/range/algorithm.hpp>
#include <folly/container/Foreach.h>
#include <folly/gen/Base.h>

#include <mutex>
#include <vector>

std::mutex Mutex;
long Total;

bool isDue(int Amount);

//===-- Flagged -----------------------------------------------------------===//

void each(std::vector<int> &Amounts) {
  folly::for_each(Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    Total += Amount;
  });
  boost::for_each(Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    Total += Amount;
  });
}

void generators(const std::vector<int> &Amounts) {
  auto Add = [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Total += Amount;
  };
  folly::gen::from(Amounts) | folly::gen::map(Add);
  folly::gen::from(Amounts) | folly::gen::mapped([](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Total += Amount;
  }) | folly::gen::filter([](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Amount > Total;
  });
}

void ranges(std::vector<int> &Amounts, std::vector<long> &Totals) {
  boost::transform(Amounts, Totals.begin(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Total += Amount;
  });
  auto IsMore = [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Amount > Total;
  };
  boost::count_if(Amounts, IsMore);
  boost::find_if(Amounts, IsMore);
  boost::remove_if(Amounts, IsMore);
  boost::sort(Amounts, [](int A, int B) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return A + Total < B;
  });
}

//===-- Not flagged -------------------------------------------------------===//

void once(std::vector<int> &Amounts) {
  std::lock_guard<std::mutex> Lock(Mutex);
  folly::for_each(Amounts, [](int Amount) { Total += Amount; });
}

struct Account {
  std::mutex Mutex;
  long Total;
};
void another(std::vector<Account> &Accounts) {
  folly::for_each(Accounts, [](Account &A) {
    std::lock_guard<std::mutex> Lock(A.Mutex);
    A.Total = 0;
  });
}

void outside(std::vector<int> &Amounts) {
  boost::for_each(Amounts, [](int Amount) {
    if (!isDue(Amount))
      return;
    std::lock_guard<std::mutex> Lock(Mutex);
    Total += Amount;
  });
}

// Called once.
long now() {
  return [] {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Total;
  }();
}
