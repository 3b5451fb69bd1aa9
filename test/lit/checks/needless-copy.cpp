// RUN: %check_p99 %s p99-needless-copy %t

#include <coroutine>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);
void sink(std::string Text);
bool more();
bool condition();
struct Order {
  std::string Id;
  Strings Items;
  const std::string &id() const;
  const Strings &items() const;
};

//===-- Flagged -----------------------------------------------------------===//

size_t element(const std::map<int, Strings> &Groups, int Key) {
  auto Names = Groups.at(Key);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Names' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: the original is here
  // CHECK-FIXES: const auto &Names = Groups.at(Key);
  return Names.size();
}

size_t throughIterator(const std::map<int, std::string> &Names, int Key) {
  auto It = Names.find(Key);
  if (It == Names.end())
    return 0;
  const std::string Name = It->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Name' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const std::string &Name = It->second;
  return Name.size();
}

size_t subscript(std::map<std::string, Strings> Groups) {
  Strings Names = Groups["all"];
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'Names' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const Strings &Names = Groups["all"];
  size_t Sum = 0;
  for (const auto &Name : Names)
    Sum += Name.size();
  return Sum;
}

size_t behindPointer(const Order *O) {
  auto Items(O->Items);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Items(O->Items);
  return Items.size();
}

size_t getter(const Order &O) {
  auto Items = O.items();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Items = O.items();
  return Items[0].size();
}

class Service {
public:
  size_t member() const {
    auto Names = Names_;
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Names' is a copy that is only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: const auto &Names = Names_;
    return Names.size();
  }
  void clearsMeanwhile();
  void keepsUnderLock();
  void allUnderLock();
  void clear();

private:
  Strings Names_;
  std::mutex Mutex_;
};

size_t elements(const std::vector<Order> &Orders) {
  size_t Sum = 0;
  for (auto O : Orders)
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'O' is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &O : Orders)
    Sum += O.Id.size();
  return Sum;
}

size_t pairs(const std::map<std::string, std::string> &Names) {
  size_t Sum = 0;
  for (auto [Key, Value] : Names)
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the binding is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &[Key, Value] : Names)
    Sum += Key.size() + Value.size();
  return Sum;
}

void popped(std::queue<std::function<void()>> &Tasks) {
  auto Task = Tasks.front();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Task' is copied from an element that is popped right away; move it [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: the element is destroyed here
  // CHECK-FIXES: auto Task = std::move(Tasks.front());
  Tasks.pop();
  Task();
}

void poppedBack(std::deque<std::shared_ptr<Order>> &Orders) {
  std::shared_ptr<Order> O(Orders.back());
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'O' is copied from an element that is popped right away; move it [p99-needless-copy]
  // CHECK-FIXES: std::shared_ptr<Order> O(std::move(Orders.back()));
  Orders.pop_back();
  look(O->Id);
}

void erasedBehind(std::map<int, std::function<void()>> &Pending, int Key) {
  auto It = Pending.find(Key);
  if (It == Pending.end())
    return;
  auto Task = It->second;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Task' is copied from an element that is erased right away; move it [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE+2]]:3: note: the element is destroyed here
  // CHECK-FIXES: auto Task = std::move(It->second);
  Pending.erase(It);
  Task();
}

void erasedInLoop(std::vector<std::shared_ptr<Order>> &Orders) {
  for (auto It = Orders.begin(); It != Orders.end();) {
    std::shared_ptr<Order> O = *It;
    // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'O' is copied from an element that is erased right away; move it [p99-needless-copy]
    // CHECK-FIXES: std::shared_ptr<Order> O = std::move(*It);
    It = Orders.erase(It);
    look(O->Id);
  }
}

void erasedByItsKey(std::map<std::string, Strings> &Groups, std::string Key) {
  Strings Names = Groups[Key];
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'Names' is copied from an element that is erased right away; move it [p99-needless-copy]
  // CHECK-FIXES: Strings Names = std::move(Groups[Key]);
  Groups.erase(Key);
  look(Names[0]);
}

// Of a list that nobody else has, the pointers own as long as it does.
std::vector<std::shared_ptr<Order>> allOrders();
void rename(std::string &Text);
void sharedElements() {
  auto Orders = allOrders();
  for (auto O : Orders)
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'O' is a copy of each element and only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: for (const auto &O : Orders)
    rename(O->Id);
  std::shared_ptr<Order> First = Orders[0];
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'First' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const std::shared_ptr<Order> &First = Orders[0];
  if (First)
    rename(First->Id);
}

void log(const char *Format, ...);
void unknownCode(const Order &O) {
  std::string Id = O.Id;
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE+1]]:3: note: make sure that this does not change the original
  look("x");
  look(Id);
}

//===-- Fixed -------------------------------------------------------------===//

size_t constBehind(const Order &O) {
  std::string const Id = O.Id;
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: std::string const &Id = O.Id;
  return Id.size();
}

