// RUN: %check_p99 %s p99-needless-copy %t

// What a lambda has a copy of, although it is gone before the original is.

#include <algorithm>
#include <coroutine>
#include <functional>
#include <future>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <ranges>
#include <set>
#include <string>
#include <thread>
#include <vector>

using Strings = std::vector<std::string>;
struct Order {
  std::string Id;
  int Count = 0;
  bool matches(const std::string &Other) const;
  void rename(const std::string &To);
};
bool same(const Order &O, const std::string &Id);
void post(std::function<void()> Task);
std::string next();

//===-- Flagged -----------------------------------------------------------===//

bool ofParameter(const std::vector<Order> &Orders, const std::string &Id) {
  return std::any_of(Orders.begin(), Orders.end(),
                     [Id](const Order &O) { return O.Id == Id; });
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Id' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE-3]]:10: note: the lambda is gone when this call returns
  // CHECK-FIXES: [&Id](const Order &O) { return O.Id == Id; });
}

size_t ofLocal(const std::vector<Order> &Orders) {
  std::string Id = next();
  return std::count_if(Orders.begin(), Orders.end(), [Id](const Order &O) {
    // CHECK-MESSAGES: :[[@LINE-1]]:55: warning: 'Id' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
    // CHECK-FIXES: return std::count_if(Orders.begin(), Orders.end(), [&Id](const Order &O) {
    return same(O, Id);
  });
}

Strings ofMany(const std::vector<Order> &Orders, std::set<std::string> Known,
               int Least) {
  Strings Ids;
  std::for_each(Orders.begin(), Orders.end(),
                [Known, Least, &Ids](const Order &O) {
                  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Known' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
                  // CHECK-FIXES: [&Known, Least, &Ids](const Order &O) {
                  if (O.Count > Least && !Known.count(O.Id))
                    Ids.push_back(O.Id);
                });
  return Ids;
}

auto byDefault(const std::vector<Order> &Orders, const std::string &Id) {
  return std::find_if(Orders.begin(), Orders.end(), [=](const Order &O) {
    // CHECK-MESSAGES: :[[@LINE-1]]:54: warning: 'Id' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
    // CHECK-FIXES: return std::find_if(Orders.begin(), Orders.end(), [=, &Id](const Order &O) {
    return O.matches(Id);
  });
}

auto initCapture(const std::vector<Order> &Orders, const Order &Wanted) {
  return std::find_if(Orders.begin(), Orders.end(),
                      [Id = Wanted.Id](const Order &O) { return O.Id == Id; });
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Id' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
  // CHECK-FIXES: [&Id = Wanted.Id](const Order &O) { return O.Id == Id; });
}

int calledAtOnce(const std::map<std::string, int> &Counts) {
  return [Counts] {
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'Counts' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
    // CHECK-FIXES: return [&Counts] {
    int Sum = 0;
    for (const auto &[Key, Count] : Counts)
      Sum += Count;
    return Sum;
  }();
}

void sorts(std::vector<Order> &Orders, std::map<std::string, int> Ranks) {
  std::sort(Orders.begin(), Orders.end(),
            [Ranks](const Order &A, const Order &B) {
              // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Ranks' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
              // CHECK-FIXES: [&Ranks](const Order &A, const Order &B) {
              return Ranks.at(A.Id) < Ranks.at(B.Id);
            });
}

auto ranked(const std::vector<Order> &Orders, const Order &Wanted,
            std::map<std::string, int> Ranks) {
  auto Before = [Ranks](const Order &A, const Order &B) {
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Ranks' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
    // CHECK-FIXES: auto Before = [&Ranks](const Order &A, const Order &B) {
    return Ranks.at(A.Id) < Ranks.at(B.Id);
  };
  if (!std::is_sorted(Orders.begin(), Orders.end(), Before) ||
      !std::binary_search(Orders.begin(), Orders.end(), Wanted, Before))
    return Orders.end();
  std::minmax_element(Orders.begin(), Orders.end(), Before);
  std::adjacent_find(Orders.begin(), Orders.end(), Before);
  std::equal_range(Orders.begin(), Orders.end(), Wanted, Before);
  std::upper_bound(Orders.begin(), Orders.end(), Wanted, Before);
  return std::lower_bound(Orders.begin(), Orders.end(), Wanted, Before);
}

void split(std::vector<Order> &Orders, const std::set<std::string> &Known,
           std::vector<Order> &To) {
  std::set<std::string> Own = Known;
  Own.insert("none");
  auto Is = [Own](const Order &O) { return Own.count(O.Id) != 0; };
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Own' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
  // CHECK-FIXES: auto Is = [&Own](const Order &O) { return Own.count(O.Id) != 0; };
  auto End = std::partition_point(Orders.begin(), Orders.end(), Is);
  std::remove_copy_if(Orders.begin(), End, std::back_inserter(To), Is);
  std::unique(Orders.begin(), Orders.end(),
              [Own](const Order &A, const Order &B) {
                // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Own' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
                // CHECK-FIXES: [&Own](const Order &A, const Order &B) {
                return A.Id == B.Id && Own.count(A.Id) != 0;
              });
}

bool hasName(const std::vector<Order> &Orders, const std::string &Id) {
  auto Is = [Id](const Order &O) { return O.Id == Id; };
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Id' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: the lambda is gone with 'Is', which is only called
  // CHECK-FIXES: auto Is = [&Id](const Order &O) { return O.Id == Id; };
  if (Is(Orders.front()))
    return true;
  return std::any_of(Orders.begin(), Orders.end(), Is);
}

//===-- Flagged, without a fix --------------------------------------------===//

