// RUN: %check_p99 %s p99-buffer-per-iteration %t -- -I%inputs
// RUN: %check_p99 -check-suffixes=FEW %s p99-buffer-per-iteration %t \
// RUN:   -config='{CheckOptions: {p99-buffer-per-iteration.MinTripCount: 2}}' -- -I%inputs -DFEW

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

using Row = std::vector<std::string>;

void use(const std::string &);
void use(const std::vector<int> &);
void use(const std::vector<char> &);
void fill(std::string &);
int parse(const char *);
int compute(int);

#ifndef FEW

//===-- Flagged -----------------------------------------------------------===//

void writeRows(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line; // for each row
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    // CHECK-NOTES: :[[@LINE-3]]:3: note: the loop starts here
    for (const std::string &Cell : R)
      Line += Cell;
    // CHECK-NOTES: :[[@LINE-1]]:7: note: it grows here
    use(Line);
  }
}
// CHECK-FIXES: void writeRows(const std::vector<Row> &Rows) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: for (const Row &R : Rows) {
// CHECK-FIXES-NEXT: Line.clear(); // for each row

void numbersOf(const std::vector<Row> &Rows) {
  for (size_t I = 0; I < Rows.size(); ++I) {
    std::vector<int> Numbers{};
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Numbers' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    for (const std::string &Cell : Rows[I])
      Numbers.push_back(parse(Cell.c_str()));
    std::sort(Numbers.begin(), Numbers.end());
    use(Numbers);
  }
}
// CHECK-FIXES: void numbersOf(const std::vector<Row> &Rows) {
// CHECK-FIXES-NEXT: std::vector<int> Numbers;
// CHECK-FIXES-NEXT: for (size_t I = 0; I < Rows.size(); ++I) {
// CHECK-FIXES-NEXT: Numbers.clear();

void readLines(std::istream &In) {
  while (In.good()) {
    std::string Line;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    if (!std::getline(In, Line))
      continue;
    use(Line);
  }
}
// CHECK-FIXES: void readLines(std::istream &In) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: while (In.good()) {
// CHECK-FIXES-NEXT: Line.clear();

// Of two branches one is always taken.
void escapeAll(const Row &Texts) {
  for (const std::string &Text : Texts) {
    std::string Escaped = "";
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Escaped' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    for (char C : Text) {
      if (C == '<')
        Escaped += "&lt;";
      else
        Escaped += C;
    }
    use(Escaped);
  }
}
// CHECK-FIXES: void escapeAll(const Row &Texts) {
// CHECK-FIXES-NEXT: std::string Escaped;
// CHECK-FIXES-NEXT: for (const std::string &Text : Texts) {
// CHECK-FIXES-NEXT: Escaped.clear();

void sizes(const std::vector<size_t> &Sizes) {
  for (size_t Size : Sizes) {
    std::vector<char> Buffer(Size);
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Buffer' is allocated in each round of the loop; declare it above the loop and assign it in each round [p99-buffer-per-iteration]
    std::fill(Buffer.begin(), Buffer.end(), 'x');
    use(Buffer);
  }
}
// CHECK-FIXES: void sizes(const std::vector<size_t> &Sizes) {
// CHECK-FIXES-NEXT: std::vector<char> Buffer;
// CHECK-FIXES-NEXT: for (size_t Size : Sizes) {
// CHECK-FIXES-NEXT: Buffer.assign(Size, {});

void sizesWithValue(const std::vector<size_t> &Sizes) {
  for (size_t Size : Sizes) {
    std::string Padding(Size, ' ');
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Padding' is allocated in each round of the loop; declare it above the loop and assign it in each round [p99-buffer-per-iteration]
    use(Padding);
  }
}
// CHECK-FIXES: void sizesWithValue(const std::vector<size_t> &Sizes) {
// CHECK-FIXES-NEXT: std::string Padding;
// CHECK-FIXES-NEXT: for (size_t Size : Sizes) {
// CHECK-FIXES-NEXT: Padding.assign(Size, ' ');

