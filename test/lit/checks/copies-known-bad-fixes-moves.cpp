// What clang-tidy's checks that ask for a move, or for a reference instead of a
// parameter by value, are known to say or to fix wrongly, by the report at LLVM:
// performance-unnecessary-value-param, performance-move-const-arg,
// performance-use-std-move, modernize-pass-by-value,
// cppcoreguidelines-rvalue-reference-param-not-moved; bugprone-use-after-move
// says when a move would be wrong.
// RUN: %check_p99 %s p99-needless-copy,p99-missed-move,p99-string-round-trip,p99-temporary-lookup-key,p99-materialized-output,p99-missing-reserve,p99-eager-log-format %t

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

using Strings = std::vector<std::string>;
std::string readLine();
void look(const std::string &Text);
void sink(std::string Text);
bool more();
struct Order {
  std::string Id;
  Strings Items;
};

//===-- Used again --------------------------------------------------------===//

// LLVM review D27187: it is moved in the first round, and empty in the second.
void inLoop(std::string Text, int Times) {
  for (int I = 0; I < Times; ++I)
    sink(Text);
}
void inDoLoop(Order O, std::vector<Order> &To) {
  do
    To.push_back(O);
  while (more());
}
void inLambda(std::string Text, std::vector<int> &Numbers) {
  auto Each = [Text](int) mutable { sink(Text); };
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: auto Each = [Text = std::move(Text)](int) mutable { sink(Text); };
  for (int N : Numbers)
    Each(N);
}
// LLVM issues 57758 and 59612: a chain of calls that all take it.
struct Builder {
  Builder &with(const Strings &Values);
  Builder &without(Strings Values);
};
Builder &builderOf(Strings &Values);
void inChain() {
  Strings Values{readLine()};
  Builder().with(Values).without(Values);
  Strings Other{readLine()};
  builderOf(Other).without(Other);
}
// LLVM issue 55238: arguments beside it.
void beside(size_t Size, std::string Text);
void besideItself() {
  std::string Text = readLine();
  beside(Text.size(), Text);
}
// LLVM issue 62206: it is a part of its own next value.
struct Tree {
  std::string Name;
  std::vector<Tree> Below;
};
Tree wrap(const Tree &T);
void intoItself(std::vector<Tree> &To) {
  Tree T{readLine(), {}};
  T = Tree{"above", {T}};
  T = wrap(T);
  To.push_back(T);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'T' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.push_back(std::move(T));
}
// LLVM issue 172018: a lambda gives it its next value.
void refilledByLambda(Strings &To) {
  std::string Text;
  auto Next = [&] {
    Text = readLine();
    return !Text.empty();
  };
  while (Next())
    To.push_back(Text);
}
// LLVM issue 136105: `std::tie` gives it its next value.
std::tuple<int, std::string> nextPair();
void refilledByTie(Strings &To) {
  int Number = 0;
  std::string Text;
  do {
    std::tie(Number, Text) = nextPair();
    To.push_back(Text);
  } while (Number > 0);
}
// LLVM review D139122: a function keeps its address in an object.
struct Kept {
  const std::string *Text = nullptr;
};
void keep(Kept &In, const std::string &Text);
void addressKept(std::string Text) {
  Kept K;
  keep(K, Text);
  sink(Text);
  look(*K.Text);
}
// LLVM pull request 139525: a reference by another name.
void byOtherName(std::string Text) {
  auto &Same = Text;
  sink(Text);
  look(Same);
}
void byNamesOfParts(Order O, std::vector<Order> &To) {
  const auto &[Id, Items] = O;
  To.push_back(O);
  look(Id + Items[0]);
}
void byOtherNameInTuple(std::string Text) {
  auto Both = std::tie(Text);
  sink(Text);
  look(std::get<0>(Both));
}
void byReferenceWrapper(std::string Text) {
  auto Same = std::ref(Text);
  sink(Text);
  look(Same.get());
}
void byBoundFunction(std::string Text) {
  std::function<void()> Show = std::bind(look, std::cref(Text));
  sink(Text);
  Show();
}
// LLVM issues 63202 and 80693: only its base is taken.
struct Person {
  Person(const Person &) = default;
  Person(Person &&) = default;
  std::string Name;
};
struct Customer : Person {
  Customer(Customer &&Other) : Person(Other), Surname(Other.Surname) {}
  std::string Surname;
};

