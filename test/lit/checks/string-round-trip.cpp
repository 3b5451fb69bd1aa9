// RUN: %check_p99 %s p99-string-round-trip %t

#include <map>
#include <string>
#include <string_view>
#include <vector>

long parse(std::string_view Text);
void store(const std::string &Name);
void keep(std::string Name);
void raw(const char *Text);
class Cache {
public:
  bool has(std::string_view Name) const;
  void remove(std::string_view Name);
};

//===-- Flagged -----------------------------------------------------------===//

long viewAgain(std::string_view Text, const char *Raw) {
  return parse(std::string(Text)) +
         // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a string is made for 'parse', which takes a view; pass the text itself [p99-string-round-trip]
         // CHECK-FIXES: return parse(Text) +
         parse(std::string{Raw});
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a string is made for 'parse', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-FIXES: parse(Raw);
}

long rest(const std::string &Line, size_t From) {
  if (Line.substr(From) == "a rather long ending")
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the substring is copied only to be compared; take it of a 'std::string_view' [p99-string-round-trip]
    // CHECK-FIXES: if (std::string_view(Line).substr(From) == "a rather long ending")
    return 0;
  return parse(Line.substr(From, Line.size() - 1));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the substring is copied only to be viewed; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-FIXES: return parse(std::string_view(Line).substr(From, Line.size() - 1));
}

bool isDefault(const std::string &Name) {
  return Name == std::string("the name of the default");
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a string is made only to be compared; compare the text itself [p99-string-round-trip]
  // CHECK-FIXES: return Name == "the name of the default";
}

void pass(const std::string &Name) {
  store(Name.c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'c_str' makes a new string for 'store'; pass the string itself [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:9: note: if there is no null character in it
  // CHECK-FIXES: store(Name);
}

//===-- Fixed -------------------------------------------------------------===//

// Through a pointer and an iterator.
void pointed(const std::string *Name, std::map<std::string, std::string>::iterator It) {
  store(Name->c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'c_str' makes a new string for 'store'; pass the string itself [p99-string-round-trip]
  // CHECK-FIXES: store(*Name);
  store(It->second.c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'c_str' makes a new string for 'store'; pass the string itself [p99-string-round-trip]
  // CHECK-FIXES: store(It->second);
  parse(Name->substr(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the substring is copied only to be viewed; take it of a 'std::string_view' [p99-string-round-trip]
  // CHECK-FIXES: parse(std::string_view(*Name).substr(1));
}
void iterated(std::vector<std::string>::const_iterator It) {
  store(It->c_str());
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'c_str' makes a new string for 'store'; pass the string itself [p99-string-round-trip]
  // CHECK-FIXES: store(*It);
}

// What is removed may be what the view shows.
void forget(Cache &Names, std::string_view Name) {
  Names.remove(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a string is made for 'remove', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-NOTES: :[[@LINE-2]]:16: note: if the call does not free what it is a view of
  // CHECK-FIXES: Names.remove(Name);
}

//===-- Not flagged -------------------------------------------------------===//

long itself(std::string_view Text, const std::string &Line) {
  return parse(Text) + parse(Line) + parse(std::string_view(Line).substr(2));
}

// A string is needed.
std::string owned(std::string_view Text, const std::string &Line) {
  store(std::string(Text));
  keep(std::string(Text));
  keep(Line.substr(2));
  store(Line.substr(2));
  raw(Line.substr(2).c_str());
  raw(std::string(Text).c_str());
  keep(Line.c_str());
  std::string Copy = Line.c_str();
  Copy = Line.substr(3);
  return std::string(Text);
}

// A part of the text, as far as it has a null character.
void upTo(const std::string &Line) { store(std::string(Line.c_str(), 4)); }
void shown(std::string_view Text) { store(std::string(Text.data(), Text.size())); }

// Another function for characters.
long count(std::string_view Text);
long count(const char *Text);
long overloaded(const char *Raw) { return count(std::string(Raw)); }

// Fits into the string object.
bool startsWell(const std::string &Line) {
  return Line.substr(0, 4) == "http" || Line == std::string("GET");
}
long digits(const std::string &Line) { return parse(Line.substr(4, 8)); }

// Other classes.
bool wide(const std::wstring &Text) { return Text.substr(2) == L"a rather long ending"; }
struct Rope {
  std::string substr(size_t From) const;
  const char *c_str() const;
};
bool rope(const Rope &Text) {
  store(Text.c_str());
  return Text.substr(2) == "a rather long ending";
}

// With a temporary for a reason.
bool failed(const std::string &Line) {
  try {
    store("");
  } catch (...) {
    return Line.substr(4) == "a rather long ending";
  }
  return false;
}
int main(int, char **ArgV) { return parse(std::string(ArgV[1])); }

//===-- Macros and templates ----------------------------------------------===//

template <typename T> long typed(const T &Text) {
  return parse(std::string(Text));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a string is made for 'parse', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-FIXES: return parse(Text);
}
long Typed = typed(std::string_view("text")) + typed("text");

#define TO_STRING(Text) std::string(Text)
long byMacro(std::string_view Text) {
  return parse(TO_STRING(Text));
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a string is made for 'parse', which takes a view; pass the text itself [p99-string-round-trip]
}

//===-- Wrapped -----------------------------------------------------------===//

static long parseAll(std::string_view Text) { return parse(Text); }
long wrapped(std::string_view Text) {
  return parseAll(std::string(Text));
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a string is made for 'parseAll', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-FIXES: return parseAll(Text);
}
static void storeAll(std::string Name) { keep(std::move(Name)); }
void wrappedOwner(std::string_view Text) { storeAll(std::string(Text)); }

//===-- Options -----------------------------------------------------------===//

bool has(const Cache &Names, std::string_view Name) {
  return Names.has(std::string(Name));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a string is made for 'has', which takes a view; pass the text itself [p99-string-round-trip]
  // CHECK-FIXES: return Names.has(Name);
}