void resized(const std::vector<size_t> &Sizes) {
  for (size_t Size : Sizes) {
    std::vector<int> Table;
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Table' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    Table.resize(Size);
    use(Table);
  }
}
// CHECK-FIXES: void resized(const std::vector<size_t> &Sizes) {
// CHECK-FIXES-NEXT: std::vector<int> Table;
// CHECK-FIXES-NEXT: for (size_t Size : Sizes) {
// CHECK-FIXES-NEXT: Table.clear();

void copied(const std::vector<std::set<int>> &Sets) {
  for (const std::set<int> &Set : Sets) {
    std::vector<int> Sorted;
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Sorted' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    std::copy(Set.begin(), Set.end(), std::back_inserter(Sorted));
    use(Sorted);
  }
}
// CHECK-FIXES: void copied(const std::vector<std::set<int>> &Sets) {
// CHECK-FIXES-NEXT: std::vector<int> Sorted;
// CHECK-FIXES-NEXT: for (const std::set<int> &Set : Sets) {
// CHECK-FIXES-NEXT: Sorted.clear();

void print(const std::vector<int> &Numbers) {
  for (int N : Numbers) {
    std::ostringstream Out;
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Out' is built anew in each round of the loop; declare it above the loop and empty it in each round [p99-buffer-per-iteration]
    Out << "key:" << N << std::setw(8) << 'x';
    use(Out.str());
  }
}
// CHECK-FIXES: void print(const std::vector<int> &Numbers) {
// CHECK-FIXES-NEXT: std::ostringstream Out;
// CHECK-FIXES-NEXT: for (int N : Numbers) {
// CHECK-FIXES-NEXT: Out.str(""); Out.clear();

// The format stays as it is set, so somebody has to look.
void printHex(const std::vector<int> &Numbers) {
  for (int N : Numbers) {
    std::stringstream Out;
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Out' is built anew in each round of the loop; declare it above the loop and empty it in each round [p99-buffer-per-iteration]
    // CHECK-NOTES: :[[@LINE-2]]:23: note: if each round sets the format that it writes in
    Out << N << std::hex << N;
    use(Out.str());
  }
}
// CHECK-FIXES: void printHex(const std::vector<int> &Numbers) {
// CHECK-FIXES-NEXT: std::stringstream Out;
// CHECK-FIXES-NEXT: for (int N : Numbers) {
// CHECK-FIXES-NEXT: Out.str(""); Out.clear();

[[gnu::hot]] int split(const Row &Lines) {
  int Sum = 0;
  for (const std::string &Line : Lines) {
    std::istringstream In(Line);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'In' is built anew in each round of the loop; declare it above the loop and empty it in each round [p99-buffer-per-iteration]
    int N;
    while (In >> N)
      Sum += N;
  }
  return Sum;
}
// CHECK-FIXES: int Sum = 0;
// CHECK-FIXES-NEXT: std::istringstream In;
// CHECK-FIXES-NEXT: for (const std::string &Line : Lines) {
// CHECK-FIXES-NEXT: In.str(Line); In.clear();

//===-- Fixed -------------------------------------------------------------===//

// Above the outermost loop.
void nested(const std::vector<std::vector<Row>> &Tables) {
  for (const auto &Table : Tables) {
    for (const Row &R : Table) {
      std::string Line;
      // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
      for (const std::string &Cell : R)
        Line += Cell;
      use(Line);
    }
  }
}
// CHECK-FIXES: void nested(const std::vector<std::vector<Row>> &Tables) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: for (const auto &Table : Tables) {
// CHECK-FIXES-NEXT: for (const Row &R : Table) {
// CHECK-FIXES-NEXT: Line.clear();

