// What clang-tidy's performance-inefficient-vector-operation is known to say or
// to fix wrongly, by the report at LLVM, and what its users miss in it.
// RUN: %check_p99 %s p99-needless-copy,p99-missed-move,p99-string-round-trip,p99-temporary-lookup-key,p99-materialized-output,p99-missing-reserve,p99-eager-log-format %t

#include <algorithm>
#include <list>
#include <map>
#include <memory>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <vector>

struct Row {
  std::string Name;
  long Amount;
};
using Rows = std::vector<Row>;
void look(const std::string &Text);
void use(const std::vector<long> &Values);
long next();

//===-- Room that costs more than it saves --------------------------------===//

// LLVM issue 80853: a little more in each round of an outer loop is quadratic.
std::vector<long> batches(const std::vector<Rows> &All) {
  std::vector<long> Out;
  for (const Rows &Some : All)
    for (const Row &R : Some)
      Out.push_back(R.Amount);
  return Out;
}
std::vector<long> batchesByWhile(const std::vector<Rows> &All) {
  std::vector<long> Out;
  size_t Next = 0;
  while (Next < All.size()) {
    const Rows &Some = All[Next++];
    for (size_t I = 0; I < Some.size(); ++I)
      Out.push_back(Some[I].Amount);
  }
  return Out;
}
std::vector<long> batchesByLambda(const std::vector<Rows> &All) {
  std::vector<long> Out;
  auto Add = [&](const Rows &Some) {
    for (const Row &R : Some)
      Out.push_back(R.Amount);
  };
  for (const Rows &Some : All)
    Add(Some);
  return Out;
}
struct Walker {
  std::vector<long> Out;
  void add(const Rows &Some) {
    for (const Row &R : Some)
      Out.push_back(R.Amount);
  }
};
// LLVM review D35787: eight elements in a byte.
std::vector<bool> bits(const Rows &All) {
  std::vector<bool> Out;
  for (const Row &R : All) {
    long Amount = R.Amount;
    Out.push_back(Amount > 0);
  }
  return Out;
}
// There is room already.
std::vector<long> reserved(const Rows &All) {
  std::vector<long> Out;
  Out.reserve(2 * All.size());
  for (const Row &R : All)
    Out.push_back(R.Amount);
  return Out;
}
std::vector<long> takenOver(std::vector<long> Buffer, const Rows &All) {
  std::vector<long> Out = std::move(Buffer);
  Out.clear();
  for (const Row &R : All)
    Out.push_back(R.Amount);
  return Out;
}
std::vector<long> resized(const Rows &All) {
  std::vector<long> Out;
  Out.resize(All.size());
  Out.clear();
  for (const Row &R : All)
    Out.push_back(R.Amount);
  return Out;
}

//===-- A number of another kind ------------------------------------------===//

// It starts later: the difference may wrap around.
std::vector<long> fromFifth(const Rows &All) {
  std::vector<long> Out;
  for (size_t I = 5; I < All.size(); ++I)
    Out.push_back(All[I].Amount);
  return Out;
}
std::vector<long> everyOther(size_t Count) {
  std::vector<long> Out;
  for (size_t I = 0; I < Count; I += 2) {
    long Value = next();
    Out.push_back(Value);
  }
  return Out;
}
std::vector<long> powers(size_t Limit) {
  std::vector<long> Out;
  for (size_t I = 1; I < Limit; I *= 2)
    Out.push_back(I);
  return Out;
}
std::vector<long> skips(const Rows &All) {
  std::vector<long> Out;
  for (size_t I = 0; I < All.size(); ++I) {
    Out.push_back(All[I].Amount);
    if (All[I].Name.empty())
      ++I;
  }
  return Out;
}
// What bounds it changes.
std::vector<long> shrinking(Rows &All) {
  std::vector<long> Out;
  while (!All.empty()) {
    Out.push_back(All.back().Amount);
    All.pop_back();
  }
  for (size_t I = 0; I < All.size(); ++I) {
    Out.push_back(All[I].Amount);
    All.pop_back();
  }
  return Out;
}
std::vector<long> growing() {
  std::vector<long> Out{1};
  for (size_t I = 0; I < Out.size(); ++I)
    if (Out.size() < 100)
      Out.push_back(Out[I] + 1);
  return Out;
}
// A range that does not know its length.
std::vector<long> filtered(const Rows &All) {
  std::vector<long> Out;
  for (const Row &R : All | std::views::filter([](const Row &R) { return R.Amount > 0; }))
    Out.push_back(R.Amount);
  return Out;
}
// LLVM issue 95596: of another type than the index; negative, it would throw.
std::vector<long> bySigned(int Count) {
  std::vector<long> Out;
  // CHECK-FIXES: Out.reserve(Count);
  for (int I = 0; I < Count; ++I)
    Out.push_back(next());
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-NOTES: :[[@LINE-2]]:5: note: if the number of rounds is never negative
  return Out;
}

