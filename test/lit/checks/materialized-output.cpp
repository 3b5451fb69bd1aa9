// RUN: %check_p99 %s p99-materialized-output %t \
// RUN:   -config='{CheckOptions: {p99-materialized-output.Everywhere: true}}'
// RUN: %check_p99 -check-suffixes=HOT %s p99-materialized-output %t -- -std=c++20 -DHOT
// RUN: %check_p99 -check-suffixes=OLD %s p99-materialized-output %t -- -std=c++17 -DOLD

#include <cstdio>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
// CHECK-FIXES: #include <utility>
// CHECK-FIXES-HOT: #include <utility>
#include <vector>

struct Row {
  std::string Name;
  long Amount;
};
using Rows = std::vector<Row>;
void send(std::string_view);
void keep(const std::string &);
void take(std::string);

#if !defined(OLD) && !defined(HOT)

//===-- Flagged -----------------------------------------------------------===//

std::string csv(const Rows &All) {
  std::ostringstream Out;
  for (const Row &R : All)
    Out << R.Name << ',' << R.Amount << '\n';
  return Out.str();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the text in 'Out' is copied to be returned; move it out with 'std::move' [p99-materialized-output]
  // CHECK-FIXES: return std::move(Out).str();
}

void table(std::ostream &File, const Rows &All) {
  std::stringstream Text;
  for (const Row &R : All)
    Text << R.Name;
  File << "table: " << Text.str() << '\n';
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: the text in 'Text' is copied only to be read; pass its 'view()' [p99-materialized-output]
  // CHECK-FIXES: File << "table: " << Text.view() << '\n';
  send(Text.str());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: the text in 'Text' is copied only to be read; pass its 'view()' [p99-materialized-output]
  // CHECK-FIXES: send(Text.view());
}

void twice(std::FILE *File, const std::ostringstream &Text) {
  std::fwrite(Text.str().data(), 1, Text.str().size(), File);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the text in 'Text' is copied twice to be passed on; pass its 'view()' [p99-materialized-output]
}

void lines(std::ofstream &File, const Rows &All) {
  for (const Row &R : All)
    File << R.Name + ": " + std::to_string(R.Amount);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a string is built only to be written to 'File'; write its parts [p99-materialized-output]
  // CHECK-NOTES: :[[@LINE-2]]:13: note: if nobody else writes to it in between
  // CHECK-FIXES: File << R.Name << ": " << std::to_string(R.Amount);
}

//===-- Fixed -------------------------------------------------------------===//

void inParentheses(std::ofstream &File, const Rows &All) {
  for (const Row &R : All)
    File << (R.Name + '\n') << 1;
  // CHECK-FIXES: File << R.Name << '\n' << 1;
  // CHECK-MESSAGES: :[[@LINE-2]]:14: warning: a string is built only to be written to 'File'; write its parts [p99-materialized-output]
}