// The name is taken: both get a block.
void twice(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
  // CHECK-MESSAGES: :[[@LINE-5]]:17: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
  std::string Line = "end";
  use(Line);
}
// CHECK-FIXES: void twice(const std::vector<Row> &Rows) {
// CHECK-FIXES-NEXT:   {
// CHECK-FIXES-NEXT:     std::string Line;
// CHECK-FIXES-NEXT:     for (const Row &R : Rows) {
// CHECK-FIXES-NEXT:       Line.clear();
// CHECK-FIXES-NEXT:       for (const std::string &Cell : R)
// CHECK-FIXES-NEXT:         Line += Cell;
// CHECK-FIXES-NEXT:       use(Line);
// CHECK-FIXES-NEXT:     }
// CHECK-FIXES-NEXT:   }

// A jump to the next case would pass over it.
void inCase(int Kind, const std::vector<Row> &Rows) {
  switch (Kind) {
  case 1:
    compute(Kind);
    for (const Row &R : Rows) {
      std::string Line;
      for (const std::string &Cell : R)
        Line += Cell;
      use(Line);
    }
    // CHECK-MESSAGES: :[[@LINE-5]]:19: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    break;
  default:
    break;
  }
}
// CHECK-FIXES:     compute(Kind);
// CHECK-FIXES-NEXT:     {
// CHECK-FIXES-NEXT:       std::string Line;
// CHECK-FIXES-NEXT:       for (const Row &R : Rows) {
// CHECK-FIXES-NEXT:         Line.clear();
// CHECK-FIXES-NEXT:         for (const std::string &Cell : R)
// CHECK-FIXES-NEXT:           Line += Cell;
// CHECK-FIXES-NEXT:         use(Line);
// CHECK-FIXES-NEXT:       }
// CHECK-FIXES-NEXT:     }

// No fix: another `Line` is meant in the loop, and the type is the loop's own.
extern Row Line;
void global(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    use(Line[0]);
    std::string Line;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

void ownType(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    struct Pair { int A, B; };
    std::vector<Pair> Pairs;
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Pairs' grows from empty {{.*}} [p99-buffer-per-iteration]
    for (const std::string &Cell : R)
      Pairs.push_back({parse(Cell.c_str()), 0});
    compute(Pairs[0].A);
  }
}

// To look at a character is nothing beside it.
void spelled(const std::vector<std::string> &Texts) {
  // CHECK-FIXES: std::string Word;
  for (const std::string &Text : Texts) {
    // CHECK-FIXES: Word.clear();
    std::string Word;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Word' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    // CHECK-NOTES: :[[@LINE-4]]:3: note: the loop starts here
    // CHECK-NOTES: :[[@LINE+5]]:7: note: it grows here
    if (isspace(Text[0]) || isalpha(Text[0]) || isupper(Text[0]) || islower(Text[0]) || isspace(Text[1]) || isalpha(Text[1]) || isupper(Text[1]) ||
        islower(Text[1]) || isspace(Text[2]) || isalpha(Text[2]) || isupper(Text[2]) || islower(Text[2]) || isspace(Text[3]))
      continue;
    for (char C : Text) {
      Word += C;
      Word += '-';
    }
    use(Word);
  }
}

//===-- Not flagged -------------------------------------------------------===//

std::vector<std::string> givenAway(const std::vector<Row> &Rows) {
  std::vector<std::string> Lines;
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    Lines.push_back(std::move(Line));
  }
  return Lines;
}

// Much else to do in each round.
int step(int);
int stepAll(int N) {
  return step(N) + step(N + 1) + step(N + 2) + step(N + 3) + step(N + 4);
}
void busy(const std::vector<Row> &Rows, int N) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
    N += step(1) + step(2) + step(3) + step(4) + step(5) + step(6);
    N += step(1) + step(2) + step(3) + step(4) + step(5) + step(6);
    N += stepAll(N);
  }
}

// What somebody reads on a terminal.
void printed(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    std::cout << Line << '\n';
  }
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    printf("%s\n", Line.c_str());
  }
}

// What somebody types, line by line.
void typed() {
  std::string Line;
  while (std::getline(std::cin, Line)) {
    std::string Words;
    for (char C : Line)
      if (C != ' ')
        Words += C;
      else
        Words += '_';
    use(Words);
  }
}

