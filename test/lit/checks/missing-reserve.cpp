// RUN: %check_p99 %s p99-missing-reserve %t
// RUN: %check_p99 -check-suffixes=,ALL %s p99-missing-reserve %t \
// RUN:   -config='{CheckOptions: {p99-missing-reserve.Conditional: true}}' -- -DALL
// RUN: %check_p99 -check-suffixes=SHORT %s p99-missing-reserve %t \
// RUN:   -config='{CheckOptions: {p99-missing-reserve.MinTripCount: 3}}' -- -DSHORT

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Row {
  std::string Name;
  long Amount;
  bool Valid;
};
using Rows = std::vector<Row>;
void log(const std::string &);
void send(std::vector<std::string> &);
bool isGood(const Row &);
bool next(Row &);
bool isSet(long);

#ifndef SHORT

//===-- Flagged -----------------------------------------------------------===//

// Any other statement in the body does not hide it.
std::vector<std::string> names(const Rows &All) {
  long Sum = 0;
  std::vector<std::string> Names;
  // CHECK-FIXES: Names.reserve(All.size());
  for (const Row &R : All) {
    Sum += R.Amount;
    Names.push_back(R.Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Names' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: the loop starts here
  }
  Names.push_back(std::to_string(Sum));
  return Names;
}

// Two for each.
std::vector<std::string> pairs(const std::map<std::string, std::string> &Fields) {
  std::vector<std::string> Out;
  // CHECK-FIXES: Out.reserve(2 * Fields.size());
  for (const auto &[Key, Value] : Fields) {
    Out.emplace_back(Key);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    Out.emplace_back(Value);
  }
  return Out;
}

// The order of a hash table depends on its room.
long index(const Rows &All) {
  std::unordered_map<std::string, const Row *> ByName;
  // CHECK-FIXES: ByName.reserve(All.size());
  for (const Row &R : All)
    ByName[R.Name] = &R;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'ByName' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: if nothing depends on the order of its elements
  std::unordered_set<long> Seen;
  // CHECK-FIXES: Seen.reserve(All.size());
  for (auto It = All.begin(); It != All.end(); ++It) {
    log(It->Name);
    Seen.insert(It->Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Seen' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  }
  return long(ByName.size() + Seen.size());
}

// All that share a key.
size_t indexAll(const Rows &All) {
  std::unordered_multimap<std::string, long> Amounts;
  std::unordered_multiset<long> Sums;
  // CHECK-FIXES: Amounts.reserve(All.size());
  for (const Row &R : All)
    Amounts.emplace(R.Name, R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Amounts' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-FIXES: Sums.reserve(All.size());
  for (const Row &R : All)
    Sums.insert(R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Sums' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Amounts.size() + Sums.size();
}

// A negative number throws.
std::vector<int> squares(int Count) {
  std::vector<int> Out;
  // CHECK-FIXES: Out.reserve(Count);
  for (int I = 0; I < Count; ++I) {
    int Square = I * I;
    Out.push_back(Square);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: if the number of rounds is never negative
  }
  return Out;
}

// An element in any case.
std::vector<long> either(const Rows &All) {
  std::vector<long> Out;
  // CHECK-FIXES: Out.reserve(All.size());
  for (size_t I = 0, N = All.size(); I < N; ++I) {
    if (All[I].Valid)
      Out.push_back(All[I].Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    else
      Out.push_back(0);
  }
  return Out;
}

// Some rounds add nothing: on a request path.
[[gnu::hot]] std::vector<long> valid(const Rows &All) {
  std::vector<long> Out;
  // CHECK-FIXES: Out.reserve(All.size());
  for (const Row &R : All)
    if (R.Valid)
      Out.push_back(R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Out' may grow in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-NOTES: :[[@LINE-7]]:32: note: hot: marked with the 'hot' attribute
  // CHECK-NOTES: :[[@LINE-3]]:7: note: if most rounds add an element
  return Out;
}

// What is between may end early.
[[gnu::hot]] std::vector<long> untilBad(const Rows &All) {
  std::vector<long> Out;
  // CHECK-FIXES: Out.reserve(All.size());
  for (const Row &R : All) {
    Out.push_back(R.Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    // CHECK-NOTES: :[[@LINE-2]]:5: note: if most rounds add an element
    if (!R.Valid)
      break;
  }
  return Out;
}

// The length of a temporary: no fix.
Rows load();
[[gnu::hot]] std::vector<long> ofTemporary() {
  std::vector<long> Out;
  for (const Row &R : load()) {
    log(R.Name);
    Out.push_back(R.Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  }
  return Out;
}

// Character by character.
std::string hex(std::string_view Bytes) {
  std::basic_string<char> Out;
  // CHECK-FIXES: Out.reserve(2 * Bytes.size());
  for (unsigned char C : Bytes) {
    Out += "0123456789abcdef"[C >> 4];
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    Out += "0123456789abcdef"[C & 15];
  }
  return Out;
}

// A member of a local object.
struct Reply {
  std::vector<std::string> Names;
  int Code = 0;
};
Reply reply(const Rows *All) {
  Reply Answer;
  Answer.Code = 200;
  // CHECK-FIXES: Answer.Names.reserve(All->size());
  for (const Row &R : *All) {
    log(R.Name);
    Answer.Names.push_back(R.Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Names' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  }
  return Answer;
}

//===-- Fixed -------------------------------------------------------------===//

// Something is in it before.
std::vector<std::string> withHead(const Rows &All) {
  std::vector<std::string> Out;
  Out.push_back("name");
  // CHECK-FIXES: Out.reserve(Out.size() + All.size());
  for (const Row &R : All)
    Out.push_back(R.Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Out;
}

std::vector<unsigned> upTo(unsigned Last) {
  std::vector<unsigned> Out;
  // CHECK-FIXES: Out.reserve(Last + 1);
  for (unsigned I = 0; I <= Last; ++I)
    Out.push_back(I);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Out;
}

// The container is made anew in each round of an outer loop.
void batches(const std::vector<Rows> &All) {
  for (const Rows &Some : All) {
    std::vector<std::string> Names;
    // CHECK-FIXES: Names.reserve(Some.size());
    for (const Row &R : Some)
      Names.push_back(R.Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Names' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    send(Names);
  }
}

// A branch without braces.
std::vector<long> inBranch(const Rows &All, bool Wanted) {
  std::vector<long> Out;
  if (Wanted)
    // CHECK-FIXES: { Out.reserve(All.size());
    for (const Row &R : All)
      Out.push_back(R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-FIXES: Out.push_back(R.Amount); }
  return Out;
}

//===-- Not flagged -------------------------------------------------------===//

std::vector<std::string> reserved(const Rows &All) {
  std::vector<std::string> Out;
  Out.reserve(All.size());
  for (const Row &R : All)
    Out.push_back(R.Name);
  return Out;
}

// Twice as much room each time is better than a little more.
std::vector<std::string> refilled(const std::vector<Rows> &All) {
  std::vector<std::string> Out;
  for (const Rows &Some : All)
    for (const Row &R : Some)
      Out.push_back(R.Name);
  return Out;
}
std::vector<std::string> refilledBelow(const std::vector<Rows> &All) {
  std::vector<std::string> Out;
  for (const Rows &Some : All) {
    Out.push_back("some:");
    for (const Row &R : Some)
      Out.push_back(R.Name);
  }
  return Out;
}

// Who calls may have made room, or come again.
void append(const Rows &All, std::vector<std::string> &Out) {
  for (const Row &R : All)
    Out.push_back(R.Name);
}
void makeRoom(std::vector<std::string> &Out, size_t Count);
std::vector<std::string> madeElsewhere(const Rows &All) {
  std::vector<std::string> Out;
  makeRoom(Out, All.size());
  for (const Row &R : All)
    Out.push_back(R.Name);
  return Out;
}
std::vector<std::string> start(size_t);
std::vector<std::string> fromCall(const Rows &All) {
  std::vector<std::string> Out = start(All.size());
  for (const Row &R : All)
    Out.push_back(R.Name);
  return Out;
}
class Cache {
public:
  void fill(const Rows &All) {
    Names.clear();
    for (const Row &R : All)
      Names.push_back(R.Name);
  }

private:
  std::vector<std::string> Names;
};

// Batches.
void inBatches(const Rows &All) {
  std::vector<std::string> Batch;
  for (const Row &R : All) {
    Batch.push_back(R.Name);
    if (Batch.size() == 100) {
      send(Batch);
      Batch.clear();
    }
  }
  send(Batch);
}

// Nobody knows how often.
std::vector<std::string> lines(std::istream &In) {
  std::vector<std::string> Out;
  std::string Line;
  while (std::getline(In, Line))
    Out.push_back(Line);
  return Out;
}
struct Node {
  int Value;
  Node *Next;
};
std::vector<int> values(const Node *First) {
  std::vector<int> Out;
  for (const Node *N = First; N; N = N->Next)
    Out.push_back(N->Value);
  return Out;
}
std::vector<std::string> words(std::istream &In) {
  std::vector<std::string> Out;
  for (auto It = std::istream_iterator<std::string>(In); It != std::istream_iterator<std::string>(); ++It)
    Out.push_back(*It);
  return Out;
}
std::vector<int> moving(int N) {
  std::vector<int> Out;
  for (int I = 0; I < N; ++I) {
    Out.push_back(I);
    --N;
  }
  return Out;
}

// Few rounds.
std::vector<int> few() {
  std::vector<int> Out;
  for (int I = 0; I < 4; ++I)
    Out.push_back(I * 3);
  return Out;
}

// A limit that is seldom reached.
[[gnu::hot]] std::vector<Row> page(size_t Limit) {
  std::vector<Row> Out;
  for (size_t I = 0; I < Limit; ++I) {
    Row R;
    if (!next(R))
      return Out;
    Out.push_back(R);
  }
  std::vector<long> Set;
  for (long Bit = 0; Bit < 65536; ++Bit)
    if (isSet(Bit))
      Set.push_back(Bit);
  for (size_t I = 0; I < 1000000; ++I) {
    if (!isSet(I))
      break;
    Set.push_back(I);
  }
  return Out;
}

// The length of a temporary, where it is not hot.
std::vector<long> ofSeldomTemporary() {
  std::vector<long> Out;
  for (const Row &R : load())
    Out.push_back(R.Amount);
  return Out;
}

// Some rounds add nothing.
#ifndef ALL
std::vector<long> rare(const Rows &All) {
  std::vector<long> Out;
  for (const Row &R : All)
    if (!isGood(R))
      Out.push_back(R.Amount);
  return Out;
}
#endif

// How much each round adds is not known.
std::string joined(const Rows &All) {
  std::string Out;
  for (const Row &R : All) {
    Out += R.Name;
    Out += ',';
  }
  return Out;
}

// Few keys: how often, and groups.
size_t countNames(const Rows &All) {
  std::unordered_map<std::string, int> Counts;
  std::unordered_map<long, std::vector<std::string>> ByAmount;
  for (const Row &R : All) {
    ++Counts[R.Name];
    ByAmount[R.Amount].push_back(R.Name);
  }
  return Counts.size() + ByAmount.size();
}

// Nothing to reserve.
std::list<long> toList(const Rows &All) {
  std::list<long> Out;
  std::set<long> Sorted;
  for (const Row &R : All) {
    Out.push_back(R.Amount);
    Sorted.insert(R.Amount);
  }
  return Out;
}

// Each round takes long.
std::vector<long> written(const Rows &All, int Fd) {
  std::vector<long> Out;
  for (const Row &R : All) {
    fsync(Fd);
    Out.push_back(R.Amount);
  }
  return Out;
}

// Of the loop itself.
std::vector<int> breadthFirst() {
  std::vector<int> Open{1};
  for (size_t I = 0; I < Open.size(); ++I)
    if (Open[I] < 100)
      Open.push_back(Open[I] * 2);
  return Open;
}

// At the start of the program, and when something fails.
int main(int ArgC, char **ArgV) {
  std::vector<std::string> Arguments;
  for (int I = 0; I < ArgC; ++I)
    Arguments.push_back(ArgV[I]);
}
void report(const Rows &All) {
  try {
    log("");
  } catch (...) {
    std::vector<std::string> Names;
    for (const Row &R : All)
      Names.push_back(R.Name);
    send(Names);
  }
}

//===-- Macros and templates ----------------------------------------------===//

template <typename T> std::vector<T> doubled(const std::vector<T> &Values) {
  std::vector<T> Out;
  // CHECK-FIXES: Out.reserve(Values.size());
  for (const T &Value : Values) {
    T Twice = Value + Value;
    Out.push_back(Twice);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  }
  return Out;
}
auto Ints = doubled(std::vector<int>());
auto Longs = doubled(std::vector<long>());

#define EACH(Variable, Range) for (const auto &Variable : Range)
std::vector<long> byMacro(const Rows &All) {
  std::vector<long> Out;
  EACH(R, All) {
    log(R.Name);
    Out.push_back(R.Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  }
  return Out;
}

//===-- Wrapped -----------------------------------------------------------===//

// Through a lambda for each element.
std::vector<std::string> byAlgorithm(const Rows &All) {
  std::vector<std::string> Out;
  // CHECK-FIXES: Out.reserve(All.size());
  std::for_each(All.begin(), All.end(),
                [&](const Row &R) { Out.push_back(R.Name); });
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Out;
}

// A lambda that runs who knows when.
void later(std::function<void(const Row &)> Run);
std::vector<std::string> byEvents(const Rows &All) {
  std::vector<std::string> Out;
  later([&](const Row &R) { Out.push_back(R.Name); });
  return Out;
}

#ifdef ALL
std::vector<long> good(const Rows &All) {
  std::vector<long> Out;
  // CHECK-FIXES-ALL: Out.reserve(All.size());
  for (const Row &R : All)
    if (isGood(R))
      Out.push_back(R.Amount);
  // CHECK-MESSAGES-ALL: :[[@LINE-1]]:7: warning: 'Out' may grow in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Out;
}
#endif

#endif

//===-- The value of a static variable ------------------------------------===//

#ifndef SHORT
static const Rows Known;
static const std::vector<std::string> KnownNames = [] {
  std::vector<std::string> Out;
  for (const Row &R : Known)
    Out.push_back(R.Name);
  return Out;
}();
#endif

//===-- A container of each round -----------------------------------------===//

#ifndef SHORT
void visit(const std::vector<std::string> &Path);
void ofEachRound(const Rows &All, const std::vector<std::string> &Above) {
  for (const Row &R : All) {
    std::vector<std::string> Path = Above;
    Path.push_back(R.Name);
    visit(Path);
  }
}
#endif

//===-- Options -----------------------------------------------------------===//

#ifdef SHORT
std::vector<int> four() {
  std::vector<int> Out;
  // CHECK-FIXES-SHORT: Out.reserve(4);
  for (int I = 0; I < 4; ++I)
    Out.push_back(I * 3);
  // CHECK-MESSAGES-SHORT: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Out;
}
#endif