//===-- Elements that cannot be counted -----------------------------------===//

std::vector<long> some(const Rows &All) {
  std::vector<long> Out;
  for (const Row &R : All)
    if (R.Amount > 0)
      Out.push_back(R.Amount);
  return Out;
}
std::vector<long> untilFirst(const Rows &All) {
  std::vector<long> Out;
  for (const Row &R : All) {
    if (R.Name == "end")
      break;
    Out.push_back(R.Amount);
  }
  return Out;
}
std::string joined(const Rows &All) {
  std::string Out;
  for (const Row &R : All)
    Out += R.Name;
  return Out;
}
std::vector<long> takenOutAgain(const Rows &All) {
  std::vector<long> Open;
  for (const Row &R : All) {
    Open.push_back(R.Amount);
    if (Open.size() > 4)
      Open.erase(Open.begin());
  }
  return Open;
}
std::list<long> toList(const Rows &All) {
  std::list<long> Out;
  for (const Row &R : All)
    Out.push_back(R.Amount);
  return Out;
}

//===-- Where the fix stands ----------------------------------------------===//

// LLVM issue 179458: two at once, in a loop that does more (LLVM issue 32051).
size_t two(const Rows &All) {
  std::vector<long> Amounts;
  std::vector<std::string> Names;
  // CHECK-FIXES: Amounts.reserve(All.size());
  // CHECK-FIXES-NEXT: Names.reserve(All.size());
  for (const Row &R : All) {
    Amounts.push_back(R.Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Amounts' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    Names.emplace_back(R.Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Names' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  }
  return Amounts.size() + Names.size();
}
// LLVM issue 49501: of a member.
class Book {
public:
  std::vector<std::string> names() const {
    std::vector<std::string> Out;
    // CHECK-FIXES: Out.reserve(Rows_.size());
    for (const Row &R : Rows_)
      Out.emplace_back(R.Name);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    return Out;
  }

private:
  Rows Rows_;
};
size_t inSwitch(const Rows &All, int Kind) {
  std::vector<long> Out;
  switch (Kind) {
  case 1:
    // CHECK-FIXES: Out.reserve(All.size());
    for (const Row &R : All)
      Out.push_back(R.Amount);
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
    break;
  default:
    Out.push_back(0);
  }
  return Out.size();
}
size_t behindElse(const Rows &All, bool None) {
  std::vector<long> Out;
  if (None)
    Out.push_back(0);
  else
    // CHECK-FIXES: { Out.reserve(Out.size() + All.size());
    for (const Row &R : All)
      Out.push_back(R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  // CHECK-FIXES: Out.push_back(R.Amount); }
  return Out.size();
}
#define ADD(Value) Out.push_back(Value)
size_t byMacro(const Rows &All) {
  std::vector<long> Out;
  for (const Row &R : All)
    ADD(R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'Out' grows in each round of a loop of known length; reserve room before it [p99-missing-reserve]
  return Out.size();
}