// The digits of a number fit into a string itself.
int ports(const std::vector<std::string> &Texts) {
  int Sum = 0;
  for (const std::string &Text : Texts) {
    std::string Digits;
    for (std::size_t I = 0; I < Text.size() && isdigit(Text[I]); ++I)
      Digits += Text[I];
    Sum += std::stoi(Digits);
  }
  return Sum;
}

// One key has few elements, and most often one.
bool hasCell(const std::multimap<int, Row> &Rows, int Key) {
  auto Range = Rows.equal_range(Key);
  for (auto I = Range.first; I != Range.second; ++I) {
    std::string Line;
    for (const std::string &Cell : I->second)
      Line += Cell;
    if (Line == "total")
      return true;
  }
  return false;
}

std::vector<std::string> copiedAway(const std::vector<Row> &Rows) {
  std::vector<std::string> Lines;
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    Lines.push_back(Line);
  }
  return Lines;
}

void assignedAway(const std::vector<Row> &Rows, std::map<int, std::string> &Into) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    Into[int(R.size())] = Line;
  }
}

std::string returned(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    if (Line.size() > 10)
      return Line;
  }
  return "";
}

void swapped(const std::vector<Row> &Rows, std::string &Last) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    Last.swap(Line);
  }
}

void runLater(std::function<void()>);

void captured(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    runLater([&Line] { use(Line); });
  }
}

struct Item {
  std::string *Text;
};

void addressKept(const std::vector<Row> &Rows, Item &Kept) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    std::string &Same = Line;
    Kept.Text = &Same;
  }
}

// clear() gives all nodes back.
void maps(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::map<std::string, int> Seen;
    for (const std::string &Cell : R)
      ++Seen[Cell];
    compute(int(Seen.size()));
  }
}

// Their destructors do something.
void elements(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::vector<std::shared_ptr<int>> Pointers;
    for (const std::string &Cell : R)
      Pointers.push_back(std::make_shared<int>(parse(Cell.c_str())));
    compute(*Pointers[0]);
  }
}

// Seldom anything.
void errors(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::vector<int> Errors;
    for (const std::string &Cell : R)
      if (Cell.empty())
        Errors.push_back(0);
    if (!Errors.empty())
      use(Errors);
  }
}

void sometimes(const std::vector<Row> &Rows, bool Verbose) {
  for (const Row &R : Rows) {
    std::string Line;
    if (Verbose)
      for (const std::string &Cell : R)
        Line += Cell;
    use(Line);
  }
}

// Short texts are kept in the string itself.
void small(const Row &Texts) {
  for (const std::string &Text : Texts) {
    std::string Word;
    Word += Text[0];
    use(Word);
    std::string Digits(8, '0');
    use(Digits);
    std::string Eight;
    for (int I = 0; I < 8; ++I)
      Eight += 'x';
    use(Eight);
  }
}

// Nobody sees the allocation.
void sends(int Fd, const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    send(Fd, Line.data(), Line.size(), 0);
  }
}

void spawns(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
    std::thread([] { compute(1); }).join();
  }
}

void flushes(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::ostringstream Out;
    Out << R.size();
    std::cout << Out.str() << std::endl;
  }
}

void fewRounds(const Row (&Rows)[3]) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

void first(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
    break;
  }
}

void above(const std::vector<Row> &Rows) {
  std::string Line;
  for (const Row &R : Rows) {
    Line.clear();
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

// Moved in from elsewhere: its memory is not asked for here.
std::string textOf(const Row &);
void received(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line = textOf(R);
    Line += "\n";
    use(Line);
    std::string Other;
    Other = textOf(R);
    for (const std::string &Cell : R)
      Other += Cell;
    use(Other);
  }
}

// The lines of a file of settings.
int loadSettings(std::istream &In) {
  int Lines = 0;
  while (In.good()) {
    std::string Line;
    std::getline(In, Line);
    Lines += int(Line.size());
  }
  return Lines;
}

void words(const Row &Lines) {
  for (const std::string &Line : Lines) {
    std::istringstream In(Line);
    int N;
    while (In >> N)
      compute(N);
  }
}

[[gnu::cold]] void report(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

void parallel(const std::vector<Row> &Rows) {
  std::for_each(Rows.begin(), Rows.end(), [](const Row &R) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  });
}

//===-- Macros and templates ----------------------------------------------===//

#define JOIN(ROW, INTO)                                                        \
  for (const std::string &Cell : ROW)                                          \
  INTO += Cell

void inMacro(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    JOIN(R, Line);
    use(Line);
  }
}
// CHECK-FIXES: void inMacro(const std::vector<Row> &Rows) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: for (const Row &R : Rows) {
// CHECK-FIXES-NEXT: Line.clear();

