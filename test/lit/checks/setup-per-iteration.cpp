// RUN: %check_p99 %s p99-setup-per-iteration %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=FEW %s p99-setup-per-iteration %t \
// RUN:   -config='{CheckOptions: {p99-setup-per-iteration.MinTripCount: 2}}' -- -I%inputs -DFEW

#include <algorithm>
#include <curl/curl.h>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <regex>
#include <string>
#include <unistd.h>
#include <vector>

using Lines = std::vector<std::string>;
bool ready();
std::string next();
const char *configured();

#ifndef FEW

//===-- Flagged -----------------------------------------------------------===//

// Of what the loop is given.
int countMatches(const Lines &All, const std::string &Pattern) {
  int N = 0;
  // CHECK-FIXES: std::regex Re(Pattern);
  // CHECK-FIXES-NEXT: for (const std::string &Line : All) {
  for (const std::string &Line : All) {
    std::regex Re(Pattern);
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Re' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    N += std::regex_search(Line, Re);
  }
  return N;
}

// What leaves before asks about a local, not about what is made later.
bool allMatch(const Lines &All, const std::string &First) {
  const std::regex Head("GET .*");
  bool Good = std::regex_match(First, Head);
  if (!Good)
    return false;
  for (const std::string &Line : All) {
    // CHECK-FIXES: static const std::regex Field("[^:]*: .*");
    std::regex Field("[^:]*: .*");
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Field' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    Good &= std::regex_match(Line, Field);
  }
  return Good;
}

// Of a string that is put together in each round, the same each time.
int countQuoted(const Lines &All, const std::string &Word) {
  int N = 0;
  for (const std::string &Line : All) {
    std::string Quoted = "\"" + Word + "\"";
    std::regex Re(Quoted);
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Re' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    N += std::regex_search(Line, Re);
  }
  return N;
}

// Above the loop it would hide the member from what follows.
struct Sieve {
  std::regex Re;
  int count(const Lines &All, const std::string &Pattern) {
    int N = 0;
    for (const std::string &Line : All) {
      std::regex Re(Pattern);
      // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Re' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
      N += std::regex_search(Line, Re);
    }
    return N + std::regex_search(Pattern, Re);
  }
};

// A callee makes it of its parameter, and the loop hands over the same.
static bool contains(const std::string &Line, const std::string &Pattern) {
  std::regex Re(Pattern);
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'Re' compiles a regular expression each time that a loop calls 'contains'; let the caller make it once [p99-setup-per-iteration]
  // CHECK-NOTES: :[[@LINE+7]]:10: note: the call in the loop
  // CHECK-NOTES: :[[@LINE+5]]:3: note: the loop starts here
  return std::regex_search(Line, Re);
}
int countContaining(const Lines &All, const std::string &Pattern) {
  int N = 0;
  for (const std::string &Line : All)
    N += contains(Line, Pattern);
  return N;
}

// On each request, of members that stay.
class Filter {
public:
  explicit Filter(std::string Pattern) : Pattern(std::move(Pattern)) {}
  [[gnu::hot]] bool accepts(const std::string &Line) const {
    std::regex Re(Pattern);
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Re' compiles a regular expression on each call of 'accepts'; keep it between calls [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:21: note: hot: marked with the 'hot' attribute
    return std::regex_search(Line, Re);
  }

private:
  std::string Pattern;
};

// The same entropy source; the engine is seeded from it.
std::vector<int> draw(size_t N) {
  std::vector<int> Numbers;
  for (size_t I = 0; I < N; ++I) {
    std::random_device Device;
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Device' opens a source of entropy in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-2]]:24: note: keep one engine for each thread, seeded once
    Numbers.push_back(Device());
  }
  return Numbers;
}

void logAll(const Lines &All) {
  for (const std::string &Line : All) {
    std::ofstream Log("service.log", std::ios::app);
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Log' opens the same file in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Log << Line;
  }
}

// The copy that std::for_each runs is in a loop.
void markAll(const Lines &All, std::vector<bool> &Marks) {
  std::for_each(All.begin(), All.end(), [&](const std::string &Line) {
    // CHECK-FIXES: static const std::regex Mark("^>");
    std::regex Mark("^>");
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Mark' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    Marks.push_back(std::regex_search(Line, Mark));
  });
}