void twoInOne(const Order &O) {
  auto Id = O.Id, Other = O.Id;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  Other += Id;
}

//===-- Not flagged -------------------------------------------------------===//

void modified(const Order &O) {
  auto Items = O.Items;
  Items.push_back("x");
  look(Items[0]);
}
void modifiedElement(const Order &O) {
  auto Items = O.Items;
  Items[0] = "x";
  look(Items[1]);
}
void modifiedInLoop(const Order &O) {
  auto Items = O.Items;
  for (auto &Item : Items)
    Item += "x";
  look(Items[0]);
}
std::string returned(const Order &O) {
  auto Id = O.Id;
  look(Id);
  return Id;
}
void copiedOn(const Order &O, Strings &To) {
  auto Id = O.Id;
  look(Id);
  To.push_back(Id);
}
void moved(const Order &O, Strings &To) {
  auto Id = O.Id;
  To.push_back(std::move(Id));
}
void passedByValue(const Order &O) {
  auto Id = O.Id;
  sink(Id);
}

// The element is erased while the copy is used: LLVM issue 150189.
void erased(std::vector<Order> &Orders, std::vector<Order>::iterator It) {
  if (It != Orders.end()) {
    const Order Value(*It);
    if (condition()) {
      Orders.erase(It);
      look(Value.Id);
    }
  }
}
void erasedByKey(std::map<int, std::string> &Names) {
  std::string Name = Names[1];
  Names.erase(1);
  look(Name);
}
// The source is written to through another reference: LLVM issue 41574.
struct Two {
  Order A, B;
};
void swapped(Two &T) {
  Order &A = T.A;
  Order &B = T.B;
  Order Kept = A;
  T.A = B;
  T.B = Kept;
}
void snapshot(Order &O) {
  std::string Before = O.Id;
  O.Id = "other";
  look(Before);
}
void snapshotOfMember(Order *O) {
  Strings Before = O->Items;
  O->Items.clear();
  look(Before[0]);
}
void snapshotInLoop(std::vector<Order> &Orders) {
  for (size_t I = 1; I < Orders.size(); ++I) {
    std::string Last = Orders[I - 1].Id;
    Orders[I - 1].Id += "x";
    look(Last);
  }
}
void elementsWritten(Strings &Names) {
  for (auto Name : Names) {
    Names[0] += "x";
    look(Name);
  }
}
void elementsGone(std::map<int, Strings> &Groups) {
  for (auto Name : Groups[1]) {
    Groups.erase(2);
    look(Name);
  }
}
struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
Task suspended(const Order &O) {
  const auto Id = O.Id;
  co_await std::suspend_always{};
  look(Id);
}
void growing(Strings &Names) {
  std::string First = Names[0];
  Names.push_back("x");
  look(First);
}
void insertedWhileReading(Strings &Names) {
  for (int I = 0; I < 3; ++I) {
    std::string First = Names[0];
    Names.push_back(First);
  }
}
void assignedVariable(std::string Text) {
  std::string Before = Text;
  Text = "x";
  look(Before);
}
std::string Global;
void setGlobal();
void ofGlobal() {
  std::string Before = Global;
  Global.clear();
  look(Before);
}
void Service::clearsMeanwhile() {
  auto Names = Names_;
  clear();
  for (const auto &Name : Names)
    look(Name);
}
// Copied out under a lock, to be used behind it.
void Service::keepsUnderLock() {
  Strings Names;
  {
    std::lock_guard<std::mutex> Lock(Mutex_);
    Names = Names_;
  }
  look(Names[0]);
  std::unique_lock<std::mutex> Lock(Mutex_);
  auto Kept = Names_;
  Lock.unlock();
  look(Kept[0]);
}

// A temporary owns it.
Order make();
std::shared_ptr<Order> shared();
std::unique_ptr<Order> owned();
std::weak_ptr<Order> weak();
void ofTemporary() {
  auto A = make().Id;
  auto B = make().id();
  auto C = shared()->Id;
  auto D = owned()->Items;
  auto E = weak().lock()->Id;
  look(A + B + C + D[0] + E);
}
const std::string &get(const std::map<int, std::string> &M, int Key,
                       const std::string &Default);
class Table {
public:
  const std::string &get(int Key, const std::string &Default) const;
};
void fallback(const std::map<int, std::string> &M, const Table &T) {
  auto A = get(M, 1, std::string("none"));
  auto B = T.get(1, std::string("none"));
  look(A);
  look(B);
}