//===-- Nothing would be moved --------------------------------------------===//

// LLVM issue 91568: an optional of what cannot be moved.
struct Unmovable {
  Unmovable();
  Unmovable(const Unmovable &);
  Unmovable(Unmovable &&) = delete;
  std::string Text;
};
struct Owner {
  explicit Owner(std::optional<Unmovable> Value) : Value(Value) {}
  std::optional<Unmovable> Value;
};
// LLVM issues 57266 and 88434: a destructor that is declared takes the move away.
struct Virtual {
  virtual ~Virtual() = default;
  std::string Text;
};
struct Destroyed {
  ~Destroyed() {}
  std::string Text;
};
void withDestructor(std::vector<Virtual> &A, std::vector<Destroyed> &B) {
  Virtual V;
  V.Text = readLine();
  A.push_back(V);
  Destroyed D;
  D.Text = readLine();
  B.push_back(D);
}
// LLVM issue 174826: one of the two is private.
class Guarded {
public:
  Guarded();
  Guarded(const Guarded &);
  std::string Text;

private:
  Guarded(Guarded &&);
};
void takeGuarded(Guarded Value);
void byPrivate() {
  Guarded Value;
  look(Value.Text);
  takeGuarded(Value);
}
// LLVM issues 53499, 61257 and 86404: what takes it takes it by const reference.
void byReference() {
  std::string Text = readLine();
  std::string Base = readLine();
  look(Text);
  Base += Text; // LLVM issue 64930
  Base.append(Text);
  look(Base);
}
// LLVM issue 30778: a constant stays what it is.
void constant(const std::string Text, Strings &To) {
  const std::string Local = readLine();
  To.push_back(Text);
  To.push_back(Local);
}
// LLVM issue 153247: what a second owner costs is little.
void owners(std::vector<std::shared_future<int>> &A,
            std::vector<std::weak_ptr<int>> &B,
            std::vector<std::stop_token> &C, std::shared_future<int> Future,
            std::weak_ptr<int> Weak, std::stop_token Token) {
  A.push_back(Future);
  B.push_back(Weak);
  C.push_back(Token);
}

//===-- The parameter may be somebody else's ------------------------------===//

