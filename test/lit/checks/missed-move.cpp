// RUN: %check_p99 %s p99-missed-move %t

#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using Strings = std::vector<std::string>;
std::string readLine();
bool more();
void sink(std::string Text);
void look(const std::string &Text);
void fill(std::string *Text);
struct Order {
  std::string Id;
  Strings Items;
};

//===-- Flagged -----------------------------------------------------------===//

void pushed(Strings &To) {
  std::string Text = readLine();
  look(Text);
  To.push_back(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-NOTES: :[[@LINE-4]]:15: note: 'Text' is declared here, and nothing else refers to it
  // CHECK-FIXES: To.push_back(std::move(Text));
}

void argument() {
  std::string Text = readLine();
  if (Text.empty())
    return;
  sink(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: sink(std::move(Text));
}

void filledIn(Strings &To) {
  std::string Text;
  fill(&Text);
  To.emplace_back(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.emplace_back(std::move(Text));
}

struct Holder {
  Strings Names;
  std::string Last;
  Holder(Strings N, int Count) : Names(N) {
    // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: 'N' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: Holder(Strings N, int Count) : Names(std::move(N)) {
  }
  void set(std::string Value) {
    look(Value);
    Last = Value;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Value' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: Last = std::move(Value);
  }
  void take(std::string &&Value) {
    Last = Value;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Value' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: Last = std::move(Value);
  }
};

Order aggregate(std::string Id) {
  look(Id);
  Strings Items{readLine()};
  return Order{Id, Items};
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Id' is copied here and not used again; move it [p99-missed-move]
  // CHECK-MESSAGES: :[[@LINE-2]]:20: warning: 'Items' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: return Order{std::move(Id), std::move(Items)};
}

void inEachRound(std::vector<Order> &To) {
  while (more()) {
    Order Next;
    Next.Id = readLine();
    To.push_back(Next);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Next' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: To.push_back(std::move(Next));
  }
}

void eitherBranch(Strings &A, Strings &B, bool First) {
  std::string Text = readLine();
  if (First)
    A.push_back(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: A.push_back(std::move(Text));
  else
    B.push_back(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: B.push_back(std::move(Text));
}

void intoMaps(std::map<std::string, Order> &Orders) {
  std::string Key = readLine();
  Order Value;
  Value.Id = Key;
  Orders.emplace(Key, Value);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Key' is copied here and not used again; move it [p99-missed-move]
  // CHECK-MESSAGES: :[[@LINE-2]]:23: warning: 'Value' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: Orders.emplace(std::move(Key), std::move(Value));
}

void post(std::function<void()> Task);
void captured() {
  std::string Text = readLine();
  post([Text] { look(Text); });
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: post([Text = std::move(Text)] { look(Text); });
}

void replaced(Strings &To) {
  std::string Text = readLine();
  To.push_back(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.push_back(std::move(Text));
  Text = readLine();
  look(Text);
}

// Only its members are needed.
struct Line {
  std::string Key, Value;
  Strings Rest;
};
Line readParts();
void parts(std::map<std::string, std::string> &To, std::vector<Order> &Orders) {
  while (more()) {
    Line L = readParts();
    look(L.Key);
    To[L.Key] = L.Value;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'L.Value' is copied here and not used again; move it [p99-missed-move]
    // CHECK-NOTES: :[[@LINE-4]]:10: note: 'L' is declared here, and nothing else refers to it
    // CHECK-FIXES: To[L.Key] = std::move(L.Value);
    Order O;
    O.Items = L.Rest;
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'L.Rest' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: O.Items = std::move(L.Rest);
    O.Id = L.Key;
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'L.Key' is copied here and not used again; move it [p99-missed-move]
    // CHECK-FIXES: O.Id = std::move(L.Key);
    Orders.push_back(std::move(O));
  }
}
void sinkTwo(std::string A, std::string B);
void bothParts(Line L) {
  sinkTwo(L.Key, L.Value);
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'L.Key' is copied here and not used again; move it [p99-missed-move]
  // CHECK-MESSAGES: :[[@LINE-2]]:18: warning: 'L.Value' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: sinkTwo(std::move(L.Key), std::move(L.Value));
}

//===-- Fixed -------------------------------------------------------------===//

void viewedBefore(Strings &To) {
  std::string Text = readLine();
  std::string_view View = Text;
  auto Begin = Text.begin();
  if (View.empty() || *Begin == ' ')
    return;
  To.push_back(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.push_back(std::move(Text));
}

std::unique_ptr<Order> pieces() {
  Order Made;
  for (const std::string &Item : Made.Items)
    look(Item);
  return std::make_unique<Order>(Made);
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Made' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: return std::make_unique<Order>(std::move(Made));
}

//===-- Not flagged -------------------------------------------------------===//

void usedAfter(Strings &To) {
  std::string Text = readLine();
  To.push_back(Text);
  look(Text);
}

void usedOnOnePath(Strings &To) {
  std::string Text = readLine();
  To.push_back(Text);
  if (more())
    look(Text);
}

void usedInNextRound(Strings &To) {
  std::string Text = readLine();
  while (more())
    To.push_back(Text);
}

void usedThroughBackEdge(Strings &To) {
  std::string Text;
  for (int I = 0; I < 9; ++I) {
    Text += "x";
    To.push_back(Text);
  }
}

void byGoto(Strings &To) {
  std::string Text = readLine();
again:
  To.push_back(Text);
  if (more())
    goto again;
}

void clearedKeepsItsMemory(Strings &To) {
  std::string Text;
  while (more()) {
    Text += readLine();
    To.push_back(Text);
    Text.clear();
  }
}

void referenceAlive(Strings &To) {
  std::string Text = readLine();
  const std::string &Same = Text;
  To.push_back(Text);
  look(Same);
}

void pointerAlive(Strings &To) {
  std::string Text = readLine();
  std::string *Same = &Text;
  To.push_back(Text);
  look(*Same);
}

void viewAlive(Strings &To) {
  std::string Text = readLine();
  std::string_view Same = std::string_view(Text).substr(1);
  To.push_back(Text);
  look(std::string(Same));
}

void viewOfMemberAlive(std::vector<Order> &To) {
  Order Text;
  const std::string &Id = Text.Id;
  const char *Characters = Id.c_str();
  To.push_back(Text);
  look(Characters);
}

void iteratorAlive(std::vector<Strings> &To) {
  Strings Text{readLine()};
  auto It = Text.begin();
  To.push_back(Text);
  look(*It);
}

void inRangeFor(std::vector<Strings> &To) {
  Strings Texts{readLine()};
  for (const std::string &Text : Texts) {
    To.push_back(Texts);
    look(Text);
  }
}

void viewsCollected(Strings &To) {
  std::string Text = readLine();
  std::vector<std::string_view> Words;
  Words.push_back(Text);
  To.push_back(Text);
  look(std::string(Words[0]));
}

struct Parser {
  explicit Parser(const std::string &Text) : Text(Text) {}
  bool next();
  const std::string &Text;
};
void keptByObject(Strings &To) {
  std::string Text = readLine();
  Parser Words(Text);
  To.push_back(Text);
  Words.next();
}

struct Settings {
  const char *Name;
};
void keptByMember(Strings &To) {
  std::string Text = readLine();
  Settings S;
  S.Name = Text.c_str();
  To.push_back(Text);
  look(S.Name);
}

void keptByMethod(Strings &To) {
  std::string Text = readLine();
  std::map<std::string_view, int> Counts;
  Counts.emplace(Text, 1);
  To.push_back(Text);
  look(std::string(Counts.begin()->first));
}

struct Guard {
  explicit Guard(std::string &Text) : Text(Text) {}
  ~Guard() { look(Text); }
  std::string &Text;
};
void destructorLooks(Strings &To) {
  std::string Text = readLine();
  Guard AtEnd(Text);
  To.push_back(Text);
}

void lambdaRefers(Strings &To) {
  std::string Text = readLine();
  auto Show = [&] { look(Text); };
  To.push_back(Text);
  Show();
}

void lambdaRunsAgain(std::vector<int> &Numbers, Strings &To) {
  std::string Text = readLine();
  for (int N : Numbers)
    post([Text] { look(Text); });
}

void ofTheEnclosing(Strings &To) {
  std::string Text = readLine();
  post([Text, &To]() mutable { To.push_back(Text); Text.clear(); });
  look(Text);
}

void threadRefers(Strings &To) {
  std::string Text = readLine();
  std::thread Other(look, std::cref(Text));
  To.push_back(Text);
  Other.join();
}

void handlerLooks(Strings &To) {
  std::string Text = readLine();
  try {
    sink(Text);
  } catch (...) {
    look(Text);
  }
}

void triesAgain() {
  std::string Text = readLine();
  for (int I = 0; I < 3; ++I) {
    try {
      sink(Text);
      return;
    } catch (...) {
    }
  }
}

void both(std::string A, std::string B);
void twiceInOne() {
  std::string Text = readLine();
  both(Text, Text);
}
void indexed(std::map<std::string, Order> &Orders) {
  Order Next;
  Orders[Next.Id] = Next;
}
void sizeBeside(std::string Text, size_t Size);
void unsequenced() {
  std::string Text = readLine();
  sizeBeside(Text, Text.size());
}

std::string returned() {
  std::string Text = readLine();
  return Text;
}
void thrown() {
  std::string Text = readLine();
  throw Text;
}
void constant(Strings &To) {
  const std::string Text = readLine();
  To.push_back(Text);
}
void referred(Strings &To, std::string &Text, const std::string &Other) {
  To.push_back(Text);
  To.push_back(Other);
}
void onlyRead() {
  std::string Text = readLine();
  look(Text);
}
void alreadyMoved(Strings &To) {
  std::string Text = readLine();
  To.push_back(std::move(Text));
}
void inList(Strings &To) {
  static std::string Text = readLine();
  To.push_back(Text);
}
std::string Global;
void global(Strings &To) { To.push_back(Global); }
void shared(std::vector<std::shared_ptr<int>> &To) {
  auto P = std::make_shared<int>(1);
  To.push_back(P);
}
struct Point {
  double X, Y;
};
void trivial(std::vector<Point> &To) {
  Point P{1, 2};
  To.push_back(P);
}
struct CopyOnly {
  CopyOnly();
  CopyOnly(const CopyOnly &) = default;
  std::string Text;
};
void withoutMove(std::vector<CopyOnly> &To) {
  CopyOnly Text;
  To.push_back(Text);
}
// LLVM issue 91568: a deleted move constructor is chosen, and fails.
struct Fixed {
  Fixed();
  Fixed(const Fixed &);
  Fixed(Fixed &&) = delete;
  std::string Text;
};
void deletedMove(std::vector<Fixed> &To) {
  Fixed Text;
  To.push_back(Text);
}
// LLVM issue 55238: the arguments are evaluated in any order.
size_t length(std::string &&Text);
void forwarded(std::map<std::string, size_t> &To) {
  std::string Text = readLine();
  To.emplace(Text, length(std::move(Text)));
}
struct Registry {
  void add(const std::string &Text);
  void only(const std::string &Text);
  void only(std::string &&) = delete;
};
void noOverload(Registry &R) {
  std::string Text = readLine();
  R.add(Text);
}
void deletedOverload(Registry &R) {
  std::string Text = readLine();
  R.only(Text);
}
void otherElement(std::vector<std::unique_ptr<Parser>> &To) {
  std::string Text = readLine();
  To.push_back(std::make_unique<Parser>(Text));
}
void notEvaluated() {
  std::string Text = readLine();
  look(Text);
  static_assert(sizeof(std::string(Text)) > 1);
}
int main() {
  std::string Text = readLine();
  sink(Text);
}

// All callers would move, where the function could refer.
template <typename... T> void logLine(const char *Format, T... Values);
void logged() {
  std::string Text = readLine();
  logLine("got %s", Text);
}
void partUsedAgain(Strings &To) {
  Line L = readParts();
  To.push_back(L.Key);
  look(L.Key);
}
Line wholeUsedAgain(Strings &To) {
  Line L = readParts();
  To.push_back(L.Key);
  return L;
}
void partReferred(Strings &To) {
  Line L = readParts();
  const std::string &Key = L.Key;
  To.push_back(L.Key);
  look(Key);
}
void partOfWholeReferred(Strings &To) {
  Line L = readParts();
  Line &Same = L;
  To.push_back(L.Key);
  look(Same.Key);
}
void partInLoop(Strings &To) {
  Line L = readParts();
  while (more())
    To.push_back(L.Key);
}
void partOfOther(Strings &To, Line &L, const Line &C, Line *P) {
  To.push_back(L.Key);
  To.push_back(C.Key);
  To.push_back(P->Key);
}
void partOfRvalue(Strings &To, Line &&L) { To.push_back(L.Key); }
void partOfConst(Strings &To) {
  const Line L = readParts();
  To.push_back(L.Key);
}
// The destructor looks at it.
struct Logged {
  std::string Name;
  ~Logged() { look(Name); }
};
void partIsLogged(Strings &To) {
  Logged L{readLine()};
  To.push_back(L.Name);
}
void partTwice() {
  Line L = readParts();
  sinkTwo(L.Key, L.Key);
}
struct Referring {
  std::string &Name;
};
void partIsReference(Strings &To, std::string &Text) {
  Referring R{Text};
  To.push_back(R.Name);
}
void partOfPart(Strings &To) {
  struct Outer {
    Line Inner;
  } O{readParts()};
  To.push_back(O.Inner.Key);
}
void partByMethod(Strings &To, std::vector<Line> Lines) {
  To.push_back(Lines[0].Key);
  To.push_back(Lines.front().Key);
}
void partOfBinding(Strings &To, std::map<std::string, std::string> Names) {
  for (auto [Key, Value] : Names)
    To.push_back(Key);
}

//===-- Macros and templates ----------------------------------------------===//

#define CHECKED(Call) (void)(Call)
void inMacro(Strings &To) {
  std::string Text = readLine();
  CHECKED(sink(Text));
}

// Other builds use it again.
#define DROPPED(Condition) ((void)0)
void inDroppedMacro(Strings &To) {
  std::string Text = readLine();
  To.push_back(Text);
  DROPPED(!Text.empty());
}
void inOtherBranch(Strings &To) {
  std::string Text = readLine();
  To.push_back(Text);
#ifdef DEBUG_OUTPUT
  look(Text);
#endif
}
void nameOfOthers(Strings &To, Order &O) {
  std::string Id = readLine(); // Not the Id of O.
  O.Id.clear();
  To.push_back(Id);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Id' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.push_back(std::move(Id));
}

template <typename T> void ofTemplate(std::vector<T> &To, T Value) {
  std::string Text = readLine();
  To.push_back(Value);
  To.push_back(Text);
}
void instantiates(Strings &To) { ofTemplate(To, readLine()); }

//===-- Wrapped -----------------------------------------------------------===//

class Queue {
public:
  void add(const std::string &Text) { All.push_back(Text); }
  void add(std::string &&Text) { All.push_back(std::move(Text)); }

private:
  Strings All;
};
void throughOverload(Queue &To) {
  std::string Text = readLine();
  To.add(Text);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Text' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To.add(std::move(Text));
}

//===-- Beside what takes longer ------------------------------------------===//

void makeFolder() {
  std::string Name = readLine();
  std::filesystem::create_directory(Name);
}
void keepsFolder(std::vector<std::filesystem::path> &All) {
  std::filesystem::path Name = readLine();
  All.push_back(Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Name' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: All.push_back(std::move(Name));
}

//===-- Lists -------------------------------------------------------------===//

void onlyLooped() {
  std::string First = readLine(), Second = readLine();
  for (const std::string &Each : {First, Second})
    look(Each);
}
void assignedAsList(Strings &To) {
  std::string First = readLine();
  To = {First};
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'First' is copied here and not used again; move it [p99-missed-move]
  // CHECK-FIXES: To = {std::move(First)};
}
void isEmpty(Strings &To) {
  std::string None;
  To.push_back(None);
}

//===-- Options -----------------------------------------------------------===//
// There are none.
