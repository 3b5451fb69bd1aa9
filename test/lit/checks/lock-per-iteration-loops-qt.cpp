// RUN: %check_p99 %s p99-lock-per-iteration %t -- -I%inputs
//
// Qt Concurrent runs its callables on the threads of a pool.

#include <QtConcurrent/QtConcurrent>

#include <mutex>
#include <vector>

std::mutex Mutex;
long Total;

//===-- Flagged -----------------------------------------------------------===//

void add(std::vector<int> &Amounts) {
  auto Add = [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amount;
    return Total;
  };
  QtConcurrent::map(Amounts, Add);
  QtConcurrent::mapped(Amounts, Add);
}

void addOn(QThreadPool *Pool, std::vector<int> &Amounts) {
  QtConcurrent::map(Pool, Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amount;
  });
  QtConcurrent::blockingMap(Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amount;
  });
}

void keep(std::vector<int> &Amounts) {
  QtConcurrent::filter(Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    return Amount > Total;
  });
}

//===-- Not flagged -------------------------------------------------------===//

struct Account {
  std::mutex Mutex;
  long Total;
};
void another(std::vector<Account> &Accounts) {
  auto Clear = [](Account &A) {
    std::lock_guard<std::mutex> Lock(A.Mutex);
    return A.Total = 0;
  };
  QtConcurrent::blockingMapped<std::vector<int>>(Accounts, Clear);
  QtConcurrent::blockingFilter(Accounts, Clear);
  QtConcurrent::blockingFiltered<std::vector<int>>(Accounts, Clear);
  QtConcurrent::filtered(Accounts, Clear);
}

void local(std::vector<int> &Amounts) {
  QtConcurrent::blockingMap(Amounts, [](int &Amount) { ++Amount; });
}

// Once, on a thread of the pool.
void start() {
  QtConcurrent::run<void>([] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Total = 0;
  });
}