// A part that is itself one is left to its author.
void nested(std::ofstream &File, const Rows &All) {
  for (const Row &R : All)
    File << R.Name + (R.Name + "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a string is built only to be written to 'File'; write its parts [p99-materialized-output]
}

// Who is called may write to it.
void shown(std::ostringstream &Text) {
  send(Text.str());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: the text in 'Text' is copied only to be read; pass its 'view()' [p99-materialized-output]
  // CHECK-NOTES: :[[@LINE-2]]:8: note: if nobody writes to it while its text is read
  // CHECK-FIXES: send(Text.view());
}

//===-- Not flagged -------------------------------------------------------===//

std::string moved(const Rows &All) {
  std::ostringstream Out;
  Out << All.size();
  return std::move(Out).str();
}

// Of another's stream, or used again.
std::string snapshot(std::ostringstream &Out) { return Out.str(); }
class Log {
public:
  std::string all() const { return Text.str(); }
  std::string &reset() {
    static std::string Last;
    Last = Text.str();
    return Last;
  }

private:
  std::ostringstream Text;
};

// Twice the same, and once only.
void doubled(std::ostringstream &Out) { Out << Out.str(); }
auto repeated(int Value) {
  std::ostringstream Out;
  Out << Value;
  return [Out = std::move(Out)]() mutable -> std::string { return Out.str(); };
}

// A string is needed.
void needed(const Rows &All) {
  std::ostringstream Out;
  Out << All.size();
  keep(Out.str());
  take(Out.str());
  std::string Kept = Out.str();
  keep(Kept);
  std::puts(Out.str().c_str());
}
std::string lambdas(const Rows &All) {
  std::ostringstream Out;
  auto Text = [&] { return Out.str(); };
  Out << All.size();
  return Text();
}

// One write, so that the lines of threads stay whole.
void terminal(const Rows &All) {
  for (const Row &R : All) {
    std::cout << R.Name + "\n";
    std::cerr << R.Name + "\n";
  }
  std::ostringstream Out;
  Out << All.size();
  std::cout << Out.str();
}

// The width holds for the whole.
void aligned(std::ofstream &File, const Rows &All) {
  for (const Row &R : All)
    File << std::setw(20) << R.Name + ":" << R.Amount;
}

// Once, a line.
void once(std::ofstream &File, const Row &R) { File << R.Name + "\n"; }

// Not a stream.
struct Parts {
  Parts &operator<<(const std::string &);
};
void others(Parts &Out, const Rows &All) {
  for (const Row &R : All)
    Out << R.Name + ",";
}
int main(int, char **ArgV) {
  std::ostringstream Out;
  Out << ArgV[0];
  std::ofstream("x") << Out.str();
}

//===-- Macros and templates ----------------------------------------------===//

template <typename T> std::string text(const T &Value) {
  std::ostringstream Out;
  Out << Value;
  return Out.str();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the text in 'Out' is copied to be returned; move it out with 'std::move' [p99-materialized-output]
  // CHECK-FIXES: return std::move(Out).str();
}
std::string One = text(1), Half = text(0.5);

#define TEXT_OF(Stream) Stream.str()
std::string byMacro(int Value) {
  std::ostringstream Out;
  Out << Value;
  return TEXT_OF(Out);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the text in 'Out' is copied to be returned; move it out with 'std::move' [p99-materialized-output]
}

//===-- Wrapped -----------------------------------------------------------===//

class Csv : public std::ofstream {};
void derived(Csv &File, const Rows &All) {
  for (const Row &R : All)
    File << R.Name + ",";
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: a string is built only to be written to 'File'; write its parts [p99-materialized-output]
  // CHECK-FIXES: File << R.Name << ",";
}

#endif

//===-- Macros of loggers -------------------------------------------------===//

#if !defined(OLD) && !defined(HOT)
bool wanted();
#define DEBUG(What)                                                            \
  do {                                                                         \
    if (wanted()) {                                                            \
      std::ofstream Log("log");                                                \
      Log << What << std::endl;                                                \
    }                                                                          \
  } while (0)
void logs(const Rows &All) {
  for (const Row &R : All)
    DEBUG("row " + R.Name);
}
#endif

//===-- Options -----------------------------------------------------------===//

#ifdef HOT
// By default where it is repeated.
std::string text(const Row &R) {
  std::ostringstream Out;
  Out << R.Name << R.Amount;
  return Out.str();
}
void once(std::ostream &File, const Row &R) {
  std::ostringstream Out;
  Out << R.Name << R.Amount;
  File << Out.str();
  send(Out.str());
}
[[clang::annotate("p99::hot")]] std::string reply(const Row &R) {
  std::ostringstream Out;
  Out << R.Name << R.Amount;
  return Out.str();
  // CHECK-MESSAGES-HOT: :[[@LINE-1]]:10: warning: the text in 'Out' is copied to be returned; move it out with 'std::move' [p99-materialized-output]
  // CHECK-FIXES-HOT: return std::move(Out).str();
}
void all(std::ostream &File, const Rows &Every) {
  for (const Row &R : Every) {
    std::ostringstream Out;
    Out << R.Name << R.Amount;
    File << Out.str();
    // CHECK-MESSAGES-HOT: :[[@LINE-1]]:13: warning: the text in 'Out' is copied only to be read; pass its 'view()' [p99-materialized-output]
    // CHECK-FIXES-HOT: File << Out.view();
  }
}
#endif

#ifdef OLD
// Nothing cheaper can be written before C++20.
std::string csvOld(const Rows &All) {
  std::ostringstream Out;
  Out << All.size();
  return Out.str();
}
void widths(std::ostream &File, const Row &R) {
  std::ostringstream Out;
  Out << R.Name << R.Amount;
  File << Out.str();
}
void each(std::ostream &File, const Rows &All) {
  for (const Row &R : All) {
    std::ostringstream Line;
    Line << R.Name << R.Amount;
    File << Line.str();
    // CHECK-MESSAGES-OLD: :[[@LINE-1]]:13: warning: the text in 'Line' is copied to be written to 'File'; write there in the first place [p99-materialized-output]
  }
}
#endif
