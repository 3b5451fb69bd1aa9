// RUN: %check_p99 %s p99-lock-per-iteration %t -- -I%inputs
//
// What runs on several threads cannot be locked around the loop.

#include <oneapi/tbb/parallel_for.h>

#include <mutex>
#include <vector>

std::mutex Mutex;
long Total;

//===-- Flagged -----------------------------------------------------------===//

void indices(const std::vector<int> &Amounts) {
  tbb::parallel_for(0, 100, [&](int I) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    Total += Amounts[I];
  });
  tbb::parallel_for(0, 100, 2, [&](int I) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amounts[I];
  });
}

void elements(std::vector<int> &Amounts) {
  auto Add = [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amount;
  };
  tbb::parallel_for_each(Amounts, Add);
  tbb::parallel_for_each(Amounts.begin(), Amounts.end(), Add);
}

//===-- Not flagged -------------------------------------------------------===//

// Once for many elements.
void blocks(const std::vector<int> &Amounts) {
  auto AddAll = [&](const tbb::blocked_range<int> &Range) {
    long Sum = 0;
    for (int I = Range.begin(); I != Range.end(); ++I)
      Sum += Amounts[I];
    std::lock_guard<std::mutex> Lock(Mutex);
    Total += Sum;
  };
  tbb::parallel_for(tbb::blocked_range<int>(0, 100), AddAll);
  tbb::parallel_for(tbb::blocked_range<int>(0, 100), AddAll, tbb::simple_partitioner());
}

struct Account {
  std::mutex Mutex;
  long Total;
};
void another(std::vector<Account> &Accounts) {
  tbb::parallel_for_each(Accounts, [](Account &A) {
    std::lock_guard<std::mutex> Lock(A.Mutex);
    A.Total = 0;
  });
}

void local(std::vector<int> &Amounts) {
  tbb::parallel_for_each(Amounts, [](int &Amount) { ++Amount; });
}