#define BUFFER(NAME) std::string NAME

// No fix for what a macro spells.
void declaredInMacro(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    BUFFER(Line);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

// Once for all instances, without a fix.
template <typename T> void inTemplate(const std::vector<std::vector<T>> &Rows) {
  for (const std::vector<T> &R : Rows) {
    std::vector<int> Numbers;
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: 'Numbers' grows from empty {{.*}} [p99-buffer-per-iteration]
    for (const T &Cell : R)
      Numbers.push_back(int(Cell));
    use(Numbers);
  }
}
template void inTemplate(const std::vector<std::vector<long>> &);
template void inTemplate(const std::vector<std::vector<short>> &);

//===-- Wrapped -----------------------------------------------------------===//

void addAll(const Row &R, std::string &Into) {
  for (const std::string &Cell : R)
    Into += Cell;
}
void addTo(std::string *Into, const Row &R) { addAll(R, *Into); }
void take(std::string &From, std::string &Into) { Into = std::move(From); }

void throughHelper(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty in each round of the loop; declare it above the loop and clear it in each round [p99-buffer-per-iteration]
    // CHECK-NOTES: :[[@LINE-9]]:5: note: it grows here, in 'addAll'
    addAll(R, Line);
    use(Line);
  }
}
// CHECK-FIXES: void throughHelper(const std::vector<Row> &Rows) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: for (const Row &R : Rows) {
// CHECK-FIXES-NEXT: Line.clear();

void throughPointer(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    addTo(&Line, R);
    use(Line);
  }
}
// CHECK-FIXES: void throughPointer(const std::vector<Row> &Rows) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: for (const Row &R : Rows) {
// CHECK-FIXES-NEXT: Line.clear();

void takenByHelper(const std::vector<Row> &Rows, std::string &Last) {
  for (const Row &R : Rows) {
    std::string Line;
    addAll(R, Line);
    take(Line, Last);
  }
}

// What it does is not in sight.
void byUnknown(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    fill(Line);
    use(Line + R[0]);
  }
}

// A macro of a test framework: a block, not a loop.
struct Scope {
  explicit operator bool() const;
  void leave();
};
Scope enter(const char *Name);
#define SECTION(Name) for (auto S = enter(Name); S; S.leave())
void sections(const Row &R) {
  SECTION("first") {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

// Its rounds go on.
struct Cursor {
  explicit operator bool() const;
  void next();
  const Row &row() const;
};
void rowsOf(Cursor C) {
  for (Cursor Each = C; Each; Each.next()) {
    std::string Line;
    // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    for (const std::string &Cell : Each.row())
      Line += Cell;
    use(Line);
  }
}
// CHECK-FIXES: void rowsOf(Cursor C) {
// CHECK-FIXES-NEXT: std::string Line;
// CHECK-FIXES-NEXT: for (Cursor Each = C; Each; Each.next()) {
// CHECK-FIXES-NEXT: Line.clear();

// What is sent takes its time, wherever that is done.
struct Gateway {
  void sendCommand(const std::string &Text);
};
void scan(Gateway &G, const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    G.sendCommand(Line);
  }
}

// It says so in a log as well.
void sendAndTell(const std::string &Text) {
  std::clog << Text << std::endl;
  Gateway().sendCommand(Text);
}
void scanAndTell(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    sendAndTell(Line);
  }
}

