// What clang-tidy's checks of strings and lookups are known to say or to fix
// wrongly, by the report at LLVM: readability-redundant-string-cstr,
// performance-string-view-conversions, modernize-use-starts-ends-with,
// modernize-use-transparent-functors, readability-container-contains,
// performance-inefficient-algorithm, performance-inefficient-string-concatenation.
// RUN: %check_p99 %s p99-needless-copy,p99-missed-move,p99-string-round-trip,p99-temporary-lookup-key,p99-materialized-output,p99-missing-reserve,p99-eager-log-format %t

#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <queue>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Strings = std::vector<std::string>;
void look(const std::string &Text);
void view(std::string_view Text);
void take(std::string &&Text);

//===-- Text of a string --------------------------------------------------===//

// LLVM issue 43965: a string of its own is wanted.
void asRvalue(const std::string &Text) { take(Text.c_str()); }
// Kin of those: a string that ends at its null character is asked for.
void asWritten(const std::string &Text) { look(std::string(Text.c_str())); }
// LLVM bug 45286: an overload for rvalues is chosen.
struct Overloaded {
  void add(const std::string &Text);
  void add(std::string &&Text);
  void set(const std::string &Text);
  void set(const char *Text);
};
void asOverload(Overloaded &To, const std::string &Text) {
  To.add(Text.c_str());
  To.set(Text.c_str());
}
// LLVM issue 56705: the arrow of an iterator, and of a smart pointer.
void byIterator(std::vector<std::string>::const_iterator It) {
  look(It->c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'c_str' makes a new string for 'look'; pass the string itself [p99-string-round-trip]
  // CHECK-FIXES: look(*It);
}
void byPointer(const std::unique_ptr<std::string> &Text) {
  look(Text->c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'c_str' makes a new string for 'look'; pass the string itself [p99-string-round-trip]
  // CHECK-FIXES: look(*Text);
}
// LLVM pull request 181473: a text ends at its first null character.
void truncated(std::string_view Text) {
  look(std::string(Text).c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'c_str' makes a new string for 'look'; pass the string itself [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: if there is no null character in it
  // CHECK-FIXES: look(std::string(Text));
  view(std::string(Text).c_str());
}
// A temporary that the text would have to outlive.
struct Line {
  std::string_view Text;
};
std::string read();
std::string_view partOf(std::string_view Text);
void ofTemporary() {
  Line L{std::string_view(read()).substr(0, 0)};
  view(read().substr(4));
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: the substring is copied only to be viewed; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-FIXES: view(std::string_view(read()).substr(4));
  view(L.Text);
}
// The call changes the string that the view would be of.
void cut(std::string &Text, std::string_view Tail);
void drop(std::map<std::string, int> &From, std::string_view Name);
void cutsItself(std::string &Text, std::map<std::string, int> &All) {
  cut(Text, Text.substr(20));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the substring is copied only to be viewed; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: if the call does not free what it is a view of
  // CHECK-FIXES: cut(Text, std::string_view(Text).substr(20));
  drop(All, All.begin()->first.substr(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: the substring is copied only to be viewed; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: if the call does not free what it is a view of
  // CHECK-FIXES: drop(All, std::string_view(All.begin()->first).substr(1));
}
static std::string Current;
void setCurrent(std::string_view Text);
void cutsForAll(std::string &Text, std::string_view Tail) {
  setCurrent(Current.substr(20));
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: the substring is copied only to be viewed; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:14: note: if the call does not free what it is a view of
  // CHECK-FIXES: setCurrent(std::string_view(Current).substr(20));
  cut(Text, std::string(Tail));
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a string is made for 'cut', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: if the call does not free what it is a view of
  // CHECK-FIXES: cut(Text, Tail);
}
// LLVM pull request 172170: what answers with a string that it has just made.
std::string_view kept(const std::string &Text) {
  static std::string Last;
  Last = Text.substr(20);
  return Last;
}
// It is given away, or kept.
struct Names {
  std::string First;
  Strings All;
  void add(std::string_view Text) {
    First = std::string(Text);
    All.push_back(std::string(Text));
    All.emplace_back(Text.substr(4));
  }
  std::string first(std::string_view Text) { return std::string(Text); }
};

// LLVM pull request 174288: the other kind of characters, and what is changed.
void viewWide(std::wstring_view Text);
void wide(std::wstring_view Text) {
  viewWide(std::wstring(Text));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a string is made for 'viewWide', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-FIXES: viewWide(Text);
}
void appended(std::string_view Text) {
  view(std::string(Text) + ".txt");
  view(std::string(Text).append(".txt"));
}
// LLVM issue 129498: the length of what is not terminated.
void withLength(const char *Text, size_t Length) {
  view(std::string(Text, Length));
}
bool begins(const std::string &Text, const char (&Magic)[20]) {
  return Text.substr(0, 20) == std::string(Magic, 20);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the substring is copied only to be compared; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-FIXES: return std::string_view(Text).substr(0, 20) == std::string(Magic, 20);
}
// LLVM issue 54526: a string that has to be built anyway.
void joined(const std::string &A, const std::string &B) {
  look(A + "/" + B);
}
std::string joinedInTurn(const Strings &All) {
  std::string Out;
  for (const std::string &Each : All)
    Out = Out + "," + Each;
  return Out;
}

//===-- Lookups -----------------------------------------------------------===//

// LLVM issue 41454: the last of several angle brackets.
static std::map<std::string, std::vector<std::pair<long, int>>, std::less<std::string>> Groups;
// CHECK-FIXES: static std::map<std::string, std::vector<std::pair<long, int>>, std::less<>> Groups;
[[gnu::hot]] bool nested(std::string_view Name) {
  return Groups.contains(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: a string is made only to be looked up in 'Groups'; give it 'std::less<>' [p99-temporary-lookup-key]
  // CHECK-FIXES: return Groups.contains(Name);
}
static std::map<std::string, std::vector<std::pair<long, std::vector<int>>>> Deep;
// CHECK-FIXES: static std::map<std::string, std::vector<std::pair<long, std::vector<int>>>, std::less<>> Deep;
[[gnu::hot]] bool deeplyNested(std::string_view Name) {
  return Deep.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: a string is made only to be looked up in 'Deep'; give it 'std::less<>' [p99-temporary-lookup-key]
  // CHECK-FIXES: return Deep.count(Name);
}
// LLVM issue 129498 again: the length belongs to the key.
static std::set<std::string, std::less<>> Known;
[[gnu::hot]] bool partOfBuffer(const char *Text, size_t Length) {
  return Known.contains(std::string(Text, Length));
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a string is made only to be looked up in 'Known'; pass the text itself [p99-temporary-lookup-key]
  // CHECK-FIXES: return Known.contains(std::string_view(Text, Length));
}
// LLVM issue 180410: a method of that name that takes something else.
struct Table {
  using is_transparent = void;
  bool contains(const std::string &Name) const;
  int find(const std::string &Name) const;
};
template <typename Key, typename Compare = std::less<>> struct OwnMap {
  using key_compare = Compare;
  using key_type = Key;
  bool contains(const Key &Name) const;
  size_t count(const Key &Name) const;
};
[[gnu::hot]] bool ofOwnClass(const Table &T, const OwnMap<std::string> &M,
                             std::string_view Name) {
  return T.contains(std::string(Name)) || T.find(std::string(Name)) ||
         M.contains(std::string(Name)) || M.count(std::string(Name));
}
// LLVM issues 217457 and 217711: what a macro spells.
#define NAME std::string(Name)
#define FIND(Text) Known.contains(std::string(Text))
[[gnu::hot]] bool byMacro(std::string_view Name) {
  return Known.contains(NAME) || FIND(Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a string is made only to be looked up in 'Known'; pass the text itself [p99-temporary-lookup-key]
  // CHECK-MESSAGES: :[[@LINE-2]]:34: warning: a string is made only to be looked up in 'Known'; pass the text itself [p99-temporary-lookup-key]
}
// An element is made with it where there is none.
static std::map<std::string, int, std::less<>> Counts;
[[gnu::hot]] void counted(std::string_view Name) {
  ++Counts[std::string(Name)];
  Counts.emplace(std::string(Name), 1);
  Counts.insert_or_assign(std::string(Name), 1);
}
// LLVM issue 56689 and after: the type has a name elsewhere.
size_t sizeOf(const std::set<std::string> &Names);
static std::set<std::string> Shared;
[[gnu::hot]] size_t typeIsNeeded(std::string_view Name) {
  if (!Shared.contains(std::string(Name)))
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: a string is made only to be looked up in 'Shared'; give it 'std::less<>' [p99-temporary-lookup-key]
    // CHECK-NOTES: :[[@LINE-4]]:30: note: it is declared here
    return 0;
  return sizeOf(Shared);
}

//===-- Output ------------------------------------------------------------===//

// LLVM issue 76740: a stream that is flushed.
void flushed(std::ostream &Out, const std::string &Text) {
  Out << "text: " << Text << std::endl;
}
// Written with a width, a text is one field.
void padded(std::ostream &Out, const std::string &A, const std::string &B) {
  Out << std::setw(40) << A + B;
  Out << std::quoted(A + B);
}