// In a branch of a switch, whose `break` is not the loop's.
int bySwitch(const Lines &All) {
  int N = 0;
  for (const std::string &Line : All)
    switch (Line.size()) {
    case 1: {
      // CHECK-FIXES: static const std::regex Digit("[0-9]");
      std::regex Digit("[0-9]");
      // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Digit' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
      N += std::regex_search(Line, Digit);
      break;
    }
    }
  return N;
}

// A temporary with a state of its own.
void shuffleAll(std::vector<std::vector<int>> &All) {
  for (std::vector<int> &Each : All)
    std::shuffle(Each.begin(), Each.end(), std::mt19937(std::random_device()()));
  // CHECK-MESSAGES: :[[@LINE-1]]:57: warning: 'random_device' opens a source of entropy in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
}

//===-- Fixed -------------------------------------------------------------===//

// In passing.
[[gnu::hot]] bool isNumber(const std::string &Text) {
  // CHECK-FIXES: static const std::regex pattern("[0-9]+");
  // CHECK-FIXES-NEXT: return std::regex_match(Text, pattern);
  return std::regex_match(Text, std::regex("[0-9]+"));
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'regex' compiles a regular expression on each call of 'isNumber'; make it 'static const' [p99-setup-per-iteration]
}

// const already, and in a condition.
[[gnu::hot]] int kindOf(const std::string &Text) {
  // CHECK-FIXES: static const std::regex Word{"[a-z]+", std::regex::icase};
  const std::regex Word{"[a-z]+", std::regex::icase};
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Word' compiles a regular expression on each call of 'kindOf'; make it 'static const' [p99-setup-per-iteration]
  // CHECK-FIXES: static const std::regex pattern2{"[0-9a-f]+"};
  // CHECK-FIXES-NEXT: if (std::regex_match(Text, Word)) {
  // CHECK-FIXES: } else if (std::regex_match(Text, pattern2)) {
  if (std::regex_match(Text, Word)) {
    return 1;
  } else if (std::regex_match(Text, std::regex{"[0-9a-f]+"})) {
    // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'regex' compiles a regular expression on each call of 'kindOf'; make it 'static const' [p99-setup-per-iteration]
    return 2;
  }
  return 0;
}

void fetchAll(const Lines &Urls) {
  // CHECK-FIXES: CURL *curl = curl_easy_init();
  // CHECK-FIXES-NEXT: for (const std::string &Url : Urls) {
  for (const std::string &Url : Urls) {
    // CHECK-FIXES: curl_easy_reset(curl);
    CURL *curl = curl_easy_init();
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'curl' starts without connections in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-2]]:18: note: keep one handle for each thread, with curl_easy_reset() between uses
    if (curl) {
      curl_easy_setopt(curl, CURLOPT_URL, Url.c_str());
      curl_easy_perform(curl);
      curl_easy_cleanup(curl);
    }
  }
  // CHECK-FIXES: curl_easy_cleanup(curl);
}

struct Part {
  int Kind;
  std::string Text;
};
// There may be any number of this kind.
int countOfKind(const std::vector<Part> &Parts) {
  int N = 0;
  for (const Part &P : Parts)
    if (P.Kind == 3) {
      std::regex Re("of kind");
      // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'Re' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
      // CHECK-FIXES: static const std::regex Re("of kind");
      N += std::regex_search(P.Text, Re);
    }
  return N;
}

//===-- Not flagged -------------------------------------------------------===//

// Of all the elements, the one that is this.
enum Transform { Plain, Match };
int transform(const std::vector<Transform> &All, const std::string &Text) {
  int N = 0;
  for (auto It = All.begin(); It != All.end(); ++It) {
    const Transform Id = *It;
    if (Id == Match) {
      std::regex Re("a+");
      N += std::regex_search(Text, Re);
    }
  }
  for (Transform Id : All)
    if (Match == Id) {
      std::regex Re("b+");
      N += std::regex_search(Text, Re);
    }
  return N;
}

// Again only when it has not worked.
static std::string tryMatch(const std::string &Text) {
  std::regex Re("attempt");
  return std::regex_replace(Text, Re, "");
}
std::string attempts() {
  int Retries = 0;
  while (Retries < 10) {
    std::string Text = tryMatch(next());
    if (!Text.empty())
      return Text;
    ++Retries;
  }
  return "";
}

