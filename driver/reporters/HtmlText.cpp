// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/HtmlText.h"
#include "driver/findings/Utf8.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace p99::driver {

/// Code point U+2000 + `Low` turns the direction of the text around it.
static bool turnsDirection(unsigned Low) {
  return Low == 0x0e || Low == 0x0f || (Low >= 0x2a && Low <= 0x2e) ||
         (Low >= 0x66 && Low <= 0x69);
}

static void appendCharacter(std::string &Out, char C) {
  switch (C) {
  case '&':
    Out += "&amp;";
    return;
  case '<':
    Out += "&lt;";
    return;
  case '>':
    Out += "&gt;";
    return;
  case '"':
    Out += "&quot;";
    return;
  case '\'':
    Out += "&#39;";
    return;
  case '\t':
  case '\n':
    Out += C;
    return;
  case '\x7f':
    Out += "\u2421";
    return;
  default:
    // U+2400 and the next are pictures of the control characters.
    if (static_cast<unsigned char>(C) < 0x20) {
      Out += "\xe2\x90";
      Out += static_cast<char>(0x80 + C);
      return;
    }
    Out += C;
  }
}

std::string html(StringRef Raw) {
  std::string Text = utf8(Raw);
  std::string Out;
  Out.reserve(Text.size() + Text.size() / 8);
  for (size_t At = 0; At < Text.size(); ++At) {
    StringRef Left = StringRef(Text).drop_front(At);
    // U+0080 to U+009F are controls, too.
    if (Left.size() > 1 && Left[0] == '\xc2' &&
        static_cast<unsigned char>(Left[1]) < 0xa0) {
      Out += "\uFFFD";
      ++At;
      continue;
    }
    if (Left.size() > 2 && Left[0] == '\xe2' &&
        (Left[1] == '\x80' || Left[1] == '\x81')) {
      unsigned Low = (Left[1] & 1) << 6 | (Left[2] & 0x3f);
      if (turnsDirection(Low)) {
        Out += "[U+20" + utohexstr(Low, /*LowerCase=*/false, /*Width=*/2) + "]";
        At += 2;
        continue;
      }
    }
    appendCharacter(Out, Text[At]);
  }
  return Out;
}

std::string scriptJson(StringRef Json) {
  std::string Out;
  Out.reserve(Json.size());
  for (char C : Json)
    if (C == '<')
      Out += "\\u003c";
    else
      Out += C;
  return Out;
}

std::string htmlId(StringRef Text) {
  std::string Out;
  Out.reserve(Text.size());
  for (char C : Text)
    Out += isAlnum(C) ? C : '-';
  return Out;
}

} // namespace p99::driver
