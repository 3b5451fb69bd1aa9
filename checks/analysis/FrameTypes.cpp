// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "analysis/FrameTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using llvm::StringRef;

namespace p99::analysis {

bool isLibraryInlineNamespace(StringRef Name) {
  return llvm::is_contained(
      {"__1", "__2", "__ndk1", "__cxx11", "__cxx1998", "__8", "_V2", "__Cr"},
      Name);
}

size_t closing(StringRef Text, size_t At) {
  unsigned Depth = 0;
  const char Open = Text[At];
  const char Close = Open == '(' ? ')' : Open == '{' ? '}' : ']';
  for (; At < Text.size(); ++At) {
    if (Text[At] == Open)
      ++Depth;
    else if (Text[At] == Close && --Depth == 0)
      return At + 1;
  }
  return StringRef::npos;
}

size_t closingAngle(StringRef Text, size_t At) {
  unsigned Depth = 0;
  while (At < Text.size()) {
    StringRef Rest = Text.substr(At);
    if (Rest[0] == '(' || Rest[0] == '{' || Rest[0] == '[') {
      At = closing(Text, At);
      if (At == StringRef::npos)
        return At;
      continue;
    }
    if (Rest.starts_with("operator<") || Rest.starts_with("operator>")) {
      At += strlen("operator");
      while (At < Text.size() && llvm::is_contained("<>=", Text[At]))
        ++At;
      continue;
    }
    if (Rest.starts_with("->")) {
      At += 2;
      continue;
    }
    if (Rest[0] == '<')
      ++Depth;
    else if (Rest[0] == '>' && --Depth == 0)
      return At + 1;
    ++At;
  }
  return StringRef::npos;
}

llvm::SmallVector<StringRef, 4> splitList(StringRef List) {
  llvm::SmallVector<StringRef, 4> Items;
  size_t Begin = 0;
  for (size_t At = 0; At < List.size();) {
    char C = List[At];
    size_t Behind = At + 1;
    if (C == '(' || C == '{' || C == '[')
      Behind = closing(List, At);
    else if (C == '<')
      Behind = closingAngle(List, At);
    else if (C == ',') {
      Items.push_back(List.slice(Begin, At).trim());
      Begin = At + 1;
    }
    At = Behind; // npos ends the loop.
  }
  StringRef Last = List.substr(Begin).trim();
  if (!Last.empty() || !Items.empty())
    Items.push_back(Last);
  return Items;
}

//===-- Types -------------------------------------------------------------===//

static constexpr llvm::StringLiteral Unnamed = "(anonymous namespace)";

static std::string withoutTemplateArguments(StringRef Type) {
  std::string Out;
  for (size_t At = 0; At < Type.size();) {
    size_t Behind = At;
    if (Type[At] == '<')
      Behind = closingAngle(Type, At);
    else if (Type[At] == '[' && Type.substr(At).starts_with("[abi:"))
      Behind = closing(Type, At);
    if (Behind == StringRef::npos)
      break;
    if (Behind == At)
      Out += Type[Behind++];
    At = Behind;
  }
  return Out;
}

/// "long unsigned int" is how debug information writes "unsigned long".
static std::string arithmetic(llvm::ArrayRef<StringRef> Words) {
  if (Words.empty() || (Words.size() == 1 && Words[0] != "unsigned"))
    return "";
  bool IsUnsigned = false, IsSigned = false;
  unsigned Longs = 0;
  StringRef Base;
  for (StringRef W : Words) {
    if (W == "unsigned")
      IsUnsigned = true;
    else if (W == "signed")
      IsSigned = true;
    else if (W == "long")
      ++Longs;
    else if (W == "int" || W == "char" || W == "short" || W == "double")
      Base = Base.empty() || Base == "int" ? W : Base;
    else
      return "";
  }
  std::string Out = IsUnsigned                   ? "unsigned"
                    : IsSigned && Base == "char" ? "signed"
                                                 : "";
  auto Append = [&](StringRef W) { Out += (Out.empty() ? "" : " ") + W.str(); };
  for (unsigned I = 0; I < Longs; ++I)
    Append("long");
  if (!Base.empty() && !(Base == "int" && Longs))
    Append(Base);
  return Out == "unsigned" ? "unsigned int" : Out;
}

/// "std::__cxx11::basic_string" and "std::string".
static std::string plainName(StringRef Name) {
  llvm::SmallVector<StringRef, 4> Parts;
  for (StringRef Part : llvm::split(Name, "::"))
    if (!isLibraryInlineNamespace(Part))
      Parts.push_back(Part);
  std::string Plain = llvm::join(Parts, "::");
  return llvm::StringSwitch<std::string>(Plain)
      .Case("std::string", "std::basic_string")
      .Case("std::istream", "std::basic_istream")
      .Case("std::ostream", "std::basic_ostream")
      .Case("std::iostream", "std::basic_iostream")
      .Case("decltype(nullptr)", "std::nullptr_t")
      .Default(Plain);
}

std::string coarseType(StringRef Type) {
  std::string Text = withoutTemplateArguments(Type);
  for (size_t At; (At = Text.find(Unnamed)) != std::string::npos;)
    Text.erase(
        At, Unnamed.size() +
                (StringRef(Text).substr(At + Unnamed.size()).starts_with("::")
                     ? 2
                     : 0));
  // `auto` stays one: "auto:1", "auto".
  if (StringRef(Text).find_first_of("(){}'$#?") != StringRef::npos)
    return "?";

  llvm::SmallVector<StringRef, 4> Words;
  std::string Leading, Trailing; // "const" and what follows the name
  StringRef Rest = Text;
  while (!(Rest = Rest.ltrim()).empty()) {
    StringRef Word = Rest.take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_' || C == ':'; });
    if (Word.empty()) {
      Trailing += Rest[0];
      Rest = Rest.drop_front();
      continue;
    }
    Rest = Rest.drop_front(Word.size());
    if (Word == "const" || Word == "volatile")
      (Words.empty() ? Leading : Trailing) += " " + Word.str();
    else if (Word == "restrict" || Word == "__restrict" || Word == "struct" ||
             Word == "class" || Word == "enum" || Word == "union" ||
             Word == "typename")
      continue;
    else if (Word == "auto" || Word.starts_with("auto:"))
      return "?";
    else
      Words.push_back(Word);
  }
  std::string Name = arithmetic(Words);
  if (Name.empty()) {
    llvm::SmallVector<std::string, 2> Plain;
    for (StringRef W : Words)
      Plain.push_back(plainName(W));
    Name = llvm::join(Plain, " ");
  }
  return Name + Leading + Trailing;
}

std::vector<std::string> coarseTypes(StringRef List) {
  std::vector<std::string> Types;
  for (StringRef Item : splitList(List))
    Types.push_back(coarseType(Item));
  if (Types.size() == 1 && Types[0] == "void")
    Types.clear();
  return Types;
}

} // namespace p99::analysis
