// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/FrameNames.h"
#include "analysis/FrameTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"
#include <cstdlib>
#include <tuple>
#include <utility>

using llvm::StringRef;

namespace p99::analysis {

static constexpr llvm::StringLiteral Unnamed = "(anonymous namespace)";

bool FrameName::operator<(const FrameName &Other) const {
  return std::tie(Key, Parameters, Around, Ordinal, Carried) <
         std::tie(Other.Key, Other.Parameters, Other.Around, Other.Ordinal,
                  Other.Carried);
}

/// The demangler recurses; a longer name is taken as it is.
static constexpr size_t LongestMangled = 16 * 1024;
/// So do we, over template arguments.
static constexpr unsigned DeepestArguments = 32;

//===-- Names -------------------------------------------------------------===//

namespace {

/// Between two `::`.
struct Part {
  std::string Name;
  std::optional<FrameName::Types> Parameters;
  unsigned Ordinal = 0;
  bool isLambda() const { return Name == LambdaPart; }
};

class Parser {
public:
  Parser(StringRef Text, unsigned Depth) : Text(Text), Depth(Depth) {}

  FrameName parse() {
    while (At < Text.size() && step()) {
    }
    finishPart();
    return result();
  }

  bool endsInLambda() const {
    return !Parts.empty() && Parts.back().isLambda();
  }

private:
  StringRef rest() const { return Text.substr(At); }
  bool step();
  bool parenthesis();
  bool brace();
  bool quote();
  bool blank();
  bool arguments();
  void operatorName();
  void finishPart();
  FrameName result();