// LLVM issues 164735 and 82023: `T &&` of a template may be an lvalue.
template <typename T> struct Holder {
  explicit Holder(T &&Value) : Value(Value) {}
  std::decay_t<T> Value;
};
template <typename T> Holder(T &&) -> Holder<T>;
template <typename T> void forwards(Strings &To, T &&Text) {
  look(Text);
  To.push_back(Text);
}
void instantiates(Strings &To) {
  std::string Text = readLine();
  Holder Copies(Text);
  Holder Takes(readLine());
  forwards(To, Text);
  forwards(To, readLine());
  look(Text + Copies.Value + Takes.Value);
}
void byGenericLambda(Strings &To) {
  std::string Text = readLine();
  auto Add = [&](auto &&Value) { To.push_back(Value); };
  Add(Text);
  Add(readLine());
  look(Text);
}
// LLVM issues 43943, 62276 and 99384: it is moved where a type depends.
template <typename B> struct Boxed {
  std::string Text;
};
template <typename B> Boxed<B> boxed(std::string Text) {
  return {std::move(Text)};
}
template <typename T> void later(std::string Name, T Value) {
  T::set(std::move(Name), Value);
}
template <typename T> void listed(Strings Names) {
  struct Inner {
    std::vector<T> Names;
  };
  auto All = Inner{.Names = std::move(Names)};
  look(All.Names[0]);
}
struct Settings {
  static void set(std::string Name, Settings);
};
void instantiatesMoves() {
  boxed<int>("x");
  later("x", Settings());
  listed<std::string>({readLine()});
}
// LLVM issue 154755: a pack.
template <typename... Parts> void all(Strings &To, Parts... Texts) {
  (To.push_back(Texts), ...);
  (look(Texts), ...);
}
void instantiatesPack(Strings &To) { all(To, readLine(), readLine()); }
// LLVM issues 50583, 74542 and 179090: what forwards it takes it over, or not.
void mayTakeOver(std::map<int, Order> &To, Order First, Order Second) {
  To.try_emplace(1, std::move(First));
  To.emplace(2, Second);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Second' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.emplace(2, std::move(Second));
}
void triesTwice(std::map<int, Order> &To, std::map<int, Order> &Else, Order O) {
  if (!To.try_emplace(1, O).second)
    Else.try_emplace(1, O);
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'O' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: Else.try_emplace(1, std::move(O));
}
// LLVM issues 65317 and 173923: its members are moved, one by one.
void memberwise(Order &&From, Order &To) {
  To.Id = std::move(From.Id);
  To.Items = std::move(From.Items);
}
// LLVM issue 187716: functions that nobody wrote.
struct Base {
  explicit Base(std::string &&Text) : Text(std::move(Text)) {}
  std::string Text;
};
struct Inherits : Base {
  using Base::Base;
};
void inherits() {
  Inherits I(readLine());
  Inherits J(std::move(I));
  look(J.Text);
}

//===-- Where it is a move that was missed --------------------------------===//

// LLVM issue 113354: an assignment takes rvalues.
void assigned(Strings &To, std::string &&Text) {
  To.resize(To.size() + 1);
  To[To.size() - 1] = Text;
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To[To.size() - 1] = std::move(Text);
}
// LLVM issue 132419: what C++20 moves by itself.
Order movedByReturn(Order &&O) { return O; }
// LLVM issues 126515 and 95480: one of two in a conditional expression.
void either(bool First) {
  std::string Text = readLine();
  sink(First ? std::string("none") : Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: sink(First ? std::string("none") : std::move(Text));
}
void eitherOfTwo(bool First) {
  std::string A = readLine(), B = readLine();
  sink(First ? A : B);
}
// LLVM issue 225395: a swap is three moves.
void swaps(Order &A, Order &B) {
  Order Kept = std::move(A);
  A = std::move(B);
  B = Kept;
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Kept' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: B = std::move(Kept);
}
// LLVM issue 61970 and review D126780: a capture that has the same name.
void captures(std::function<std::function<void()>(std::string)> &To) {
  To = [](std::string Text) -> std::function<void()> {
    return [Text = std::move(Text)] { look(Text); };
  };
}
// LLVM issue 53489: the last of several copies.
void severalTimes() {
  std::string Text = readLine();
  sink(Text);
  sink(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: sink(std::move(Text));
}
// LLVM issue 25693: an overload for rvalues exists, and is used.
struct Both {
  explicit Both(const std::string &Text) : Text(Text) {}
  explicit Both(std::string &&Text) : Text(std::move(Text)) {}
  std::string Text;
};
// LLVM issue 69412: there is no taking it over.
struct OnlyKept {
  explicit OnlyKept(const std::string &Text) : Text(Text) {}
  explicit OnlyKept(std::string &&) = delete;
  const std::string &Text;
};
void keeps() {
  std::string Text = readLine();
  OnlyKept K(Text);
  look(K.Text);
}
// Kin of the reports above: a copy of a view looks at the text too.
void viewOfAView(std::vector<std::string> &To) {
  std::string Text = readLine();
  std::string_view View = Text;
  auto Same = View;
  To.push_back(Text);
  look(std::string(Same));
}
