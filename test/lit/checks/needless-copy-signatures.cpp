// RUN: %check_p99 %s p99-needless-copy %t

// Parameters that are taken, and members that are returned by value although
// they are only read.

#include <coroutine>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);

//===-- Flagged: parameters -----------------------------------------------===//

static size_t length(const std::string Text) {
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'Text' is a copy of the argument that is only read; take it by reference [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE-2]]:40: note: make sure that no caller passes what this function changes
  // CHECK-FIXES: static size_t length(const std::string &Text) {
  return Text.size();
}

size_t total(int Base, std::string const Name, const Strings);
// CHECK-FIXES: size_t total(int Base, std::string const &Name, const Strings);
size_t total(int Base, const std::string Name, const Strings) {
  // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: 'Name' is a copy of the argument that is only read; take it by reference [p99-needless-copy]
  // CHECK-FIXES: size_t total(int Base, const std::string &Name, const Strings) {
  return Base + Name.size();
}

// The declaration does not say const.
class Table {
public:
  bool has(std::string Key) const;
  // CHECK-FIXES: bool has(const std::string &Key) const;
  std::map<std::string, int> Rows;
};
bool Table::has(const std::string Key) const {
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Key' is a copy of the argument that is only read; take it by reference [p99-needless-copy]
  // CHECK-FIXES: bool Table::has(const std::string &Key) const {
  return Rows.count(Key) != 0;
}

//===-- Flagged: results --------------------------------------------------===//

class Order {
public:
  std::string id() const { return Id; }
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'id' returns a copy of 'Id', and callers only read it, also in a loop; return a const reference [p99-needless-copy]
  // CHECK-NOTES: :[[@LINE+18]]:9: note: copied here in each round
  // CHECK-NOTES: :[[@LINE-3]]:15: note: make sure that no caller keeps the result while the object changes or ends
  // CHECK-FIXES: const std::string &id() const { return Id; }
  Strings items() const;
  // CHECK-FIXES: const Strings &items() const;
  std::string name() const { return Name; }

private:
  std::string Id, Name;
  Strings Items;
};
Strings Order::items() const { return Items; }
// CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'items' returns a copy of 'Items', and callers only read it, also in a loop; return a const reference [p99-needless-copy]
// CHECK-FIXES: const Strings &Order::items() const { return Items; }

size_t sum(const std::vector<Order> &Orders) {
  size_t Sum = 0;
  for (const Order &O : Orders) {
    if (O.id() == "none")
      continue;
    Sum += O.items().size();
    Sum += O.id().size();
  }
  return Sum + Orders.front().name().size();
}

//===-- Not flagged: parameters -------------------------------------------===//

size_t byReference(const std::string &Text) { return Text.size(); }
size_t notConst(std::string Text) { return Text.size(); }
size_t cheap(const int Number) { return Number; }
size_t unused(const std::string) { return 0; }
Strings kept(const std::string Text) { return {Text}; }
void stored(std::map<int, std::string> &To, const std::string Text) {
  To[1] = Text;
}
auto captured(const std::string Text) {
  return [Text] { look(Text); };
}
class Base {
public:
  virtual ~Base();
  virtual size_t size(const std::string Text) { return Text.size(); }
};
class Derived : public Base {
  size_t size(const std::string Text) override { return Text.size() + 1; }
};
static size_t pointedTo(const std::string Text) { return Text.size(); }
size_t (*Pointer)(const std::string) = pointedTo;
extern "C" size_t forC(const Strings Names) { return Names.size(); }
template <typename T> size_t ofTemplate(const T Text) { return Text.size(); }
size_t instantiates() { return ofTemplate<std::string>("x"); }
// It is needed when the caller has gone on.
struct Job {
  struct promise_type {
    Job get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
Job suspends(const std::string Text) {
  co_await std::suspend_always{};
  look(Text);
}
#define PARAMETER const std::string Text
size_t inMacro(PARAMETER) { return Text.size(); }

//===-- Not flagged: results ----------------------------------------------===//

class Session {
public:
  std::string user() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return User;
  }
  std::string host() const { return Host; }

private:
  mutable std::mutex Mutex;
  std::string User, Host;
};
class Shown {
public:
  std::string kept() const { return Kept; }
  std::string changed() const { return Changed; }
  std::string once() const { return Once; }
  std::string made() const { return Once + "x"; }
  std::string ofTemporary() const { return OfTemporary; }
  std::string bound() const { return Bound; }
  std::string given() const { return Given; }
  Strings walked() const { return Walked; }
  int number() const { return Number; }
  virtual std::string dynamic() const { return Dynamic; }
  std::string choice(bool First) const { return First ? Kept : Changed; }
  const std::string &reference() const { return Reference; }
  std::string address() const { return Address; }
  void set(const std::string &Text);

private:
  std::string Kept, Changed, Once, OfTemporary, Bound, Given, Dynamic,
      Reference, Address;
  Strings Walked;
  int Number = 0;
};
Shown make();
std::string (Shown::*Member)() const = &Shown::address;
size_t uses(std::vector<Shown> &All, const std::vector<Session> &Sessions) {
  size_t Sum = All[0].once().size();
  Strings To;
  for (Shown &S : All) {
    To.push_back(S.kept());
    std::string Own = S.changed();
    Own += "x";
    Sum += make().ofTemporary().size();
    const std::string &Ref = S.bound();
    S.set(S.given());
    for (const auto &Item : S.walked())
      Sum += Item.size();
    Sum += S.number() + S.dynamic().size() + S.choice(true).size() +
           S.reference().size() + Ref.size() + S.made().size() +
           S.address().size();
  }
  for (const Session &S : Sessions)
    Sum += S.user().size() + S.host().size();
  return Sum;
}
