// What clang-tidy's performance-unnecessary-copy-initialization is known to say
// or to fix wrongly, by the report at LLVM. Where the copy is needless indeed,
// the fix has to be right; all else has to stay silent.
// RUN: %check_p99 %s p99-needless-copy,p99-missed-move,p99-string-round-trip,p99-temporary-lookup-key,p99-materialized-output,p99-missing-reserve,p99-eager-log-format %t

#include <coroutine>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);
bool condition();
struct Order {
  std::string Id;
  Strings Items;
  const std::string &id() const;
  void rename(int Number);
};

//===-- The source is destroyed -------------------------------------------===//

// LLVM issue 150189: a reference to an element that is erased before it is read.
void erasedInBranch(std::list<Order> &All, std::list<Order>::iterator It) {
  const Order Kept = *It;
  if (condition())
    All.erase(It);
  look(Kept.Id);
}
void clearedInLoop(std::vector<Order> &All) {
  while (!All.empty()) {
    const Order Last(All.back());
    All.resize(All.size() / 2);
    look(Last.Id);
  }
}
void erasedByItsOwnKey(std::map<std::string, Order> &All) {
  const std::string Key = All.begin()->first;
  All.erase(Key);
}
void extracted(std::unordered_map<int, Order> &All) {
  const auto Kept = All[1];
  auto Node = All.extract(1);
  Node.mapped().Id = "gone";
  look(Kept.Id);
}
void resetOwner(std::unique_ptr<Order> &Owner) {
  const std::string Id = Owner->Id;
  Owner.reset();
  look(Id);
}
void resetOptional(std::optional<Order> &Maybe) {
  const auto Kept = Maybe.value();
  Maybe.reset();
  look(Kept.Id);
}
void replacedOptional(std::optional<std::string> &Maybe) {
  const auto Kept = *Maybe;
  Maybe = "other";
  look(Kept);
}
void deletedPointer(Order *O) {
  const std::string Id = O->Id;
  delete O;
  look(Id);
}
struct Node {
  std::string Name;
  std::unique_ptr<Node> Next;
};
void droppedHead(std::unique_ptr<Node> &Head) {
  const std::string Name = Head->Name;
  Head = std::move(Head->Next);
  look(Name);
}

//===-- The source is changed ---------------------------------------------===//

// LLVM issue 41574: three variables that swap what they have.
struct Pair {
  std::string A, B;
};
void rotated(Pair &P) {
  std::string &A = P.A, &B = P.B;
  std::string Kept = A;
  P.A = B;
  P.B = Kept;
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Kept' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: P.B = std::move(Kept);
}
// LLVM review D91893: what the source refers to is written to.
void throughReference(Order &O) {
  const Order &Same = O;
  const Order Before = Same;
  O.Items.clear();
  look(Before.Items[0]);
}
void throughGetter(Order &O) {
  const auto &Id = O.id();
  const auto Before = Id;
  O.rename(1);
  look(Before);
}
void throughPointerTo(Order &O) {
  const Order *const Same = &O;
  const std::string Before = Same->Id;
  O.Id = "other";
  look(Before);
}
// LLVM review D103018: it is written to through a pointer spelt `auto`.
void throughAutoPointer(Order &O) {
  auto Changed = &O;
  const auto &Id = Changed->Id;
  const auto Before = Id;
  Changed->rename(2);
  look(Before);
}
void throughTwoPointers(Order *Read, Order *Written) {
  const std::string Before = Read->Id;
  Written->Id = "other";
  look(Before);
}
void inElement(std::vector<Order> &All) {
  const auto &First = All.front();
  const auto Before = First.Id;
  for (Order &O : All)
    O.Id += "x";
  look(Before);
}
void bySwap(Order &A, Order &B) {
  const std::string Before = A.Id;
  std::swap(A, B);
  look(Before);
}
class Session {
public:
  void restart() {
    const std::string Before = Name_;
    open();
    look(Before);
  }
  const std::string &name() const { return Name_; }
  void reopen() {
    const auto Before = name();
    open();
    look(Before);
  }

private:
  void open();
  std::string Name_;
};

//===-- The source is somebody else's -------------------------------------===//

