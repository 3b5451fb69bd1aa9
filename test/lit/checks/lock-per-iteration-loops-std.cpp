// RUN: %check_p99 %s p99-lock-per-iteration %t -- -I%inputs
//
// The callables of std's algorithms are loop bodies.

#include <algorithm>
#include <execution>
#include <forward_list>
#include <functional>
#include <list>
#include <mutex>
#include <numeric>
#include <ranges>
#include <vector>

std::mutex Mutex;
long Total;

//===-- Flagged -----------------------------------------------------------===//

void each(std::vector<int> &Amounts) {
  std::for_each(Amounts.begin(), Amounts.end(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    Total += Amount;
  });
  std::for_each_n(Amounts.begin(), 100, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    Total += Amount;
  });
}

// A lambda with parameters that are deduced.
void generic(std::vector<int> &Amounts) {
  std::for_each(Amounts.begin(), Amounts.end(), [](auto Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    Total += Amount;
  });
}

void make(std::vector<int> &Amounts) {
  auto Next = [] {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return int(++Total);
  };
  std::generate(Amounts.begin(), Amounts.end(), Next);
  std::generate_n(Amounts.begin(), 9, Next);
  std::transform(Amounts.begin(), Amounts.end(), Amounts.begin(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return int(Amount + Total);
  });
}

bool ask(std::vector<int> &Amounts) {
  return std::any_of(Amounts.begin(), Amounts.end(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Amount > Total;
  });
}

void lists(std::list<int> &Amounts) {
  Amounts.remove_if([](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Amount > Total;
  });
}

void sum(std::vector<int> &Amounts) {
  std::accumulate(Amounts.begin(), Amounts.end(), 0L, [](long Sum, int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Sum + Amount + Total;
  });
}

// The call operator of a function object.
void ranges(std::vector<int> &Amounts) {
  std::ranges::for_each(Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    Total += Amount;
  });
  std::ranges::for_each(Amounts.begin(), Amounts.end(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    Total += Amount;
  });
  std::ranges::transform(Amounts, Amounts.begin(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return int(Amount + Total);
  });
  std::ranges::sort(Amounts, [](int A, int B) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return A + Total < B;
  });
}

void views(std::vector<int> &Amounts) {
  auto Sums = Amounts | std::views::transform([](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Amount + Total;
  });
  auto Big = std::views::filter(Amounts, [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    return Amount > Total;
  });
}

// On several threads, by an argument of type parallel_policy or
// parallel_unsequenced_policy.
void parallel(std::vector<int> &Amounts) {
  std::for_each(std::execution::par, Amounts.begin(), Amounts.end(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amount;
  });
  std::for_each(std::execution::par_unseq, Amounts.begin(), Amounts.end(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: all threads of the loop lock 'Mutex' in each round; let each collect its own, and merge them at the end [p99-lock-per-iteration]
    Total += Amount;
  });
  std::for_each(std::execution::seq, Amounts.begin(), Amounts.end(), [](int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Mutex' is locked in each round of the loop; lock it once around the loop [p99-lock-per-iteration]
    Total += Amount;
  });
}

//===-- Not flagged -------------------------------------------------------===//

struct Account {
  std::mutex Mutex;
  long Total;
  bool due() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Total > 0;
  }
};

// Another mutex in each round.
void each(std::vector<Account> &Accounts, std::list<Account> &Listed) {
  std::for_each(Accounts.begin(), Accounts.end(), [](Account &A) {
    std::lock_guard<std::mutex> Lock(A.Mutex);
    A.Total = 0;
  });
  std::ranges::for_each(Accounts, [](Account &A) {
    std::lock_guard<std::mutex> Lock(A.Mutex);
    A.Total = 0;
  });
  auto IsDue = [](Account &A) {
    std::lock_guard<std::mutex> Lock(A.Mutex);
    return A.Total > 0;
  };
  std::all_of(Accounts.begin(), Accounts.end(), IsDue);
  std::none_of(Accounts.begin(), Accounts.end(), IsDue);
  std::find_if(Accounts.begin(), Accounts.end(), IsDue);
  std::find_if_not(Accounts.begin(), Accounts.end(), IsDue);
  std::count_if(Accounts.begin(), Accounts.end(), IsDue);
  std::erase_if(Listed, IsDue);
  std::for_each(Accounts.begin(), Accounts.end(), std::mem_fn(&Account::due));
}

// Under one lock.
void all(std::vector<int> &Amounts, std::forward_list<int> &Listed) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto IsMore = [](int Amount) { return Amount > Total; };
  auto Compare = [](int A, int B) { return A + Total < B; };
  auto Add = [](long A, long B) { return A + B + Total; };
  auto B = Amounts.begin(), E = Amounts.end();
  std::copy_if(B, E, B, IsMore);
  std::remove_if(B, E, IsMore);
  std::replace_if(B, E, IsMore, 0);
  std::partition(B, E, IsMore);
  std::stable_partition(B, E, IsMore);
  std::sort(B, E, Compare);
  std::stable_sort(B, E, Compare);
  std::partial_sort(B, B + 1, E, Compare);
  std::nth_element(B, B + 1, E, Compare);
  std::min_element(B, E, Compare);
  std::max_element(B, E, Compare);
  std::reduce(B, E, 0L, Add);
  std::transform_reduce(B, E, B, 0L, Add, Add);
  std::inner_product(B, E, B, 0L, Add, Add);
  Listed.sort(Compare);
}

// Not run by an algorithm.
long once() {
  auto Now = [] {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Total;
  };
  return Now();
}
int first(std::vector<int> &Amounts) {
  return *std::find(Amounts.begin(), Amounts.end(), [] {
    std::lock_guard<std::mutex> Lock(Mutex);
    return int(Total);
  }());
}