// Another one each time.
int countOwn(const Lines &Patterns, const std::string &Text) {
  int N = 0;
  for (const std::string &Pattern : Patterns) {
    std::regex Re(Pattern);
    N += std::regex_search(Text, Re);
  }
  for (size_t I = 0; I < Patterns.size(); ++I) {
    std::regex Re("^" + Patterns[I]);
    N += std::regex_search(Text, Re);
  }
  for (std::string Line = next(); !Line.empty(); Line = next()) {
    std::regex Re(Line);
    std::regex Set(configured());
    N += std::regex_search(Text, Re) + std::regex_search(Text, Set);
  }
  return N;
}
int countOwnContaining(const Lines &All) {
  int N = 0;
  for (const std::string &Line : All)
    N += contains(Line, Line);
  return N;
}

// Once.
const std::regex Global("a");
bool once(const std::string &Text) {
  std::regex Re("a");
  static const std::regex Kept("b");
  return std::regex_search(Text, Re) && std::regex_search(Text, Kept);
}
[[gnu::hot]] bool kept(const Lines &All) {
  static const std::regex Kept("b");
  return std::any_of(All.begin(), All.end(), [](const std::string &Line) {
    static const std::regex Inner("c");
    return std::regex_search(Line, Kept) && std::regex_search(Line, Inner);
  });
}

// Kept by somebody.
void keepAll(const Lines &Names, std::vector<std::regex> &Into,
             std::map<std::string, std::unique_ptr<std::regex>> &Table) {
  for (const std::string &Name : Names) {
    Into.push_back(std::regex("a"));
    Into.emplace_back("b");
    Table[Name] = std::make_unique<std::regex>("c");
    std::regex Re("d");
    Into.push_back(std::move(Re));
  }
}
class Lazy {
  std::optional<std::regex> Re;
  std::unique_ptr<std::regex> Pointer;

public:
  [[gnu::hot]] bool matches(const std::string &Text) {
    if (!Re)
      Re = std::regex("a");
    if (!Pointer)
      Pointer = std::make_unique<std::regex>("b");
    return std::regex_search(Text, *Re) && std::regex_search(Text, *Pointer);
  }
};

// A few rounds, or one.
int few(const Lines &All) {
  int N = 0;
  for (int I = 0; I < 3; ++I) {
    std::regex Re("a");
    N += std::regex_search(All[I], Re);
  }
  for (const std::string &Line : All) {
    if (Line.empty())
      continue;
    std::regex Re("a");
    return N + std::regex_search(Line, Re);
  }
  for (const std::string &Line : All)
    if (Line == "x") {
      std::regex Re("a");
      N += std::regex_search(Line, Re);
      break;
    }
  do {
    std::regex Re("a");
    N += std::regex_search(All[0], Re);
  } while (false);
  return N;
}

// Seldom: errors, at the start, the arguments of main.
[[gnu::hot]] void onlyErrors(const Lines &All) {
  for (const std::string &Line : All)
    try {
      next();
    } catch (...) {
      std::regex Re("a");
      if (std::regex_search(Line, Re))
        throw;
    }
}
class Table {
public:
  explicit Table(const Lines &All) {
    for (const std::string &Line : All)
      add(Line);
  }

private:
  void add(const std::string &Line) {
    std::regex Re("a");
    Size += std::regex_search(Line, Re);
  }
  int Size = 0;
};
int main(int argc, char **argv) {
  int N = 0;
  for (int I = 1; I < argc; ++I) {
    std::regex Re("^--");
    N += std::regex_search(argv[I], Re);
  }
  return N;
}

// At its own pace, or again until it works.
bool waitFor(const std::string &Name) {
  for (int I = 0; I < 100; ++I) {
    std::ifstream File(Name);
    if (File.good())
      return true;
  }
  return false;
}
void poll() {
  while (!ready()) {
    std::ifstream Status("status");
    sleep(1);
  }
}
CURL *connect(const char *Url) {
  for (;;) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, Url);
    if (curl_easy_perform(curl) == CURLE_OK)
      return curl;
    curl_easy_cleanup(curl);
  }
}
void tryAgain(const char *Url) {
  bool Done = false;
  while (!Done) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, Url);
    CURLcode Code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    if (Code == CURLE_OK)
      break;
  }
}

// What is made has a state of its own.
void eachAfresh(const Lines &All) {
  for (const std::string &Line : All) {
    std::ofstream Status("status");
    Status << Line;
    std::smatch Match;
    std::mt19937 Same(42);
    std::ifstream Cpu("/proc/stat");
  }
}

