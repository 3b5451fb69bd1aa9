// RUN: %check_p99 %s p99-temporary-lookup-key %t -- -std=c++20

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Views = std::vector<std::string_view>;

//===-- Flagged -----------------------------------------------------------===//

static std::map<std::string, int> Limits;
// CHECK-FIXES: static std::map<std::string, int, std::less<>> Limits;

int total(const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names) {
    if (Limits.count(std::string(Name)))
      // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a string is made only to be looked up in 'Limits'; give it 'std::less<>' [p99-temporary-lookup-key]
      // CHECK-NOTES: :[[@LINE-3]]:3: note: inside a loop of unknown length
      // CHECK-NOTES: :[[@LINE-9]]:35: note: if nothing needs it to be of this type
      // CHECK-FIXES: if (Limits.count(Name))
      ++Sum;
  }
  return Sum;
}
// Not in a loop, but it is helped by the same change.
bool isLimited(std::string_view Name) {
  return Limits.contains(std::string{Name});
  // CHECK-FIXES: return Limits.contains(Name);
}

// Nothing to change at the call.
static std::set<std::string> Allowed;
// CHECK-FIXES: static std::set<std::string, std::less<>> Allowed;
int allowed(const std::vector<const char *> &Names) {
  return std::count_if(Names.begin(), Names.end(), [](const char *Name) {
    return Allowed.find(Name) != Allowed.end();
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a string is made only to be looked up in 'Allowed'; give it 'std::less<>' [p99-temporary-lookup-key]
  });
}

// On a request path.
class Router {
public:
  [[gnu::hot]] int route(std::string_view Line, const char *Data, size_t Size) {
    int Sum = 0;
    auto It = Routes.find(std::string(Data, Size));
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: a string is made only to be looked up in 'Routes'; give it 'std::less<>' [p99-temporary-lookup-key]
    // CHECK-NOTES: :[[@LINE+2]]:25: note: and here
    // CHECK-FIXES: auto It = Routes.find(std::string_view(Data, Size));
    Sum += Routes.count("the default of all routes");
    for (auto &[Name, Hits] : Routes)
      Sum += Hits.size() + Name.size();
    Routes["/"].clear();
    Routes.erase("/");
    return It == Routes.end() ? Sum : 0;
  }

private:
  std::map<std::string, std::vector<int>> Routes;
  // CHECK-FIXES: std::map<std::string, std::vector<int>, std::less<>> Routes;
};

// The comparator is the user's own.
struct NoCase {
  bool operator()(const std::string &A, const std::string &B) const;
};
static std::multimap<std::string, std::string, NoCase> Headers;
int known(const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Headers.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: a string is made only to be looked up in 'Headers'; make its comparator transparent [p99-temporary-lookup-key]
  // CHECK-NOTES: :[[@LINE-9]]:8: note: with 'is_transparent' and parameters of type 'std::string_view' it compares the text itself
  return Sum;
}

static std::unordered_map<std::string, int> Counters;
int counted(const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Counters.contains(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: a string is made only to be looked up in 'Counters'; make its hash transparent [p99-temporary-lookup-key]
  // CHECK-NOTES: :[[@LINE-6]]:45: note: with a hash of 'std::string_view' that has 'is_transparent', and 'std::equal_to<>', it takes the text itself
  return Sum;
}

// Needless: it takes any text.
static std::map<std::string, int, std::less<>> Ports;
bool hasPort(std::string_view Name, const char *Raw) {
  return Ports.count(std::string(Name)) ||
         // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a string is made only to be looked up in 'Ports'; pass the text itself [p99-temporary-lookup-key]
         // CHECK-FIXES: return Ports.count(Name) ||
         Ports.contains(static_cast<std::string>(Raw));
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a string is made only to be looked up in 'Ports'; pass the text itself [p99-temporary-lookup-key]
  // CHECK-FIXES: Ports.contains(Raw);
}
struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view Text) const {
    return std::hash<std::string_view>()(Text);
  }
};
bool isUp(const std::unordered_set<std::string, TextHash, std::equal_to<>> &Up,
          const std::string &Line, size_t From) {
  return Up.find(Line.substr(From)) != Up.end();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a string is made only to be looked up in 'Up'; pass the text itself [p99-temporary-lookup-key]
  // CHECK-FIXES: return Up.find(std::string_view(Line).substr(From)) != Up.end();
}

//===-- Fixed -------------------------------------------------------------===//