  StringRef Text;
  unsigned Depth;
  size_t At = 0;
  Part Now;
  /// Nothing but `::` or the end of the name may follow: parameters did.
  bool Complete = false;
  std::vector<Part> Parts;
  std::vector<FrameName> Carried;
};

} // namespace

void Parser::finishPart() {
  // Clang numbers lambdas that need no fixed name through the file: `$_3`.
  StringRef Id = Now.Name;
  unsigned Number;
  if (Id.consume_front("$_") && !Id.getAsInteger(10, Number))
    Now.Name = LambdaPart;
  // The function of a lambda is the lambda; `_FUN` and `__invoke` are what it
  // converts to.
  bool IsCall =
      Now.Name == "operator()" || Now.Name == "_FUN" || Now.Name == "__invoke";
  if (IsCall && !Parts.empty() && Parts.back().isLambda()) {
    if (!Parts.back().Parameters)
      Parts.back().Parameters = std::move(Now.Parameters);
  } else if (!Now.Name.empty()) {
    Parts.push_back(std::move(Now));
  }
  Now = {};
  Complete = false;
}

/// Takes the next piece. False at the end of the name.
bool Parser::step() {
  StringRef Rest = rest();
  if (Rest.consume_front("::")) {
    finishPart();
    At += 2;
    return true;
  }
  switch (Text[At]) {
  case '(':
    return parenthesis();
  case ')':
    return false; // Of a function that returns a pointer to a function.
  case '<':
    return arguments();
  case '{':
    return brace();
  case '\'':
    return quote();
  case '[': {
    size_t Behind = closing(Text, At); // [abi:cxx11]
    At = std::min(Behind, Text.size());
    return true;
  }
  case ' ':
    return blank();
  default:
    break;
  }
  if (Complete)
    return false;
  Now.Name += Text[At++];
  if (Now.Name == "operator" &&
      (At == Text.size() || !(llvm::isAlnum(Text[At]) || Text[At] == '_')))
    operatorName();
  return true;
}

bool Parser::parenthesis() {
  if (rest().starts_with(Unnamed)) {
    At += Unnamed.size();
    return true;
  }
  // `void (*shop::handler(int))(char)`
  if (Now.Name.empty()) {
    At = std::min(Text.find_first_not_of("(*& ", At), Text.size());
    Parts.clear();
    return true;
  }
  size_t Behind = closing(Text, At);
  bool IsType = Now.Name == "decltype" || Now.Name == "typeof";
  if (Behind == StringRef::npos)
    return false; // Cut off by the tool.
  if (IsType) {
    Now.Name += "()";
  } else {
    Now.Parameters = coarseTypes(Text.slice(At + 1, Behind - 1));
    Complete = true;
  }
  At = Behind;
  return true;
}

/// GNU's `{lambda(int)#2}`, `{unnamed type#1}`, `{default arg#1}`.
bool Parser::brace() {
  size_t Behind = closing(Text, At);
  if (Behind == StringRef::npos)
    return false;
  StringRef Inner = Text.slice(At + 1, Behind - 1);
  At = Behind;
  if (!Inner.consume_front("lambda"))
    return true;
  Now = {};
  Now.Name = LambdaPart;
  auto [Signature, Number] = Inner.rsplit('#');
  if (Number.getAsInteger(10, Now.Ordinal))
    Now.Ordinal = 0;
  if (Signature.starts_with("<")) { // Of a template: {lambda<typename T>(T)#1}
    size_t List = closingAngle(Signature, 0);
    Signature = Signature.substr(std::min(List, Signature.size()));
  }
  if (Signature.consume_front("(") && Signature.consume_back(")"))
    Now.Parameters = coarseTypes(Signature);
  Complete = true;
  return true;
}

/// LLVM's `'lambda'(int)`, the first, `'lambda0'(int)`, the second, and
/// `'unnamed'`.
bool Parser::quote() {
  size_t End = Text.find('\'', At + 1);
  if (End == StringRef::npos)
    return false;
  StringRef Inner = Text.slice(At + 1, End);
  At = End + 1;
  if (!Inner.consume_front("lambda"))
    return true;
  Now = {};
  Now.Name = LambdaPart;
  unsigned Number = 0;
  if (Inner.empty())
    Now.Ordinal = 1;
  else if (!Inner.getAsInteger(10, Number))
    Now.Ordinal = Number + 2;
  return true;
}

bool Parser::blank() {
  ++At;
  if (Complete) { // `f() const::'lambda'()`
    StringRef Rest = rest();
    while (Rest.consume_front("const") || Rest.consume_front("volatile") ||
           Rest.consume_front("&") || Rest.consume_front(" "))
      ;
    At = Text.size() - Rest.size();
    return Rest.starts_with("::");
  }
  // `operator<< <int>`, `decltype (x) f`
  if (Now.Name == "decltype" ||
      (StringRef(Now.Name).starts_with("operator") && rest().starts_with("<")))
    return true;
  // What came before is a type, or `non-virtual thunk to`.
  Parts.clear();
  Carried.clear();
  Now = {};
  return true;
}

bool Parser::arguments() {
  size_t Behind = closingAngle(Text, At);
  if (Behind == StringRef::npos)
    return false;
  StringRef List = Text.slice(At + 1, Behind - 1);
  At = Behind;
  if (Depth >= DeepestArguments ||
      (!List.contains("lambda") && !List.contains("$_")))
    return true;
  for (StringRef Item : splitList(List)) {
    Parser Argument(Item, Depth + 1);
    FrameName Found = Argument.parse();
    llvm::append_range(Carried, Found.Carried);
    Found.Carried.clear();
    if (Argument.endsInLambda())
      Carried.push_back(std::move(Found));
  }
  return true;
}

/// What follows `operator`: a symbol, or the type of a conversion.
void Parser::operatorName() {
  static constexpr llvm::StringLiteral Symbols[] = {
      "()", "[]", "<=>", "<<=", ">>=", "->*", "->", "<<", ">>", "<=",
      ">=", "==", "!=",  "&&",  "||",  "++",  "--", "+=", "-=", "*=",
      "/=", "%=", "^=",  "&=",  "|=",  "<",   ">",  "+",  "-",  "*",
      "/",  "%",  "^",   "&",   "|",   "~",   "!",  "=",  ","};
  for (StringRef Symbol : Symbols)
    if (rest().starts_with(Symbol)) {
      Now.Name += Symbol;
      At += Symbol.size();
      return;
    }
  if (At == Text.size()) { // stackcollapse-perf.pl cuts at the parenthesis.
    Now.Name += "()";
    return;
  }
  if (Text[At] == '"') { // operator"" _km
    while (At < Text.size() && Text[At] != '(' && Text[At] != '<')
      if (char C = Text[At++]; C != ' ')
        Now.Name += C;
    return;
  }
  if (Text[At] != ' ')
    return;
  size_t Begin = ++At;
  while (At < Text.size() && Text[At] != '(') {
    size_t Behind = Text[At] == '<' ? closingAngle(Text, At) : At + 1;
    At = std::min(Behind, Text.size());
  }
  Now.Name += " " + coarseType(Text.slice(Begin, At));
}

FrameName Parser::result() {
  FrameName Name;
  Name.Carried = std::move(Carried);
  for (const Part &P : Parts)
    if (!isLibraryInlineNamespace(P.Name))
      Name.Key += (Name.Key.empty() ? "" : "::") + P.Name;
  if (Parts.empty())
    return Name;
  Name.Parameters = std::move(Parts.back().Parameters);
  Name.Ordinal = Parts.back().Ordinal;
  if (Parts.size() > 1)
    for (const Part &P : llvm::reverse(llvm::drop_end(Parts)))
      if (P.Parameters && !P.isLambda()) {
        Name.Around = P.Parameters;
        break;
      }
  return Name;
}

//===-- Frames ------------------------------------------------------------===//

/// What compilers append to the name of a copy, and linkers to one of a
/// shared library.
static StringRef withoutClone(StringRef Text) {
  while (true) {
    StringRef Before = Text;
    Text = Text.rtrim();
    // ` [clone .constprop.0]`, ` (.cold)`
    for (StringRef Open : {" [clone ", " (."})
      if (size_t At = Text.rfind(Open);
          At != StringRef::npos &&
          (Text.ends_with("]") || Text.ends_with(")")) &&
          closing(Text, At + 1) == Text.size())
        Text = Text.take_front(At);
    // `.constprop.0`, `.llvm.123`
    auto [Name, Suffix] = Text.rsplit('.');
    bool IsNumber = !Suffix.empty() && llvm::all_of(Suffix, llvm::isDigit);
    if (!Name.empty() &&
        (IsNumber ||
         llvm::is_contained({"cold", "constprop", "isra", "part", "llvm",
                             "lto_priv", "resume", "destroy", "cleanup",
                             "actor", "warm", "hot", "__uniq", "specialized",
                             "memprof", "content", "localalias"},
                            Suffix)))
      Text = Name;
    if (size_t At = Text.find('@');
        At != StringRef::npos && At > 0 && !Text.contains('('))
      Text = Text.take_front(At);
    if (Text == Before)
      return Text;
  }
}

/// What tools append to a frame.
static StringRef withoutMarks(StringRef Text) {
  while (true) {
    StringRef Before = Text;
    Text = Text.trim();
    Text.consume_back(" (inlined)"); // perf script
    Text.consume_back("[inline]");   // google-pprof
    // stackcollapse-perf.pl: kernel, jitted, inlined, waker.
    if (Text.size() > 4 && Text.ends_with("]") &&
        Text.take_back(4).starts_with("_["))
      Text = Text.drop_back(4);
    // google-pprof: `main<0000000000001160>`
    if (size_t At = Text.rfind('<');
        At != StringRef::npos && At > 0 && Text.size() - At == 18 &&
        llvm::all_of(Text.substr(At + 1, 16), llvm::isHexDigit))
      Text = Text.take_front(At);
    if (size_t At = Text.rfind("+0x");
        At != StringRef::npos && At > 0 &&
        llvm::all_of(Text.substr(At + 3), llvm::isHexDigit))
      Text = Text.take_front(At);
    if (Text == Before)
      return Text;
  }
}

FrameName parseFrame(StringRef Text) {
  Text = withoutMarks(Text);
  if (Text == "[unknown]" || Text.starts_with("0x"))
    return {};
  Text = withoutClone(Text);
  StringRef Mangled = Text;
  if (Mangled.starts_with("__Z"))
    Mangled = Mangled.drop_front(); // Mach-O
  if (Mangled.starts_with("_Z") && Mangled.size() < LongestMangled)
    if (char *Plain = llvm::itaniumDemangle(Mangled)) {
      FrameName Name = Parser(Plain, 0).parse();
      std::free(Plain);
      return Name;
    }
  FrameName Name = Parser(Text, 0).parse();
  if (Name.Key.empty())
    Name.Key = Text.str();
  return Name;
}

} // namespace p99::analysis