// Not released here.
void keepHandles(const Lines &Urls, std::vector<CURL *> &Into) {
  for (const std::string &Url : Urls) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, Url.c_str());
    Into.push_back(curl);
  }
}

// It was set in between.
int changing(const Lines &All) {
  int N = 0;
  std::string Pattern = "a";
  for (const std::string &Line : All) {
    std::regex Re(Pattern);
    N += std::regex_search(Line, Re);
    if (N > 3)
      Pattern = "b";
  }
  return N;
}

//===-- Macros and templates ----------------------------------------------===//

#define MATCHES(TEXT, PATTERN) std::regex_match(TEXT, std::regex(PATTERN))
[[gnu::hot]] bool byMacro(const std::string &Text) {
  return MATCHES(Text, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'regex' compiles a regular expression on each call of 'byMacro'; make it 'static const' [p99-setup-per-iteration]
}

template <typename T> int countIn(const T &All) {
  int N = 0;
  for (const auto &Line : All) {
    // CHECK-FIXES: static const std::regex Re("x");
    std::regex Re("x");
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'Re' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += std::regex_search(Line, Re);
  }
  return N;
}
int both(const Lines &A, const std::vector<std::string> &B) {
  return countIn(A) + countIn(B) + countIn(std::initializer_list<const char *>{"a"});
}

//===-- Wrapped -----------------------------------------------------------===//

// A class that makes one, and a function that does.
class Address {
public:
  Address() : Re("[^@]+@[^@]+") {}
  bool matches(const std::string &Text) const {
    return std::regex_match(Text, Re);
  }

private:
  std::regex Re;
};
class Tokens {
public:
  explicit Tokens(const std::string &Line) : Line(Line), Re("[a-z]+") {}
  bool next(std::smatch &Match) { return std::regex_search(Line, Match, Re); }

private:
  std::string Line;
  std::regex Re;
};
int countTokens(const Lines &All) {
  int N = 0;
  for (const std::string &Line : All) {
    Tokens Each(Line);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Each' compiles a regular expression in each round of the loop; let all such objects share it [p99-setup-per-iteration]
    std::smatch Match;
    N += Each.next(Match);
  }
  return N;
}
std::regex makePattern(const std::string &Word) {
  return std::regex("\\b" + Word + "\\b");
}
int countWrapped(const Lines &All, const std::string &Word) {
  int N = 0;
  // CHECK-FIXES: Address Valid;
  // CHECK-FIXES-NEXT: for (const std::string &Line : All) {
  for (const std::string &Line : All) {
    Address Valid;
    // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'Valid' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    // CHECK-NOTES: :[[@LINE-37]]:15: note: this compiles a regular expression
    N += Valid.matches(Line);
  }
  for (const std::string &Line : All) {
    auto Made = std::make_unique<Address>();
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Made' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    N += Made->matches(Line);
  }
  // CHECK-FIXES: const std::regex Re = makePattern(Word);
  // CHECK-FIXES-NEXT: for (const std::string &Line : All) {
  for (const std::string &Line : All) {
    const std::regex Re = makePattern(Word);
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Re' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    N += std::regex_search(Line, Re);
  }
  return N;
}

// A class that is built of a handle, two calls below the loop.
struct Handle {
  CURL *curl = curl_easy_init();
  ~Handle() { curl_easy_cleanup(curl); }
};
static void fetchOne(const std::string &Url) {
  Handle Own;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'Own' starts without connections each time that a loop calls 'fetchOne'; keep it between calls [p99-setup-per-iteration]
  curl_easy_setopt(Own.curl, CURLOPT_URL, Url.c_str());
  curl_easy_perform(Own.curl);
}
static void fetchAndCount(const std::string &Url, int &N) {
  fetchOne(Url);
  ++N;
}
int fetchEach(const Lines &Urls) {
  int N = 0;
  for (const std::string &Url : Urls)
    fetchAndCount(Url, N);
  return N;
}

#else

//===-- Options -----------------------------------------------------------===//

int few(const Lines &All) {
  int N = 0;
  for (int I = 0; I < 3; ++I) {
    // CHECK-FIXES-FEW: static const std::regex Re("a");
    std::regex Re("a");
    // CHECK-MESSAGES-FEW: :[[@LINE-1]]:16: warning: 'Re' compiles a regular expression in each round of the loop; make it 'static const' [p99-setup-per-iteration]
    N += std::regex_search(All[I], Re);
  }
  return N;
}

#endif