// A functor that is spelled; other lookups; a reference; a capture.
static std::map<std::string, int, std::greater<std::string>> Ranks = {};
// CHECK-FIXES: static std::map<std::string, int, std::greater<>> Ranks = {};
int ranks(const std::vector<std::string> &Lines, const std::string &Name) {
  const auto &Known = Ranks;
  int Sum = Ranks.count(Name) + Ranks.count("a") + std::size(Ranks);
  for (const std::string &Line : Lines)
    if (Ranks.lower_bound(Line.substr(1)) != Ranks.end())
      // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: a string is made only to be looked up in 'Ranks'; give it 'std::greater<>' [p99-temporary-lookup-key]
      // CHECK-FIXES: if (Ranks.lower_bound(std::string_view(Line).substr(1)) != Ranks.end())
      ++Sum;
  return Sum + Known.size();
}

// A local one.
int distinct(const Views &Names) {
  std::set<std::string> Seen;
  // CHECK-FIXES: std::set<std::string, std::less<>> Seen;
  for (std::string_view Name : Names) {
    if (Seen.find(std::string(Name)) == Seen.end())
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a string is made only to be looked up in 'Seen'; give it 'std::less<>' [p99-temporary-lookup-key]
      // CHECK-FIXES: if (Seen.find(Name) == Seen.end())
      Seen.emplace(Name);
  }
  return Seen.size();
}

// Others take it as what it is, so that it cannot be changed here alone.
void publish(const std::map<std::string, int> &All);
static std::map<std::string, int> Published;
int published(const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Published.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: a string is made only to be looked up in 'Published'; give it 'std::less<>' [p99-temporary-lookup-key]
  // CHECK-NOTES: :[[@LINE-6]]:35: note: it is declared here
  publish(Published);
  return Sum;
}

// So does who copies it, or knows it from another file.
std::map<std::string, int> copyOf();
int copied(const Views &Names) {
  int Sum = 0;
  std::map<std::string, int> Copy = copyOf();
  for (std::string_view Name : Names)
    Sum += Copy.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: a string is made only to be looked up in 'Copy'; give it 'std::less<>' [p99-temporary-lookup-key]
  return Sum;
}
std::set<std::string> Exported;
int exported(const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Exported.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: a string is made only to be looked up in 'Exported'; give it 'std::less<>' [p99-temporary-lookup-key]
  return Sum;
}

// Is only converted to a string.
struct Name {
  operator std::string() const;
};
static std::set<std::string> Converted;
int converted(const Views &Names, const Name &Other) {
  int Sum = Converted.count(Other);
  for (std::string_view Name : Names)
    Sum += Converted.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: a string is made only to be looked up in 'Converted'; give it 'std::less<>' [p99-temporary-lookup-key]
  return Sum;
}

// Two of one type.
static std::set<std::string> Red, Blue;
int colours(const Views &Names) {
  int Sum = Blue.size();
  for (std::string_view Name : Names)
    Sum += Red.count(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a string is made only to be looked up in 'Red'; give it 'std::less<>' [p99-temporary-lookup-key]
  return Sum;
}

//===-- Not flagged -------------------------------------------------------===//

static std::map<std::string, int> Quiet;

// Not often, as far as the code tells.
bool once(std::string_view Name) { return Quiet.count(std::string(Name)); }
int fewRounds(const char *const *Names) {
  int Sum = 0;
  for (int I = 0; I < 3; ++I)
    Sum += Quiet.count(Names[I]);
  return Sum;
}
void loadAll(const Views &Names) {
  for (std::string_view Name : Names)
    if (!Quiet.count(std::string(Name)))
      Quiet.emplace(Name, 0);
}

// Short.
int shortKeys(const Views &Names, const std::string &Line, const char *Raw) {
  static constexpr const char *Key = "id";
  constexpr std::string_view Other = "name";
  char Code[8] = {};
  int Sum = 0;
  for (std::string_view Name : Names) {
    Sum += Quiet.count("short") + Quiet.count(Name.empty() ? "none" : "some");
    Sum += Quiet.count(Key) + Quiet.count(std::string(Other));
    Sum += Quiet.count(Code) + Quiet.count(std::string(Raw, 4));
    Sum += Quiet.count(Line.substr(1, 4));
  }
  return Sum;
}

// A string, or one that has to be built.
int built(const std::vector<std::string> &Names, const std::string &Prefix) {
  int Sum = 0;
  for (const std::string &Name : Names) {
    Sum += Quiet.count(Name) + Quiet.count(Prefix + Name);
    Sum += Quiet.count(std::to_string(Sum)) + Quiet.count(std::string(Name));
    Sum += Quiet.count(std::string(20, 'x')) + Quiet.count({});
    std::string Key(Name.rbegin(), Name.rend());
    Sum += Quiet.count(Key);
  }
  return Sum;
}

// 'readability-redundant-string-cstr' and 'p99-string-round-trip' speak of it.
int backAgain(const std::vector<std::string> &Names) {
  int Sum = 0;
  for (const std::string &Name : Names)
    Sum += Quiet.count(Name.c_str());
  return Sum;
}

// What adds, or takes only strings.
void adds(const Views &Names) {
  for (std::string_view Name : Names) {
    Quiet[std::string(Name)]++;
    Quiet.erase(std::string(Name));
    Quiet.at(std::string(Name))++;
    Quiet.insert({std::string(Name), 1});
  }
}

// The type is the caller's.
int parameter(const std::map<std::string, int> &All, const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += All.count(std::string(Name));
  return Sum;
}
const std::map<std::string, int> &all();
int answered(const Views &Names) {
  const auto &All = all();
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += All.count(std::string(Name)) + all().count(std::string(Name));
  return Sum;
}

// The text is passed as it is.
int passed(const Views &Names, const char *Raw) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Ports.count(Name) + Ports.count(Raw);
  return Sum;
}