const Strings &sharedNames();
void refreshNames();
void ofFunction() {
  const Strings Names = sharedNames();
  refreshNames();
  look(Names[0]);
}
// It answers with what it writes into each time.
class Formatter {
public:
  const std::string &text(int Number);
};
void ofFormatter(Formatter &F) {
  const std::string A = F.text(1);
  const std::string B = F.text(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'B' is a copy that is only read; make it a const reference [p99-needless-copy]
  look(A + B);
}

//===-- The copy is what is wanted ----------------------------------------===//

// LLVM issue 153247: a second owner of a state that is shared.
void owners(const std::shared_future<std::string> &Future,
            const std::weak_ptr<Order> &Weak, const std::stop_token &Token,
            const std::stop_source &Source, const std::shared_ptr<Order> &O) {
  const auto A = Future;
  const auto B = Weak;
  const auto C = Token;
  const auto D = Source;
  const auto E = O;
  if (!B.expired() && !C.stop_requested() && !D.stop_requested())
    look(A.get() + E->Id);
}
// LLVM review D15822: what the first call finds, for ever.
void onlyOnce(const Order &O) {
  static const auto Id = O.id();
  look(Id);
}
// LLVM issue 53489: it is what is handed on.
void handedOn(const Order &O, Strings &To) {
  auto Id = O.id();
  To.push_back(Id);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Id' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.push_back(std::move(Id));
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
// LLVM pull request 140912: who calls a coroutine goes on while it waits.
Task inCoroutine(const Order &O, Strings &To) {
  const auto Id = O.id();
  std::string Copy = O.Id;
  co_await std::suspend_always{};
  look(Id);
  To.push_back(Copy);
}
Task parameterOfCoroutine(std::string Text, const Order O) {
  look(Text);
  co_await std::suspend_always{};
  look(O.Id);
}

//===-- How it is written -------------------------------------------------===//

// LLVM issue 154795: two ampersands, of a template that is used twice.
template <typename T> size_t inTemplate(const T &Values) {
  std::optional<Strings> Maybe = Values.names();
  const auto Names = Maybe.value();
  return Names.size();
}
struct Left {
  std::optional<Strings> names() const;
};
struct Right {
  std::optional<Strings> names() const;
};
size_t both(const Left &L, const Right &R) {
  return inTemplate(L) + inTemplate(R);
}
// LLVM review D19865: a reference among the variables of one declaration.
void amongOthers(const Order &O) {
  Strings Items = O.Items, More;
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
  More.push_back(Items[0] + "x");
  look(More[0]);
}
// LLVM issue 189193: const twice.
using Fixed = const Strings;
size_t constByName(const Order &O) {
  Fixed Items = O.Items;
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: Fixed &Items = O.Items;
  return Items.size();
}
size_t attributed(const Order &O) {
  [[maybe_unused]] Strings Items{O.Items};
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: {{\[\[}}maybe_unused]] const Strings &Items{O.Items};
  return Items.size();
}
size_t byDecltype(const Order &O) {
  decltype(O.Items) Items = O.Items;
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const decltype(O.Items) &Items = O.Items;
  return Items.size();
}
size_t inCondition(const Order &O) {
  if (auto Items = O.Items; !Items.empty())
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Items' is a copy that is only read; make it a const reference [p99-needless-copy]
    // CHECK-FIXES: if (const auto &Items = O.Items; !Items.empty())
    return Items.size();
  return 0;
}
#define LOCAL(Type) const Type
size_t typeByMacro(const Order &O) {
  LOCAL(Strings) Items = O.Items;
  return Items.size();
}
// LLVM issue 96498: a crash on what is compared with a dependent value.
struct Compared {
  Compared();
  Compared(const Compared &);
  std::string Text;
};
bool operator==(Compared, Compared);
template <typename T> bool comparesDependent(T Value) {
  Compared A;
  Compared B = A;
  return B == Value;
}

//===-- It has to be of its own type --------------------------------------===//

// LLVM review D97577: a conversion makes another object.
struct Named {
  operator std::string() const;
  operator const Strings &() const;
};
void converted(const Named &N) {
  const std::string Text = N;
  look(Text);
}
struct Special : Order {
  std::string More;
};
void sliced(const Special &S) {
  const Order Base = S;
  look(Base.Id);
}
