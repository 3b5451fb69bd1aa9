// What an object is changed through beside its owners, and what answers with an
// object that is not its own.
// RUN: %check_p99 %s p99-needless-copy,p99-missed-move %t

#include <deque>
#include <map>
#include <memory>
#include <queue>
#include <span>
#include <string>
#include <utility>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);
struct Order {
  std::string Id;
  Strings Items;
  int Count;
};

//===-- Names that were there before --------------------------------------===//

int byReference(Order &O) {
  auto &Count = O.Count;
  const Order Before = O;
  Count = 5;
  return Before.Count;
}
size_t byReferenceToLocal(Order O) {
  auto &Id = O.Id;
  const Order Before = O;
  Id = "other";
  return Before.Id.size();
}
int byPointer(Order &O) {
  auto *Count = &O.Count;
  const Order Before = O;
  *Count = 5;
  return Before.Count;
}
int byBinding(Order &O) {
  auto &[Id, Items, Count] = O;
  const Order Before = O;
  Count = 5;
  return Before.Count;
}
int byBindingInLoop(std::map<int, Order> All) {
  const auto Before = All[1];
  for (auto &[Key, Value] : All)
    Value.Count = 1;
  return Before.Count;
}
bool byIterator(std::string Text) {
  auto First = Text.begin();
  const std::string Before = Text;
  *First = 'x';
  return Before == Text;
}
bool byCharacters(std::string Text) {
  char *First = Text.data();
  const std::string Before = Text;
  *First = 'x';
  return Before == Text;
}
bool byLambda(std::string Text) {
  auto Append = [&] { Text += "x"; };
  const std::string Before = Text;
  Append();
  return Before == Text;
}
size_t byElement(std::vector<Order> &Orders) {
  Order *First = &Orders.front();
  size_t Sum = 0;
  for (const auto O : Orders) {
    First->Id.clear();
    Sum += O.Id.size();
  }
  return Sum;
}
void byMove(Order &From, Order &To) {
  const std::string Before = From.Id;
  To = std::move(From);
  look(Before);
}
// Another part of it.
size_t apart(Order &O) {
  auto &Items = O.Items;
  const auto Id = O.Id;
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &Id = O.Id;
  Items.clear();
  return Id.size();
}
// A lambda that only looks.
size_t lambdaReads(Strings All) {
  auto Last = [&] { return All.back().size(); };
  const auto First = All[0];
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'First' is a copy that is only read; make it a const reference [p99-needless-copy]
  // CHECK-FIXES: const auto &First = All[0];
  return Last() + First.size();
}

//===-- Not its own -------------------------------------------------------===//

struct Window {
  const Strings *All;
  const std::string &operator[](size_t I) const { return (*All)[I]; }
  const std::string &first() const { return (*All)[0]; }
};
size_t ofWindow(Strings &Names) {
  Window W{&Names};
  const auto First = W[0];
  Names.clear();
  return First.size();
}
size_t ofWindowByName(Strings &Names) {
  Window W{&Names};
  const auto First = W.first();
  Names.clear();
  return First.size();
}
class Reader {
public:
  explicit Reader(const Strings &All) : All(All) {}
  const std::string &first() const { return All.front(); }

private:
  const Strings &All;
};
size_t ofReader(Strings &Names) {
  Reader R(Names);
  const auto First = R.first();
  Names.clear();
  return First.size();
}
size_t ofSpan(Strings &Names) {
  std::span<const std::string> All(Names);
  const auto First = All[0];
  Names.clear();
  return First.size();
}
// Each call writes to what the last one has answered with.
class Scratch {
public:
  const std::string &text(int Number) const {
    Buffer_ = std::to_string(Number);
    return Buffer_;
  }

private:
  mutable std::string Buffer_;
};
bool ofScratch(const Scratch &S) {
  const auto A = S.text(1);
  const auto B = S.text(2);
  return A == B;
}

// const ends at the pointer that a handle follows: send() clears the request.
class Connection {
public:
  Order &request() const { return *Request; }
  const Order &order() const { return *Request; }
  void send() const;

private:
  Order *Request;
};
bool ofHandle(const Connection &C) {
  std::string Id = C.request().Id;
  C.send();
  return Id == "1";
}
bool ofOtherHandle(const Connection &C, const Connection &Other) {
  // CHECK-MESSAGES: :[[@LINE+1]]:15: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  std::string Id = C.request().Id;
  Other.send();
  return Id == "1";
}
bool ofConstAnswer(const Connection &C) {
  // CHECK-MESSAGES: :[[@LINE+1]]:15: warning: 'Id' is a copy that is only read; make it a const reference [p99-needless-copy]
  std::string Id = C.order().Id;
  C.send();
  return Id == "1";
}

//===-- One fix beside the other ------------------------------------------===//

// What is moved there is not what the reference would lead to.
void movedMeanwhile(std::vector<Order> &To) {
  Order O;
  O.Id = "x";
  const auto Id = O.Id;
  To.push_back(O);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'O' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.push_back(std::move(O));
  look(Id);
}
// Two copies of one element.
void twice(std::queue<std::string> &Names) {
  auto A = Names.front(), B = Names.front();
  Names.pop();
  look(A);
  look(B);
}
// A pop that looks at the element.
class Journal {
public:
  std::string &front() { return All_.front(); }
  void pop() {
    look(All_.front());
    All_.pop_front();
  }

private:
  std::deque<std::string> All_;
};
void poppedByJournal(Journal &J) {
  auto Name = J.front();
  J.pop();
  look(Name);
}

//===-- Another object ----------------------------------------------------===//

struct Loud {
  Loud(const Loud &Other, bool Silent = false);
  std::string Text;
};
size_t withArgument(const Loud &L) {
  const Loud Copy(L, true);
  return Copy.Text.size();
}
// LLVM issue 121707: an explicit move constructor is not used for an argument.
struct Explicit {
  Explicit();
  Explicit(const Explicit &);
  explicit Explicit(Explicit &&);
  std::string Text;
};
void takeExplicit(Explicit Value);
void byExplicit() {
  Explicit Value;
  look(Value.Text);
  takeExplicit(Value);
}