// When an operator asks for it, and at the start.
struct AdminConfig {
  void apply(const std::vector<Row> &Rows) {
    for (const Row &R : Rows) {
      std::string Line;
      for (const std::string &Cell : R)
        Line += Cell;
      use(Line);
    }
  }
};
void recoverFrom(const std::vector<Row> &Rows) {
  for (const Row &R : Rows) {
    std::string Line;
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}

//===-- Streams beside other work -----------------------------------------===//

// In a round that does more than to write a number a stream is not what takes
// the time.
struct Writer {
  void key(const std::string &Text);
  void value(int N);
};
void report(const std::vector<int> &Numbers, Writer &Out) {
  for (int N : Numbers) {
    std::stringstream Name;
    Name << "store" << N;
    Out.key(Name.str());
    Out.value(N);
  }
}
[[gnu::hot]] void reportToAll(const std::vector<int> &Numbers, Writer &Out) {
  for (int N : Numbers) {
    std::stringstream Name;
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Name' is built anew in each round of the loop; declare it above the loop and empty it in each round [p99-buffer-per-iteration]
    Name << "store" << N;
    Out.key(Name.str());
    Out.value(N);
  }
}
// CHECK-FIXES: {{.*}}void reportToAll(const std::vector<int> &Numbers, Writer &Out) {
// CHECK-FIXES-NEXT: std::stringstream Name;
// CHECK-FIXES-NEXT: for (int N : Numbers) {
// CHECK-FIXES-NEXT: Name.str(""); Name.clear();
// Nor is it in one that writes a report.
void writeReport(std::ostream &Out, const std::vector<std::vector<int>> &All) {
  for (const std::vector<int> &Each : All) {
    std::vector<int> Sorted;
    for (int N : Each) {
      Sorted.push_back(N);
      Sorted.push_back(N + 1);
    }
    Out << "size: " << Each.size() << " first: " << Sorted[0] << " half: "
        << Sorted[Sorted.size() / 2] << " of: " << Sorted.size() << '\n';
    Out << "last: " << Sorted.back() << " of: " << Each.back() << "; " << '\n';
  }
}

// What the answer takes is a thousand times as long.
struct Request {
  void add(const std::string &Text);
  bool sendAndWait();
};
bool ask(Request &R, const std::vector<int> &Numbers) {
  for (int N : Numbers) {
    std::stringstream Name;
    Name << "item" << N;
    R.add(Name.str());
  }
  return R.sendAndWait();
}
std::string bytesOf(const std::string &Hex) {
  std::string Bytes;
  for (size_t I = 0; I < Hex.size() / 2; ++I) {
    unsigned Byte = 0;
    std::stringstream In;
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'In' is built anew in each round of the loop; declare it above the loop and empty it in each round [p99-buffer-per-iteration]
    // CHECK-NOTES: :[[@LINE-2]]:23: note: if each round sets the format that it writes in
    In << std::hex << Hex.substr(I * 2, 2);
    In >> Byte;
    Bytes.push_back(static_cast<char>(Byte));
  }
  return Bytes;
}
// CHECK-FIXES: std::stringstream In;
// CHECK-FIXES-NEXT: for (size_t I = 0; I < Hex.size() / 2; ++I) {
// CHECK-FIXES-NEXT: unsigned Byte = 0;
// CHECK-FIXES-NEXT: In.str(""); In.clear();

#else

//===-- Options -----------------------------------------------------------===//

void three(const Row (&Rows)[3]) {
  for (const Row &R : Rows) {
    std::string Line;
    // CHECK-MESSAGES-FEW: :[[@LINE-1]]:17: warning: 'Line' grows from empty {{.*}} [p99-buffer-per-iteration]
    for (const std::string &Cell : R)
      Line += Cell;
    use(Line);
  }
}
// CHECK-FIXES-FEW: void three(const Row (&Rows)[3]) {
// CHECK-FIXES-FEW-NEXT: std::string Line;
// CHECK-FIXES-FEW-NEXT: for (const Row &R : Rows) {
// CHECK-FIXES-FEW-NEXT: Line.clear();

#endif