// Nobody knows what the comparator and the hash take.
struct ByLength {
  using is_transparent = void;
  bool operator()(const std::string &A, const std::string &B) const;
  bool operator()(const std::string &A, size_t B) const;
};
static std::set<std::string, ByLength> Lengths;
struct BothHash {
  using is_transparent = void;
  size_t operator()(std::string_view Text) const;
  size_t operator()(const std::string &Text) const;
};
static std::unordered_set<std::string, BothHash, std::equal_to<>> Both;
bool unclear(std::string_view Name, const char *Raw) {
  return Lengths.count(std::string(Name)) || Both.count(std::string(Raw));
}
// Abseil can be built with a view of its own, which is made of no other.
namespace absl {
struct string_view {
  string_view(const char *Text);
  string_view(const std::string &Text);
};
struct StringHash {
  using is_transparent = void;
  size_t operator()(string_view Text) const;
};
} // namespace absl
static std::unordered_set<std::string, absl::StringHash, std::equal_to<>> Own;
bool ownView(std::string_view Name) { return Own.count(std::string(Name)); }

// Other keys and other methods of that name.
static std::map<std::wstring, int> Wide;
struct Table {
  int find(const std::string &Name) const;
};
int others(const std::vector<const wchar_t *> &Names, const Table &T) {
  int Sum = 0;
  for (const wchar_t *Name : Names)
    Sum += Wide.count(Name) + T.find("a rather long name of something");
  return Sum;
}

// Seldom run.
int failed(const Views &Names) {
  try {
    return Names.size();
  } catch (...) {
    int Sum = 0;
    for (std::string_view Name : Names)
      Sum += Quiet.count(std::string(Name)) + Ports.count(std::string(Name));
    return Sum;
  }
}

//===-- Macros and templates ----------------------------------------------===//

// The one edit would leave the other half undone.
static std::set<std::string> ByMacro;
#define HAS(Name) ByMacro.count(std::string(Name))
int byMacro(const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += HAS(Name);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a string is made only to be looked up in 'ByMacro'; give it 'std::less<>' [p99-temporary-lookup-key]
  return Sum;
}

template <typename T> struct Registry {
  std::map<std::string, T> Known;
  int count(const Views &Names) const {
    int Sum = 0;
    for (std::string_view Name : Names)
      Sum += Known.count(std::string(Name));
    return Sum;
  }
};
int registered(const Registry<int> &R, const Views &V) { return R.count(V); }

template <typename M> int inTemplate(const M &Map, const Views &Names) {
  int Sum = 0;
  for (std::string_view Name : Names)
    Sum += Map.count(std::string(Name));
  return Sum;
}
int instance(const Views &Names) {
  return inTemplate(Quiet, Names) + inTemplate(Counters, Names);
}

//===-- Wrapped -----------------------------------------------------------===//

// Through a function that is run in each round.
static std::set<std::string> Blocked;
static bool isBlocked(std::string_view Name) {
  return Blocked.count(std::string(Name));
}
int blocked(const Views &Names) {
  return std::count_if(Names.begin(), Names.end(), isBlocked);
}

// On the way of a request.
class Cache {
  std::map<std::string, int> Entries;
  // CHECK-FIXES: std::map<std::string, int, std::less<>> Entries;
  bool has(std::string_view Name) const {
    return Entries.find(std::string(Name)) != Entries.end();
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a string is made only to be looked up in 'Entries'; give it 'std::less<>' [p99-temporary-lookup-key]
    // CHECK-FIXES: return Entries.find(Name) != Entries.end();
  }

public:
  [[gnu::hot]] bool serve(std::string_view Name) { return has(Name); }
};
bool served(Cache &C) { return C.serve("a"); }

//===-- Options -----------------------------------------------------------===//

// There are none.