void byLambda(const Order &O) {
  auto Id = O.Id;
  std::thread([Id] { look(Id); }).detach();
}
void byLambdaReference(const Order &O, std::function<void()> &Later) {
  auto Id = O.Id;
  Later = [&Id] { look(Id); };
}
void keptAddress(const Order &O, const std::string *&Out) {
  auto Id = O.Id;
  Out = &Id;
}
void sharedOwner(const std::vector<std::shared_ptr<Order>> &Orders) {
  auto First = Orders[0];
  look(First->Id);
  for (auto O : Orders)
    look(O->Id);
}
void handles(const std::vector<std::string_view> &Views) {
  auto First = Views[0];
  look(std::string(First));
}
void reference(const Order &O) {
  const auto &Id = O.Id;
  look(Id);
}
void kept(const Order &O) {
  static std::string Id = O.Id;
  look(Id);
}
void ofBase() {
  struct Derived : Order {
    int More;
  } D;
  Order Sliced = D;
  look(Sliced.Id);
}
void eachWritten(Strings &Names) {
  for (auto Name : Names) {
    Name += "x";
    look(Name);
  }
}
void eachKept(const Strings &Names, Strings &To) {
  for (auto Name : Names)
    To.push_back(Name);
}
void poppedUnread(std::queue<std::string> &Names) {
  auto Name = Names.front();
  if (condition())
    Names.pop();
  look(Name);
}
void poppedElsewhere(std::queue<std::string> &A, std::queue<std::string> &B) {
  auto Name = A.front();
  B.pop();
  look(Name);
}
void constTop(std::priority_queue<std::string> &Names) {
  auto Name = Names.top();
  Names.pop();
  look(Name);
}
void unused(const Order &O) { auto Id = O.Id; }
int main() {
  Order O;
  auto Id = O.Id;
  look(Id);
}
void erasedOther(std::map<int, std::string> &A, std::map<int, std::string> &B,
                 std::map<int, std::string>::iterator It) {
  auto Name = It->second;
  A.erase(2);
  look(Name);
  auto Other = A[1];
  A.erase(2);
  look(Other);
  auto Third = A[1];
  B.erase(1);
  look(Third);
}
// The key of a map is const, and so is an element of a set.
void erasedKey(std::map<std::string, int> &Counts, std::set<std::string> &Names) {
  auto Name = Counts.begin()->first;
  Counts.erase(Counts.begin());
  auto It = Names.begin();
  auto First = *It;
  Names.erase(It);
  look(Name + First);
}
// The key is a part of what would be moved.
void erasedByPart(std::map<std::string, Order> &Orders, const Order &Key) {
  Order O = Orders[Key.Id];
  Orders.erase(O.Id);
  look(O.Id);
}
void erasedByAnyKey(std::map<std::string, Strings> &Groups,
                    const std::string &Key) {
  Strings Names = Groups[Key];
  Groups.erase(Key);
  look(Names[0]);
}
// Others may let go of what they own meanwhile.
struct Connections {
  std::vector<std::shared_ptr<Order>> All;
  std::shared_ptr<Order> Current;
  void closeAll();
  void each() {
    for (auto C : All) {
      closeAll();
      look(C->Id);
    }
    auto C = Current;
    look(C->Id);
  }
};
void sharedOfOthers(const std::vector<std::shared_ptr<Order>> &Orders) {
  for (auto O : Orders)
    O->id();
}
void sharedOn(std::vector<std::shared_ptr<Order>> &To) {
  auto Orders = allOrders();
  for (auto O : Orders)
    To.push_back(O);
  for (auto O : Orders)
    O.reset();
  for (auto O : Orders)
    Orders.push_back(nullptr), look(O->Id);
}

//===-- Macros and templates ----------------------------------------------===//

#define COPY(Name, From) auto Name = From
void inMacro(const Order &O) {
  COPY(Id, O.Id);
  look(Id);
}

template <typename T> void ofTemplate(const std::vector<T> &All) {
  auto First = All[0];
  look(First);
}
void instantiates(const Strings &Names) { ofTemplate(Names); }

//===-- Wrapped -----------------------------------------------------------===//

static size_t length(const std::string &Text) { return Text.size(); }
size_t throughHelper(const Order &O) {
  auto Id = O.id();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Id = O.id();
  return length(Id);
}
static void forget(std::map<int, std::string> &Names) { Names.clear(); }
void helperChanges(std::map<int, std::string> &Names) {
  auto Name = Names[1];
  forget(Names);
  look(Name);
}

//===-- The object itself -------------------------------------------------===//

struct Text : std::string {
  Text() = default;
  Text(const Text &) = default;
  Text(const std::string &Other) : std::string(Other) {}
  bool encodeInto(Text &Out) const;
  bool encode() {
    Text Copy(*this);
    return Copy.encodeInto(*this);
  }
  size_t twice() {
    Text Copy(*this);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Copy' is a copy that is only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: const Text &Copy(*this);
    return Copy.size() + size();
  }
};

//===-- Written to by the call that reads it ------------------------------===//

void append(const std::string &From, std::string &To);
void appendsToItself(Order &O, std::map<int, std::string> &Names) {
  auto Name = Names[1];
  append(Name, Names[1]);
}
void readsThenWrites(std::map<int, std::string> &Names) {
  auto Name = Names[1];
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Name' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Name = Names[1];
  size_t Length = Name.size();
  append("x", Names[Length]);
}

//===-- Options -----------------------------------------------------------===//
// There are none.
