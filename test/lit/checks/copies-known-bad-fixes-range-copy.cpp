// What clang-tidy's performance-for-range-copy and
// performance-implicit-conversion-in-loop are known to say or to fix wrongly, by
// the report at LLVM.
// RUN: %check_p99 %s p99-needless-copy,p99-missed-move,p99-string-round-trip,p99-temporary-lookup-key,p99-materialized-output,p99-missing-reserve,p99-eager-log-format %t

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);
bool condition();
struct Order {
  std::string Id;
  Strings Items;
};

//===-- The element goes while it is used ---------------------------------===//

// LLVM issues 150189 and 154764: the container changes under the loop.
void erasedInLoop(std::list<std::string> &Names) {
  for (const auto Name : Names) {
    Names.remove(Name);
    break;
  }
}
void erasedFromMap(std::map<int, std::string> &Names) {
  for (const auto Each : Names) {
    Names.erase(Each.first);
    look(Each.second);
    break;
  }
}
class Workers {
public:
  void runAll() {
    for (auto Name : Waiting_) {
      finished(0);
      look(Name);
    }
  }
  void announceAll() {
    // It may take itself off the list: no fix.
    for (const auto Listener : Listeners_)
      // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Listener' is a copy of each element and only read; make it a const reference [p99-needless-copy]
      // CHECK-NOTES: :[[@LINE+1]]:7: note: make sure that this does not change the original
      Listener();
  }

private:
  void finished(int Number);
  std::list<std::string> Waiting_;
  std::vector<std::function<void()>> Listeners_;
};
// LLVM review D91893: the original of one element is written to.
void writtenByIndex(Strings &Names) {
  size_t I = 0;
  for (const auto Name : Names) {
    Names[I++].clear();
    look(Name);
  }
}
void writtenThroughOther(const Strings &Names, Strings &Same) {
  for (const auto Name : Names) {
    Same.push_back("x");
    look(Name);
  }
}
void replaced(std::unique_ptr<Order> &O) {
  for (const auto Item : O->Items) {
    O = std::make_unique<Order>();
    look(Item);
    break;
  }
}

//===-- There is no element to refer to -----------------------------------===//

// LLVM review D78223: a conversion makes it.
void converted(const std::vector<const char *> &Names) {
  for (const std::string Name : Names)
    look(Name);
}
struct Label {
  operator std::string() const;
};
// LLVM review D97577: a conversion of the element's own.
void convertedByElement(const std::vector<Label> &Labels) {
  for (const std::string Name : Labels)
    look(Name);
}
// LLVM pull request 77105: an iterator that makes its element.
struct Pairs {
  struct Iterator {
    std::pair<std::string, Strings> operator*() const;
    Iterator &operator++();
    bool operator!=(const Iterator &) const;
  };
  Iterator begin() const;
  Iterator end() const;
};
void made(const Pairs &All) {
  for (const auto Each : All)
    look(Each.first);
  for (auto [Key, Values] : All)
    look(Key + Values[0]);
}
// LLVM issues about proxies: the element of a vector of bits is not a reference.
size_t bits(const std::vector<bool> &Set) {
  size_t Count = 0;
  for (const auto Bit : Set)
    Count += Bit;
  return Count;
}
// LLVM review D25911: variables that nobody wrote.
struct Counted {
  Counted(const Counted &);
  std::string Text;
};
struct Walk {
  struct Iterator {
    const Order &operator*() const;
    Iterator &operator++();
    bool operator!=(const Iterator &) const;
    Counted Where;
  };
  const Iterator &begin() const;
  const Iterator &end() const;
};
void walked(const Walk &All) {
  for (const Order &O : All)
    look(O.Id);
}

//===-- The copy is what is wanted ----------------------------------------===//

// LLVM issue 153247: to own the element while it is used.
void owned(const std::map<int, std::shared_ptr<Order>> &Orders) {
  for (auto Each : Orders)
    look(Each.second->Id);
  for (auto [Key, O] : Orders)
    look(O->Id);
}
// LLVM pull request 155731: it is changed.
void changed(const Strings &Names) {
  for (auto Name : Names) {
    Name += "/";
    look(Name);
  }
}
void changedByBinding(const std::map<std::string, std::string> &Names) {
  for (auto [Key, Value] : Names) {
    Value += Key;
    look(Value);
  }
}
// LLVM issue 53489: it is handed on, and can be moved.
void handedOn(const std::vector<Order> &Orders, std::vector<Order> &To) {
  for (auto O : Orders) {
    look(O.Id);
    To.push_back(O);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'O' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: To.push_back(std::move(O));
  }
}
// The elements of a set are constants.
void handedOnFromSet(const std::set<std::string> &Names, Strings &To) {
  for (const auto Name : Names) {
    look(Name);
    To.push_back(Name);
  }
}
void kept(const Strings &Names, std::vector<std::function<void()>> &Later) {
  for (auto Name : Names)
    Later.push_back([Name] { look(Name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Name' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: Later.push_back([Name = std::move(Name)] { look(Name); });
}
// Small ones cost nothing.
struct Point {
  int X, Y;
};
int trivial(const std::vector<Point> &Points) {
  int Sum = 0;
  for (const auto P : Points)
    Sum += P.X;
  return Sum;
}

//===-- How it is written -------------------------------------------------===//

// LLVM pull request 77105: a binding of what is an element.
size_t bound(const std::map<std::string, Strings> &Groups) {
  size_t Count = 0;
  for (const auto [Name, Members] : Groups)
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the binding is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &[Name, Members] : Groups)
    Count += Name.size() + Members.size();
  return Count;
}
// A temporary that lives as long as the loop does.
std::vector<Order> load();
size_t ofTemporary() {
  size_t Count = 0;
  for (Order O : load())
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'O' is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const Order &O : load())
    Count += O.Items.size();
  return Count;
}
// So does one that only a part of is looped over.
struct Page {
  std::vector<Order> Orders;
};
Page loadPage();
size_t ofPartOfTemporary() {
  size_t Count = 0;
  for (Order O : loadPage().Orders)
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'O' is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const Order &O : loadPage().Orders)
    Count += O.Items.size();
  return Count;
}
#define EACH(Name, Values) for (const auto Name : Values)
void byMacro(const Strings &Names) {
  EACH(Name, Names)
  look(Name);
}
template <typename Container> size_t inTemplate(const Container &Values) {
  size_t Count = 0;
  for (const auto Value : Values)
    Count += Value.size();
  return Count;
}
size_t instantiates(const Strings &Names,
                    const std::vector<std::string_view> &Views) {
  return inTemplate(Names) + inTemplate(Views);
}