// With a reference another overload would be called.
bool seen(std::string &Text);
bool seen(const std::string &Text);
bool overloaded(const std::vector<Order> &Orders, std::string Id) {
  return std::any_of(Orders.begin(), Orders.end(),
                     [Id](const Order &O) { return seen(Id); });
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Id' is copied into a lambda that only runs here; capture it by reference [p99-needless-copy]
}

#define ANY(Range, ...) std::any_of(Range.begin(), Range.end(), __VA_ARGS__)
bool inMacro(const std::vector<Order> &Orders, const std::string &Id) {
  return ANY(Orders, [Id](const Order &O) { return O.Id == Id; });
}

//===-- Not flagged -------------------------------------------------------===//

bool byReference(const std::vector<Order> &Orders, const std::string &Id) {
  return std::any_of(Orders.begin(), Orders.end(),
                     [&Id](const Order &O) { return O.Id == Id; });
}
bool cheap(const std::vector<Order> &Orders, int Count) {
  return std::any_of(Orders.begin(), Orders.end(),
                     [Count](const Order &O) { return O.Count == Count; });
}
void keptByOthers(const std::string &Id) {
  post([Id] { next() == Id; });
}
std::function<bool(const Order &)> returned(const std::string &Id) {
  return [Id](const Order &O) { return O.Id == Id; };
}
auto returnedAsItIs(const std::string &Id) {
  auto Is = [Id](const Order &O) { return O.Id == Id; };
  return Is;
}
void onAThread(const std::string &Id) {
  std::thread([Id] { next() == Id; }).detach();
  auto Later = std::async([Id] { return next() == Id; });
  Later.get();
}
void stored(std::map<int, std::function<bool()>> &Handlers, std::string Id) {
  auto Is = [Id] { return next() == Id; };
  Handlers[1] = Is;
}
auto answered(std::vector<Order> &Orders, const std::string &Id) {
  return std::for_each(Orders.begin(), Orders.end(),
                       [Id](const Order &O) { return O.Id == Id; });
}
void answeredLater(const std::vector<Order> &Orders, std::string Id) {
  auto Is = std::for_each(Orders.begin(), Orders.end(),
                          [Id](const Order &O) { return O.Id == Id; });
  Id.clear();
  Is(Orders[0]);
}
size_t viewed(const std::vector<Order> &Orders, std::string Id) {
  auto Same = Orders | std::views::filter([Id](const Order &O) {
                return O.Id == Id;
              });
  Id.clear();
  size_t Count = 0;
  for (const Order &O : Same)
    Count += O.Count;
  return Count;
}
struct Job {
  struct promise_type {
    Job get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
Job suspends(const std::string &Id) {
  return [Id]() -> Job {
    next() == Id;
    co_return;
  }();
}
class Registry {
  std::mutex Mutex_;
  Strings Names_;
  size_t count() {
    std::unique_lock<std::mutex> Lock(Mutex_);
    return [&Lock, Names = Names_] {
      Lock.unlock();
      return Names.size();
    }();
  }
};
void asFunction(const std::string &Id) {
  std::function<bool()> Is = [Id] { return next() == Id; };
  post([Is] { Is(); });
}
// The copy is the lambda's own to write to.
void mutableCopy(Strings &Names, std::string Prefix) {
  std::for_each(Names.begin(), Names.end(), [Prefix](std::string &N) mutable {
    Prefix += N;
    N = Prefix;
  });
}
// The name may be one of the elements, which are moved about.
void removed(Strings &Names, const std::string &Name) {
  Names.erase(std::remove_if(Names.begin(), Names.end(),
                             [Name](const std::string &N) { return N == Name; }),
              Names.end());
}
void renamed(std::vector<Order> &Orders, const std::string &Id) {
  std::for_each(Orders.begin(), Orders.end(),
                [Id](Order &O) { O.rename(Id + next()); });
}
void written(std::vector<Order> &Orders, const std::string &Id) {
  std::for_each(Orders.begin(), Orders.end(), [Id](Order &O) { O.Id = Id; });
}
// The original goes on while the lambda keeps what was.
bool changedBetween(const std::vector<Order> &Orders, std::string Id) {
  auto Is = [Id](const Order &O) { return O.Id == Id; };
  Id = next();
  return std::any_of(Orders.begin(), Orders.end(), Is);
}
bool movedInto(const std::vector<Order> &Orders, std::string Id) {
  return std::any_of(
      Orders.begin(), Orders.end(),
      [Id = std::move(Id)](const Order &O) { return O.Id == Id; });
}
bool made(const std::vector<Order> &Orders) {
  return std::any_of(Orders.begin(), Orders.end(),
                     [Id = next()](const Order &O) { return O.Id == Id; });
}
void nested(const std::vector<Order> &Orders, const std::string &Id) {
  post([&Orders, Id] {
    std::any_of(Orders.begin(), Orders.end(), [&](const Order &O) {
      return O.Id == Id;
    });
  });
}
class Service {
  Strings Names_;
  void all() {
    std::for_each(Names_.begin(), Names_.end(),
                  [this](const std::string &N) { use(N); });
  }
  void use(const std::string &);
};
// In the same expression it is written to.
bool writtenBeside(std::string Id) {
  return [Id] { return Id.size(); }() < (Id += "x").size();
}

//===-- Templates ---------------------------------------------------------===//

template <typename T> bool has(const std::vector<T> &All, const T &One) {
  return std::any_of(All.begin(), All.end(),
                     [One](const T &Other) { return Other == One; });
}
bool instantiates(const Strings &Names) { return has<std::string>(Names, "x"); }
